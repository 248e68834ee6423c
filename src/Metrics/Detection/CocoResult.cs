using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>One line of COCO's table.</summary>
/// <param name="Name">AP, AP50, AP75, APs, APm, APl, AR1, ... as the papers write it.</param>
/// <param name="Value">0 to 1; with nothing in it -1 in Strict, NaN in Corrected.</param>
/// <param name="IsPrecision">Average precision, or average recall.</param>
/// <param name="IoU">The threshold, or the first and last of several.</param>
/// <param name="Area">The area range's name.</param>
/// <param name="MaxDetections">Detections of an image and category that count.</param>
public sealed record CocoStatistic(string Name, double Value, bool IsPrecision, string IoU, string Area, int MaxDetections)
{
    /// <summary>The line as pycocotools prints it.</summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string title = IsPrecision ? "Average Precision" : "Average Recall";
        string value = Value.ToString("0.000", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $" {title,-18} {(IsPrecision ? "(AP)" : "(AR)")} @[ IoU={IoU,-9} | area={Area,6} | maxDets={MaxDetections,3} ] = {value}");
    }
}

/// <summary>The numbers of one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Ap">Average precision over all thresholds.</param>
/// <param name="Ap50">At an overlap of 0.5; what stands for nothing when that threshold was not asked for.</param>
/// <param name="Ap75">At an overlap of 0.75; what stands for nothing when that threshold was not asked for.</param>
/// <param name="Ar">Average recall at the highest limit of detections.</param>
public sealed record CocoCategoryResult(DetectionCategory Category, double Ap, double Ap50, double Ap75, double Ar);

/// <summary>What COCO's protocol says about detections: the 12 numbers (10 for keypoints), those of each category, and the arrays behind them.</summary>
/// <remarks>Where there is nothing to measure, numbers are -1 in <see cref="CocoMode.Strict"/> (pycocotools) and NaN in <see cref="CocoMode.Corrected"/>.</remarks>
public sealed record CocoResult
{
    private readonly CocoCurves _curves;

    internal CocoResult(CocoOptions options, ImmutableArray<DetectionCategory> categories, CocoCurves curves)
    {
        Options = options;
        Categories = categories;
        _curves = curves;
        Statistics = [.. Summarise()];
        PerCategory = [.. categories.Select((category, k) => new CocoCategoryResult(
            category,
            curves.Mean(precision: true, -1, k, 0, curves.Limits - 1),
            At(precision: true, 0.5, k, 0, curves.Limits - 1),
            At(precision: true, 0.75, k, 0, curves.Limits - 1),
            curves.Mean(precision: false, -1, k, 0, curves.Limits - 1)))];
    }

    /// <summary>The options, with all defaults filled in.</summary>
    public CocoOptions Options { get; }

    /// <summary>The categories, by rising id; one of id -1 when categories were not used.</summary>
    public ImmutableArray<DetectionCategory> Categories { get; }

    /// <summary>The table's lines, in pycocotools' order.</summary>
    public ImmutableArray<CocoStatistic> Statistics { get; }

    /// <summary>The numbers of each category, in the order of <see cref="Categories"/>.</summary>
    public ImmutableArray<CocoCategoryResult> PerCategory { get; }

    /// <summary>Average precision over all thresholds (the COCO AP, or mAP).</summary>
    public double Ap => this["AP"];

    /// <summary>Average precision at an overlap of 0.5.</summary>
    public double Ap50 => this["AP50"];

    /// <summary>Average precision at an overlap of 0.75.</summary>
    public double Ap75 => this["AP75"];

    /// <summary>Average recall at the highest limit of detections.</summary>
    public double Ar => _curves.Mean(precision: false, -1, -1, 0, _curves.Limits - 1);

    /// <summary>One of the table's numbers.</summary>
    /// <param name="name">Its name, such as <c>AP50</c>.</param>
    /// <exception cref="ArgumentException">The table has no such number.</exception>
    public double this[string name] => Statistics.FirstOrDefault(s => s.Name == name)?.Value
        ?? throw new ArgumentException($"There is no '{name}'; there are {string.Join(", ", Statistics.Select(s => s.Name))}.", nameof(name));

    /// <summary>Interpolated precision at a recall (pycocotools' <c>precision[T, R, K, A, M]</c>).</summary>
    /// <param name="threshold">Index of the overlap threshold.</param>
    /// <param name="recall">Index of the recall threshold.</param>
    /// <param name="category">Index of the category.</param>
    /// <param name="area">Index of the area range.</param>
    /// <param name="limit">Index of the limit of detections.</param>
    /// <returns>0 to 1, or what stands for nothing.</returns>
    public double Precision(int threshold, int recall, int category, int area = 0, int? limit = null) =>
        _curves.Precision(threshold, recall, category, area, Checked(threshold, recall, category, area, limit));

