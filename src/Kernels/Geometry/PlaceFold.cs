using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Moves places beyond the edges to those inside that show the same: clamped, or mirrored at the edge pixels. What lies between two pixels mirrors with them, so that interpolation whose weights
/// are symmetric gives the same bits as if each of its taps had been looked up on its own.
/// </summary>
internal static class PlaceFold
{
    /// <param name="places">Changed in place.</param>
    /// <param name="last">The place of the last pixel; the first one's is 0.</param>
    /// <param name="mode">Replicate or Reflect101.</param>
    public static void Run(Span<int> places, int last, BorderMode mode)
    {
        bool clamps = mode == BorderMode.Replicate;
        Vector256<int> edge = Vector256.Create(last);
        ref int p = ref MemoryMarshal.GetReference(places);
        int i = 0;
        for (; i <= places.Length - 8; i += 8)
        {
            Vector256<int> v = Vector256.LoadUnsafe(ref p, (nuint)i);
            v = clamps ? Vector256.Min(Vector256.Max(v, Vector256<int>.Zero), edge) : edge - Vector256.Abs(edge - Vector256.Abs(v));

            // Beyond the second mirror.
            if (Vector256.LessThanAny(v, Vector256<int>.Zero))
                Mirror(places.Slice(i, 8), last);
            else
                v.StoreUnsafe(ref p, (nuint)i);
        }

        if (!clamps)
            Mirror(places[i..], last);
        for (; clamps && i < places.Length; i++)
            places[i] = Math.Clamp(places[i], 0, last);
    }

    private static void Mirror(Span<int> places, int last)
    {
        foreach (ref int place in places)
        {
            int within = last == 0 ? 0 : Math.Abs(place) % (2 * last);
            place = last - Math.Abs(last - within);
        }
    }
}
