using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepRecipes.Detection;

/// <summary>Writes detections in COCO's results format, picture by picture: what pycocotools' <c>loadRes</c> reads. Masks are its <c>segmentation</c>, as compressed runs.</summary>
public sealed class CocoResultsWriter : IDisposable
{
    private readonly Utf8JsonWriter _json;
    private readonly IReadOnlyList<long>? _categories;
    private bool _isEnded;

    /// <summary>Begins the list.</summary>
    /// <param name="destination">Where to; it stays open.</param>
    /// <param name="categories">The category id of each class of the network; null: class k is category k + 1.</param>
    public CocoResultsWriter(Stream destination, IReadOnlyList<long>? categories = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _categories = categories;
        _json = new(destination);
        _json.WriteStartArray();
    }

    /// <summary>Detections written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Writes the detections of one picture.</summary>
    /// <param name="imageId">The picture's id.</param>
    /// <param name="fileName">The picture's file, which stands beside the id for people.</param>
    /// <param name="detections">What was found in it.</param>
    /// <exception cref="InvalidOperationException">A class has no category.</exception>
    /// <exception cref="ArgumentException">A number is NaN or infinite, which JSON has not.</exception>
    public void Add(long imageId, string fileName, IEnumerable<DetectedObject> detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        foreach (var one in detections)
        {
            // Asked first: an error must not leave half an object.
            var category = Category(one.ClassId);
            RequireNumbers(one, fileName);
            _json.WriteStartObject();
            _json.WriteNumber("image_id", imageId);
            _json.WriteString("file_name", fileName);
            _json.WriteNumber("category_id", category);
            _json.WriteStartArray("bbox");
            _json.WriteNumberValue(one.Box.X1);
            _json.WriteNumberValue(one.Box.Y1);
            _json.WriteNumberValue(one.Box.X2 - one.Box.X1);
            _json.WriteNumberValue(one.Box.Y2 - one.Box.Y1);
            _json.WriteEndArray();
            _json.WriteNumber("score", one.Score);
            if (one.Keypoints.Count > 0)
            {
                _json.WriteStartArray("keypoints");
                foreach (var point in one.Keypoints)
                {
                    _json.WriteNumberValue(point.X);
                    _json.WriteNumberValue(point.Y);
                    _json.WriteNumberValue(point.Visibility);
                }

                _json.WriteEndArray();
            }

            if (one.Mask is { } mask)
            {
                _json.WriteStartObject("segmentation");
                _json.WriteStartArray("size");
                _json.WriteNumberValue(mask.Height);
                _json.WriteNumberValue(mask.Width);
                _json.WriteEndArray();
                // The usual encoder would make six characters of each < or >, for web pages.
                _json.WriteString("counts", JsonEncodedText.Encode(mask.ToCompressed(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
                _json.WriteEndObject();
            }

            _json.WriteEndObject();
            Count++;
        }

        _json.Flush();
    }

    /// <summary>Ends the list.</summary>
    public void Dispose()
    {
        if (_isEnded)
            return;
        _isEnded = true;
        _json.WriteEndArray();
        _json.Dispose();
    }

    private static void RequireNumbers(DetectedObject one, string fileName)
    {
        var (box, areNumbers) = (one.Box, float.IsFinite(one.Score));
        areNumbers &= float.IsFinite(box.X1) && float.IsFinite(box.Y1) && float.IsFinite(box.Width) && float.IsFinite(box.Height);
        foreach (var point in one.Keypoints)
            areNumbers &= float.IsFinite(point.X) && float.IsFinite(point.Y) && float.IsFinite(point.Visibility);
        if (!areNumbers)
            throw new ArgumentException($"A detection in '{fileName}' has a number that is NaN or infinite (score {one.Score}, {box}); JSON has none of these. Leave such detections out.", nameof(one));
    }

    private long Category(int classId)
    {
        if (_categories is null)
            return classId + 1;
        return classId >= 0 && classId < _categories.Count
            ? _categories[classId]
            : throw new InvalidOperationException($"The network found the class {classId}; there are {_categories.Count} categories, for the classes 0 to {_categories.Count - 1}.");
    }
}
