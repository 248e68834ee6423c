using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Keypoints and boxes under an act. Pixel pictures and masks go through the act itself.</summary>
public static class SamplePoints
{
    /// <summary>Moves keypoints: each goes where its pixel goes, paired ones change places in a mirror, and one that leaves the picture keeps its index with visibility 0.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="image">The shape of the picture before.</param>
    /// <param name="source">Triples x, y, visibility; integers are pixel centres. Sets of <paramref name="skeleton"/>'s size may follow each other.</param>
    /// <param name="skeleton">What the keypoints mean; null when they are symmetric.</param>
    /// <param name="destination">As many floats as <paramref name="source"/>; must not overlap it.</param>
    /// <param name="keepOutside">A keypoint that leaves the picture keeps its visibility.</param>
    /// <exception cref="ArgumentException">The source is no whole number of triples, or of the skeleton's sets.</exception>
    public static void MoveKeypoints(GeometricAct act, ImageShape image, ReadOnlySpan<float> source, KeypointSkeleton? skeleton, Span<float> destination,
        bool keepOutside = false)
    {
        ArgumentNullException.ThrowIfNull(act);
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        var count = source.Length / 3;
        var set = skeleton?.Count ?? count;
        if (source.Length % 3 != 0 || (set != 0 && count % set != 0))
            throw new ArgumentException($"source holds {source.Length} floats; triples x, y, visibility{(skeleton is null ? "" : $" in sets of {set}")} are needed.", nameof(source));
        var permute = act.Mirrors && skeleton is not null;
        for (var i = 0; i < count; i++)
        {
            var from = permute ? i - (i % set) + skeleton!.MirrorOrder[i % set] : i;
            var (x, y, visibility) = (source[3 * from], source[(3 * from) + 1], source[(3 * from) + 2]);
            var place = new Place(x + .5, y + .5);
            var moved = act.Move(place, image);
            destination[3 * i] = (float)(moved.X - .5);
            destination[(3 * i) + 1] = (float)(moved.Y - .5);
            destination[(3 * i) + 2] = keepOutside || visibility == 0 || act.Shows(place, image) ? visibility : 0;
        }
    }

    /// <summary>Moves boxes: the result is the upright hull of the four moved corners, neither clipped nor judged (see <see cref="SampleBoxes"/>).</summary>
    /// <param name="act">What is done.</param>
    /// <param name="image">The shape of the picture before.</param>
    /// <param name="source">Boxes with continuous edges.</param>
    /// <param name="destination">As many boxes; may be <paramref name="source"/>.</param>
    public static void MoveBoxes(GeometricAct act, ImageShape image, ReadOnlySpan<Box> source, Span<Box> destination)
    {
        ArgumentNullException.ThrowIfNull(act);
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        for (var i = 0; i < source.Length; i++)
            destination[i] = act.Hull(Area.Of(source[i]), image).ToBox();
    }
}
