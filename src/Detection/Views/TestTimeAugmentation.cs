using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Test-time augmentation: a picture is looked at in several views, and what was found in them is brought back and merged. Immutable and thread-safe.</summary>
/// <remarks>
/// Views only get smaller: for larger ones, give the network a larger input and count the scales from there. Followed: Detectron2's test-time augmentation (each scale plain
/// and mirrored, merged by NMS) and ultralytics' <c>augment=True</c>; <see cref="WeightedBoxesFusion"/> with as many models as there are views instead lowers what few views saw.
/// </remarks>
public sealed record TestTimeAugmentation
{
    private const int MostViews = 16;

    /// <summary>The views, each once; as it is and mirrored by default. Their order breaks ties.</summary>
    public ImmutableArray<PictureView> Views { get; init => field = Checked(value); } = [PictureView.Plain, PictureView.Mirrored];

    /// <summary>How detections of different views become one; NMS by default. With a single view nothing is merged.</summary>
    public ISuppression Merge { get; init; } = new NonMaximumSuppression();

    /// <summary>Which key points change places in a mirror; null for the decoder's own (<see cref="IDetectionDecoder.Skeleton"/>).</summary>
    public KeypointSkeleton? Skeleton { get; init; }

    /// <summary>The picture as it is and at each scale, everything mirrored too where that is asked for.</summary>
    /// <param name="mirror">Whether to look into the mirror.</param>
    /// <param name="scales">Further scales, greater than 0 and less than 1.</param>
    public static TestTimeAugmentation Of(bool mirror, params ReadOnlySpan<float> scales)
    {
        float[] all = [1, .. scales];
        return new() { Views = [.. all.SelectMany(scale => mirror ? new PictureView[] { new(false, scale), new(true, scale) } : [new(false, scale)])] };
    }

    /// <summary>The same for one decoder, whose skeleton it takes where it has none.</summary>
    /// <param name="decoder">What finds the objects.</param>
    /// <exception cref="ArgumentException">It has key points, some views are mirrored, and no skeleton fits.</exception>
    public TestTimeAugmentation For(IDetectionDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var bound = this with { Skeleton = Skeleton ?? decoder.Skeleton };
        bound.CheckPoints(decoder.KeypointCount, decoder.GetType().Name);
        return bound;
    }

    /// <summary>Brings back what was found in each view, and merges it.</summary>
    /// <param name="found">One buffer a view, in the order of <see cref="Views"/>, in that view's pixels; what they hold is moved.</param>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    /// <param name="destination">Receives the detections, in the picture's pixels; what it held is lost.</param>
    /// <exception cref="ArgumentException">There are not as many buffers as views, or what they carry cannot be brought back.</exception>
    public void Combine(ReadOnlySpan<DetectionBuffer> found, int width, int height, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Ensure.Length(found.Length, Views.Length, nameof(found));
        Ensure.Positive(width);
        Ensure.Positive(height);
        destination.ClearLike(found[0]);
        if (destination.MaskCoefficientCount > 0 && found.Length > 1)
            throw new ArgumentException($"{nameof(found)} have mask values, which mean something beside their own view's prototypes only: make masks of them first ({nameof(DetectionBuffer)}.{nameof(DetectionBuffer.Masks)}).", nameof(found));
        CheckPoints(destination.KeypointCount, nameof(found));
        for (var i = 0; i < found.Length; i++)
        {
            if (Views[i].IsMirrored)
                MirrorBack(found[i], width, height);
            destination.AddRange(found[i]);
        }

        if (found.Length > 1)
            Merge.Apply(destination);
    }

    private void MirrorBack(DetectionBuffer found, int width, int height)
    {
        BoxGeometryKernel.ApplySymmetry(found.Boxes, width, height, SquareSymmetry.FlipHorizontal, found.Boxes);
        foreach (ref var mask in found.Masks)
            mask = mask.FlipHorizontal();
        if (found.KeypointCount == 0)
            return;
        var before = found.Scratch(found.KeypointCount * 3);
        for (var i = 0; i < found.Count; i++)
        {
            found.KeypointsOf(i).CopyTo(before);
            KeypointKernel.ApplySymmetry(before, width, height, SquareSymmetry.FlipHorizontal, Skeleton!.MirrorOrder.AsSpan(), found.KeypointsOf(i));
        }
    }

    private void CheckPoints(int keypoints, string who)
    {
        if (keypoints == 0 || !Views.Any(view => view.IsMirrored))
            return;
        if (Skeleton is null)
            throw new ArgumentException($"{who} has {keypoints} key points, and nothing says which of them change places in a mirror: give {nameof(Skeleton)}, such as {nameof(KeypointSkeleton)}.{nameof(KeypointSkeleton.CocoPerson)}, or no mirrored views.");
        if (Skeleton.Count != keypoints)
            throw new ArgumentException($"{who} has {keypoints} key points and the skeleton {Skeleton.Count}; they must be the same.");
    }

    private static ImmutableArray<PictureView> Checked(ImmutableArray<PictureView> views)
    {
        if (views.IsDefault || views.Length is < 1 or > MostViews)
            throw new ArgumentException($"{nameof(Views)} holds {(views.IsDefault ? 0 : views.Length)} views; 1 to {MostViews} are allowed.", nameof(views));
        foreach (var view in views)
        {
            if (!(view.Scale > 0 && view.Scale <= 1))
                throw new ArgumentException($"{nameof(Views)} holds {view}; a scale must be greater than 0 and at most 1. To look closer, give the network a larger input and count the scales from there.", nameof(views));
        }

        return views.Distinct().Count() == views.Length ? views : throw new ArgumentException($"{nameof(Views)} holds a view twice ({string.Join(", ", views)}); each counts once.", nameof(views));
    }
}
