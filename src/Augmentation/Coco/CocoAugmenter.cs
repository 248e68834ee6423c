using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Augments COCO data: the picture, and its annotations' boxes, keypoints and segmentations, polygons and run lengths. It reads and writes no files: who calls it decodes pictures
/// and encodes copies. May be used by many threads.
/// </summary>
public sealed class CocoAugmenter
{
    private readonly JsonObject _truth;
    private readonly Dictionary<long, List<JsonObject>> _annotations = [];
    private readonly Recipe _recipe;
    private readonly SampleRules _rules;
    private readonly long _seed;

    /// <summary>Takes a COCO file's content.</summary>
    /// <param name="truth">The file: <c>images</c>, <c>annotations</c>, <c>categories</c> and whatever else; it is not changed.</param>
    /// <param name="recipe">What is done.</param>
    /// <param name="rules">What keypoints and classes mean, and what becomes of boxes. With <see cref="BoxSource.Mask"/> a box is taken from its own segmentation.</param>
    /// <param name="seed">Another seed, other copies.</param>
    /// <exception cref="FormatException">The file has no images or annotations, or an image has no id; the text names the place.</exception>
    /// <exception cref="ArgumentException">The recipe cannot move what the annotations hold.</exception>
    public CocoAugmenter(JsonObject truth, Recipe recipe, SampleRules? rules = null, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(recipe);
        (_truth, _recipe, _rules, _seed) = (truth, recipe, rules ?? new(), seed);
        var pictures = new List<CocoPicture>();
        var images = List("images");
        for (var i = 0; i < images.Count; i++)
        {
            var image = images[i] as JsonObject;
            if (image?["id"].Whole() is not { } id || image["file_name"].Text() is not { } name || image["width"].Whole() is not { } width || image["height"].Whole() is not { } height)
                throw new FormatException($"images[{i}]: \"id\", \"file_name\", \"width\" and \"height\" are needed.");
            if (!_annotations.TryAdd(id, []))
                throw new FormatException($"images[{i}]: the id {id} stands in the file twice.");
            pictures.Add(new(id, name, (int)Math.Clamp(width, 0, int.MaxValue), (int)Math.Clamp(height, 0, int.MaxValue)));
        }
        Pictures = pictures;
        var annotations = List("annotations");
        var problems = new List<string>();
        var ids = new HashSet<long>();
        for (var i = 0; i < annotations.Count; i++)
        {
            var annotation = annotations[i] as JsonObject;
            if (annotation?["id"].Whole() is not { } id || annotation["image_id"].Whole() is not { } imageId)
                problems.Add($"annotations[{i}]: \"id\" and \"image_id\" are needed.");
            else if (!_annotations.TryGetValue(imageId, out var list))
                problems.Add($"annotation {id} (annotations[{i}]): there is no image {imageId}.");
            else if (!ids.Add(id))
                problems.Add($"annotation {id} (annotations[{i}]): its id stands in the file twice.");
            else
                list.Add(annotation);
        }
        Problems = problems;
        recipe.Check(new(
            HasMask: Any("segmentation"), HasBoxes: true, HasKeypoints: Any("keypoints"),
            _rules.Skeleton, _rules.SymmetricKeypoints));

        bool Any(string part) => _annotations.Values.Any(list => list.Exists(annotation => annotation[part] is not null));
    }

    /// <summary>The pictures, in the order of the file.</summary>
    public IReadOnlyList<CocoPicture> Pictures { get; }

    /// <summary>Annotations that belong to no picture or are named twice, with their ids; they are left out.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Makes a copy of a picture and its annotations.</summary>
    /// <param name="picture">One of <see cref="Pictures"/>; its file name is the key of what is drawn.</param>
    /// <param name="format">The decoded picture's shape.</param>
    /// <param name="pixels">The decoded picture.</param>
    /// <param name="copy">Which copy.</param>
    /// <exception cref="FormatException">The decoded picture has not the size that the file says.</exception>
    public CocoCopy Augment(CocoPicture picture, PictureFormat format, ReadOnlySpan<byte> pixels, int copy)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var shape = format.Shape;
        if (shape.Width != picture.Width || shape.Height != picture.Height)
            throw new FormatException($"image {picture.Id} ({picture.FileName}) has {shape.Width} x {shape.Height} pixels; the file says {picture.Width} x {picture.Height}.");
        var draws = Draws.Keyed(new(_seed, 0, SampleId.Of(picture.FileName), copy));
        var act = _recipe.Draw(format, draws);
        var after = act.OutputShape(shape);
        var moved = GC.AllocateUninitializedArray<byte>(after.Length);
        act.Image(pixels, shape, moved);
        var kept = ImmutableArray.CreateBuilder<JsonObject>();
        var dropped = ImmutableArray.CreateBuilder<CocoDrop>();
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var annotation in _annotations[picture.Id])
        {
            var id = annotation["id"].Whole()!.Value;
            try
            {
                var result = new CocoAnnotation(act, shape, _rules).Move(annotation, out var reason);
                if (result is null)
                    dropped.Add(new(id, reason));
                else
                    kept.Add(result);
            }
            catch (FormatException e)
            {
                problems.Add($"annotation {id} of image {picture.Id}: {e.Message}");
            }
        }
        return new(picture, copy, format with { Shape = after }, moved, kept.ToImmutable(), dropped.ToImmutable(), problems.ToImmutable(), [.. draws.Values]);
    }

    /// <summary>The COCO file of copies: new ids from 1 on in the order given, everything else of the source as it was.</summary>
    /// <param name="copies">Copies of <see cref="Pictures"/>.</param>
    public JsonObject Collect(IEnumerable<CocoCopy> copies)
    {
        ArgumentNullException.ThrowIfNull(copies);
        var result = new JsonObject();
        foreach (var (name, value) in _truth)
        {
            if (name is not ("images" or "annotations"))
                result[name] = value?.DeepClone();
        }
        var sources = List("images").ToDictionary(image => image!["id"].Whole()!.Value, image => image!.AsObject());
        var (images, annotations) = (new JsonArray(), new JsonArray());
        foreach (var copy in copies)
        {
            var image = sources[copy.Source.Id].DeepClone().AsObject();
            image["id"] = images.Count + 1;
            image["file_name"] = copy.FileName;
            (image["width"], image["height"]) = (copy.Format.Shape.Width, copy.Format.Shape.Height);
            image["source_image_id"] = copy.Source.Id;
            images.Add(image);
            foreach (var annotation in copy.Annotations)
            {
                var moved = annotation.DeepClone().AsObject();
                moved["source_annotation_id"] = annotation["id"]!.DeepClone();
                (moved["id"], moved["image_id"]) = (annotations.Count + 1, images.Count);
                annotations.Add(moved);
            }
        }
        (result["images"], result["annotations"]) = (images, annotations);
        return result;
    }

    private JsonArray List(string name) => _truth[name] as JsonArray ?? throw new FormatException($"\"{name}\" is missing or no list.");
}
