using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML;

/// <summary>Images in a pipeline.</summary>
public static class ImageEstimatorsCatalog
{
    /// <summary>Takes an image of known size apart into a vector of numbers, plane by plane or pixel by pixel: (sample - offset) * scale.</summary>
    public static ImagePixelExtractingEstimator ExtractPixels(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName = null,
        ImagePixelExtractingEstimator.ColorBits colorsToExtract = ImagePixelExtractingEstimator.ColorBits.Rgb,
        ImagePixelExtractingEstimator.ColorsOrder orderOfExtraction = ImagePixelExtractingEstimator.ColorsOrder.ARGB,
        bool interleavePixelColors = false,
        float offsetImage = 0,
        float scaleImage = 1,
        bool outputAsFloatArray = true)
        => new(new ImagePixelExtractingTransformer(
            catalog.GetEnvironment(),
            outputColumnName,
            inputColumnName ?? outputColumnName,
            new PixelExtraction(colorsToExtract, orderOfExtraction, interleavePixelColors, offsetImage, scaleImage, outputAsFloatArray)));

    /// <summary>Loads images from the files that a text column names, relative to a folder that must exist.</summary>
    public static ImageLoadingEstimator LoadImages(this TransformsCatalog catalog, string outputColumnName, string imageFolder, string inputColumnName = null)
        => new(new ImageLoadingTransformer(catalog.GetEnvironment(), imageFolder, asImages: true, (outputColumnName, inputColumnName ?? outputColumnName)));

    /// <summary>Loads the bytes of the files that a text column names, undecoded.</summary>
    public static ImageLoadingEstimator LoadRawImageBytes(this TransformsCatalog catalog, string outputColumnName, string imageFolder, string inputColumnName = null)
        => new(new ImageLoadingTransformer(catalog.GetEnvironment(), imageFolder, asImages: false, (outputColumnName, inputColumnName ?? outputColumnName)));
}
