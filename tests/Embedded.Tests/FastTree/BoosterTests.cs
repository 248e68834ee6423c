using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.Embedded.Tests;

public sealed class BoosterTests
{
    [Fact]
    public void ASeparableSetIsSeparated()
    {
        var (matrix, rows) = RandomRows(400, 5, seed: 1);
        var labels = rows.Select(r => r[2] > 0.3f).ToArray();
        var booster = new Booster(matrix, null, new BoostingSettings { TreeCount = 30 });
        var trees = booster.Train(new LogisticObjective(labels, null, 0.4, balanceClasses: false));
        Assert.Equal(labels, rows.Select(r => trees.Sum(t => t.GetValue(r)) > 0));
        Assert.Equal(2, trees[0].NumericalSplitFeatureIndexes[0]);
    }

    [Fact]
    public void TheLogisticLossFallsWithEveryTree()
    {
        var (matrix, rows) = RandomRows(500, 6, seed: 2);
        var random = new Random(3);
        var labels = rows.Select(r => r[0] * r[1] + 0.3 * random.NextDouble() > 0.4).ToArray();
        var booster = new Booster(matrix, null, new BoostingSettings { TreeCount = 60 });
        var losses = new List<double> { labels.Length * Math.Log(2) };
        _ = booster.Train(new LogisticObjective(labels, null, 0.4, balanceClasses: false),
            _ => losses.Add(labels.Zip(booster.Scores, (l, s) => Math.Log(1 + Math.Exp(l ? -0.4 * s : 0.4 * s))).Sum()));
        AssertFalling(losses);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheSquaredErrorFallsWithEveryTree(bool weighted)
    {
        var (matrix, rows) = RandomRows(500, 6, seed: 4);
        var random = new Random(5);
        var weights = weighted ? rows.Select(_ => random.NextDouble() + 0.1).ToArray() : null;
        var labels = rows.Select(r => r[0] * 3 + r[3] * r[4] + (float)random.NextDouble()).ToArray();
        var booster = new Booster(matrix, weights, new BoostingSettings { TreeCount = 60 });
        var losses = new List<double>();
        _ = booster.Train(new SquaredErrorObjective(labels, weights),
            _ => losses.Add(labels.Select((l, i) => (weights?[i] ?? 1) * (l - booster.Scores[i]) * (l - booster.Scores[i])).Sum()));
        AssertFalling(losses);
    }

    [Fact]
    public void ScoresAreTheSumOfTheTrees()
    {
        var (matrix, rows) = RandomRows(300, 40, seed: 6);
        var booster = new Booster(matrix, null, new BoostingSettings { TreeCount = 20, MaxBins = 16 });
        var trees = booster.Train(new SquaredErrorObjective([.. rows.Select(r => r.Sum())], null));
        for (var i = 0; i < rows.Length; i++)
            Assert.Equal(booster.Scores[i], trees.Sum(t => t.GetValue(rows[i])), 1e-9);
    }

    [Fact]
    public void AWholeWeightIsAsManyRows()
    {
        var (_, rows) = RandomRows(80, 4, seed: 7);
        var times = rows.Select((_, i) => 1 + i % 3).ToArray();
        var weighted = new FeatureMatrix(4);
        var repeated = new FeatureMatrix(4);
        var repeatedLabels = new List<float>();
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].CopyTo(weighted.AddRow());
            for (var n = 0; n < times[i]; n++)
            {
                rows[i].CopyTo(repeated.AddRow());
                repeatedLabels.Add(rows[i].Sum());
            }
        }

