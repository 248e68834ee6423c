using System.Text.Json;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>The annotations of a COCO file as they stand there, before images and categories are known.</summary>
internal sealed class CocoAnnotations(DetectionKind kind)
{
    private readonly List<long> _images = [];
    private readonly List<long> _categories = [];
    private readonly List<CocoSegmentation> _segmentations = [];
    private readonly TruthColumns _columns = new();

    public bool Read(ref CocoReader reader)
    {
        reader.Section = "annotations";
        reader.Expect(JsonTokenType.StartArray, "a list of annotations");
        for (reader.Index = 0; reader.Read() != JsonTokenType.EndArray; reader.Index++)
            ReadOne(ref reader);
        return true;
    }

    public void Resolve(CocoGroundTruth truth)
    {
        TruthColumns target = truth.Table.Truths;
        var ids = new HashSet<long>(_images.Count);
        for (int i = 0; i < _images.Count; i++)
        {
            long id = _columns.Ids[i];
            if (!ids.Add(id))
                throw Error("the id is another annotation's already");
            if (!truth.TryImage(_images[i], out int image))
                throw Error($"image_id {_images[i]} is not among the {truth.Images} images");
            if (!truth.TryCategory(_categories[i], out int category))
                throw Error($"category_id {_categories[i]} is not among the {truth.Categories.Length} categories");
            _columns.Images.Add(image);
            _columns.Categories.Add(category);
            if (kind == DetectionKind.Masks)
                _columns.Masks.Add(Mask(_segmentations[i], truth.Size(image)));

            CocoFormatException Error(string problem) => new(truth.File, $"annotations[{i}]", id, problem);

            RleMask Mask(CocoSegmentation segmentation, (int Height, int Width) size) => size.Height > 0 && size.Width > 0
                ? segmentation.ToMask(size.Height, size.Width, Error)
                : throw Error($"the image {_images[i]} has no height and width, which its masks need");
        }

        target.Append(_columns, Bucketing.All(_columns.Count), Bucketing.All(truth.Images));
    }

    private void ReadOne(ref CocoReader reader)
    {
        reader.Id = null;
        reader.ExpectEntry("an annotation");
        long? id = null;
        long? image = null;
        long? category = null;
        CocoBox? box = null;
        double? area = null;
        Range? segmentation = null;
        long? labelled = null;
        int numbers = 0;
        TruthFlags flags = TruthFlags.None;
        while (reader.Read() != JsonTokenType.EndObject)
        {
            if (reader.Is("id"u8))
                reader.Id = id = reader.Int64("id");
            else if (reader.Is("image_id"u8))
                image = reader.Int64("image_id");
            else if (reader.Is("category_id"u8))
                category = reader.Int64("category_id");
            else if (reader.Is("bbox"u8))
                box = reader.Box();
            else if (reader.Is("area"u8))
                area = reader.Double("area");
            else if (reader.Is("iscrowd"u8))
                flags |= reader.Flag("iscrowd") ? TruthFlags.Crowd : TruthFlags.None;
            else if (reader.Is("ignore"u8))
                flags |= reader.Flag("ignore") ? TruthFlags.Ignore : TruthFlags.None;
            else if (kind == DetectionKind.Masks && reader.Is("segmentation"u8))
                segmentation = reader.Remember();
            else if (kind == DetectionKind.Keypoints && reader.Is("keypoints"u8))
                numbers = reader.Doubles("keypoints", _columns.Keypoints);
            else if (kind == DetectionKind.Keypoints && reader.Is("num_keypoints"u8))
                labelled = reader.Int64("num_keypoints");
            else
                reader.Remember();
        }

        if (!(area is >= 0 and < double.PositiveInfinity))
            throw reader.Error(area is null ? "the annotation has no area, which says whether it is small or large" : $"area is {area}; it may not be negative");
        if (box is null && kind != DetectionKind.Masks)
            throw reader.Error("the annotation has no bbox");
        CocoBox found = box ?? default;
        _columns.Boxes.AddRange(found.X, found.Y, found.Width, found.Height);
        _columns.Areas.Add(area.Value);
        _columns.Ids.Add(id ?? throw reader.Error("the annotation has no id"));
        _images.Add(image ?? throw reader.Error("the annotation has no image_id"));
        _categories.Add(category ?? throw reader.Error("the annotation has no category_id"));
        if (kind == DetectionKind.Masks)
        {
            CocoReader inner = reader.Within(segmentation ?? throw reader.Error("the annotation has no segmentation, and masks are compared"));
            _segmentations.Add(CocoSegmentation.Read(ref inner));
        }

        if (kind == DetectionKind.Keypoints)
        {
            EnsureKeypoints(ref reader, numbers);
            bool none = (labelled ?? Labelled(numbers)) == 0;
            flags |= none ? TruthFlags.NoKeypoints : TruthFlags.None;
        }

        _columns.Flags.Add(flags);
    }

    private void EnsureKeypoints(ref CocoReader reader, int numbers)
    {
        if (numbers == 0 || numbers % 3 != 0)
            throw reader.Error($"keypoints has {numbers} numbers; triples of x, y and visibility are needed");
        if (_columns.Keypoints.Count != numbers * _columns.Ids.Count)
            throw reader.Error($"keypoints has {numbers} numbers, and the annotations before it have others");
    }

    private int Labelled(int numbers)
    {
        int count = 0;
        for (int i = _columns.Keypoints.Count - numbers + 2; i < _columns.Keypoints.Count; i += 3)
            count += _columns.Keypoints[i] > 0 ? 1 : 0;
        return count;
    }
}
