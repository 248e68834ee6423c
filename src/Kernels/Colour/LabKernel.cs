using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// sRGB (D65) to CIE L*a*b* and back, 8 bits a channel (L times 255/100, a and b plus 128), in OpenCV's table-driven fixed point.
/// </summary>
public static class LabKernel
{
    /// <summary>Colour to L, a, b; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has fewer than 3 channels.</exception>
    public static void FromColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        int red = order == ChannelOrder.Rgb ? 0 : 2;
        for (int i = 0; i + 2 < source.Length; i += shape.Channels)
        {
            (int l, int a, int b) = LabTables.FromRgb(source[i + red], source[i + 1], source[i + 2 - red]);
            if (shape.Channels == 4)
                destination[i + 3] = source[i + 3];
            (destination[i], destination[i + 1], destination[i + 2]) = ((byte)l, (byte)a, (byte)b);
        }
    }

    /// <summary>L, a, b to colour; a fourth channel (alpha) stays as it is.</summary>
    /// <inheritdoc cref="FromColour"/>
    public static void ToColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        int red = order == ChannelOrder.Rgb ? 0 : 2;
        for (int i = 0; i + 2 < source.Length; i += shape.Channels)
        {
            (byte r, byte g, byte b) = LabTables.ToRgb(source[i], source[i + 1], source[i + 2]);
            if (shape.Channels == 4)
                destination[i + 3] = source[i + 3];
            (destination[i + red], destination[i + 1], destination[i + 2 - red]) = (r, g, b);
        }
    }
}

/// <summary>The tables and sums of OpenCV's 8-bit Lab: gamma in 3 extra bits, cube roots in 15, the way back in 14.</summary>
internal static class LabTables
{
    private const int MatrixShift = 12, GammaShift = 3, RootShift = MatrixShift + GammaShift, BackShift = 14, InverseGammaSize = 4096, LeastAB = -8145;
    private const int Base = 1 << BackShift;
    private static readonly ushort[] Gamma = MakeGamma();
    private static readonly ushort[] CubeRoot = MakeCubeRoot();
    private static readonly ushort[] FromL = MakeFromL();
    private static readonly int[] FromAB = MakeFromAB();
    private static readonly byte[] InverseGamma = MakeInverseGamma();
    private static readonly int[] Forward = Matrix([0.412453, 0.357580, 0.180423, 0.212671, 0.715160, 0.072169, 0.019334, 0.119193, 0.950227], forward: true);
    private static readonly int[] Back = Matrix([3.240479, -1.53715, -0.498535, -0.969256, 1.875991, 0.041556, 0.055648, -0.204043, 1.057311], forward: false);

    // What each level of a channel adds to X, Y and Z; the rounding's half is in the first. One load and one addition instead of three multiplications.
    private static readonly Vector128<int>[] OfRed = MakeForward(0), OfGreen = MakeForward(1), OfBlue = MakeForward(2);

