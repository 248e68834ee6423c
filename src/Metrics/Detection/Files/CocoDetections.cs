using System.Runtime.InteropServices;
using System.Text.Json;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>The detections of a COCO results file: a list of entries with <c>image_id</c>, <c>category_id</c>, <c>score</c> and what was found.</summary>
public sealed class CocoDetections
{
    private readonly List<long> _images = [];
    private readonly List<long> _categories = [];
    private readonly List<(int Row, CocoSegmentation Segmentation, bool Box)> _segmentations = [];
    private readonly DetectionKind _kind;

    private CocoDetections(string file, DetectionKind kind)
    {
        File = file;
        _kind = kind;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>Detections in the file.</summary>
    public int Count => _images.Count;

    internal DetectionColumns Columns { get; } = new();

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What will be compared.</param>
    /// <returns>The detections; their images and categories are checked when they are put together with a ground truth.</returns>
    /// <exception cref="CocoFormatException">The file holds something that cannot be evaluated.</exception>
    public static CocoDetections Load(string path, DetectionKind kind = DetectionKind.Boxes) => Parse(System.IO.File.ReadAllBytes(path), kind, Path.GetFileName(path));

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="kind">What will be compared.</param>
    /// <param name="file">The name for errors.</param>
    /// <returns>The detections.</returns>
    /// <exception cref="CocoFormatException">The bytes hold something that cannot be evaluated.</exception>
    public static CocoDetections Parse(ReadOnlySpan<byte> json, DetectionKind kind = DetectionKind.Boxes, string file = "detections")
    {
        var detections = new CocoDetections(file, kind);
        // A detection with a box is one object: so many are at most in the file, and columns need not grow by doubling.
        detections.Reserve(json.Count((byte)'{'));
        var reader = new CocoReader(file, json) { Section = "the list" };
        reader.Expect(JsonTokenType.StartArray, "a list of detections");
        reader.Section = "";
        for (reader.Index = 0; reader.Read() != JsonTokenType.EndArray; reader.Index++)
            detections.ReadOne(ref reader);
        reader.ExpectEnd();
        return detections;
    }

    private void Reserve(int count)
    {
        _images.EnsureCapacity(count);
        _categories.EnsureCapacity(count);
        Columns.Boxes.EnsureCapacity(4 * count);
        Columns.Areas.EnsureCapacity(count);
        Columns.Scores.EnsureCapacity(count);
    }

    /// <summary>The columns with this ground truth's indices for images and categories.</summary>
    internal DetectionColumns Resolve(CocoGroundTruth truth)
    {
        Columns.Images.Clear();
        Columns.Categories.Clear();
        for (int i = 0; i < Count; i++)
        {
            if (!truth.TryImage(_images[i], out int image))
                throw Error(i, _images[i], $"image_id {_images[i]} is not among the {truth.Images} images of {truth.File}");
            if (!truth.TryCategory(_categories[i], out int category))
                throw Error(i, _categories[i], $"category_id {_categories[i]} is not among the {truth.Categories.Length} categories of {truth.File}");
            Columns.Images.Add(image);
            Columns.Categories.Add(category);
        }

        Columns.Masks.Clear();
        foreach ((int row, CocoSegmentation segmentation, bool hasBox) in _segmentations)
        {
            (int height, int width) = truth.Size(Columns.Images[row]);
            if (height < 1 || width < 1)
                throw Error(row, _images[row], $"the image {_images[row]} of {truth.File} has no height and width, which masks need");
            RleMask mask = segmentation.ToMask(height, width, problem => Error(row, _images[row], problem));
            if (_kind == DetectionKind.Masks)
                Columns.Masks.Add(mask);
            if (hasBox)
                continue;
            (double x, double y, double w, double h) = mask.BoundingBox();
            Span<double> box = CollectionsMarshal.AsSpan(Columns.Boxes).Slice(4 * row, 4);
            (box[0], box[1], box[2], box[3]) = (x, y, w, h);
            Columns.Areas[row] = mask.Area;
        }

        return Columns;
    }

    private CocoFormatException Error(int index, long id, string problem) => new(File, $"[{index}]", id, problem);

    private void ReadOne(ref CocoReader reader)
    {
        reader.Id = null;
        reader.ExpectEntry("a detection");
        long? image = null;
        long? category = null;
        double? score = null;
        CocoBox? box = null;
        Range? segmentation = null;
        Range? keypoints = null;
        while (reader.Read() != JsonTokenType.EndObject)
        {
            if (reader.Is("image_id"u8))
                reader.Id = image = reader.Int64("image_id");
            else if (reader.Is("category_id"u8))
                category = reader.Int64("category_id");
            else if (reader.Is("bbox"u8))
                box = reader.Box();
            else if (reader.Is("score"u8))
                score = reader.Double("score");
            else if (reader.Is("segmentation"u8))
                segmentation = reader.Remember();
            else if (reader.Is("keypoints"u8))
                keypoints = reader.Remember();
            else
                reader.Remember();
        }

        _images.Add(image ?? throw reader.Error("the detection has no image_id"));
        _categories.Add(category ?? throw reader.Error("the detection has no category_id"));
        Columns.Scores.Add(score ?? throw reader.Error("the detection has no score"));
        ReadShape(ref reader, box, segmentation, keypoints);
    }

    private void ReadShape(ref CocoReader reader, CocoBox? box, Range? segmentation, Range? keypoints)
    {
        int row = _images.Count - 1;
        CocoBox found = box ?? default;
        Columns.Boxes.AddRange(found.X, found.Y, found.Width, found.Height);
        Columns.Areas.Add(found.Width * found.Height);
        if (_kind == DetectionKind.Masks && segmentation is null)
            throw reader.Error("the detection has no segmentation, and masks are compared");
        if (_kind == DetectionKind.Keypoints && keypoints is null)
            throw reader.Error("the detection has no keypoints, and keypoints are compared");
        if (_kind == DetectionKind.Boxes && box is null && segmentation is null && keypoints is null)
            throw reader.Error("the detection has no bbox");

        // As pycocotools: without a box the mask, else the keypoints, say how large the detection is.
        if (_kind == DetectionKind.Masks || (box is null && segmentation is not null))
        {
            CocoReader inner = reader.Within(segmentation!.Value);
            _segmentations.Add((row, CocoSegmentation.Read(ref inner), box is not null));
        }

        if (_kind == DetectionKind.Keypoints || (box is null && segmentation is null))
            ReadKeypoints(ref reader, keypoints!.Value, row, box is not null);
    }

    private void ReadKeypoints(ref CocoReader reader, Range keypoints, int row, bool hasBox)
    {
        CocoReader inner = reader.Within(keypoints);
        int before = Columns.Keypoints.Count;
        int numbers = inner.Doubles("keypoints", Columns.Keypoints);
        if (numbers == 0 || numbers % 3 != 0)
            throw reader.Error($"keypoints has {numbers} numbers; triples of x, y and visibility are needed");
        if (_kind == DetectionKind.Keypoints && before != numbers * row)
            throw reader.Error($"keypoints has {numbers} numbers, and the detections before it have others");
        if (!hasBox)
        {
            KeypointExtent extent = KeypointExtent.Of(CollectionsMarshal.AsSpan(Columns.Keypoints)[before..]);
            Span<double> box = CollectionsMarshal.AsSpan(Columns.Boxes).Slice(4 * row, 4);
            (box[0], box[1], box[2], box[3]) = (extent.X, extent.Y, extent.Width, extent.Height);
            Columns.Areas[row] = extent.Area;
        }

        if (_kind != DetectionKind.Keypoints)
            Columns.Keypoints.RemoveRange(before, numbers);
    }
}
