using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>A moved segmentation.</summary>
internal readonly record struct MovedSegmentation(JsonNode Json, double Area, Area Bounds);

/// <summary>Moves segmentations: the corners of polygons exactly, run lengths pixel by pixel like a mask.</summary>
internal readonly struct CocoSegmentation(GeometricAct act, ImageShape image, bool clip)
{
    public MovedSegmentation Move(JsonNode source) => source switch
    {
        JsonArray polygons => Polygons(polygons),
        JsonObject runs => Runs(runs),
        _ => throw new FormatException("\"segmentation\" must be a list of polygons, or an object with \"size\" and \"counts\"."),
    };

    private MovedSegmentation Polygons(JsonArray polygons)
    {
        var window = act.Window(image);
        var json = new JsonArray();
        double area = 0;
        var bounds = Area.None;
        foreach (var polygon in polygons)
        {
            if (polygon.Numbers() is not { Length: >= 6 } numbers || numbers.Length % 2 != 0)
                throw new FormatException("a polygon of \"segmentation\" must be at least three pairs x, y.");
            var places = new List<Place>();
            for (var i = 0; i < numbers.Length; i += 2)
                Edge(new(numbers[i], numbers[i + 1]), new(numbers[(i + 2) % numbers.Length], numbers[(i + 3) % numbers.Length]), places);
            var moved = clip ? ConvexCut.Polygon(places, window) : places;
            if (moved.Count < 3)
                continue;
            area += ConvexCut.Size(CollectionsMarshal.AsSpan(moved));
            foreach (var place in moved)
                bounds = bounds.With(place);
            json.Add((JsonNode)CocoNodes.List(moved.SelectMany(place => new[] { place.X, place.Y })));
        }
        return new(json, area, bounds);
    }

    // Where lines bend, places along an edge move too.
    private void Edge(Place from, Place to, List<Place> places)
    {
        var parts = act.KeepsLines ? 1 : 8;
        for (var i = 0; i < parts; i++)
            places.Add(act.Move(new(from.X + ((to.X - from.X) * i / parts), from.Y + ((to.Y - from.Y) * i / parts)), image));
    }

    private MovedSegmentation Runs(JsonObject runs)
    {
        var mask = CocoRuns.Read(runs, image);
        var one = image with { Channels = 1 };
        var after = act.OutputShape(one);
        var pixels = new byte[after.Length];
        act.Mask(mask, one, pixels);
        // What the act filled in is no part of the object.
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = pixels[i] == 1 ? (byte)1 : (byte)0;
        var moved = RleMask.FromPixels(pixels, after.Height, after.Width);
        var (x, y, width, height) = moved.BoundingBox();
        return new(CocoRuns.Write(moved), moved.Area, width > 0 ? new(x, y, x + width, y + height) : Area.None);
    }
}