    // What each lightness adds to red, green and blue, with the rounding's half; and what X and Z add.
    private static readonly Vector128<int>[] OfLightness = MakeLightness();
    private static readonly Vector128<int> OfX = Column(0), OfZ = Column(2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int L, int A, int B) FromRgb(byte red, byte green, byte blue)
    {
        Vector128<int> at = (At(OfRed, red) + At(OfGreen, green) + At(OfBlue, blue)) >> MatrixShift;
        ref ushort root = ref MemoryMarshal.GetArrayDataReference(CubeRoot);
        int x = Unsafe.Add(ref root, at[0]), y = Unsafe.Add(ref root, at[1]), z = Unsafe.Add(ref root, at[2]);
        const int scale = ((116 * 255) + 50) / 100, offset = -(((16 * 255 * (1 << RootShift)) + 50) / 100);
        int l = Descale((scale * y) + offset, RootShift);
        int a = Descale((500 * (x - y)) + (128 << RootShift), RootShift);
        int b = Descale((200 * (y - z)) + (128 << RootShift), RootShift);
        return (Saturate.ToByte(l), Saturate.ToByte(a), Saturate.ToByte(b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (byte R, byte G, byte B) ToRgb(byte l, byte a, byte b)
    {
        int fy = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(FromL), (2 * l) + 1);
        int fa = (((5 * a * 53687) + (1 << 7)) >> 13) - (128 * Base / 500);
        int fb = (((b * 41943) + (1 << 4)) >> 9) - (128 * Base / 200) + 1;

        int x = FromAB[fy + fa - LeastAB], z = FromAB[fy - fb - LeastAB];
        Vector128<int> rgb = (At(OfLightness, l) + (OfX * x) + (OfZ * z)) >> (MatrixShift + BackShift - 12);
        rgb = Vector128.Min(Vector128.Max(rgb, Vector128<int>.Zero), Vector128.Create(InverseGammaSize - 1));
        ref byte level = ref MemoryMarshal.GetArrayDataReference(InverseGamma);
        return (Unsafe.Add(ref level, rgb[0]), Unsafe.Add(ref level, rgb[1]), Unsafe.Add(ref level, rgb[2]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> At(Vector128<int>[] table, byte level) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), level);

    private static Vector128<int>[] MakeForward(int channel)
    {
        int half = channel == 0 ? 1 << (MatrixShift - 1) : 0;
        return [.. Enumerable.Range(0, 256).Select(v => Vector128.Create(
            (Gamma[v] * Forward[channel]) + half, (Gamma[v] * Forward[3 + channel]) + half, (Gamma[v] * Forward[6 + channel]) + half, 0))];
    }

    private static Vector128<int>[] MakeLightness()
    {
        const int half = 1 << (MatrixShift + BackShift - 12 - 1);
        return [.. Enumerable.Range(0, 256).Select(l => (Column(1) * FromL[2 * l]) + Vector128.Create(half))];
    }

    private static Vector128<int> Column(int i) => Vector128.Create(Back[i], Back[3 + i], Back[6 + i], 0);

    private static int Descale(int v, int bits) => (v + (1 << (bits - 1))) >> bits;

    private static int[] Matrix(double[] m, bool forward)
    {
        double[] white = [0.950456, 1, 1.088754];
        var result = new int[9];
        for (int i = 0; i < 9; i++)
            result[i] = (int)Math.Round((1 << MatrixShift) * (forward ? m[i] / white[i / 3] : m[i] * white[i % 3]));
        return result;
    }

    private static ushort[] MakeGamma()
    {
        var table = new ushort[256];
        for (int i = 0; i < 256; i++)
        {
            float x = i / 255f;
            double linear = x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
            table[i] = (ushort)Math.Round(255 * (1 << GammaShift) * (double)(float)linear);
        }

        return table;
    }

    private static ushort[] MakeCubeRoot()
    {
        var table = new ushort[256 * 3 / 2 * (1 << GammaShift)];
        for (int i = 0; i < table.Length; i++)
        {
            double x = i / (255.0 * (1 << GammaShift));
            double root = x < 216.0 / 24389 ? (x * (841.0 / 108)) + (16.0 / 116) : Math.Cbrt(x);
            table[i] = (ushort)MathF.Round((float)((1 << RootShift) * root)); // in float, as the reference: two entries are decided by it
        }

        return table;
    }

    private static ushort[] MakeFromL()
    {
        var table = new ushort[512];
        for (int i = 0; i < 256; i++)
        {
            double y, f;
            if (i <= 20)
            {
                y = (double)i * Base * 20 * 9 / (17.0 * 29 * 29 * 29);
                f = Base * ((16.0 / 116) + (i * 5 / (3.0 * 17 * 29)));
            }
            else
            {
                f = ((double)i * 100 * Base / (255 * 116)) + (16.0 * Base / 116);
                y = f * f * f / ((double)Base * Base);
            }

            (table[2 * i], table[(2 * i) + 1]) = ((ushort)Math.Round(y), (ushort)Math.Round(f));
        }

        return table;
    }

    private static int[] MakeFromAB()
    {
        var table = new int[Base * 9 / 4];
        for (int i = LeastAB; i < table.Length + LeastAB; i++)
            table[i - LeastAB] = i <= 3390 ? (i * 108 / 841) - (Base * 16 / 116 * 108 / 841) : i * i / Base * i / Base;
        return table;
    }

    private static byte[] MakeInverseGamma()
    {
        var table = new byte[InverseGammaSize];
        for (int i = 0; i < InverseGammaSize; i++)
        {
            double x = (float)i / InverseGammaSize;
            double curved = x <= 0.0031308 ? x * 12.92 : (Math.Pow(x, 1 / 2.4) * 1.055) - 0.055;
            table[i] = (byte)Math.Clamp(Math.Round(255 * curved), 0, 255);
        }

        return table;
    }
}
