using System.Reflection;
using DeepRecipes.Contracts;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.MLNet.Tests;

public sealed class ImageLoadingTests : IDisposable
{
    private readonly MLContext _context = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("loading").FullName;

    public ImageLoadingTests()
    {
        for (var i = 0; i < 3; i++)
            File.WriteAllBytes(Path.Combine(_folder, $"{i}.png"), PngFile.FromRgb(i + 1, 2, [.. Enumerable.Repeat((byte)(10 * i), (i + 1) * 6)]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ImagesComeFromTheFolderWithTheirPathAsTag()
    {
        var loaded = Load(_folder, "0.png", "2.png", "1.png");
        Assert.Equal(new ImageDataViewType(), loaded.Schema["Image"].Type);
        Assert.Equal([1, 3, 2], Read(loaded, image => image!.Width));
        Assert.Equal(["0.png", "2.png", "1.png"], Read(loaded, image => Path.GetRelativePath(_folder, image!.Tag)));
        Assert.Equal([0, 20, 10], Read(loaded, image => (int)image!.Pixels[0]));
    }

    [Fact]
    public void WithoutAFolderPathsStandAlone()
    {
        var path = Path.Combine(_folder, "1.png");
        Assert.Equal([path], Read(Load(null, path), image => image!.Tag));
    }

    [Fact]
    public void AnEmptyPathGivesNoImage()
    {
        Assert.Equal([true, false], Read(Load(_folder, "", "0.png"), image => image is null));
    }

    [Fact]
    public void TheGetterDisposesWhatItGaveBeforeAndTheCursorTheLast()
    {
        var loaded = Load(_folder, "0.png", "1.png");
        MLImage image = null!;
        MLImage first;
        using (var cursor = loaded.GetRowCursor(loaded.Schema))
        {
            var getter = cursor.GetGetter<MLImage>(loaded.Schema["Image"]);
            Assert.True(cursor.MoveNext());
            getter(ref image);
            first = image;
            Assert.True(cursor.MoveNext());
            getter(ref image);
            Assert.NotSame(first, image);
            Assert.Throws<InvalidOperationException>(() => first.Width);
            Assert.Equal(2, image.Width);
        }

        Assert.Throws<InvalidOperationException>(() => image.Width);
    }

    [Fact]
    public void NothingIsLoadedForAColumnThatIsNotRead()
    {
        var loaded = Load(_folder, "missing.png");
        using var cursor = loaded.GetRowCursor([loaded.Schema["Path"]]);
        Assert.True(cursor.MoveNext());
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Read(Load(_folder, "missing.png"), image => image));
        Assert.Contains("missing.png", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoImageIsAnArgumentError()
    {
        File.WriteAllText(Path.Combine(_folder, "text.png"), "no image");
        File.WriteAllText(Path.Combine(_folder, "empty.png"), "");
        Assert.Throws<ArgumentException>(() => Read(Load(_folder, "text.png"), image => image));
        Assert.Throws<ArgumentException>(() => Read(Load(_folder, "empty.png"), image => image));
    }

    [Fact]
    public void AMissingFolderAndAWrongColumnAreRefused()
    {
        Assert.Throws<ArgumentException>(() => _context.Transforms.LoadImages("Image", Path.Combine(_folder, "none"), "Path"));
        var view = _context.Data.LoadFromEnumerable([new Row { Path = "a", Number = 1 }]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.LoadImages("Image", null, "Number").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.LoadImages("Image", null, "Nothing").Fit(view));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.LoadImages("Image", null, "Number").GetOutputSchema(ShapeOf(view)));
    }

    [Fact]
    public void RawBytesAreTheFiles()
    {
        var view = _context.Data.LoadFromEnumerable([new Row { Path = "1.png" }, new Row { Path = "" }, new Row { Path = "0.png" }]);
        var loaded = _context.Transforms.LoadRawImageBytes("Bytes", _folder, "Path").Fit(view).Transform(view);
        Assert.Equal<DataViewType>(new VectorDataViewType(NumberDataViewType.Byte), loaded.Schema["Bytes"].Type);
        var bytes = new List<byte[]>();
        using var cursor = loaded.GetRowCursor(loaded.Schema);
        var getter = cursor.GetGetter<VBuffer<byte>>(loaded.Schema["Bytes"]);
        VBuffer<byte> buffer = default;
        while (cursor.MoveNext())
        {
            getter(ref buffer);
            bytes.Add([.. buffer.DenseValues()]);
        }

        Assert.Equal([File.ReadAllBytes(Path.Combine(_folder, "1.png")), [], File.ReadAllBytes(Path.Combine(_folder, "0.png"))], bytes);
    }

    [Fact]
    public void ASavedLoaderLoadsTheSame()
    {
        var view = _context.Data.LoadFromEnumerable([new Row { Path = "2.png" }]);
        var model = _context.Transforms.LoadImages("Image", _folder, "Path").Append(_context.Transforms.LoadRawImageBytes("Bytes", _folder, "Path")).Fit(view);
        using var stream = new MemoryStream();
        _context.Model.Save(model, view.Schema, stream);
        stream.Position = 0;
        var back = new MLContext().Model.Load(stream, out _).Transform(view);
        Assert.Equal([3], Read(back, image => image!.Width));
        Assert.Equal<DataViewType>(new VectorDataViewType(NumberDataViewType.Byte), back.Schema["Bytes"].Type);
    }

    [Fact]
    public void PixelsAreExtractedInTheOrderAskedFor()
    {
        // One pixel: red 1, green 2, blue 3; beside it red 4, green 5, blue 6.
        using var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [3, 2, 1, 255, 6, 5, 4, 255]);
        var view = _context.Data.LoadFromEnumerable([new ImageRow { Image = image }]);

        Assert.Equal([1f, 4, 2, 5, 3, 6], Extract<float>(_context.Transforms.ExtractPixels("Pixels", "Image")));
        Assert.Equal([1f, 2, 3, 4, 5, 6], Extract<float>(_context.Transforms.ExtractPixels("Pixels", "Image", interleavePixelColors: true)));
        Assert.Equal([3f, 6, 2, 5, 1, 4], Extract<float>(_context.Transforms.ExtractPixels("Pixels", "Image", orderOfExtraction: ImagePixelExtractingEstimator.ColorsOrder.ABGR)));
        Assert.Equal([0f, 6], Extract<float>(_context.Transforms.ExtractPixels("Pixels", "Image", ImagePixelExtractingEstimator.ColorBits.Red, offsetImage: 1, scaleImage: 2)));
        Assert.Equal([255, 1, 2, 3, 255, 4, 5, 6], Extract<byte>(_context.Transforms.ExtractPixels("Pixels", "Image", ImagePixelExtractingEstimator.ColorBits.All, interleavePixelColors: true, outputAsFloatArray: false)));
        Assert.Equal([3, 1, 2], ((VectorDataViewType)_context.Transforms.ExtractPixels("Pixels", "Image").Fit(view).GetOutputSchema(view.Schema)["Pixels"].Type).Dimensions.AsEnumerable());

        T[] Extract<T>(ImagePixelExtractingEstimator estimator)
        {
            // The extractor disposes the images it got; the row keeps its own.
            using var own = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, image.Pixels);
            var rows = _context.Data.LoadFromEnumerable([new ImageRow { Image = own }]);
            var extracted = estimator.Fit(rows).Transform(rows);
            using var cursor = extracted.GetRowCursor(extracted.Schema);
            VBuffer<T> pixels = default;
            Assert.True(cursor.MoveNext());
            cursor.GetGetter<VBuffer<T>>(extracted.Schema["Pixels"])(ref pixels);
            return [.. pixels.DenseValues()];
        }
    }

    [Fact]
    public void PixelsOfAnImageOfUnknownSizeAreRefused()
    {
        var loaded = Load(_folder, "0.png");
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.ExtractPixels("Pixels", "Image").Fit(loaded));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.ExtractPixels("Pixels", "Path").Fit(loaded));
    }

    private IDataView Load(string? folder, params string[] paths)
    {
        var view = _context.Data.LoadFromEnumerable(paths.Select(p => new Row { Path = p }));
        return _context.Transforms.LoadImages("Image", folder, "Path").Fit(view).Transform(view);
    }

    private static T[] Read<T>(IDataView view, Func<MLImage?, T> read)
    {
        var results = new List<T>();
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        MLImage image = null!;
        while (cursor.MoveNext())
        {
            getter(ref image);
            results.Add(read(image));
        }

        return [.. results];
    }

    // A shape has no public way to come from a schema.
    private static SchemaShape ShapeOf(IDataView view) => (SchemaShape)typeof(SchemaShape)
        .GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [view.Schema])!;

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class ImageRow
    {
        [ImageType(1, 2)]
        public MLImage? Image { get; set; }
    }
}
