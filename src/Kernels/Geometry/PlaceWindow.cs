using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>The places from <c>-before</c> to <c>limit - before - 1</c> on both axes. A warp asks it how far a row stays in the picture, so that no test is left in the loop over pixels.</summary>
internal readonly struct PlaceWindow(int before, int limitX, int limitY)
{
    private readonly uint _before = (uint)before;
    private readonly uint _limitX = (uint)Math.Max(limitX, 0);
    private readonly uint _limitY = (uint)Math.Max(limitY, 0);

    /// <summary>The first place from <paramref name="from"/> on that is not as <paramref name="inside"/> says, or the end.</summary>
    public int End(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, int from, bool inside)
    {
        ref int px = ref MemoryMarshal.GetReference(xs);
        ref int py = ref MemoryMarshal.GetReference(ys);
        int i = from;
        Vector512<uint> shift = Vector512.Create(_before), endX = Vector512.Create(_limitX), endY = Vector512.Create(_limitY);
        for (; i <= xs.Length - 16; i += 16)
        {
            // Below zero is large without a sign.
            Vector512<uint> x = Vector512.LoadUnsafe(ref px, (nuint)i).AsUInt32() + shift, y = Vector512.LoadUnsafe(ref py, (nuint)i).AsUInt32() + shift;
            ulong within = (Vector512.LessThan(x, endX) & Vector512.LessThan(y, endY)).ExtractMostSignificantBits();
            ulong other = inside ? within ^ 0xFFFF : within;
            if (other != 0)
                return i + System.Numerics.BitOperations.TrailingZeroCount(other);
        }

        while (i < xs.Length && ((uint)xs[i] + _before < _limitX && (uint)ys[i] + _before < _limitY) == inside)
            i++;
        return i;
    }
}
