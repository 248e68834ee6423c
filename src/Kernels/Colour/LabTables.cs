using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>The tables of OpenCV's 8-bit Lab: matrices in 12 bits, gamma in 3 extra bits, cube roots in 15, the way back in 14.</summary>
internal static class LabTables
{
    /// <summary>1 on the way back.</summary>
    public const int One = 1 << 14;

    private static readonly ushort[] Gamma = MakeGamma();
    private static readonly int[] Forward = Matrix([0.412453, 0.357580, 0.180423, 0.212671, 0.715160, 0.072169, 0.019334, 0.119193, 0.950227], forward: true);

    /// <summary>X, Y, Z to red, green, blue: row by row.</summary>
    public static readonly int[] Back = Matrix([3.240479, -1.53715, -0.498535, -0.969256, 1.875991, 0.041556, 0.055648, -0.204043, 1.057311], forward: false);

    /// <summary>What each level of a channel adds to X, Y and Z; the rounding's half is in the first. One load and one addition instead of three multiplications.</summary>
    public static readonly Vector128<int>[] OfRed = MakeForward(0), OfGreen = MakeForward(1), OfBlue = MakeForward(2);

    /// <summary>By X, Y or Z.</summary>
    public static readonly ushort[] CubeRoot = MakeCubeRoot();

    /// <summary>By lightness: Y in the low 16 bits, its root above.</summary>
    public static readonly int[] FromL = MakeFromL();

    /// <summary>4096 linear levels to bytes.</summary>
    public static readonly byte[] InverseGamma = MakeInverseGamma();

    private static Vector128<int>[] MakeForward(int channel)
    {
        int half = channel == 0 ? 1 << 11 : 0;
        return [.. Enumerable.Range(0, 256).Select(v => Vector128.Create(
            (Gamma[v] * Forward[channel]) + half, (Gamma[v] * Forward[3 + channel]) + half, (Gamma[v] * Forward[6 + channel]) + half, 0))];
    }

    private static int[] Matrix(double[] m, bool forward)
    {
        double[] white = [0.950456, 1, 1.088754];
        var result = new int[9];
        for (int i = 0; i < 9; i++)
            result[i] = (int)Math.Round((1 << 12) * (forward ? m[i] / white[i / 3] : m[i] * white[i % 3]));
        return result;
    }

    private static ushort[] MakeGamma()
    {
        var table = new ushort[256];
        for (int i = 0; i < 256; i++)
        {
            float x = i / 255f;
            double linear = x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
            table[i] = (ushort)Math.Round(255 * 8 * (double)(float)linear);
        }

        return table;
    }

    private static ushort[] MakeCubeRoot()
    {
        var table = new ushort[256 * 3 / 2 * 8];
        for (int i = 0; i < table.Length; i++)
        {
            double x = i / (255.0 * 8);
            double root = x < 216.0 / 24389 ? (x * (841.0 / 108)) + (16.0 / 116) : Math.Cbrt(x);
            table[i] = (ushort)MathF.Round((float)((1 << 15) * root)); // in float, as the reference: two entries are decided by it
        }

        return table;
    }

    private static int[] MakeFromL()
    {
        var table = new int[256];
        for (int i = 0; i < 256; i++)
        {
            double y, f;
            if (i <= 20)
            {
                y = (double)i * One * 20 * 9 / (17.0 * 29 * 29 * 29);
                f = One * ((16.0 / 116) + (i * 5 / (3.0 * 17 * 29)));
            }
            else
            {
                f = ((double)i * 100 * One / (255 * 116)) + (16.0 * One / 116);
                y = f * f * f / ((double)One * One);
            }

            table[i] = (int)Math.Round(y) | ((int)Math.Round(f) << 16);
        }

        return table;
    }

    private static byte[] MakeInverseGamma()
    {
        var table = new byte[4096];
        for (int i = 0; i < 4096; i++)
        {
            double x = (float)i / 4096;
            double curved = x <= 0.0031308 ? x * 12.92 : (Math.Pow(x, 1 / 2.4) * 1.055) - 0.055;
            table[i] = (byte)Math.Clamp(Math.Round(255 * curved), 0, 255);
        }

        return table;
    }
}