        // The least count of rows is what differs by right, so it is 1 here.
        var settings = new BoostingSettings { TreeCount = 10, MinimumRowsPerLeaf = 1, LeafCount = 6 };
        var weights = times.Select(t => (double)t).ToArray();
        var a = new Booster(weighted, weights, settings).Train(new SquaredErrorObjective([.. rows.Select(r => r.Sum())], weights));
        var b = new Booster(repeated, null, settings).Train(new SquaredErrorObjective([.. repeatedLabels], null));
        foreach (var row in rows)
            Assert.Equal(b.Sum(t => t.GetValue(row)), a.Sum(t => t.GetValue(row)), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void TheThreadCountChangesNoBit(int threads)
    {
        var (matrix, rows) = RandomRows(600, 70, seed: 8);
        var labels = rows.Select(r => r[5] + r[40] > r[20]).ToArray();
        Assert.Equal(Bytes(Train(-1)), Bytes(Train(threads)));

        RegressionTree[] Train(int count) =>
            new Booster(matrix, null, new BoostingSettings { TreeCount = 15, ThreadCount = count, FeatureFraction = 0.6 })
                .Train(new LogisticObjective(labels, null, 0.4, balanceClasses: false));
    }

    [Fact]
    public void AnotherFeatureSeedPicksOtherFeatures()
    {
        var (matrix, rows) = RandomRows(300, 30, seed: 9);
        Assert.NotEqual(Bytes(Train(1)), Bytes(Train(2)));

        RegressionTree[] Train(int seed) =>
            new Booster(matrix, null, new BoostingSettings { TreeCount = 5, FeatureFraction = 0.2, FeatureSeed = seed }).Train(new SquaredErrorObjective([.. rows.Select(r => r.Sum())], null));
    }

    [Fact]
    public void ConstantFeaturesGiveNoTrees()
    {
        var matrix = new FeatureMatrix(2);
        for (var i = 0; i < 50; i++)
            new[] { 1f, -3f }.CopyTo(matrix.AddRow());
        Assert.Empty(new Booster(matrix, null, new BoostingSettings()).Train(new SquaredErrorObjective([.. Enumerable.Range(0, 50).Select(i => (float)i)], null)));
    }

    [Fact]
    public void BalancedClassesPullTheRareOneUp()
    {
        var (matrix, rows) = RandomRows(400, 3, seed: 10);
        var labels = rows.Select((r, i) => i % 10 == 0).ToArray();
        var settings = new BoostingSettings { TreeCount = 20, LeafCount = 4, MinimumRowsPerLeaf = 50 };
        var plain = new Booster(matrix, null, settings);
        _ = plain.Train(new LogisticObjective(labels, null, 0.4, balanceClasses: false));
        var balanced = new Booster(matrix, null, settings);
        _ = balanced.Train(new LogisticObjective(labels, null, 0.4, balanceClasses: true));
        Assert.InRange(Mean(plain), 0.05, 0.2);
        Assert.InRange(Mean(balanced), 0.4, 0.6);

        static double Mean(Booster booster) => booster.Scores.Average(s => 1 / (1 + Math.Exp(-0.4 * s)));
    }

    [Fact]
    public void LeafValuesKeepWithinTheirLimit()
    {
        var (matrix, rows) = RandomRows(200, 3, seed: 11);
        var trees = new Booster(matrix, null, new BoostingSettings { TreeCount = 3, MaxLeafValue = 0.25 }).Train(new SquaredErrorObjective([.. rows.Select(r => r[0] > 0.5f ? 1000f : -1000f)], null));
        Assert.All(trees.SelectMany(t => t.LeafValues), v => Assert.InRange(v, -0.25, 0.25));
    }

    [Fact]
    public void ATreeComesBackFromItsBytes()
    {
        var (matrix, rows) = RandomRows(300, 10, seed: 12);
        var trees = new Booster(matrix, null, new BoostingSettings { TreeCount = 2 }).Train(new SquaredErrorObjective([.. rows.Select(r => r.Sum())], null));
        using var reader = new BinaryReader(new MemoryStream(Bytes(trees)));
        foreach (var tree in trees)
        {
            var back = RegressionTree.Load(reader, 10);
            Assert.Equal(rows.Select(r => tree.GetValue(r)), rows.Select(r => back.GetValue(r)));
            Assert.Equal(tree.SplitGains, back.SplitGains);
        }
    }

    [Fact]
    public void DamagedTreesAreRefused()
    {
        var tree = new RegressionTree([~0], [~1], [3], [0.5f], [1.0], [2.0, 3.0]);
        Assert.Throws<FormatException>(() => Load(tree, featureCount: 3));
        Assert.Throws<FormatException>(() => Load(new RegressionTree([0], [~1], [0], [0.5f], [1.0], [2.0, 3.0]), 1));
        Assert.Throws<FormatException>(() => Load(new RegressionTree([~0], [~0], [0], [0.5f], [1.0], [2.0, 3.0]), 1));
        Assert.Throws<FormatException>(() => Load(new RegressionTree([~0], [~2], [0], [0.5f], [1.0], [2.0, 3.0]), 1));
        Assert.Equal(3.0, Load(tree, featureCount: 4).GetValue([0, 0, 0, 1]));

        static RegressionTree Load(RegressionTree tree, int featureCount)
        {
            using var reader = new BinaryReader(new MemoryStream(Bytes([tree])));
            return RegressionTree.Load(reader, featureCount);
        }
    }

    private static void AssertFalling(List<double> losses)
    {
        for (var i = 1; i < losses.Count; i++)
            Assert.True(losses[i] < losses[i - 1] + 1e-9, $"tree {i}: {losses[i - 1]} -> {losses[i]}");
        Assert.True(losses[^1] < 0.7 * losses[0]);
    }

    private static byte[] Bytes(RegressionTree[] trees)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var tree in trees)
            tree.Save(writer);
        return stream.ToArray();
    }

    private static (FeatureMatrix Matrix, float[][] Rows) RandomRows(int count, int features, int seed)
    {
        var random = new Random(seed);
        var matrix = new FeatureMatrix(features);
        var rows = new float[count][];
        for (var i = 0; i < count; i++)
        {
            rows[i] = [.. Enumerable.Range(0, features).Select(_ => random.NextSingle())];
            rows[i].CopyTo(matrix.AddRow());
        }

        return (matrix, rows);
    }
}
