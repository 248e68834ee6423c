using System.Buffers;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>A text probability map (PP-OCR's detector and others after DB): lines of text as turned boxes.</summary>
/// <remarks>
/// Output: <c>[1, 1, rows, columns]</c>, probabilities. Pixels above the pixel threshold that touch along an edge are one line; its score is their mean
/// probability. The smallest turned rectangle around them grows on every side by area * ratio / perimeter, because the network
/// is trained on shrunken lines. A detection's box is that rectangle's hull, its four key points are its corners (<see cref="OrientedCorners"/>).
/// No suppression is needed. Followed: Liao et al. 2020, "Real-time Scene Text Detection with Differentiable Binarization", and PaddleOCR's <c>DBPostProcess</c>.
/// </remarks>
public sealed record TextMapDecoder : IDetectionDecoder<TextMapDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "text-map";

    /// <summary>Pixels with a probability greater than this are text. From 0 to 1; 0.3 by default.</summary>
    public float PixelThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.3f;

    /// <summary>Lines with a score greater than this are reported. From 0 to 1; 0.6 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.6f;

    /// <summary>How far rectangles grow; 0 does not grow them. From 0 to 10; 1.5 by default.</summary>
    public double UnclipRatio { get; init => field = Option.InRange(value, 0, 10); } = 1.5;

    /// <summary>Rectangles whose smaller side, before it grows, is less than so many cells of the map are left out; 3 by default.</summary>
    public double MinimumSide { get; init => field = Option.InRange(value, 0, 1e6); } = 3;

    /// <inheritdoc/>
    public int KeypointCount => OrientedCorners.Count;

    /// <inheritdoc/>
    public KeypointSkeleton? Skeleton => OrientedCorners.Skeleton;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch, Format = TensorFormat.ImageNet, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("sigmoid_0.tmp_0|maps", "1 1 R S")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        int rows = output.Dimensions[2], columns = output.Dimensions[3];
        destination.Clear(OrientedCorners.Count);
        using var lines = new ConnectedPixels(output.Values, columns, rows, PixelThreshold);
        var corners = ArrayPool<PlanePoint>.Shared.Rent(12 * rows);
        while (lines.MoveNext())
        {
            if (lines.Mean <= ScoreThreshold)
                continue;
            var count = lines.WriteCorners(corners);
            var box = MinimumAreaRectangle.Of(corners.AsSpan(0, count), corners.AsSpan(4 * rows));
            if (Math.Min(box.Width, box.Height) < MinimumSide)
                continue;
            var growth = 2 * box.Width * box.Height * UnclipRatio / (2 * (box.Width + box.Height));
            Add(box with { Width = box.Width + growth, Height = box.Height + growth }, lines.Mean, (float)input.Width / columns, (float)input.Height / rows, destination);
        }

        ArrayPool<PlanePoint>.Shared.Return(corners);
    }

    private static void Add(OrientedBox box, float score, float scaleX, float scaleY, DetectionBuffer destination)
    {
        var index = destination.Add(default, score, 0);
        if (index < 0)
            return;
        var points = destination.KeypointsOf(index);
        OrientedCorners.Write(box, points);
        for (var i = 0; i < points.Length; i += 3)
            (points[i], points[i + 1]) = (((points[i] + 0.5f) * scaleX) - 0.5f, ((points[i + 1] + 0.5f) * scaleY) - 0.5f);
        destination.Boxes[index] = OrientedCorners.Hull(points);
    }
}
