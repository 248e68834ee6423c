using System.Globalization;
using System.Numerics;
using DeepRecipes.Kernels;

namespace DeepRecipes.Contracts;

/// <summary>Seeded inputs and comparisons of the kernel contracts.</summary>
public static class Samples
{
    /// <summary>Sizes around every vector width, even and odd, single rows and columns.</summary>
    public static IEnumerable<(int Width, int Height)> Sizes { get; } =
    [
        (1, 1), (2, 1), (1, 2), (3, 3), (4, 5), (5, 4), (7, 2), (8, 8), (1, 33), (33, 1), (15, 16), (16, 15), (17, 17), (21, 3), (22, 6), (31, 32), (33, 33), (34, 35), (63, 3), (64, 2), (65, 4),
        (71, 37), (127, 2), (130, 3),
    ];

    public static byte[] Bytes(int length, int seed = 1)
    {
        var random = new Random(seed + (31 * length));
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A smooth picture with some noise: neighbours are alike, as in photos, and every channel differs.</summary>
    public static byte[] Picture(ImageShape shape, int seed = 1)
    {
        var random = new Random(seed);
        var bytes = new byte[shape.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            int c = i % shape.Channels, x = i / shape.Channels % shape.Width, y = i / shape.Stride;
            double value = 128 + (90 * Math.Sin((x * 0.13) + c)) + (60 * Math.Cos((y * 0.21) + (2 * c))) + random.Next(-12, 13);
            bytes[i] = (byte)Math.Clamp(value, 0, 255);
        }

        return bytes;
    }

    /// <summary>No element is further off than the tolerance, and at most the share differs at all.</summary>
    public static void Close<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance, double share, string what)
        where T : INumber<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        int differing = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double e = double.CreateChecked(expected[i]), a = double.CreateChecked(actual[i]);
            if (e.Equals(a))
                continue;
            differing++;
            Assert.True(Math.Abs(e - a) <= tolerance, string.Create(CultureInfo.InvariantCulture, $"{what}: element {i} is {a}, expected {e} within {tolerance}."));
        }

        Assert.True(differing <= share * expected.Length, string.Create(CultureInfo.InvariantCulture, $"{what}: {differing} of {expected.Length} elements differ, at most {share:P1} may."));
    }
}
