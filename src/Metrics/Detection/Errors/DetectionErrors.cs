using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>What is wrong with a detection, or that it is missing (Bolya et al., TIDE, ECCV 2020).</summary>
public enum DetectionErrorKind
{
    /// <summary>The right place, another category.</summary>
    Classification,

    /// <summary>The right category, not near enough (for keypoints: jitter).</summary>
    Localization,

    /// <summary>Another category, and not near enough.</summary>
    Both,

    /// <summary>The right category and place, but something better found it already.</summary>
    Duplicate,

    /// <summary>There is nothing.</summary>
    Background,

    /// <summary>A truth that no detection came near to.</summary>
    Missed,
}

/// <summary>One kind of error.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Count">Detections (or missed truths) of the kind.</param>
/// <param name="ApLost">What the average precision at the threshold gains when these errors alone are mended; 0 to 1.</param>
public sealed record DetectionError(DetectionErrorKind Kind, int Count, double ApLost);

/// <summary>Where a detector loses its average precision.</summary>
/// <param name="Threshold">From which overlap (or keypoint similarity) on a detection is right.</param>
/// <param name="BackgroundThreshold">Up to which overlap a detection is of nothing.</param>
/// <param name="Ap">Average precision at the threshold, over 101 recalls and the categories that have truths.</param>
/// <param name="Errors">Every kind of error.</param>
public sealed record DetectionErrors(double Threshold, double BackgroundThreshold, double Ap, ImmutableArray<DetectionError> Errors)
{
    /// <summary>One kind of error.</summary>
    /// <param name="kind">The kind.</param>
    public DetectionError this[DetectionErrorKind kind] => Errors.First(error => error.Kind == kind);

    /// <summary>A line for each kind.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"AP @ {Threshold:0.##} is {Ap:0.0000}; lost by").Append('\n');
        foreach (DetectionError error in Errors)
            text.Append(CultureInfo.InvariantCulture, $"{error.Kind,-16} {error.ApLost:0.0000} ({error.Count})").Append('\n');
        return text.ToString();
    }
}
