namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// A binary tree in arrays: node 0 is the root; a child that is not negative is a node's number, a negative one is a leaf's number inverted (~leaf).
/// A row goes left where its feature is not above the threshold; not-a-number goes right.
/// </summary>
public abstract class RegressionTreeBase
{
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _features;
    private readonly float[] _thresholds;
    private readonly double[] _gains;
    private readonly double[] _leafValues;

    private protected RegressionTreeBase(int[] left, int[] right, int[] features, float[] thresholds, double[] gains, double[] leafValues)
    {
        _left = left;
        _right = right;
        _features = features;
        _thresholds = thresholds;
        _gains = gains;
        _leafValues = leafValues;
    }

    /// <summary>The left child of each node.</summary>
    public IReadOnlyList<int> LeftChild => Array.AsReadOnly(_left);

    /// <summary>The right child of each node.</summary>
    public IReadOnlyList<int> RightChild => Array.AsReadOnly(_right);

    /// <summary>The feature that each node looks at.</summary>
    public IReadOnlyList<int> NumericalSplitFeatureIndexes => Array.AsReadOnly(_features);

    /// <summary>The greatest value that goes left at each node.</summary>
    public IReadOnlyList<float> NumericalSplitThresholds => Array.AsReadOnly(_thresholds);

    /// <summary>Always false: no node splits by categories.</summary>
    public IReadOnlyList<bool> CategoricalSplitFlags => Array.AsReadOnly(new bool[_left.Length]);

    /// <summary>What each leaf adds to the score.</summary>
    public IReadOnlyList<double> LeafValues => Array.AsReadOnly(_leafValues);

    /// <summary>How much each node lowered the squared error of the slopes it was fitted to.</summary>
    public IReadOnlyList<double> SplitGains => Array.AsReadOnly(_gains);

    /// <summary>The number of leaves.</summary>
    public int NumberOfLeaves => _leafValues.Length;

    /// <summary>The number of inner nodes, one less than the leaves.</summary>
    public int NumberOfNodes => _left.Length;

    /// <summary>The leaf that a row falls into.</summary>
    internal int GetLeaf(ReadOnlySpan<float> features)
    {
        if (_left.Length == 0)
            return 0;
        var node = 0;
        do
        {
            node = features[_features[node]] <= _thresholds[node] ? _left[node] : _right[node];
        }
        while (node >= 0);
        return ~node;
    }

    internal double GetValue(ReadOnlySpan<float> features) => _leafValues[GetLeaf(features)];

    internal void Save(BinaryWriter writer)
    {
        writer.Write(_left.Length);
        for (var node = 0; node < _left.Length; node++)
        {
            writer.Write(_left[node]);
            writer.Write(_right[node]);
            writer.Write(_features[node]);
            writer.Write(_thresholds[node]);
            writer.Write(_gains[node]);
        }

        foreach (var value in _leafValues)
            writer.Write(value);
    }
}

/// <summary>A tree whose leaves hold one value each.</summary>
public sealed class RegressionTree : RegressionTreeBase
{
    internal RegressionTree(int[] left, int[] right, int[] features, float[] thresholds, double[] gains, double[] leafValues)
        : base(left, right, features, thresholds, gains, leafValues)
    {
    }

    /// <summary>Reads what Save wrote and refuses what is not a tree over <paramref name="featureCount"/> features.</summary>
    internal static RegressionTree Load(BinaryReader reader, int featureCount)
    {
        var nodes = reader.ReadInt32();
        Check(nodes is >= 0 and < 1 << 24, $"a tree of {nodes} nodes");
        var left = new int[nodes];
        var right = new int[nodes];
        var features = new int[nodes];
        var thresholds = new float[nodes];
        var gains = new double[nodes];
        var seen = new bool[(2 * nodes) + 1];
        for (var node = 0; node < nodes; node++)
        {
            left[node] = ReadChild(reader, node, nodes, seen);
            right[node] = ReadChild(reader, node, nodes, seen);
            features[node] = reader.ReadInt32();
            Check((uint)features[node] < (uint)featureCount, $"feature {features[node]} of {featureCount}");
            thresholds[node] = reader.ReadSingle();
            gains[node] = reader.ReadDouble();
        }

        var values = new double[nodes + 1];
        foreach (ref var value in values.AsSpan())
            value = reader.ReadDouble();
        return new RegressionTree(left, right, features, thresholds, gains, values);
    }

    // A child comes after its parent and belongs to it alone, so a walk ends.
    private static int ReadChild(BinaryReader reader, int node, int nodes, bool[] seen)
    {
        var child = reader.ReadInt32();
        Check(child < 0 ? ~child <= nodes : child > node && child < nodes, $"child {child} of node {node}");
        var place = child < 0 ? nodes + ~child : child;
        Check(!seen[place], $"child {child} of two nodes");
        seen[place] = true;
        return child;
    }

    private static void Check(bool right, string what)
    {
        if (!right)
            throw new FormatException($"The model file is damaged: it speaks of {what}.");
    }
}
