using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DeepRecipes.Metrics;

/// <summary>The images, categories and annotations of a COCO file.</summary>
public sealed class CocoGroundTruth
{
    private readonly Dictionary<long, int> _imageIndex = [];
    private readonly Dictionary<long, int> _categoryIndex = [];
    private readonly List<(int Height, int Width)> _sizes = [];

    private CocoGroundTruth(string file, DetectionKind kind, DetectionTable table)
    {
        File = file;
        Kind = kind;
        Table = table;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>What was read to be compared.</summary>
    public DetectionKind Kind { get; }

    /// <summary>Images in the file.</summary>
    public int Images => Table.Images.Count;

    /// <summary>Annotations in the file.</summary>
    public int Annotations => Table.Truths.Count;

    /// <summary>The categories, by rising id.</summary>
    public ImmutableArray<DetectionCategory> Categories => Table.Categories;

    internal DetectionTable Table { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What will be compared: masks and keypoints are only read where they are needed.</param>
    /// <returns>The annotations.</returns>
    /// <exception cref="CocoFormatException">The file holds something that cannot be evaluated.</exception>
    public static CocoGroundTruth Load(string path, DetectionKind kind = DetectionKind.Boxes) => Parse(System.IO.File.ReadAllBytes(path), kind, Path.GetFileName(path));

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="kind">What will be compared.</param>
    /// <param name="file">The name for errors.</param>
    /// <returns>The annotations.</returns>
    /// <exception cref="CocoFormatException">The bytes hold something that cannot be evaluated.</exception>
    public static CocoGroundTruth Parse(ReadOnlySpan<byte> json, DetectionKind kind = DetectionKind.Boxes, string file = "ground truth")
    {
        var images = new List<CocoImage>();
        var categories = new List<DetectionCategory>();
        var annotations = new CocoAnnotations(kind);
        var reader = new CocoReader(file, json);
        reader.Expect(JsonTokenType.StartObject, "an object with images, annotations and categories");
        bool any = false;
        while (reader.Read() != JsonTokenType.EndObject)
        {
            if (reader.Is("images"u8))
                ReadImages(ref reader, images);
            else if (reader.Is("categories"u8))
                ReadCategories(ref reader, categories);
            else if (reader.Is("annotations"u8))
                any = annotations.Read(ref reader);
            else
                SkipValue(ref reader);
            reader.Section = "the file";
            reader.Index = -1;
            reader.Id = null;
        }

        reader.ExpectEnd();
        if (!any)
            throw reader.Error("there is no list of annotations");
        if (categories.Count == 0)
            throw reader.Error("there is no list of categories, or it is empty");
        var truth = new CocoGroundTruth(file, kind, new([.. categories.OrderBy(c => c.Id)]));
        truth.Fill(images, annotations);
        return truth;
    }

    internal bool TryImage(long id, out int index) => _imageIndex.TryGetValue(id, out index);

    internal bool TryCategory(long id, out int index) => _categoryIndex.TryGetValue(id, out index);

    internal (int Height, int Width) Size(int image) => _sizes[image];

    private static void ReadImages(ref CocoReader reader, List<CocoImage> images)
    {
        reader.Section = "images";
        reader.Expect(JsonTokenType.StartArray, "a list of images");
        for (reader.Index = 0; reader.Read() != JsonTokenType.EndArray; reader.Index++)
        {
            reader.Id = null;
            reader.ExpectEntry("an image");
            long? id = null;
            long height = 0;
            long width = 0;
            while (reader.Read() != JsonTokenType.EndObject)
            {
                if (reader.Is("id"u8))
                    reader.Id = id = reader.Int64("id");
                else if (reader.Is("height"u8))
                    height = reader.Int64("height");
                else if (reader.Is("width"u8))
                    width = reader.Int64("width");
                else
                    SkipValue(ref reader);
            }

            if (height is < 0 or > int.MaxValue || width is < 0 or > int.MaxValue)
                throw reader.Error($"the image has {width} x {height} pixels");
            images.Add(new(id ?? throw reader.Error("the image has no id"), (int)height, (int)width));
        }
    }

    private static void ReadCategories(ref CocoReader reader, List<DetectionCategory> categories)
    {
        reader.Section = "categories";
        reader.Expect(JsonTokenType.StartArray, "a list of categories");
        for (reader.Index = 0; reader.Read() != JsonTokenType.EndArray; reader.Index++)
        {
            reader.Id = null;
            reader.ExpectEntry("a category");
            long? id = null;
            string name = "";
            while (reader.Read() != JsonTokenType.EndObject)
            {
                if (reader.Is("id"u8))
                    reader.Id = id = reader.Int64("id");
                else if (reader.Is("name"u8))
                    name = reader.Text("name");
                else
                    SkipValue(ref reader);
            }

            long known = id ?? throw reader.Error("the category has no id");
            if (categories.Exists(c => c.Id == known))
                throw reader.Error("the id is another category's already");
            categories.Add(new(known, name));
        }
    }

    private static void SkipValue(ref CocoReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Resolves ids to indices, now that all lists are read, whatever their order in the file.</summary>
    private void Fill(List<CocoImage> images, CocoAnnotations annotations)
    {
        for (int i = 0; i < images.Count; i++)
        {
            if (!_imageIndex.TryAdd(images[i].Id, i))
                throw new CocoFormatException(File, $"images[{i}]", images[i].Id, "the id is another image's already");
            _sizes.Add((images[i].Height, images[i].Width));
            Table.Images.Add(images[i].Id);
        }

        for (int i = 0; i < Categories.Length; i++)
            _categoryIndex[Categories[i].Id] = i;
        annotations.Resolve(this);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CocoImage(long Id, int Height, int Width);
}
