using System.Runtime.CompilerServices;

namespace DeepRecipes.Kernels;

/// <summary>What an op sees beyond the image's edge.</summary>
public enum BorderMode
{
    /// <summary>A fixed colour.</summary>
    Constant,

    /// <summary>The edge pixel, again and again: aaa|abc.</summary>
    Replicate,

    /// <summary>The image mirrored at its edge pixel: cb|abc. OpenCV's default for filters.</summary>
    Reflect101,
}

/// <summary>A border mode with its colour.</summary>
/// <param name="Mode">What lies beyond the edge.</param>
/// <param name="Fill0">First channel of the fixed colour.</param>
/// <param name="Fill1">Second channel.</param>
/// <param name="Fill2">Third channel.</param>
/// <param name="Fill3">Fourth channel.</param>
public readonly record struct Border(BorderMode Mode, byte Fill0 = 0, byte Fill1 = 0, byte Fill2 = 0, byte Fill3 = 0)
{
    internal uint Packed => Fill0 | ((uint)Fill1 << 8) | ((uint)Fill2 << 16) | ((uint)Fill3 << 24);

    /// <summary>The index inside 0 to <paramref name="length"/> - 1 that stands for <paramref name="i"/>; -1 where the fixed colour does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Index(int i, int length, BorderMode mode)
    {
        if ((uint)i < (uint)length)
            return i;
        return mode switch
        {
            BorderMode.Constant => -1,
            BorderMode.Replicate => i < 0 ? 0 : length - 1,
            _ => Reflect(i, length),
        };
    }

    private static int Reflect(int i, int length)
    {
        if (length == 1)
            return 0;

        // One mirror is the rule; far outside, the pattern repeats with twice the length less two.
        if (i < 0)
            i = -i;
        if (i >= length)
        {
            i %= (2 * length) - 2;
            if (i >= length)
                i = (2 * length) - 2 - i;
        }

        return i;
    }
}
