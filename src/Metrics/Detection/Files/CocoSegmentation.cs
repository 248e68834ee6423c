using System.Text.Json;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>A segmentation as a COCO file has it: polygons, runs as numbers, or runs as a compressed string. Polygons need the image's size, which may come later.</summary>
internal sealed class CocoSegmentation
{
    private readonly List<double[]>? _polygons;
    private readonly RleMask? _mask;

    private CocoSegmentation(List<double[]>? polygons, RleMask? mask)
    {
        _polygons = polygons;
        _mask = mask;
    }

    public static CocoSegmentation Read(ref CocoReader reader)
    {
        JsonTokenType token = reader.Read();
        if (token == JsonTokenType.StartArray)
            return new(Polygons(ref reader), null);
        if (token != JsonTokenType.StartObject)
            throw reader.Error("segmentation must be polygons or runs");
        long height = 0;
        long width = 0;
        byte[]? text = null;
        List<double>? counts = null;
        while (reader.Read() != JsonTokenType.EndObject)
        {
            if (reader.Is("size"u8))
            {
                reader.Expect(JsonTokenType.StartArray, "a list for size");
                height = reader.Int64("size");
                width = reader.Int64("size");
                reader.Expect(JsonTokenType.EndArray, "the end of size after height and width");
            }
            else if (reader.Is("counts"u8))
            {
                if (reader.Read() == JsonTokenType.String)
                {
                    text = reader.TextBytes();
                }
                else if (reader.Token == JsonTokenType.StartArray)
                {
                    counts = [];
                    while (reader.Read() != JsonTokenType.EndArray)
                        counts.Add(reader.CurrentDouble("counts"));
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new(null, Mask(ref reader, height, width, text, counts));
    }

    /// <summary>The mask; polygons are drawn into an image of this size.</summary>
    /// <param name="height">The image's rows.</param>
    /// <param name="width">The image's columns.</param>
    /// <param name="error">Says where in the file polygons stand that cannot be drawn.</param>
    public RleMask ToMask(int height, int width, Func<string, CocoFormatException> error)
    {
        try
        {
            return _mask ?? RleMask.FromPolygons(_polygons!, height, width);
        }
        catch (ArgumentException e)
        {
            throw error($"segmentation cannot be drawn: {e.Message}");
        }
    }

    private static RleMask Mask(ref CocoReader reader, long height, long width, byte[]? text, List<double>? counts)
    {
        if (height is < 1 or > int.MaxValue || width is < 1 or > int.MaxValue)
            throw reader.Error($"segmentation has the size {height} x {width}; both must be at least 1");
        try
        {
            if (text is not null)
                return RleMask.FromCompressed((int)height, (int)width, text);
            if (counts is null)
                throw reader.Error("segmentation has no counts");
            return RleMask.FromCounts((int)height, (int)width, [.. counts.Select(count => checked((uint)count))]);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw reader.Error($"segmentation: {e.Message}");
        }
    }

    private static List<double[]> Polygons(ref CocoReader reader)
    {
        var polygons = new List<double[]>();
        while (reader.Read() != JsonTokenType.EndArray)
        {
            if (reader.Token != JsonTokenType.StartArray)
                throw reader.Error("segmentation must be a list of polygons, each a list of numbers");
            var numbers = new List<double>();
            while (reader.Read() != JsonTokenType.EndArray)
                numbers.Add(reader.CurrentDouble("segmentation"));
            if (numbers.Count < 6 || numbers.Count % 2 != 0)
                throw reader.Error($"a polygon of segmentation has {numbers.Count} numbers; an even number of at least 6 is needed");
            polygons.Add([.. numbers]);
        }

        if (polygons.Count == 0)
            throw reader.Error("segmentation is empty, and masks are compared");
        return polygons;
    }
}
