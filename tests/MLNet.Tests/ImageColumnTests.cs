using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.MLNet.Tests;

public sealed class ImageColumnTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void TypesAreEqualBySize()
    {
        Assert.Equal<DataViewType>(new ImageDataViewType(), new ImageDataViewType());
        Assert.Equal<DataViewType>(new ImageDataViewType(2, 3), new ImageDataViewType(2, 3));
        Assert.NotEqual<DataViewType>(new ImageDataViewType(2, 3), new ImageDataViewType(3, 2));
        Assert.NotEqual<DataViewType>(new ImageDataViewType(2, 3), new ImageDataViewType());
        Assert.Equal(new ImageDataViewType(2, 3).GetHashCode(), new ImageDataViewType(2, 3).GetHashCode());
        Assert.Equal("Image", new ImageDataViewType().ToString());
        Assert.Equal("Image<2, 3>", new ImageDataViewType(2, 3).ToString());
        Assert.Equal(typeof(MLImage), new ImageDataViewType().RawType);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDataViewType(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDataViewType(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageDataViewType(60_000, 60_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageTypeAttribute(0, 3));
    }

    [Fact]
    public void AnAttributeWithASizeAcceptsAnySize()
    {
        using var small = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 255]);
        var view = _context.Data.LoadFromEnumerable([new Sized { Image = small }]);

        Assert.Equal(new ImageDataViewType(20, 30), view.Schema["Image"].Type);
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        Assert.True(cursor.MoveNext());
        MLImage? image = null;
        getter(ref image!);
        Assert.Equal((1, 1), (image.Width, image.Height));
    }

    [Fact]
    public void AnAttributeWithoutASizeThrows()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.LoadFromEnumerable([new Unsized()]));
    }

    [Fact]
    public void AnAttributeOfOnesOwnGoesInAndOutAndThroughAnEngine()
    {
        using var image = Pixel(7);
        var view = _context.Data.LoadFromEnumerable([new Own { Image = image }]);
        Assert.Equal<DataViewType>(new ImageDataViewType(), view.Schema["Image"].Type);
        Assert.Equal([7], _context.Data.CreateEnumerable<Own>(view, reuseRowObject: true).Select(r => (int)r.Image!.Pixels[0]).ToArray());

        var copy = _context.Transforms.CopyColumns("Copy", "Image").Fit(view);
        using var engine = _context.Model.CreatePredictionEngine<Own, Copied>(copy);
        Assert.Equal(7, engine.Predict(new Own { Image = image }).Copy!.Pixels[0]);
    }

    [Fact]
    public void AnEnumerableWithoutReuseKeepsTheLastImageOnly()
    {
        var folder = Directory.CreateTempSubdirectory("enumerable");
        try
        {
            for (var i = 0; i < 3; i++)
                Pixel(i).Save(Path.Combine(folder.FullName, $"{i}.png"));
            var paths = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new PathRow { Path = $"{i}.png" }));
            var loaded = _context.Transforms.LoadImages("Image", folder.FullName, "Path").Fit(paths).Transform(paths);
            var rows = _context.Data.CreateEnumerable<Own>(loaded, reuseRowObject: false, ignoreMissingColumns: true).ToList();
            Assert.Throws<InvalidOperationException>(() => rows[0].Image!.Width);
            Assert.Throws<InvalidOperationException>(() => rows[1].Image!.Width);
            Assert.NotSame(rows[0].Image, rows[2].Image);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void CachingDropsImageColumns()
    {
        var view = _context.Data.LoadFromEnumerable([new Own { Image = Pixel(1), Number = 5 }]);
        Assert.Null(_context.Data.Cache(view).Schema.GetColumnOrNull("Image"));
        Assert.NotNull(_context.Data.Cache(view).Schema.GetColumnOrNull("Number"));
    }

    private static MLImage Pixel(int blue) => MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [(byte)blue, 2, 3, 255]);

    private sealed class OwnImageAttribute : DataViewTypeAttribute
    {
        public override bool Equals(DataViewTypeAttribute? other) => other is OwnImageAttribute;

        public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);
    }

    private sealed class Own
    {
        [OwnImage]
        public MLImage? Image { get; set; }

        public int Number { get; set; }
    }

    private sealed class Copied
    {
        [OwnImage]
        public MLImage? Copy { get; set; }
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }

    private sealed class Sized
    {
        [ImageType(20, 30)]
        public MLImage? Image { get; set; }
    }

    private sealed class Unsized
    {
        [ImageType]
        public MLImage? Image { get; set; }
    }
}
