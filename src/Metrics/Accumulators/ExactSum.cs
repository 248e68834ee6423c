using System.Numerics;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>
/// A sum of doubles without any rounding on the way: the value is the true sum rounded once, to the nearest double (ties to even). It therefore does not
/// depend on the order of the numbers or on how partial sums were merged. (A superaccumulator: Kulisch; Neal, "Fast exact summation using small superaccumulators", 2015.)
/// </summary>
public sealed class ExactSum
{
    /// <summary>Bits a digit is worth; its 64-bit place leaves room for 2^30 additions before carries must move on.</summary>
    private const int DigitBits = 32;

    /// <summary>Doubles span 2^-1074 to 2^1024, that is 2098 bits, and the sum of 2^60 of them 60 more.</summary>
    private const int Digits = 68;

    private const int AdditionsBetweenCarries = 1 << 30;
    private const int MantissaBits = 52;

    private readonly long[] _digits = new long[Digits];
    private int _additions;

    /// <summary>The sum so far, rounded once.</summary>
    public double Value
    {
        get
        {
            Carry();
            // After the carry every digit but the top one is in 0..2^32 - 1, so that the top digit has the sign.
            bool negative = _digits[Digits - 1] < 0;
            Span<long> magnitude = stackalloc long[Digits];
            _digits.CopyTo(magnitude);
            if (negative)
            {
                for (int i = 0; i < Digits; i++)
                    magnitude[i] = -magnitude[i];
                Carry(magnitude);
            }

            double value = Round(magnitude);
            return negative ? -value : value;
        }
    }

    /// <summary>Adds one number.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public void Add(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> MantissaBits) & 0x7FF;
        if (exponent == 0x7FF)
            Ensure.Finite(value);
        long mantissa = bits & ((1L << MantissaBits) - 1);
        if (exponent == 0)
            exponent = 1;
        else
            mantissa |= 1L << MantissaBits;
        // The mantissa's lowest bit is worth 2^(exponent - 1 - 1074).
        int shift = exponent - 1;
        int digit = shift / DigitBits;
        UInt128 shifted = (UInt128)(ulong)mantissa << (shift % DigitBits);
        long low = (long)((ulong)shifted & uint.MaxValue);
        long middle = (long)((ulong)(shifted >> DigitBits) & uint.MaxValue);
        long high = (long)(ulong)(shifted >> (2 * DigitBits));
        // Without a branch: the sign's bit, spread over the word, negates by complement and plus one.
        long sign = bits >> 63;
        _digits[digit] += (low ^ sign) - sign;
        _digits[digit + 1] += (middle ^ sign) - sign;
        _digits[digit + 2] += (high ^ sign) - sign;
        if (++_additions == AdditionsBetweenCarries)
            Carry();
    }

    /// <summary>Adds another sum.</summary>
    /// <param name="other">Left unchanged in value.</param>
    public void Add(ExactSum other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Carry();
        other.Carry();
        for (int i = 0; i < Digits; i++)
            _digits[i] += other._digits[i];
        _additions++;
    }

    /// <summary>Sets the sum to 0.</summary>
    public void Clear()
    {
        Array.Clear(_digits);
        _additions = 0;
    }

    /// <summary>The sum of the numbers.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <returns>The true sum, rounded once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN or infinite.</exception>
    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = new ExactSum();
        foreach (double value in values)
            sum.Add(value);
        return sum.Value;
    }

    internal void Write(StateWriter writer)
    {
        Carry();
        writer.Column<long>(_digits);
    }

    internal static ExactSum Read(ref StateReader reader)
    {
        long[] digits = reader.Column<long>();
        var sum = new ExactSum();
        if (digits.Length != Digits)
            throw new MetricStateCorruptException($"A sum has {digits.Length} digits; {Digits} were expected.");
        digits.CopyTo(sum._digits, 0);
        return sum;
    }

    private void Carry()
    {
        Carry(_digits);
        _additions = 0;
    }

    private static void Carry(Span<long> digits)
    {
        long carry = 0;
        for (int i = 0; i < Digits - 1; i++)
        {
            long digit = digits[i] + carry;
            // An arithmetic shift rounds down, so that the rest is never negative and the digits are the same for the same sum.
            carry = digit >> DigitBits;
            digits[i] = digit & uint.MaxValue;
        }

        digits[Digits - 1] += carry;
    }

    private static double Round(ReadOnlySpan<long> digits)
    {
        int top = Digits - 1;
        while (top >= 0 && digits[top] == 0)
            top--;
        if (top < 0)
            return 0;
        int highest = (top * DigitBits) + BitOperations.Log2((ulong)digits[top]);
        if (highest <= MantissaBits)
            return BitConverter.Int64BitsToDouble(Bits(digits, 0));
        int lowest = highest - MantissaBits;
        if (lowest > 2045)
            return double.PositiveInfinity;
        long mantissa = Bits(digits, lowest);
        bool half = ((digits[(lowest - 1) / DigitBits] >> ((lowest - 1) % DigitBits)) & 1) != 0;
        if (half && ((mantissa & 1) != 0 || AnyBelow(digits, lowest - 1)))
            mantissa++;
        // The mantissa brings its leading one, which adds 1 to the exponent; a carry out of it adds another, up to infinity.
        return BitConverter.Int64BitsToDouble(((long)lowest << MantissaBits) + mantissa);
    }

    /// <summary>53 bits from a position on.</summary>
    private static long Bits(ReadOnlySpan<long> digits, int lowest)
    {
        int digit = lowest / DigitBits;
        UInt128 window = (UInt128)(ulong)digits[digit];
        if (digit + 1 < Digits)
            window |= (UInt128)(ulong)digits[digit + 1] << DigitBits;
        if (digit + 2 < Digits)
            window |= (UInt128)(ulong)digits[digit + 2] << (2 * DigitBits);
        return (long)((ulong)(window >> (lowest % DigitBits)) & ((1UL << (MantissaBits + 1)) - 1));
    }

    private static bool AnyBelow(ReadOnlySpan<long> digits, int position)
    {
        int digit = position / DigitBits;
        if ((digits[digit] & ((1L << (position % DigitBits)) - 1)) != 0)
            return true;
        for (int i = 0; i < digit; i++)
        {
            if (digits[i] != 0)
                return true;
        }

        return false;
    }
}
