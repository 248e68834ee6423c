using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>How detections are evaluated by COCO's protocol. Whatever is left out is pycocotools' default for the kind.</summary>
public sealed record CocoOptions
{
    /// <summary>The sigmas of COCO's 17 keypoints.</summary>
    public static ImmutableArray<double> CocoSigmas { get; } =
        [.. new[] { .26, .25, .25, .35, .35, .79, .79, .72, .72, .62, .62, 1.07, 1.07, .87, .87, .89, .89 }.Select(sigma => sigma / 10)];

    /// <summary>What is compared; boxes by default.</summary>
    public DetectionKind Kind { get; init; }

    /// <summary>Whether pycocotools' quirks are kept; <see cref="CocoMode.Strict"/> by default.</summary>
    public CocoMode Mode { get; init; }

    /// <summary>From which overlap on a detection may match, rising, each above 0 and at most 1; by default 0.50 to 0.95 in steps of 0.05.</summary>
    public ImmutableArray<double> IoUThresholds { get; init; }

    /// <summary>Recalls at which precision is read off, rising, 0 to 1; by default 0 to 1 in steps of 0.01.</summary>
    public ImmutableArray<double> RecallThresholds { get; init; }

    /// <summary>Sizes counted apart, the first for all; by default all, small, medium, large (keypoints: all, medium, large).</summary>
    public ImmutableArray<AreaRange> AreaRanges { get; init; }

    /// <summary>How many detections of an image and category count, best first, rising, each at least 1; by default 1, 10, 100 (keypoints: 20).</summary>
    public ImmutableArray<int> MaxDetections { get; init; }

    /// <summary>Whether a detection matches its own category only (pycocotools' <c>useCats</c>); true by default.</summary>
    public bool UseCategories { get; init; } = true;

    /// <summary>One sigma a keypoint, each above 0; by default COCO's 17. Only read for keypoints.</summary>
    public ImmutableArray<double> KeypointSigmas { get; init; } = CocoSigmas;

    /// <summary>The same options with every default filled in and checked.</summary>
    /// <exception cref="ArgumentException">A list is empty or not rising.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal CocoOptions Validated()
    {
        CocoOptions filled = this with
        {
            IoUThresholds = IoUThresholds.IsDefault ? Steps(0.5, 0.95, 10) : IoUThresholds,
            RecallThresholds = RecallThresholds.IsDefault ? Steps(0, 1, 101) : RecallThresholds,
            AreaRanges = !AreaRanges.IsDefault ? AreaRanges : Kind == DetectionKind.Keypoints
                ? [AreaRange.All, AreaRange.Medium, AreaRange.Large]
                : [AreaRange.All, AreaRange.Small, AreaRange.Medium, AreaRange.Large],
            MaxDetections = !MaxDetections.IsDefault ? MaxDetections : Kind == DetectionKind.Keypoints ? [20] : [1, 10, 100],
        };
        EnsureRising(filled.IoUThresholds, double.Epsilon, 1, nameof(IoUThresholds));
        EnsureRising(filled.RecallThresholds, 0, 1, nameof(RecallThresholds));
        EnsureRising(filled.MaxDetections, 1, int.MaxValue, nameof(MaxDetections));
        Ensure.InRange(filled.AreaRanges.Length, 1, 8, nameof(AreaRanges));
        foreach (AreaRange range in filled.AreaRanges)
            Ensure.InRange(range.Most, range.Least, double.MaxValue, nameof(AreaRanges));
        Ensure.InRange(filled.KeypointSigmas.Length, 1, 1000, nameof(KeypointSigmas));
        foreach (double sigma in filled.KeypointSigmas)
            Ensure.Positive(sigma, nameof(KeypointSigmas));
        return filled;
    }

    internal void Write(StateWriter writer)
    {
        writer.Int64((long)Kind);
        writer.Int64((long)Mode);
        writer.Column<double>([.. IoUThresholds]);
        writer.Column<double>([.. RecallThresholds]);
        writer.Texts([.. AreaRanges.Select(range => range.Name)]);
        writer.Column<double>([.. AreaRanges.SelectMany(range => new[] { range.Least, range.Most })]);
        writer.Column<int>([.. MaxDetections]);
        writer.Bool(UseCategories);
        writer.Column<double>([.. KeypointSigmas]);
    }

    internal static CocoOptions Read(ref StateReader reader)
    {
        var kind = (DetectionKind)reader.Int32(0, 2);
        var mode = (CocoMode)reader.Int32(0, 1);
        double[] iouThresholds = reader.Column<double>();
        double[] recallThresholds = reader.Column<double>();
        string[] names = reader.Texts();
        double[] areas = reader.Column<double>();
        if (areas.Length != 2 * names.Length)
            throw new MetricStateCorruptException("The state's area ranges differ in number.");
        return new CocoOptions
        {
            Kind = kind,
            Mode = mode,
            IoUThresholds = [.. iouThresholds],
            RecallThresholds = [.. recallThresholds],
            AreaRanges = [.. names.Select((name, i) => new AreaRange(name, areas[2 * i], areas[(2 * i) + 1]))],
            MaxDetections = [.. reader.Column<int>()],
            UseCategories = reader.Bool(),
            KeypointSigmas = [.. reader.Column<double>()],
        };
    }

    internal void EnsureSame(CocoOptions other)
    {
        EnsureSame(nameof(Kind), Kind, other.Kind);
        EnsureSame(nameof(Mode), Mode, other.Mode);
        EnsureSame(nameof(UseCategories), UseCategories, other.UseCategories);
        EnsureSame(nameof(IoUThresholds), IoUThresholds, other.IoUThresholds);
        EnsureSame(nameof(RecallThresholds), RecallThresholds, other.RecallThresholds);
        EnsureSame(nameof(AreaRanges), AreaRanges, other.AreaRanges);
        EnsureSame(nameof(MaxDetections), MaxDetections, other.MaxDetections);
        EnsureSame(nameof(KeypointSigmas), KeypointSigmas, other.KeypointSigmas);
    }

    private static void EnsureSame<T>(string name, T mine, T theirs)
    {
        if (!EqualityComparer<T>.Default.Equals(mine, theirs))
            throw new MetricMismatchException(name, mine, theirs);
    }

    private static void EnsureSame<T>(string name, ImmutableArray<T> mine, ImmutableArray<T> theirs)
    {
        if (!mine.SequenceEqual(theirs))
            throw new MetricMismatchException(name, string.Join(", ", mine), string.Join(", ", theirs));
    }

    /// <summary>
    /// numpy's linspace, bit for bit: Strict needs its 0.8999999999999999, and the quirks it brings are undone where Corrected compares.
    /// </summary>
    private ImmutableArray<double> Steps(double first, double last, int count)
    {
        var steps = new double[count];
        double step = (last - first) / (count - 1);
        for (int i = 0; i < count; i++)
            steps[i] = Mode == CocoMode.Strict ? (i * step) + first : Math.Round((i * step) + first, 2);
        steps[^1] = last;
        return [.. steps];
    }

    private static void EnsureRising<T>(ImmutableArray<T> values, T least, T most, string name)
        where T : System.Numerics.INumber<T>
    {
        if (values.IsEmpty)
            throw new ArgumentException($"{name} is empty; at least one value is needed.", name);
        for (int i = 0; i < values.Length; i++)
        {
            Ensure.InRange(values[i], least, most, name);
            if (i > 0 && values[i] <= values[i - 1])
                throw new ArgumentException($"{name} holds {values[i]} after {values[i - 1]}; the values must rise.", name);
        }
    }
}
