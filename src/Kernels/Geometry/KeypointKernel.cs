namespace DeepRecipes.Kernels;

/// <summary>
/// Moves keypoints with their image. A keypoint is the triple (x, y, visibility); pixel centres are integers, so a flip is <c>width - 1 - x</c>. Its index means a joint: whatever
/// mirrors must also permute, or the left eye would be called the right one. Every triple moves, those of visibility 0 too, so that a move can be undone.
/// </summary>
public static class KeypointKernel
{
    /// <summary>Moves by one of the eight symmetries, and permutes if it mirrors.</summary>
    /// <param name="source">Triples (x, y, visibility); the length a multiple of 3.</param>
    /// <param name="width">The source image's width.</param>
    /// <param name="height">The source image's height.</param>
    /// <param name="symmetry">What the image went through.</param>
    /// <param name="mirror">For each joint the one that is it in the mirror (left eye to right eye, nose to nose), as many as joints in one instance; used where the symmetry
    /// mirrors. Empty only for points without sides.</param>
    /// <param name="destination">As long as <paramref name="source"/>; must not overlap it.</param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or <paramref name="mirror"/> is not its own inverse.</exception>
    public static void ApplySymmetry(
        ReadOnlySpan<float> source, int width, int height, SquareSymmetry symmetry, ReadOnlySpan<int> mirror, Span<float> destination) =>
        Apply(source, AffineTransform.FromSymmetry(symmetry, width, height), mirror, destination);

    /// <summary>Moves by an affine map, and permutes if it mirrors.</summary>
    /// <param name="source">Triples (x, y, visibility).</param>
    /// <param name="transform">From source to target, the image's own.</param>
    /// <param name="mirror">As for <see cref="ApplySymmetry"/>.</param>
    /// <param name="destination">As long as <paramref name="source"/>; must not overlap it.</param>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, or <paramref name="mirror"/> is not its own inverse.</exception>
    public static void Apply(ReadOnlySpan<float> source, in AffineTransform transform, ReadOnlySpan<int> mirror, Span<float> destination)
    {
        Guard(source, mirror, destination);
        bool permute = transform.Mirrors && !mirror.IsEmpty;
        int joints = permute ? mirror.Length : 1;
        for (int i = 0; i < source.Length / 3; i++)
        {
            int from = permute ? (i / joints * joints) + mirror[i % joints] : i;
            (double x, double y) = transform.Map(source[3 * from], source[(3 * from) + 1]);
            destination[3 * i] = (float)x;
            destination[(3 * i) + 1] = (float)y;
            destination[(3 * i) + 2] = source[(3 * from) + 2];
        }
    }

    /// <summary>Sets the visibility of points outside the image to 0; their place stays, so that the index keeps its joint and a move can be undone.</summary>
    /// <param name="keypoints">Triples, changed in place. A point is inside from -0.5 to width - 0.5: on some pixel.</param>
    /// <param name="width">The image's width.</param>
    /// <param name="height">The image's height.</param>
    /// <returns>How many points were visible and are now hidden.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of 3.</exception>
    public static int HideOutside(Span<float> keypoints, int width, int height)
    {
        Triples(keypoints.Length, nameof(keypoints));
        int hidden = 0;
        for (int i = 0; i < keypoints.Length; i += 3)
        {
            bool inside = keypoints[i] >= -0.5f && keypoints[i] < width - 0.5f && keypoints[i + 1] >= -0.5f && keypoints[i + 1] < height - 0.5f;
            if (inside || keypoints[i + 2] == 0)
                continue;
            keypoints[i + 2] = 0;
            hidden++;
        }

        return hidden;
    }

    private static void Guard(ReadOnlySpan<float> source, ReadOnlySpan<int> mirror, Span<float> destination)
    {
        Triples(source.Length, nameof(source));
        Ensure.Length(destination.Length, source.Length, nameof(destination));
        Ensure.Apart<float>(source, destination);
        if (mirror.IsEmpty)
            return;
        if (source.Length / 3 % mirror.Length != 0)
            throw new ArgumentException($"source holds {source.Length / 3} keypoints, which is no multiple of the {mirror.Length} joints of mirror.", nameof(mirror));
        for (int i = 0; i < mirror.Length; i++)
        {
            if ((uint)mirror[i] >= (uint)mirror.Length || mirror[mirror[i]] != i)
                throw new ArgumentException($"mirror[{i}] is {mirror[i]}; each joint and its mirror image must name each other, from 0 to {mirror.Length - 1}.", nameof(mirror));
        }
    }

    private static void Triples(int length, string name)
    {
        if (length % 3 != 0)
            throw new ArgumentException($"{name} holds {length} elements; keypoints are triples (x, y, visibility).", name);
    }
}
