using System.Numerics;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// A number and a count in one 64-bit integer: the number as fixed point above, the count below. Adding two adds both, so a histogram needs one
/// addition a value, and since integers add exactly, sums depend neither on the order of the rows nor on who added them:
/// a sibling is exactly the parent less the child.
/// </summary>
internal sealed class PackedSums
{
    private readonly int _countBits;
    private readonly long _countMask;
    private readonly int _fractionBits;
    private double _unit;

    public PackedSums(int rowCount)
    {
        _countBits = 64 - BitOperations.LeadingZeroCount((ulong)Math.Max(rowCount, 1));
        _countMask = (1L << _countBits) - 1;

        // The sum of rowCount numbers needs as many bits more than one number has, and a sign.
        _fractionBits = 63 - 2 * _countBits;
        Values = new long[rowCount];
    }

    /// <summary>Each row's number with the count 1.</summary>
    public long[] Values { get; }

    public int CountBits => _countBits;

    public long CountMask => _countMask;

    /// <summary>What a difference of 1 above the count is worth.</summary>
    public double Unit => _unit;

    public void Pack(ReadOnlySpan<double> numbers)
    {
        var largest = 0.0;
        foreach (var number in numbers)
            largest = Math.Max(largest, Math.Abs(number));

        // A power of two, so that scaling rounds nothing away; 1 for a column of zeros.
        var exponent = largest > 0 ? Math.ILogB(largest) + 1 : 0;
        var scale = Math.ScaleB(1, _fractionBits - exponent);
        _unit = 1 / scale;
        for (var i = 0; i < numbers.Length; i++)
            Values[i] = ((long)Math.Round(numbers[i] * scale) << _countBits) + 1;
    }

    public double Number(long packed) => (packed >> _countBits) * _unit;

    public int Count(long packed) => (int)(packed & _countMask);
}
