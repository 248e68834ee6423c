using System.Runtime.CompilerServices;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int L, int A, int B) FromRgb(byte red, byte green, byte blue)
    {
        int r = Gamma[red], g = Gamma[green], b = Gamma[blue];
        int[] m = Forward;
        int x = CubeRoot[Descale((r * m[0]) + (g * m[1]) + (b * m[2]), MatrixShift)];
        int y = CubeRoot[Descale((r * m[3]) + (g * m[4]) + (b * m[5]), MatrixShift)];
        int z = CubeRoot[Descale((r * m[6]) + (g * m[7]) + (b * m[8]), MatrixShift)];
        const int scale = ((116 * 255) + 50) / 100, offset = -(((16 * 255 * (1 << RootShift)) + 50) / 100);
        int l = Descale((scale * y) + offset, RootShift);
        int a = Descale((500 * (x - y)) + (128 << RootShift), RootShift);
        int bb = Descale((200 * (y - z)) + (128 << RootShift), RootShift);
        return (Saturate.ToByte(l), Saturate.ToByte(a), Saturate.ToByte(bb));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (byte R, byte G, byte B) ToRgb(int l, int a, int b)
    {
        int y = FromL[2 * l], fy = FromL[(2 * l) + 1];
        int fa = (((5 * a * 53687) + (1 << 7)) >> 13) - (128 * Base / 500);
        int fb = (((b * 41943) + (1 << 4)) >> 9) - (128 * Base / 200) + 1;
        int x = FromAB[fy + fa - LeastAB], z = FromAB[fy - fb - LeastAB];
        int[] m = Back;
        const int shift = MatrixShift + (BackShift - 12);
        int r = Descale((m[0] * x) + (m[1] * y) + (m[2] * z), shift);
        int g = Descale((m[3] * x) + (m[4] * y) + (m[5] * z), shift);
        int bb = Descale((m[6] * x) + (m[7] * y) + (m[8] * z), shift);
        return (InverseGamma[Clamp(r)], InverseGamma[Clamp(g)], InverseGamma[Clamp(bb)]);
    }

    private static int Clamp(int v) => Math.Clamp(v, 0, InverseGammaSize - 1);

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
