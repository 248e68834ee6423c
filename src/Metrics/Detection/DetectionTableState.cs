using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>A table as bytes and back, with every index and number checked.</summary>
internal static class DetectionTableState
{
    public static void Write(StateWriter writer, DetectionTable table)
    {
        writer.Column<long>(CollectionsMarshal.AsSpan(table.Images));
        TruthColumns truths = table.Truths;
        writer.Column<int>(CollectionsMarshal.AsSpan(truths.Images));
        writer.Column<int>(CollectionsMarshal.AsSpan(truths.Categories));
        writer.Column<double>(CollectionsMarshal.AsSpan(truths.Boxes));
        writer.Column<double>(CollectionsMarshal.AsSpan(truths.Areas));
        writer.Column<long>(CollectionsMarshal.AsSpan(truths.Ids));
        writer.Column<TruthFlags>(CollectionsMarshal.AsSpan(truths.Flags));
        Write(writer, truths.Masks);
        writer.Column<double>(CollectionsMarshal.AsSpan(truths.Keypoints));
        DetectionColumns detections = table.Detections;
        writer.Column<int>(CollectionsMarshal.AsSpan(detections.Images));
        writer.Column<int>(CollectionsMarshal.AsSpan(detections.Categories));
        writer.Column<double>(CollectionsMarshal.AsSpan(detections.Boxes));
        writer.Column<double>(CollectionsMarshal.AsSpan(detections.Areas));
        writer.Column<double>(CollectionsMarshal.AsSpan(detections.Scores));
        Write(writer, detections.Masks);
        writer.Column<double>(CollectionsMarshal.AsSpan(detections.Keypoints));
    }

    public static void Read(ref StateReader reader, DetectionTable table, CocoOptions options)
    {
        table.Images.AddRange(reader.Column<long>());
        TruthColumns truths = table.Truths;
        truths.Images.AddRange(Indices(reader.Column<int>(), table.Images.Count));
        int count = truths.Count;
        truths.Categories.AddRange(Indices(OfLength(reader.Column<int>(), count), table.Categories.Length));
        truths.Boxes.AddRange(Finite(OfLength(reader.Column<double>(), 4 * count)));
        truths.Areas.AddRange(Finite(OfLength(reader.Column<double>(), count)));
        truths.Ids.AddRange(OfLength(reader.Column<long>(), count));
        truths.Flags.AddRange(OfLength(reader.Column<TruthFlags>(), count));
        truths.Masks.AddRange(Masks(ref reader, options.Kind == DetectionKind.Masks ? count : 0));
        truths.Keypoints.AddRange(Finite(OfLength(reader.Column<double>(), Numbers(options, count))));
        DetectionColumns detections = table.Detections;
        detections.Images.AddRange(Indices(reader.Column<int>(), table.Images.Count));
        count = detections.Count;
        detections.Categories.AddRange(Indices(OfLength(reader.Column<int>(), count), table.Categories.Length));
        detections.Boxes.AddRange(Finite(OfLength(reader.Column<double>(), 4 * count)));
        detections.Areas.AddRange(Finite(OfLength(reader.Column<double>(), count)));
        detections.Scores.AddRange(Finite(OfLength(reader.Column<double>(), count)));
        detections.Masks.AddRange(Masks(ref reader, options.Kind == DetectionKind.Masks ? count : 0));
        detections.Keypoints.AddRange(Finite(OfLength(reader.Column<double>(), Numbers(options, count))));
    }

    private static int Numbers(CocoOptions options, int count) => options.Kind == DetectionKind.Keypoints ? 3 * options.KeypointSigmas.Length * count : 0;

    private static void Write(StateWriter writer, List<RleMask> masks)
    {
        writer.Column<int>([.. masks.Select(mask => mask.Height)]);
        writer.Column<int>([.. masks.Select(mask => mask.Width)]);
        writer.Column<int>([.. masks.Select(mask => mask.Counts.Length)]);
        foreach (RleMask mask in masks)
            writer.Column(mask.Counts);
    }

    private static RleMask[] Masks(ref StateReader reader, int count)
    {
        int[] heights = OfLength(reader.Column<int>(), count);
        int[] widths = OfLength(reader.Column<int>(), count);
        int[] runs = OfLength(reader.Column<int>(), count);
        var masks = new RleMask[count];
        for (int i = 0; i < count; i++)
            masks[i] = RleMask.FromCounts(heights[i], widths[i], OfLength(reader.Column<uint>(), runs[i]));
        return masks;
    }

    private static T[] OfLength<T>(T[] values, int length) =>
        values.Length == length ? values : throw new MetricStateCorruptException($"A column of the state holds {values.Length} values; {length} are needed.");

    private static int[] Indices(int[] values, int count) =>
        Array.Exists(values, value => (uint)value >= (uint)count) ? throw new MetricStateCorruptException("The state points at an image or category it does not have.") : values;

    private static double[] Finite(double[] values) =>
        Array.Exists(values, value => !double.IsFinite(value)) ? throw new MetricStateCorruptException("The state holds a number that is not finite.") : values;
}
