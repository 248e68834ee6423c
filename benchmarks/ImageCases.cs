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
        AffineTransform turn = AffineTransform.Rotation(319.5, 239.5, 15);
        var constant = new WarpOptions(640, 480);
        WarpOptions reflect = constant with { Border = new Border(BorderMode.Reflect101) };
        yield return new("rotate 15 degrees, bilinear", x => AffineWarpKernel.Apply(x, Shape, turn, constant, bytes), "rotate15_bilinear");
        yield return new("rotate 15 degrees, reflect 101", x => AffineWarpKernel.Apply(x, Shape, turn, reflect, bytes), "rotate15_bilinear_reflect101");
        yield return new("resize to 224, bilinear", x => ResizeKernel.Bilinear(x, Shape, 224, 224, bytes), "resize224_bilinear");
        yield return new("resize to 224, area", x => ResizeKernel.Area(x, Shape, 224, 224, bytes), "resize224_area");
        yield return new("normalise to CHW", x => NormalizeKernel.ToChw(x, Shape, imageNet, false, floats), "normalize_chw", "normalize_chw_split", "normalize_chw_blob");
        yield return new("resize + normalise + CHW", x => LetterboxKernel.ToChw(x, Shape, stretch, new LetterboxOptions(imageNet), floats), "resize224_normalize_chw");
        yield return new("the same, peer by planes", x => LetterboxKernel.ToChw(x, Shape, stretch, new LetterboxOptions(imageNet), floats), "resize224_normalize_chw_split");
        yield return new("Gaussian noise, clipped", x => GaussianNoiseKernel.Apply(x, Shape, 0, 10, new CounterRandom(1, 0, draw++, 0), 0, bytes), "gauss_noise_clip", "gauss_noise_clip_cvrandn", "gauss_noise_clip_cvrandn16");
        yield return new("brightness and contrast", x => BrightnessContrastKernel.Apply(x, Shape, 1.2, 20, bytes), "brightness_contrast", "brightness_contrast_lut");
        yield return new("gamma", x => GammaKernel.Apply(x, Shape, 1.5, 1, bytes), "gamma_lut");
        yield return new("log", x => LogKernel.Apply(x, Shape, LogKernel.FullRange, bytes), "log_lut");
        yield return new("equalise luma (YCrCb)", x => EqualizeKernel.Luma(x, Shape, ChannelOrder.Rgb, bytes), "hist_equalize_ycrcb", "hist_equalize_ycrcb_in_place");
        yield return new("equalise each channel", x => EqualizeKernel.PerChannel(x, Shape, bytes), "hist_equalize_per_channel");
        yield return new("CLAHE on lightness (Lab)", x => ClaheKernel.Lightness(x, Shape, ChannelOrder.Rgb, new ClaheOptions(4), bytes), "clahe_lab_clip4_8x8", "clahe_lab_clip4_8x8_in_place");
        yield return new("CLAHE each channel", x => ClaheKernel.PerChannel(x, Shape, new ClaheOptions(4), bytes), "clahe_per_channel");
        yield return new("Gaussian blur 5 x 5", x => GaussianBlurKernel.Apply(x, Shape, 5, 0, bytes), "gaussian_blur5");
        var holes = new PixelRectangle[8];
        byte[] black = [0, 0, 0];
        yield return new("coarse dropout, 8 of 40 x 40", x => CoarseDropoutKernel.Apply(x, Shape, Places(holes, draw++), black, bytes), "coarse_dropout_8x40");
        yield return new("GridMask, 32 of 64", x => GridMaskKernel.Apply(x, Shape, new GridMaskOptions(64, 32, (int)(draw++ % 64), (int)(draw % 64)), black, bytes), "gridmask_d64_k32", "gridmask_d64_k32_and");
    }

    private static PixelRectangle[] Places(PixelRectangle[] holes, uint draw)
    {
        var random = new CounterRandom(2, 0, draw, 0);
        for (uint i = 0; i < holes.Length; i++)
            holes[i] = new PixelRectangle(random.Integer(2 * i, 0, 599), random.Integer((2 * i) + 1, 0, 439), 40, 40);
        return holes;
    }
}
