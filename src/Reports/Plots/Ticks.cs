using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>Where an axis is labelled: round numbers, 1, 2, 2.5 or 5 times a power of ten apart, each label exactly its value.</summary>
internal sealed class Ticks
{
    private static readonly double[] Mantissas = [1, 2, 2.5, 5, 10];

    private Ticks(double[] values, string[] labels)
    {
        Values = values;
        Labels = labels;
    }

    public double[] Values { get; }

    public string[] Labels { get; }

    /// <summary>The ticks from <paramref name="least"/> to <paramref name="most"/>, both included where they are round, at most <paramref name="count"/> + 1 of them.</summary>
    public static Ticks Within(double least, double most, int count)
    {
        (double mantissa, int exponent) = Step(most - least, count);
        double first = Math.Ceiling(Ratio(least, mantissa, exponent) - 1e-9);
        double last = Math.Floor(Ratio(most, mantissa, exponent) + 1e-9);
        int decimals = Math.Max(0, -exponent + (mantissa == 2.5 ? 1 : 0));
        double[] values = new double[(int)(last - first) + 1];
        string[] labels = new string[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            // Multiples, not sums, so that 0.3 is 0.3 and the error does not grow along the axis.
            values[i] = Multiple(first + i, mantissa, exponent);
            labels[i] = Label(values[i], decimals);
        }
        return new Ticks(values, labels);
    }

    /// <summary>The range widened to the next ticks on both sides, so that the data never touch the frame's ends without a label there.</summary>
    public static (double Least, double Most) Widen(double least, double most, int count)
    {
        (double mantissa, int exponent) = Step(most - least, count);
        return (Multiple(Math.Floor(Ratio(least, mantissa, exponent) + 1e-9), mantissa, exponent), Multiple(Math.Ceiling(Ratio(most, mantissa, exponent) - 1e-9), mantissa, exponent));
    }

    /// <summary>Powers of ten and, on a short axis, their 2 and 5 times: for a logarithmic axis from <paramref name="least"/> to <paramref name="most"/>, both above 0.</summary>
    public static Ticks Logarithmic(double least, double most)
    {
        double decades = Math.Log10(most) - Math.Log10(least);
        double[] mantissas = decades switch { < 0.7 => [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], < 3 => [1, 2, 5], _ => [1] };
        int every = Math.Max(1, (int)Math.Ceiling(decades / 8));
        List<double> values = [];
        for (int e = (int)Math.Floor(Math.Log10(least)); e <= (int)Math.Ceiling(Math.Log10(most)); e++)
        {
            foreach (double mantissa in mantissas)
            {
                double value = Multiple(1, mantissa, e);
                if (value >= least * (1 - 1e-9) && value <= most * (1 + 1e-9) && e % every == 0)
                    values.Add(value);
            }
        }
        return new Ticks([.. values], [.. values.Select(NumberText.Of)]);
    }

    private static (double Mantissa, int Exponent) Step(double span, int count)
    {
        double raw = span / count;
        int exponent = (int)Math.Floor(Math.Log10(raw));
        foreach (double mantissa in Mantissas)
        {
            if (Multiple(1, mantissa, exponent) >= raw * (1 - 1e-9))
                return mantissa == 10 ? (1, exponent + 1) : (mantissa, exponent);
        }
        return (1, exponent + 1);
    }

    // A negative power of ten is divided by, because 10^-k has no exact double and 10^k has (up to 22).
    private static double Multiple(double k, double mantissa, int exponent) =>
        exponent >= 0 ? k * mantissa * Math.Pow(10, exponent) : k * mantissa / Math.Pow(10, -exponent);

    private static double Ratio(double value, double mantissa, int exponent) => value / Multiple(1, mantissa, exponent);

    private static string Label(double value, int decimals)
    {
        if (value == 0)
            return "0";
        // A narrow range far from 0 needs its decimals, or its labels would all be the same.
        if (Math.Abs(value) >= 1e7 || (decimals > 6 && Math.Abs(value) < 1e-3))
            return value.ToString("0.######E+0", CultureInfo.InvariantCulture);
        return value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
