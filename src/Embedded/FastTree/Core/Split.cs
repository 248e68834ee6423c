namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A way to part a leaf: rows whose feature has this bin or a lower one go left.</summary>
internal readonly record struct Split(int Feature, int Bin, double Gain)
{
    public static readonly Split None = new(-1, -1, 0);

    public bool Exists => Feature >= 0;

    /// <summary>The greater gain, at equal gains the lower feature, so that the order of comparing does not matter.</summary>
    public static Split Better(Split a, Split b)
    {
        if (!a.Exists || !b.Exists)
            return a.Exists ? a : b;
        return a.Gain > b.Gain || (a.Gain == b.Gain && a.Feature <= b.Feature) ? a : b;
    }
}
