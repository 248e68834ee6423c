using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.Embedded.Tests;

public sealed class TreeGrowerTests
{
    private static readonly ParallelOptions Two = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void TheFirstSplitIsTheBruteForceBest()
    {
        var cases = from rows in Gen.Choose(4, 40)
                    from features in Gen.Choose(1, 40)
                    from minimum in Gen.Choose(1, 5)
                    from seed in Gen.Choose(0, int.MaxValue)
                    from weighted in Gen.Elements(false, true)
                    select new Sample(rows, features, minimum, seed, weighted);
        Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var tree = Grow(sample, maxLeaves: 2, out _);
            var expected = BruteForce(sample, Enumerable.Range(0, sample.Rows).ToArray());
            if (expected is null)
                return tree.NumberOfNodes == 0;
            var left = Side(sample, tree, right: false);
            var gain = Gain(sample, Enumerable.Range(0, sample.Rows).ToArray(), left);

            // Other splits may part the rows equally well; the gain is what must be the greatest.
            return Math.Abs(gain - expected.Value) <= 1e-9 * Math.Max(1, expected.Value) && Math.Abs(tree.SplitGains[0] - gain) <= 1e-6 * Math.Max(1, gain);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void EverySplitIsTheBestOfItsLeafAndTheTreeIsGreedy()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var sample = new Sample(60, 8, 3, seed, Weighted: seed % 2 == 1);
            var tree = Grow(sample, maxLeaves: 6, out var partition);
            var leaves = Enumerable.Range(0, tree.NumberOfLeaves).Select(l => partition.Rows(l).ToArray()).ToArray();

            // Undone from the last split to the first, each node must have been the best choice among the leaves of its time.
            for (var node = tree.NumberOfNodes - 1; node >= 0; node--)
            {
                var parent = RowsUnder(tree, node, leaves);
                var left = RowsUnder(tree, tree.LeftChild[node], leaves);
                var gain = Gain(sample, parent, left);
                var choices = LeavesBefore(tree, node, leaves).Select(rows => BruteForce(sample, rows)).Where(g => g is not null);
                Assert.Equal(choices.Max()!.Value, gain, 1e-9 * Math.Max(1, gain));
                Assert.True(left.Length >= sample.Minimum && parent.Length - left.Length >= sample.Minimum);
            }
        }
    }

    [Fact]
    public void RowsFallIntoTheLeafTheyWereTrainedIn()
    {
        var sample = new Sample(200, 20, 2, 5, Weighted: false);
        var tree = Grow(sample, maxLeaves: 20, out var partition);
        Assert.Equal(20, tree.NumberOfLeaves);
        for (var leaf = 0; leaf < tree.NumberOfLeaves; leaf++)
        {
            foreach (var row in partition.Rows(leaf))
                Assert.Equal(leaf, tree.GetLeaf(sample.Features(row)));
        }
    }

    [Fact]
    public void ForbiddenFeaturesAreNotUsed()
    {
        var sample = new Sample(200, 20, 2, 5, Weighted: false);
        var allowed = new bool[20];
        allowed[3] = allowed[17] = true;
        var tree = Grow(sample, maxLeaves: 20, out _, allowed);
        Assert.True(tree.NumberOfNodes > 0);
        Assert.All(tree.NumericalSplitFeatureIndexes, f => Assert.True(f is 3 or 17));
    }

    [Fact]
    public void EqualGradientsAreNotSplit()
    {
        var sample = new Sample(100, 5, 1, 9, Weighted: false);
        var gradients = Enumerable.Repeat(0.1, 100).ToArray();
        Assert.Equal(1, Grow(sample, 20, out _, gradients: gradients).NumberOfLeaves);
    }

    private static RegressionTree Grow(Sample sample, int maxLeaves, out RowPartition partition, bool[]? allowed = null, double[]? gradients = null)
    {
        var matrix = new FeatureMatrix(sample.FeatureCount);
        for (var row = 0; row < sample.Rows; row++)
            sample.Features(row).CopyTo(matrix.AddRow());
        var packed = new PackedSums(sample.Rows);
        packed.Pack(gradients ?? [.. Enumerable.Range(0, sample.Rows).Select(r => sample.Gradient(r) * sample.Weight(r))]);
        PackedSums? weights = null;
        if (sample.Weighted)
        {
            weights = new PackedSums(sample.Rows);
            weights.Pack([.. Enumerable.Range(0, sample.Rows).Select(sample.Weight)]);
        }

        partition = new RowPartition(sample.Rows, maxLeaves);
        partition.Reset();
        var grower = new TreeGrower(new BinnedData(matrix, 255, Two), packed, weights, partition, maxLeaves, sample.Minimum, Two);
        var tree = grower.Grow(allowed);
        return tree.ToTree(new double[tree.LeafCount]);
    }

    // The oracle: every threshold of every feature, sums in double precision over the rows themselves.
    private static double? BruteForce(Sample sample, int[] rows)
    {
        double? best = null;
        for (var feature = 0; feature < sample.FeatureCount; feature++)
        {
            foreach (var threshold in rows.Select(r => sample.Features(r)[feature]).Distinct())
            {
                var left = rows.Where(r => sample.Features(r)[feature] <= threshold).ToArray();
                if (left.Length < sample.Minimum || rows.Length - left.Length < sample.Minimum)
                    continue;
                var gain = Gain(sample, rows, left);
                if (gain > 1e-9 && !(gain <= best))
                    best = gain;
            }
        }

        return best;
    }

    private static double Gain(Sample sample, int[] rows, int[] left) => Explained(sample, left) + Explained(sample, [.. rows.Except(left)]) - Explained(sample, rows);

    private static double Explained(Sample sample, int[] rows)
    {
        var sum = rows.Sum(r => sample.Gradient(r) * sample.Weight(r));
        return sum * sum / rows.Sum(sample.Weight);
    }

    private static int[] Side(Sample sample, RegressionTree tree, bool right) =>
        [.. Enumerable.Range(0, sample.Rows).Where(r => sample.Features(r)[tree.NumericalSplitFeatureIndexes[0]] > tree.NumericalSplitThresholds[0] == right)];

    private static int[] RowsUnder(RegressionTree tree, int child, int[][] leaves) =>
        child < 0 ? leaves[~child] : [.. RowsUnder(tree, tree.LeftChild[child], leaves), .. RowsUnder(tree, tree.RightChild[child], leaves)];

    // The leaves that stood when a node was split: subtrees whose root came later, under nodes that came before.
    private static IEnumerable<int[]> LeavesBefore(RegressionTree tree, int node, int[][] leaves)
    {
        if (node == 0)
            return [RowsUnder(tree, 0, leaves)];
        return Enumerable.Range(0, node)
            .SelectMany(n => new[] { tree.LeftChild[n], tree.RightChild[n] })
            .Where(child => child < 0 || child >= node)
            .Select(child => RowsUnder(tree, child, leaves));
    }

    private sealed class Sample(int rows, int featureCount, int minimum, int seed, bool Weighted)
    {
        private readonly Random _random = new(seed);
        private float[][]? _features;
        private double[]? _gradients;
        private double[]? _weights;

        public int Rows => rows;

        public int FeatureCount => featureCount;

        public int Minimum => minimum;

        public bool Weighted { get; } = Weighted;

        public float[] Features(int row) => Made()._features![row];

        public double Gradient(int row) => Made()._gradients![row];

        public double Weight(int row) => Made()._weights![row];

        // Feature 1 is constant; the others take few values, so that ties and shared bins occur.
        private Sample Made()
        {
            _features ??= [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, featureCount).Select(f => f == 1 ? 4f : _random.Next(-6, 12) / 3f).ToArray())];
            _gradients ??= [.. Enumerable.Range(0, rows).Select(_ => _random.NextDouble() * 2 - 1)];
            _weights ??= [.. Enumerable.Range(0, rows).Select(_ => Weighted ? _random.Next(1, 5) / 2.0 : 1)];
            return this;
        }
    }
}
