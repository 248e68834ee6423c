using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Trees whose values add up to the score.</summary>
public abstract class TreeEnsemble<T>
    where T : RegressionTreeBase
{
    private readonly T[] _trees;

    private protected TreeEnsemble(T[] trees) => _trees = trees;

    /// <summary>What every score starts from: 0.</summary>
    public double Bias => 0;

    /// <summary>What each tree's value is multiplied by: 1.</summary>
    public IReadOnlyList<double> TreeWeights => Array.ConvertAll(_trees, _ => 1.0);

    /// <summary>The trees in the order in which they were trained.</summary>
    public IReadOnlyList<T> Trees => Array.AsReadOnly(_trees);

    internal float GetScore(ReadOnlySpan<float> features)
    {
        var sum = 0.0;
        foreach (var tree in _trees)
            sum += tree.GetValue(features);
        return (float)sum;
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(_trees.Length);
        foreach (var tree in _trees)
            tree.Save(writer);
    }
}

/// <summary>Trees whose leaves hold one value each.</summary>
public sealed class RegressionTreeEnsemble : TreeEnsemble<RegressionTree>
{
    internal RegressionTreeEnsemble(RegressionTree[] trees)
        : base(trees)
    {
    }

    internal static RegressionTreeEnsemble Load(BinaryReader reader, int featureCount)
    {
        var count = reader.ReadInt32();
        Contracts.CheckDecode(count is >= 0 and < 1 << 24, $"Corrupt model file: an ensemble of {count} trees.");
        var trees = new RegressionTree[count];
        for (var i = 0; i < count; i++)
            trees[i] = RegressionTree.Load(reader, featureCount);
        return new RegressionTreeEnsemble(trees);
    }
}
