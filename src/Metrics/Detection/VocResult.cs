using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>PASCAL VOC's average precision of one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="ElevenPoint">The mean precision at recalls 0, 0.1, ..., 1 (VOC 2007); NaN without truths.</param>
/// <param name="AllPoints">The area under the interpolated curve (VOC 2010 and later); NaN without truths.</param>
public sealed record VocCategoryResult(DetectionCategory Category, double ElevenPoint, double AllPoints);

/// <summary>
/// PASCAL VOC's average precision (Everingham et al., IJCV 2010). Boxes are continuous: the development kit's one added pixel a side is not, and equal scores
/// enter the curve together.
/// </summary>
/// <param name="Threshold">From which overlap on a detection may match.</param>
/// <param name="PerCategory">The numbers of each category.</param>
public sealed record VocResult(double Threshold, ImmutableArray<VocCategoryResult> PerCategory)
{
    /// <summary>The mean over the categories that have truths.</summary>
    public double MeanElevenPoint => Mean(PerCategory.Select(c => c.ElevenPoint));

    /// <summary>The mean over the categories that have truths.</summary>
    public double MeanAllPoints => Mean(PerCategory.Select(c => c.AllPoints));

    /// <summary>The means, then a line for each category.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"VOC AP @ IoU {Threshold:0.##}: 11-point {MeanElevenPoint:0.0000}, all points {MeanAllPoints:0.0000}").Append('\n');
        foreach (VocCategoryResult c in PerCategory)
            text.Append(CultureInfo.InvariantCulture, $"{c.Category.Name,-20} {c.ElevenPoint:0.0000}  {c.AllPoints:0.0000}").Append('\n');
        return text.ToString();
    }

    private static double Mean(IEnumerable<double> values) => values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
}
