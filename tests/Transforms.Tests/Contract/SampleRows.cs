using DeepRecipes.Contracts;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Rows with one of everything: made, small, different from each other, and the same on every machine.</summary>
public sealed class SampleRow
{
    public string Name { get; set; } = "";

    public string Path { get; set; } = "";

    public float Scale { get; set; } = 1;

    [VisionImage]
    public MLImage? Image { get; set; }

    [VisionImage]
    public MLImage? Mask { get; set; }

    [VectorType(2, 3)]
    public float[] Points { get; set; } = [];

    [VectorType(0, 4)]
    public float[] Boxes { get; set; } = [];

    [VectorType(0, 5)]
    public float[] Oriented { get; set; } = [];

    [VectorType]
    public float[] Scores { get; set; } = [];

    [VectorType]
    public int[] Classes { get; set; } = [];

    [VectorType(256)]
    public float[] Pixels { get; set; } = [];

    /// <summary>What a face detector gives for three candidates.</summary>
    [VectorType(3, 2)]
    public float[] HeadScores { get; set; } = [];

    [VectorType(3, 4)]
    public float[] HeadBoxes { get; set; } = [];

    [VectorType(8)]
    public float[] Mapping { get; set; } = [];

    [VectorType(8)]
    public float[] SegMapping { get; set; } = [];

    /// <summary>A mask of each box.</summary>
    [VectorType]
    public string[] Outlines { get; set; } = [];

    /// <summary>What a network for masks gives for two candidates, and its two prototypes for an input of 32 x 24.</summary>
    [VectorType(7, 2)]
    public float[] SegHead { get; set; } = [];

    [VectorType(2, 6, 8)]
    public float[] SegPrototypes { get; set; } = [];
}

internal static class SampleRows
{
    public const int Count = 7;

    public static IDataView View(MLContext context) => context.Data.LoadFromEnumerable(All());

    public static SampleRow[] All() => [.. Enumerable.Range(0, Count).Select(Make)];

    public static SampleRow Make(int index)
    {
        var random = new Random(index);
        var (width, height) = (11 + index, 9 + (index % 3));
        return new()
        {
            Name = $"row {index}",
            Scale = (index + 1) / 7f,
            Path = TestData.Path("images", "face.png"),
            Image = Picture(width, height, _ => (byte)random.Next(256)),
            Mask = Mask(width, height, i => (byte)(i % 5)),
            Points = [1, 2, 2, 5, 3, 1],
            Boxes = [1, 1, 6, 7, 1.5f, 1, 6, 7, 2, 0, 9, 4],
            Oriented = [5, 4, 4, 2, .5f, 2, 3, 2, 1 + (index / 10f), -1],
            Scores = [.9f, .8f, .5f + (index / 100f)],
            Classes = [1, 1, index % 2],
            Pixels = [.. Enumerable.Range(0, 256).Select(_ => random.NextSingle() * 300 - 20)],
            HeadScores = [.1f, .9f, .9f, .1f, .2f, .8f - (index / 100f)],
            HeadBoxes = [.1f, .2f, .5f, .6f, 0, 0, 1, 1, .4f, .1f, .8f, .9f - (index / 50f)],
            Mapping = [.5f, .25f, 2, 3, 640, 480, 320, 240],
            SegMapping = [.5f, .25f, 2, 3, 64, 48, 32, 24],
            Outlines = [.. Enumerable.Range(1, 3).Select(i => RleMask.FromCounts(height, width, [(uint)(i + index), 7, (uint)((height * width) - 7 - i - index)]).ToJson())],
            // Centre x, y, width, height, score and two coefficients of each candidate.
            SegHead = [12, 14, 12, 13, 10, 9, 14 - index, 12, .9f, .8f - (index / 100f), 1, -1, .5f, .25f],
            SegPrototypes = [.. Enumerable.Range(0, 2 * 6 * 8).Select(_ => (2 * random.NextSingle()) - 1)],
        };
    }

    /// <summary>An opaque picture whose colours come from a function of the sample's index.</summary>
    public static MLImage Picture(int width, int height, Func<int, byte> sample)
    {
        var pixels = new byte[width * height * 4];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = i % 4 == 3 ? (byte)255 : sample(i);
        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
    }

    /// <summary>A mask whose ids come from a function of the pixel's index.</summary>
    public static MLImage Mask(int width, int height, Func<int, byte> id) => Picture(width, height, i => id(i / 4));
}
