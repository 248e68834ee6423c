using DeepRecipes.Kernels;

namespace DeepRecipes.Benchmarks;

/// <summary>One line of the table: what we call, and the peers' ops that do the same (the fastest counts).</summary>
internal sealed record ImageCase(string Name, Action<byte[]> Run, params string[] Peers);

/// <summary>The image ops, on 640 x 480 x 3 bytes.</summary>
internal static class ImageCases
{
    private static readonly ImageShape Shape = new(640, 480, 3);

    public static IEnumerable<ImageCase> All()
    {
        var bytes = new byte[Shape.Length];
        var floats = new float[Shape.Length];
        ChannelNormalization imageNet = ChannelNormalization.ImageNet;
        LetterboxPlacement stretch = LetterboxPlacement.Stretch(640, 480, 224, 224);
        uint draw = 0;

        yield return new("flip horizontal", x => FlipKernel.Horizontal<byte>(x, Shape, bytes), "hflip");
        yield return new("rotate 90", x => SquareSymmetryKernel.Apply<byte>(x, Shape, SquareSymmetry.Rotate90, bytes), "rot90");
        yield return new("resize to 224, bilinear", x => ResizeKernel.Bilinear(x, Shape, 224, 224, bytes), "resize224_bilinear");
        yield return new("normalise to CHW", x => NormalizeKernel.ToChw(x, Shape, imageNet, false, floats), "normalize_chw", "normalize_chw_split", "normalize_chw_blob");
        yield return new("resize + normalise + CHW", x => LetterboxKernel.ToChw(x, Shape, stretch, new LetterboxOptions(imageNet), floats), "resize224_normalize_chw", "resize224_normalize_chw_split");
        yield return new("Gaussian noise, clipped", x => GaussianNoiseKernel.Apply(x, Shape, 0, 10, new CounterRandom(1, 0, draw++, 0), 0, bytes), "gauss_noise_clip", "gauss_noise_clip_cvrandn", "gauss_noise_clip_cvrandn16");
    }
}
