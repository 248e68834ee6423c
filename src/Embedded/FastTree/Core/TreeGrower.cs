namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Grows a tree leaf by leaf: always the leaf whose best split gains most, until there are enough leaves or nothing is gained.</summary>
internal sealed class TreeGrower
{
    // Histograms of leaves that wait are kept for their siblings' sake up to this much; dropping one costs time and changes no result.
    private const long HistogramBudgetBytes = 256L << 20;

    private readonly BinnedData _data;
    private readonly PackedSums _gradients;
    private readonly PackedSums _weights;
    private readonly SplitFinder _finder;
    private readonly RowPartition _partition;
    private readonly ParallelOptions _parallel;
    private readonly int _maxLeaves;
    private readonly List<LeafHistogram> _free = [];
    private readonly Split[] _firstByBlock;
    private readonly Split[] _secondByBlock;

    public TreeGrower(BinnedData data, PackedSums gradients, PackedSums weights, RowPartition partition, int maxLeaves, int minimumRows, ParallelOptions parallel)
    {
        _data = data;
        _gradients = gradients;
        _weights = weights;
        _partition = partition;
        _parallel = parallel;
        _maxLeaves = maxLeaves;
        _finder = new SplitFinder(gradients, weights, minimumRows);
        _firstByBlock = new Split[data.Blocks.Length];
        _secondByBlock = new Split[data.Blocks.Length];

        var bytes = Math.Max(1, data.HistogramLength * 8L * (weights is null ? 1 : 2));
        var count = (int)Math.Clamp(HistogramBudgetBytes / bytes, 2, maxLeaves + 1);
        for (var i = 0; i < count; i++)
            _free.Add(new LeafHistogram(data.HistogramLength, weights is not null));
    }

    /// <summary>Parts leaf 0 of the partition further and further; <paramref name="allowed"/> (null: all) says which features may be used.</summary>
    public TreeBuilder Grow(bool[] allowed)
    {
        var tree = new TreeBuilder(_maxLeaves);
        var leaves = new List<Leaf> { NewLeaf(0) };
        FindRoot(leaves[0], allowed);
        while (tree.LeafCount < _maxLeaves)
        {
            var best = Best(leaves);
            if (!best.Split.Exists)
                break;
            var (block, place) = _data.Find(best.Split.Feature);
            var newNumber = tree.Split(best.Number, best.Split.Feature, block.UpperBounds[place][best.Split.Bin], best.Split.Gain);
            _partition.Part(best.Number, newNumber, block, place, best.Split.Bin);
            best.Totals = TotalsOf(best.Number);
            best.Split = Split.None;
            var added = NewLeaf(newNumber);
            leaves.Add(added);
            if (tree.LeafCount < _maxLeaves)
                FindChildren(leaves, best, added, allowed);
        }

        foreach (var leaf in leaves)
            Release(leaf);
        return tree;
    }

    private static Leaf Best(List<Leaf> leaves)
    {
        var best = leaves[0];
        foreach (var leaf in leaves)
        {
            if (leaf.Split.Exists && (!best.Split.Exists || leaf.Split.Gain > best.Split.Gain))
                best = leaf;
        }

        return best;
    }

    private void FindRoot(Leaf root, bool[] allowed)
    {
        if (!_finder.CanSplit(root.Totals.Count))
            return;
        root.Histogram = Take([]);
        Parallel.For(0, _data.Blocks.Length, _parallel, b =>
        {
            var block = _data.Blocks[b];
            root.Histogram.Fill(block, _partition.Rows(0), _gradients, _weights);
            _firstByBlock[b] = _finder.Find(block, root.Histogram, root.Totals, allowed);
        });
        root.Split = _firstByBlock.Aggregate(Split.None, Split.Better);
    }

    // The smaller child's histogram is summed from its rows, the larger's is the parent's less that.
    private void FindChildren(List<Leaf> leaves, Leaf first, Leaf second, bool[] allowed)
    {
        var (small, large) = first.Totals.Count <= second.Totals.Count ? (first, second) : (second, first);
        var parent = first.Histogram;
        first.Histogram = null;
        var splitSmall = _finder.CanSplit(small.Totals.Count);
        if (!_finder.CanSplit(large.Totals.Count))
        {
            if (parent is not null)
                _free.Add(parent);
            return;
        }

        large.Histogram = parent ?? Take(leaves);
        small.Histogram = parent is not null || splitSmall ? Take(leaves) : null;
        Parallel.For(0, _data.Blocks.Length, _parallel, b =>
        {
            var block = _data.Blocks[b];
            small.Histogram?.Fill(block, _partition.Rows(small.Number), _gradients, _weights);
            if (parent is not null)
                large.Histogram.Subtract(block, small.Histogram);
            else
                large.Histogram.Fill(block, _partition.Rows(large.Number), _gradients, _weights);
            _firstByBlock[b] = _finder.Find(block, large.Histogram, large.Totals, allowed);
            _secondByBlock[b] = splitSmall ? _finder.Find(block, small.Histogram, small.Totals, allowed) : Split.None;
        });
        large.Split = _firstByBlock.Aggregate(Split.None, Split.Better);
        small.Split = _secondByBlock.Aggregate(Split.None, Split.Better);
        foreach (var leaf in new[] { small, large })
        {
            if (!leaf.Split.Exists)
                Release(leaf);
        }
    }

    /// <summary>A free histogram, or that of the waiting leaf that gains least and so is split last.</summary>
    private LeafHistogram Take(List<Leaf> leaves)
    {
        if (_free.Count == 0)
            Release(leaves.Where(l => l.Split.Exists && l.Histogram is not null).MinBy(l => l.Split.Gain));
        var taken = _free[^1];
        _free.RemoveAt(_free.Count - 1);
        return taken;
    }

    private void Release(Leaf leaf)
    {
        if (leaf.Histogram is null)
            return;
        _free.Add(leaf.Histogram);
        leaf.Histogram = null;
    }

    private Leaf NewLeaf(int number) => new() { Number = number, Totals = TotalsOf(number) };

    private LeafTotals TotalsOf(int leaf) => LeafTotals.Of(_partition.Rows(leaf), _gradients, _weights);

    private sealed class Leaf
    {
        public int Number { get; init; }

        public LeafTotals Totals { get; set; }

        public Split Split { get; set; } = Split.None;

        public LeafHistogram Histogram { get; set; }
    }
}
