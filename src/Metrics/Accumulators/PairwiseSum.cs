namespace DeepRecipes.Metrics;

/// <summary>numpy's sum of doubles: its very order of additions, so that its last bit comes out too.</summary>
internal static class PairwiseSum
{
    private const int Lanes = 8;
    private const int Block = 128;

    /// <summary>numpy hands a sum over to its inner loop in buffers of this many numbers, and adds the buffers one after the other.</summary>
    private const int Buffer = 8192;

    public static double Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        for (; values.Length > Buffer; values = values[Buffer..])
            sum += OfBuffer(values[..Buffer]);
        return sum + OfBuffer(values);
    }

    private static double OfBuffer(ReadOnlySpan<double> values)
    {
        if (values.Length < Lanes)
        {
            double few = 0;
            foreach (double value in values)
                few += value;
            return few;
        }

        if (values.Length > Block)
        {
            int half = values.Length / 2;
            half -= half % Lanes;
            return OfBuffer(values[..half]) + OfBuffer(values[half..]);
        }

        Span<double> lanes = stackalloc double[Lanes];
        values[..Lanes].CopyTo(lanes);
        int i = Lanes;
        for (; i < values.Length - (values.Length % Lanes); i += Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++)
                lanes[lane] += values[i + lane];
        }

        double sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        for (; i < values.Length; i++)
            sum += values[i];
        return sum;
    }
}