    /// <summary>The score at which a recall is reached (pycocotools' <c>scores[T, R, K, A, M]</c>).</summary>
    /// <param name="threshold">Index of the overlap threshold.</param>
    /// <param name="recall">Index of the recall threshold.</param>
    /// <param name="category">Index of the category.</param>
    /// <param name="area">Index of the area range.</param>
    /// <param name="limit">Index of the limit of detections; by default the last.</param>
    /// <returns>A score; 0 where the recall is not reached; or what stands for nothing.</returns>
    public double Score(int threshold, int recall, int category, int area = 0, int? limit = null) =>
        _curves.Score(threshold, recall, category, area, Checked(threshold, recall, category, area, limit));

    /// <summary>The highest recall reached (pycocotools' <c>recall[T, K, A, M]</c>).</summary>
    /// <param name="threshold">Index of the overlap threshold.</param>
    /// <param name="category">Index of the category.</param>
    /// <param name="area">Index of the area range.</param>
    /// <param name="limit">Index of the limit of detections; by default the last.</param>
    /// <returns>0 to 1, or what stands for nothing.</returns>
    public double Recall(int threshold, int category, int area = 0, int? limit = null) =>
        _curves.Recall[_curves.RecallIndex(threshold, category, area, Checked(threshold, 0, category, area, limit))];

    /// <summary>Average precision at one overlap threshold, over all categories, sizes and recalls.</summary>
    /// <param name="threshold">Index of the overlap threshold.</param>
    /// <returns>0 to 1, or what stands for nothing.</returns>
    public double ApAt(int threshold)
    {
        Ensure.InRange(threshold, 0, _curves.Thresholds - 1);
        return _curves.Mean(precision: true, threshold, -1, 0, _curves.Limits - 1);
    }

    /// <summary>The precision of a category at every recall threshold, for a plot.</summary>
    /// <param name="category">Index of the category.</param>
    /// <param name="threshold">Index of the overlap threshold.</param>
    /// <returns>As many numbers as there are recall thresholds.</returns>
    public ImmutableArray<double> PrecisionCurve(int category, int threshold = 0) =>
        [.. Enumerable.Range(0, _curves.Recalls).Select(r => Precision(threshold, r, category))];

    /// <summary>The table as pycocotools prints it.</summary>
    /// <returns>A line for each statistic.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (CocoStatistic statistic in Statistics)
            text.Append(statistic).Append('\n');
        return text.ToString();
    }

    /// <summary>The limit of detections, the last where none is said; refuses indices out of range by name.</summary>
    private int Checked(int threshold, int recall, int category, int area, int? wanted)
    {
        int limit = wanted ?? (_curves.Limits - 1);
        Ensure.InRange(threshold, 0, _curves.Thresholds - 1);
        Ensure.InRange(recall, 0, _curves.Recalls - 1);
        Ensure.InRange(category, 0, _curves.Categories - 1);
        Ensure.InRange(area, 0, _curves.Areas - 1);
        Ensure.InRange(limit, 0, _curves.Limits - 1);
        return limit;
    }

    private IEnumerable<CocoStatistic> Summarise()
    {
        int last = _curves.Limits - 1;
        bool keypoints = Options.Kind == DetectionKind.Keypoints;
        // pycocotools looks its first number up at a limit of 100 whatever the limits are, and finds nothing when 100 is not among them.
        int first = Options.Mode == CocoMode.Strict && !keypoints ? Options.MaxDetections.IndexOf(100) : last;
        yield return Statistic("AP", precision: true, null, 0, first, first < 0 ? 100 : Options.MaxDetections[first]);
        yield return Statistic("AP50", precision: true, 0.5, 0, last);
        yield return Statistic("AP75", precision: true, 0.75, 0, last);
        for (int a = 1; a < _curves.Areas; a++)
            yield return Statistic("AP" + Short(a), precision: true, null, a, last);
        if (keypoints)
        {
            yield return Statistic("AR", precision: false, null, 0, last);
            yield return Statistic("AR50", precision: false, 0.5, 0, last);
            yield return Statistic("AR75", precision: false, 0.75, 0, last);
        }
        else
        {
            for (int m = 0; m < _curves.Limits; m++)
                yield return Statistic(string.Create(CultureInfo.InvariantCulture, $"AR{Options.MaxDetections[m]}"), precision: false, null, 0, m);
        }

        for (int a = 1; a < _curves.Areas; a++)
            yield return Statistic("AR" + Short(a), precision: false, null, a, last);
    }

    private string Short(int area) => Options.AreaRanges[area].Name switch
    {
        "small" => "s",
        "medium" => "m",
        "large" => "l",
        string name => "-" + name,
    };

    private CocoStatistic Statistic(string name, bool precision, double? threshold, int area, int limit, int? shownLimit = null)
    {
        double value = threshold is double t ? At(precision, t, -1, area, limit) : _curves.Mean(precision, -1, -1, area, limit);
        string iou = threshold is double one
            ? one.ToString("0.00", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Options.IoUThresholds[0]:0.00}:{Options.IoUThresholds[^1]:0.00}");
        return new(name, value, precision, iou, Options.AreaRanges[area].Name, shownLimit ?? Options.MaxDetections[limit]);
    }

    private double At(bool precision, double threshold, int category, int area, int limit)
    {
        int t = Options.IoUThresholds.IndexOf(threshold);
        return t < 0 ? _curves.Nothing : _curves.Mean(precision, t, category, area, limit);
    }
}
