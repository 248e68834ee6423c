using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>The fourth channel of pixels of four bytes.</summary>
internal static class Alpha
{
    /// <summary>Copies every fourth byte.</summary>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ReadOnlySpan<uint> s = MemoryMarshal.Cast<byte, uint>(source);
        Span<uint> d = MemoryMarshal.Cast<byte, uint>(destination);
        for (int i = 0; i < s.Length; i++)
            d[i] = (d[i] & 0x00FFFFFF) | (s[i] & 0xFF000000);
    }
}
