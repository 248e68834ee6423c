using DeepRecipes.Detection;
using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>How a picture becomes a detector's input.</summary>
public sealed record NetworkInput
{
    /// <summary>Whether the aspect is kept. Default: in the middle, with bars.</summary>
    public ResizeFit Fit { get; init; } = ResizeFit.Letterbox;

    /// <summary>Normalisation and order; the layout is the model's. Default: RGB in 0..1.</summary>
    public TensorFormat Format { get; init; } = new();

    /// <summary>The value of the bars in every channel, 0..255. Default: 114, as YOLO's exporters have it.</summary>
    public float Fill { get; init; } = 114;

    /// <summary>What the networks of a decoder were usually trained with; where their authors did not agree, the defaults. A network that was trained otherwise finds little or nothing.</summary>
    /// <param name="decoder">The decoder.</param>
    public static NetworkInput UsualFor(IDetectionDecoder decoder) => decoder switch
    {
        UltraFaceDecoder => new() { Fit = ResizeFit.Stretch, Format = new() { Normalization = ChannelNormalization.Centered(127, 128) }, Fill = 0 },
        BlazeFaceDecoder => new() { Format = new() { Normalization = ChannelNormalization.SignedUnit }, Fill = 0 },
        ScrfdDecoder => new() { Fit = ResizeFit.LetterboxTopLeft, Format = new() { Normalization = ChannelNormalization.Centered(127.5, 128) }, Fill = 0 },
        YuNetDecoder => new() { Fit = ResizeFit.LetterboxTopLeft, Format = new() { Normalization = ChannelNormalization.None, Order = ChannelOrder.Bgr }, Fill = 0 },
        YoloXDecoder => new() { Fit = ResizeFit.LetterboxTopLeft, Format = new() { Normalization = ChannelNormalization.None, Order = ChannelOrder.Bgr } },
        FastestDetDecoder => new() { Fit = ResizeFit.Stretch, Format = new() { Order = ChannelOrder.Bgr } },
        DetrDecoder => new() { Fit = ResizeFit.Stretch, Format = TensorFormat.ImageNet },
        RtDetrDecoder => new() { Fit = ResizeFit.Stretch },
        _ => new(),
    };
}
