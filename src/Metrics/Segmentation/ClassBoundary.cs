namespace DeepRecipes.Metrics;

/// <summary>The boundary numbers of one class, summed over images.</summary>
internal sealed class ClassBoundary
{
    private readonly ExactSum _scores;
    private readonly ExactSum _hausdorff;
    private readonly ExactSum _hausdorff95;
    private long _scored;
    private long _measured;

    public ClassBoundary()
        : this(new(), new(), new())
    {
    }

    private ClassBoundary(ExactSum scores, ExactSum hausdorff, ExactSum hausdorff95) => (_scores, _hausdorff, _hausdorff95) = (scores, hausdorff, hausdorff95);

    public double FScore => _scores.Value / _scored;

    public double Hausdorff => _hausdorff.Value / _measured;

    public double Hausdorff95 => _hausdorff95.Value / _measured;

    /// <summary>Adds an image where the class is there or predicted.</summary>
    public void Add(ReadOnlySpan<byte> predictions, ReadOnlySpan<byte> truths, byte label, byte? ignore, int width, int height, double tolerance)
    {
        var predicted = new byte[predictions.Length];
        var actual = new byte[predictions.Length];
        for (int i = 0; i < predictions.Length; i++)
        {
            bool counts = truths[i] != ignore;
            predicted[i] = counts && predictions[i] == label ? (byte)1 : (byte)0;
            actual[i] = counts && truths[i] == label ? (byte)1 : (byte)0;
        }

        BoundaryDistances distances = BoundaryDistances.Between(predicted, actual, width, height);
        _scores.Add(distances.FScore(tolerance));
        _scored++;
        // Between something and nothing there is no distance.
        if (double.IsNaN(distances.Hausdorff(1)))
            return;
        _hausdorff.Add(distances.Hausdorff(1));
        _hausdorff95.Add(distances.Hausdorff(0.95));
        _measured++;
    }

    public void Add(ClassBoundary other)
    {
        _scores.Add(other._scores);
        _hausdorff.Add(other._hausdorff);
        _hausdorff95.Add(other._hausdorff95);
        _scored += other._scored;
        _measured += other._measured;
    }

    public void Write(StateWriter writer)
    {
        _scores.Write(writer);
        _hausdorff.Write(writer);
        _hausdorff95.Write(writer);
        writer.Int64(_scored);
        writer.Int64(_measured);
    }

    public static ClassBoundary Read(ref StateReader reader)
    {
        var boundary = new ClassBoundary(ExactSum.Read(ref reader), ExactSum.Read(ref reader), ExactSum.Read(ref reader));
        boundary._scored = reader.Int64();
        boundary._measured = reader.Int64();
        return boundary;
    }
}
