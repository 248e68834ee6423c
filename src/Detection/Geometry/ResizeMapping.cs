using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>How a picture was brought to a network's input size, kept so that boxes and points found there can be brought back.</summary>
/// <remarks>
/// In continuous coordinates (the pixel (0, 0) covers [0, 1) x [0, 1)) a place moves by <c>network = original * scale + offset</c>, each
/// axis with its own scale. Box edges are such coordinates. Key points count pixel centres as integers, so half a pixel is added before and
/// taken away after. Both directions are exact inverses of each other but for float rounding.
/// </remarks>
/// <param name="ScaleX">Network pixels per original pixel along x; greater than 0.</param>
/// <param name="ScaleY">Network pixels per original pixel along y; greater than 0.</param>
/// <param name="OffsetX">Where the original's left edge lies, in network pixels.</param>
/// <param name="OffsetY">Where the original's top edge lies, in network pixels.</param>
/// <param name="OriginalWidth">The original's width in pixels.</param>
/// <param name="OriginalHeight">The original's height in pixels.</param>
/// <param name="Network">The network's input size in pixels.</param>
public readonly record struct ResizeMapping(
    float ScaleX, float ScaleY, float OffsetX, float OffsetY, int OriginalWidth, int OriginalHeight, NetworkSize Network)
{
    /// <summary>How many floats <see cref="CopyTo"/> writes: scale x, y, offset x, y, original width, height, network width, height.</summary>
    public const int FloatCount = 8;

    /// <summary>The mapping of a resize that the kernels placed.</summary>
    /// <param name="placement">Where the resized picture lies in the network's input.</param>
    public static ResizeMapping From(LetterboxPlacement placement) =>
        new(
            (float)placement.ScaleX, (float)placement.ScaleY, placement.Left, placement.Top, placement.SourceWidth, placement.SourceHeight,
            new(placement.TargetWidth, placement.TargetHeight));

    /// <summary>The picture fills the network's input; its aspect ratio is not kept.</summary>
    /// <param name="originalWidth">At least 1.</param>
    /// <param name="originalHeight">At least 1.</param>
    /// <param name="network">Both sides at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public static ResizeMapping Stretch(int originalWidth, int originalHeight, NetworkSize network) =>
        From(LetterboxPlacement.Stretch(originalWidth, originalHeight, network.Width, network.Height));

    /// <summary>The picture keeps its aspect ratio and is padded to the network's input (<see cref="LetterboxPlacement.Fit"/>).</summary>
    /// <param name="originalWidth">At least 1.</param>
    /// <param name="originalHeight">At least 1.</param>
    /// <param name="network">Both sides at least 1.</param>
    /// <param name="centred">Whether the padding is on both sides (an odd pixel goes right or below), or all of it right and below.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1.</exception>
    public static ResizeMapping Letterbox(int originalWidth, int originalHeight, NetworkSize network, bool centred = true) =>
        From(LetterboxPlacement.Fit(originalWidth, originalHeight, network.Width, network.Height, centred));

    /// <summary>Reads what <see cref="CopyTo"/> wrote.</summary>
    /// <param name="values"><see cref="FloatCount"/> floats.</param>
    /// <exception cref="ArgumentException">Not <see cref="FloatCount"/> floats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A scale is not greater than 0, an offset not finite, or a side less than 1.</exception>
    public static ResizeMapping FromFloats(ReadOnlySpan<float> values)
    {
        Ensure.Length(values.Length, FloatCount, nameof(values));
        Ensure.Positive(values[0], "scaleX");
        Ensure.Positive(values[1], "scaleY");
        Ensure.Finite(values[2], "offsetX");
        Ensure.Finite(values[3], "offsetY");
        Ensure.InRange(values[4], 1, int.MaxValue, "originalWidth");
        Ensure.InRange(values[5], 1, int.MaxValue, "originalHeight");
        Ensure.InRange(values[6], 1, int.MaxValue, "network.Width");
        Ensure.InRange(values[7], 1, int.MaxValue, "network.Height");
        return new(values[0], values[1], values[2], values[3], (int)values[4], (int)values[5], new((int)values[6], (int)values[7]));
    }

    /// <summary>Writes the mapping as floats, for a vector column.</summary>
    /// <param name="destination">At least <see cref="FloatCount"/> floats.</param>
    public void CopyTo(Span<float> destination)
    {
        Ensure.Room(destination.Length, FloatCount, nameof(destination));
        destination[0] = ScaleX;
        destination[1] = ScaleY;
        destination[2] = OffsetX;
        destination[3] = OffsetY;
        destination[4] = OriginalWidth;
        destination[5] = OriginalHeight;
        destination[6] = Network.Width;
        destination[7] = Network.Height;
    }

    /// <summary>This resize and then another one of what it gave, as one.</summary>
    /// <param name="next">The resize of what this one gave.</param>
    public ResizeMapping Then(ResizeMapping next) =>
        new(ScaleX * next.ScaleX, ScaleY * next.ScaleY, (OffsetX * next.ScaleX) + next.OffsetX, (OffsetY * next.ScaleY) + next.OffsetY, OriginalWidth, OriginalHeight, next.Network);

    /// <summary>Width of the picture inside the network's input, in network pixels.</summary>
    public int ContentWidth => (int)MathF.Round(ScaleX * OriginalWidth);

    /// <summary>Height of the picture inside the network's input, in network pixels.</summary>
    public int ContentHeight => (int)MathF.Round(ScaleY * OriginalHeight);

    /// <summary>A box of the network's input in the original's pixels.</summary>
    /// <param name="box">Edges in network pixels.</param>
    /// <param name="clip">Whether edges outside the picture are moved onto its border.</param>
    public Box ToOriginal(Box box, bool clip = false)
    {
        var result = new Box((box.X1 - OffsetX) / ScaleX, (box.Y1 - OffsetY) / ScaleY, (box.X2 - OffsetX) / ScaleX, (box.Y2 - OffsetY) / ScaleY);
        return clip
            ? new(
                Math.Clamp(result.X1, 0, OriginalWidth), Math.Clamp(result.Y1, 0, OriginalHeight),
                Math.Clamp(result.X2, 0, OriginalWidth), Math.Clamp(result.Y2, 0, OriginalHeight))
            : result;
    }

    /// <summary>A box of the original in the network's pixels.</summary>
    /// <param name="box">Edges in the original's pixels.</param>
    public Box ToNetwork(Box box) =>
        new((box.X1 * ScaleX) + OffsetX, (box.Y1 * ScaleY) + OffsetY, (box.X2 * ScaleX) + OffsetX, (box.Y2 * ScaleY) + OffsetY);

    /// <summary>A key point of the network's input in the original's pixels; pixel centres are integers in both.</summary>
    /// <param name="x">In network pixels.</param>
    /// <param name="y">In network pixels.</param>
    public (float X, float Y) PointToOriginal(float x, float y) =>
        (((x + 0.5f - OffsetX) / ScaleX) - 0.5f, ((y + 0.5f - OffsetY) / ScaleY) - 0.5f);

    /// <summary>A key point of the original in the network's pixels; pixel centres are integers in both.</summary>
    /// <param name="x">In the original's pixels.</param>
    /// <param name="y">In the original's pixels.</param>
    public (float X, float Y) PointToNetwork(float x, float y) =>
        (((x + 0.5f) * ScaleX) + OffsetX - 0.5f, ((y + 0.5f) * ScaleY) + OffsetY - 0.5f);

    /// <summary>Brings all boxes and key points of a buffer into the original's pixels, in place. Where one is not finite there, the detection is counted, not kept (<see cref="DetectionBuffer.DropNonFinite"/>).</summary>
    /// <param name="detections">Detections in network pixels.</param>
    /// <param name="clip">Whether box edges outside the picture are moved onto its border. Key points are never moved.</param>
    public void ToOriginal(DetectionBuffer detections, bool clip = false)
    {
        ArgumentNullException.ThrowIfNull(detections);
        foreach (ref var box in detections.Boxes)
            box = ToOriginal(box, clip);
        var points = detections.Keypoints;
        for (var i = 0; i < points.Length; i += 3)
            (points[i], points[i + 1]) = PointToOriginal(points[i], points[i + 1]);
        detections.DropNonFinite();
    }
}
