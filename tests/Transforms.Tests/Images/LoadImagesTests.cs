using DeepRecipes.Contracts;
using Microsoft.ML;

namespace DeepRecipes.Transforms.Tests;

public sealed class LoadImagesTests : IDisposable
{
    private readonly MLContext _context = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprecipes").FullName;
    private readonly byte[] _photo = File.ReadAllBytes(Assets.Path("sample1.jpg"));

    private sealed class Row
    {
        public string Path { get; set; } = "";
    }

    private sealed class Loaded
    {
        public string Path { get; set; } = "";

        public bool ImageIsValid { get; set; }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_photo_has_its_size()
    {
        var view = Load(BadImagePolicy.Throw, Write("good.jpg", _photo));
        Assert.StartsWith("Image=1920x1280:", Assert.Single(Rows.Of(view, "Image")));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("truncated")]
    [InlineData("half header")]
    [InlineData("no pixels")]
    [InlineData("outside")]
    public void A_bad_image_is_one_clear_error_with_row_and_file(string how)
    {
        var path = Bad(how);
        var error = Assert.Throws<InvalidDataException>(() => Rows.Of(Load(BadImagePolicy.Throw, Write("good.jpg", _photo), path), "Image"));
        Assert.Contains("Row 1", error.Message);
        Assert.Contains(Path.GetFileName(path), error.Message);
    }

    [Fact]
    public void Bad_images_can_be_marked_and_nothing_is_found_in_them()
    {
        var view = Load(BadImagePolicy.MarkInvalid, Write("good.jpg", _photo), Bad("truncated"), Write("good2.jpg", _photo));
        Assert.Equal([true, false, true], _context.Data.CreateEnumerable<Loaded>(view, reuseRowObject: false).Select(row => row.ImageIsValid));
        var tensor = _context.Vision().ImageToTensor("Tensor", "Image", 2, 2, mappingColumnName: "Map").Fit(view).Transform(view);
        Assert.Contains("NaN", Rows.Of(tensor, "Tensor")[1]);
        Assert.DoesNotContain("NaN", Rows.Of(tensor, "Tensor")[2]);
    }

    [Fact]
    public void Bad_images_can_be_skipped_and_are_counted()
    {
        var messages = new List<string>();
        _context.Log += (_, e) => messages.Add(e.Message);
        var data = _context.Data.LoadFromEnumerable(new[] { Write("good.jpg", _photo), Bad("text"), Bad("missing"), Write("good2.jpg", _photo) }.Select(path => new Row { Path = path }));
        var model = (LoadImagesSkippingTransformer)_context.Vision().LoadImages("Image", "Path", _folder, BadImagePolicy.Skip).Fit(data);
        Assert.Equal(["good.jpg", "good2.jpg"], _context.Data.CreateEnumerable<Loaded>(model.Transform(data), reuseRowObject: false).Select(row => row.Path));
        Assert.Equal(2, model.Skipped);
        Assert.Contains(messages, message => message.Contains("2 rows were left out", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_many_pixels_are_refused_before_they_are_decoded()
    {
        var data = _context.Data.LoadFromEnumerable([new Row { Path = Write("good.jpg", _photo) }]);
        var step = new LoadImages("Image", "Path") { Folder = _folder, MostPixels = 1000 };
        var error = Assert.Throws<InvalidDataException>(() => Rows.Of(_context.Vision().Step(step).Fit(data).Transform(data), "Image"));
        Assert.Contains("1920 x 1280", error.Message);
    }

    private IDataView Load(BadImagePolicy policy, params string[] paths)
    {
        var data = _context.Data.LoadFromEnumerable(paths.Select(path => new Row { Path = path }));
        return _context.Vision().LoadImages("Image", "Path", _folder, policy).Fit(data).Transform(data);
    }

    private string Bad(string how) => how switch
    {
        "missing" => "missing.jpg",
        "empty" => Write("empty.jpg", []),
        "text" => Write("text.jpg", "this is no photo"u8.ToArray()),
        "truncated" => Write("truncated.jpg", _photo[..(_photo.Length / 2)]),
        "half header" => Write("header.jpg", _photo[..20]),
        "no pixels" => Write("nothing.png", [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 5, 8, 2, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, .. "IEND"u8, 1, 2, 3, 4]),
        _ => "../outside.jpg",
    };

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_folder, name), bytes);
        return name;
    }
}
