using System.Buffers;

namespace DeepRecipes.Detection;

/// <summary>People as they are put together from tagged points. Memory is rented.</summary>
internal struct TaggedPeople(int keypoints, int most, float tagThreshold)
{
    private readonly float[] points = ArrayPool<float>.Shared.Rent(most * keypoints * 3);
    private readonly float[] tagSums = ArrayPool<float>.Shared.Rent(most);
    private readonly int[] found = ArrayPool<int>.Shared.Rent(most);
    private int count;

    /// <summary>The point joins the nearest person that has no such point yet, or begins a new one. Best points come first.</summary>
    public void Add(int keypoint, float x, float y, float height, float tag)
    {
        var (best, distance) = (-1, tagThreshold);
        for (var p = 0; p < count; p++)
        {
            var away = MathF.Abs((tagSums[p] / found[p]) - tag);
            if (away < distance && Of(p)[(3 * keypoint) + 2] == 0)
                (best, distance) = (p, away);
        }

        if (best < 0)
        {
            best = count++;
            Of(best).Clear();
            (tagSums[best], found[best]) = (0, 0);
        }

        KeypointFormat.Write(Of(best), keypoint, x, y, height);
        tagSums[best] += tag;
        found[best]++;
    }

    public readonly void WriteTo(DetectionBuffer destination, float threshold)
    {
        for (var p = 0; p < count; p++)
        {
            var (score, hull) = (0f, default(Kernels.Box?));
            for (var k = 0; k < keypoints; k++)
            {
                var point = Of(p).Slice(3 * k, 3);
                if (point[2] == 0)
                    continue;
                score += point[2] / keypoints;
                var box = KeypointFormat.Hull(point);
                hull = hull is not { } h ? box
                    : new(MathF.Min(h.X1, box.X1), MathF.Min(h.Y1, box.Y1), MathF.Max(h.X2, box.X2), MathF.Max(h.Y2, box.Y2));
            }

            if (score <= threshold)
                continue;
            var index = destination.Add(hull ?? default, score, 0);
            if (index >= 0)
                Of(p).CopyTo(destination.KeypointsOf(index));
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<float>.Shared.Return(points);
        ArrayPool<float>.Shared.Return(tagSums);
        ArrayPool<int>.Shared.Return(found);
    }

    private readonly Span<float> Of(int person) => points.AsSpan(person * keypoints * 3, keypoints * 3);
}
