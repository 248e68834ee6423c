using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>What can be said about label maps. Numbers with nothing in them are NaN, and means leave NaN classes out.</summary>
/// <param name="Confusion">Pixels of each true class labelled as each class.</param>
/// <param name="IgnoredPixels">Pixels that counted nowhere.</param>
/// <param name="BoundaryFPerClass">The mean boundary F score over the images where the class is there or predicted.</param>
/// <param name="HausdorffPerClass">The mean Hausdorff distance in pixels over the images where the class is there and predicted.</param>
/// <param name="Hausdorff95PerClass">The mean 95th percentile Hausdorff distance over the same images.</param>
public sealed record SegmentationResult(
    ConfusionMatrix Confusion,
    long IgnoredPixels,
    ImmutableArray<double> BoundaryFPerClass,
    ImmutableArray<double> HausdorffPerClass,
    ImmutableArray<double> Hausdorff95PerClass)
{
    /// <summary>The share of pixels labelled rightly.</summary>
    public double PixelAccuracy => Confusion.Accuracy;

    /// <summary>The mean IoU over the classes that are there or predicted.</summary>
    public double MeanIoU => Mean(Enumerable.Range(0, Confusion.Classes.Length).Select(IoU));

    /// <summary>The mean Dice coefficient over the classes that are there or predicted.</summary>
    public double MeanDice => Mean(Enumerable.Range(0, Confusion.Classes.Length).Select(Dice));

    /// <summary>The mean boundary F score over the classes that are there or predicted.</summary>
    public double MeanBoundaryF => Mean(BoundaryFPerClass);

    /// <summary>The mean 95th percentile Hausdorff distance over the classes.</summary>
    public double MeanHausdorff95 => Mean(Hausdorff95PerClass);

    /// <summary>Intersection over union of a class, over the pixels of all images.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>0 to 1; NaN when the class is neither there nor predicted.</returns>
    public double IoU(int index) => Confusion.Jaccard(index);

    /// <summary>Twice the intersection over both sizes, over the pixels of all images.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>0 to 1; NaN when the class is neither there nor predicted.</returns>
    public double Dice(int index) => Confusion.FBeta(index);

    /// <summary>The main numbers, then a line for each class.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"pixel accuracy {PixelAccuracy:0.0000}, mean IoU {MeanIoU:0.0000}, mean Dice {MeanDice:0.0000}, boundary F {MeanBoundaryF:0.0000}").Append('\n');
        for (int c = 0; c < Confusion.Classes.Length; c++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{Confusion.Classes[c],-20} IoU {IoU(c):0.0000}  Dice {Dice(c):0.0000}  boundary F {BoundaryFPerClass[c]:0.0000}  HD95 {Hausdorff95PerClass[c]:0.00}").Append('\n');
        }

        return text.ToString();
    }

    private static double Mean(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
