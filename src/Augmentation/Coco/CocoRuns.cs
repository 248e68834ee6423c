using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>COCO's run lengths: columns from left to right, each from top to bottom, runs of zeros and ones by turns; as a list, or packed into a text.</summary>
internal static class CocoRuns
{
    public static void Read(JsonObject runs, ImageShape image, Span<byte> mask)
    {
        if (runs["size"].Numbers() is not [var height, var width] || height != image.Height || width != image.Width)
            throw new FormatException($"\"segmentation\" must have the \"size\" of its picture, [{image.Height}, {image.Width}].");
        var counts = runs["counts"].Text() is { } packed ? Unpack(packed) : runs["counts"].Numbers()?.Select(count => (long)count);
        long at = 0;
        byte value = 0;
        foreach (var count in counts ?? throw new FormatException("\"counts\" must be a list of run lengths or a packed text."))
        {
            if (count < 0 || at + count > mask.Length)
                throw new FormatException($"\"counts\" of \"segmentation\" do not add up to {mask.Length} pixels.");
            for (var end = at + count; at < end; at++)
                mask[(int)(((at % image.Height) * image.Width) + (at / image.Height))] = value;
            value ^= 1;
        }
        if (at != mask.Length)
            throw new FormatException($"\"counts\" of \"segmentation\" add up to {at}, not to {mask.Length} pixels.");
    }

    public static JsonObject Write(ReadOnlySpan<byte> mask, ImageShape shape)
    {
        var counts = new JsonArray();
        long run = 0;
        byte value = 0;
        for (var x = 0; x < shape.Width; x++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                var pixel = mask[(y * shape.Width) + x] == 1 ? (byte)1 : (byte)0;
                if (pixel != value)
                {
                    counts.Add((JsonNode)run);
                    (run, value) = (0, pixel);
                }
                run++;
            }
        }
        counts.Add((JsonNode)run);
        return new() { ["size"] = new JsonArray(shape.Height, shape.Width), ["counts"] = counts };
    }

    /// <summary>Five bits a character from '0' on, the sixth says that more follow; from the third run on, differences to the run before the last.</summary>
    private static List<long> Unpack(string packed)
    {
        var counts = new List<long>();
        for (var i = 0; i < packed.Length;)
        {
            long value = 0;
            int bits = 0, digit;
            do
            {
                digit = i < packed.Length ? packed[i++] - '0' : -1;
                if (digit is < 0 or > 63 || bits > 50)
                    throw new FormatException("\"counts\" of \"segmentation\" is no packed text of run lengths.");
                value |= (long)(digit & 31) << bits;
                bits += 5;
            }
            while ((digit & 32) != 0);
            if ((digit & 16) != 0)
                value |= -1L << bits;
            counts.Add(counts.Count > 2 ? value + counts[^2] : value);
        }
        return counts;
    }
}
