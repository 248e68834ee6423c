using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Keypoints and boxes under an act. Pixel pictures and masks go through the act itself.</summary>
public static class SamplePoints
{
    /// <summary>Moves keypoints: each goes where its pixel goes, paired ones change places in a mirror, and one that leaves the picture keeps its place with visibility 0.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="image">The shape of the picture before.</param>
    /// <param name="source">Triples x, y, visibility; integers are pixel centres. Sets of <paramref name="skeleton"/>'s size may follow each other.</param>
    /// <param name="skeleton">What the keypoints mean; null when they are symmetric.</param>
    /// <param name="destination">As many floats as <paramref name="source"/>; must not overlap it.</param>
    /// <exception cref="ArgumentException">The source is no whole number of triples, or of the skeleton's sets.</exception>
    public static void MoveKeypoints(GeometricAct act, ImageShape image, ReadOnlySpan<float> source, KeypointSkeleton? skeleton, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(act);
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        var count = source.Length / 3;
        var set = skeleton?.Count ?? count;
        if (source.Length % 3 != 0 || (set != 0 && count % set != 0))
            throw new ArgumentException($"source holds {source.Length} floats; triples x, y, visibility{(skeleton is null ? "" : $" in sets of {set}")} are needed.", nameof(source));
        var after = act.OutputShape(image);
        var permute = act.Mirrors && skeleton is not null;
        for (var i = 0; i < count; i++)
        {
            var from = permute ? i - (i % set) + skeleton!.MirrorOrder[i % set] : i;
            var (x, y, visibility) = (source[3 * from], source[(3 * from) + 1], source[(3 * from) + 2]);
            var moved = act.Move(new(x + .5, y + .5), image);
            var inside = moved.X >= 0 && moved.X <= after.Width && moved.Y >= 0 && moved.Y <= after.Height;
            destination[3 * i] = (float)(moved.X - .5);
            destination[(3 * i) + 1] = (float)(moved.Y - .5);
            destination[(3 * i) + 2] = inside ? visibility : 0;
        }
    }

    /// <summary>Moves boxes: the result is the upright hull of the four moved corners, not clipped.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="image">The shape of the picture before.</param>
    /// <param name="source">Boxes with continuous edges.</param>
    /// <param name="destination">As many boxes; may be <paramref name="source"/>.</param>
    public static void MoveBoxes(GeometricAct act, ImageShape image, ReadOnlySpan<Box> source, Span<Box> destination)
    {
        ArgumentNullException.ThrowIfNull(act);
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        for (var i = 0; i < source.Length; i++)
        {
            var box = source[i];
            var a = act.Move(new(box.X1, box.Y1), image);
            var b = act.Move(new(box.X2, box.Y1), image);
            var c = act.Move(new(box.X2, box.Y2), image);
            var d = act.Move(new(box.X1, box.Y2), image);
            destination[i] = new(
                (float)Math.Min(Math.Min(a.X, b.X), Math.Min(c.X, d.X)),
                (float)Math.Min(Math.Min(a.Y, b.Y), Math.Min(c.Y, d.Y)),
                (float)Math.Max(Math.Max(a.X, b.X), Math.Max(c.X, d.X)),
                (float)Math.Max(Math.Max(a.Y, b.Y), Math.Max(c.Y, d.Y)));
        }
    }
}
