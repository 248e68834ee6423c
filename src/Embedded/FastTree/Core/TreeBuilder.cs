namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The arrays of a tree while it grows. A child is a node's number, or a leaf's number inverted (~leaf).</summary>
internal sealed class TreeBuilder(int maxLeaves)
{
    private readonly List<int> _left = new(maxLeaves);
    private readonly List<int> _right = new(maxLeaves);
    private readonly List<int> _features = new(maxLeaves);
    private readonly List<float> _thresholds = new(maxLeaves);
    private readonly List<double> _gains = new(maxLeaves);
    private readonly List<(int Node, bool Right)> _parents = [(-1, false)];

    public int LeafCount => _parents.Count;

    /// <summary>The leaf becomes a node: it stays as the node's left leaf, and a new leaf, whose number is returned, is the right one.</summary>
    public int Split(int leaf, int feature, float threshold, double gain)
    {
        var node = _left.Count;
        var newLeaf = LeafCount;
        var (parent, right) = _parents[leaf];
        if (parent >= 0)
            (right ? _right : _left)[parent] = node;
        _left.Add(~leaf);
        _right.Add(~newLeaf);
        _features.Add(feature);
        _thresholds.Add(threshold);
        _gains.Add(gain);
        _parents[leaf] = (node, false);
        _parents.Add((node, true));
        return newLeaf;
    }

    public RegressionTree ToTree(double[] leafValues) => new([.. _left], [.. _right], [.. _features], [.. _thresholds], [.. _gains], leafValues);
}
