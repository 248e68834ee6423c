using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit.Sdk;

namespace DeepRecipes.Transforms.Tests;

/// <summary>
/// Mistakes that people make with scales: a mask left at 0..255 beside a picture in 0..1, and ImageNet's statistics on values that are not RGB in 0..1. Each wrong version is written out,
/// and the property that the product's steps have must refuse it.
/// </summary>
public sealed class KnownMistakesTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_mask_left_at_255_beside_a_normalised_picture_is_found()
    {
        var normalize = _context.Vision().Normalize("Input", "Image");
        // Wrong: the mask goes through a conversion that does not scale, as bytes cast to floats do.
        var wrong = normalize.Append(_context.Vision().Normalize("Target", "Mask", new() { Normalization = ChannelNormalization.None, IsGrey = true }));
        Assert.ThrowsAny<XunitException>(() => InAndTargetHaveOneScale(wrong));
        InAndTargetHaveOneScale(normalize.Append(_context.Vision().MaskToUnit("Target", "Mask")));
        InAndTargetHaveOneScale(normalize.Append(_context.Vision().OneHotMask("Target", "Ids", 2)));
    }

    [Fact]
    public void A_mask_left_at_255_is_refused_where_class_ids_are_read()
    {
        var data = Samples();
        Assert.Contains("MaskToUnit", Assert.Throws<InvalidOperationException>(() => Rows.Of(_context.Vision().OneHotMask("Target", "Mask", 2).Fit(data).Transform(data), "Target")).Message);
    }

    [Fact]
    public void ImageNets_statistics_on_values_in_0_to_255_are_found()
    {
        // Wrong: (x - mean) / deviation of values that were never divided by 255.
        var statistics = ChannelNormalization.FromMeanDeviation(.485, .456, .406, .229, .224, .225, maxValue: 1);
        Assert.ThrowsAny<XunitException>(() => ImageNetsMeanColourIsNothing(_context.Vision().Normalize("Input", "Colour", new() { Normalization = statistics })));
        ImageNetsMeanColourIsNothing(_context.Vision().Normalize("Input", "Colour", TensorFormat.ImageNet));
        ImageNetsMeanColourIsNothing(_context.Vision().Normalize("Input", "Colour").Append(_context.Vision().Standardize("Input")));
        // The product's own step on such values is an error, not a tensor.
        var data = Samples();
        var bytes = _context.Vision().Normalize("Input", "Colour", new() { Normalization = ChannelNormalization.None }).Append(_context.Vision().Standardize("Input"));
        Assert.Contains("0..1", Assert.Throws<InvalidOperationException>(() => Rows.Of(bytes.Fit(data).Transform(data), "Input")).Message);
    }

    [Fact]
    public void ImageNets_statistics_on_BGR_are_found()
    {
        // Wrong: channels in the order blue, green, red under means in the order red, green, blue.
        var wrong = _context.Vision().Normalize("Input", "Colour", new() { Order = ChannelOrder.Bgr }).Append(_context.Vision().Standardize("Input"));
        Assert.ThrowsAny<XunitException>(() => ImageNetsMeanColourIsNothing(wrong));
        // Where the step sees both, it refuses them together.
        Assert.Contains("ImageNet", Assert.Throws<ArgumentException>(() => _context.Vision().Normalize("Input", "Colour", TensorFormat.ImageNet with { Order = ChannelOrder.Bgr }).Fit(Samples())).Message);
    }

    /// <summary>What is white in the picture is 1 in the input and 1 in the target, and black is 0 in both.</summary>
    private void InAndTargetHaveOneScale(IEstimator<ITransformer> pipeline)
    {
        var data = Samples();
        var view = pipeline.Fit(data).Transform(data);
        var input = view.GetColumn<float[]>("Input").Single();
        var target = view.GetColumn<float[]>("Target").Single();
        Assert.Equal([0f, 1], input.Take(2));
        Assert.Equal([0f, 1], target.TakeLast(2));
    }

    /// <summary>The mean colour of ImageNet (124, 116, 104) becomes about 0 in every channel.</summary>
    private void ImageNetsMeanColourIsNothing(IEstimator<ITransformer> pipeline)
    {
        var data = Samples();
        Assert.All(pipeline.Fit(data).Transform(data).GetColumn<float[]>("Input").Single(), value => Assert.InRange(value, -.02, .02));
    }

    private IDataView Samples() => _context.Data.LoadFromEnumerable([new Sample
    {
        Image = Picture(0, 0, 0, 255, 255, 255),
        Mask = Picture(0, 0, 0, 255, 255, 255),
        Ids = Picture(0, 0, 0, 1, 1, 1),
        Colour = Picture(124, 116, 104, 124, 116, 104),
    }]);

    private static MLImage Picture(byte r, byte g, byte b, byte r2, byte g2, byte b2) => MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [r, g, b, 255, r2, g2, b2, 255]);

    private sealed class Sample
    {
        [VisionImage]
        public MLImage? Image { get; set; }

        [VisionImage]
        public MLImage? Mask { get; set; }

        [VisionImage]
        public MLImage? Ids { get; set; }

        [VisionImage]
        public MLImage? Colour { get; set; }
    }
}
