using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.MLNet.Tests;

/// <summary>Whatever keeps rows leaves image columns out without a word.</summary>
public sealed class DroppedImageColumnTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly MLImage _image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 255]);
    private readonly IDataView _view;

    public DroppedImageColumnTests() => _view = _ml.Data.LoadFromEnumerable([new Row { Image = _image, Number = 1 }, new Row { Image = _image, Number = 2 }]);

    public void Dispose() => _image.Dispose();

    [Fact]
    public void Caching_drops_them()
    {
        var cached = _ml.Data.Cache(_view);
        Assert.Equal(["Number"], cached.Schema.Names());
        Assert.Equal([1f, 2f], cached.GetColumn<float>("Number"));
    }

    [Fact]
    public void Shuffling_drops_them() => Assert.Equal(["Number"], _ml.Data.ShuffleRows(_view).Schema.Names());

    [Fact]
    public void A_cache_checkpoint_drops_them()
    {
        var chain = _ml.Transforms.CopyColumns("Copy", "Number").AppendCacheCheckpoint(_ml).Append(_ml.Transforms.CopyColumns("ImageCopy", "Image"));

        // By shape the chain is right; the image is gone when it is fitted.
        Assert.Contains(chain.GetOutputSchema(ShapeOf(_view)), c => c.Name == "ImageCopy");
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(_view));
    }

    [Fact]
    public void The_schema_in_a_model_file_drops_them()
    {
        using var file = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("A", "Number").Fit(_view), _view.Schema, file);
        file.Position = 0;

        _ = _ml.Model.Load(file, out var schema);

        Assert.Equal(["Number"], schema.Names());
    }

    [Fact]
    public void A_schema_of_nothing_but_images_is_an_error_and_none_at_all_is_not()
    {
        var images = _ml.Data.LoadFromEnumerable([new Picture { Image = _image }]);
        var model = _ml.Transforms.CopyColumns("Copy", "Image").Fit(images);
        using var file = new MemoryStream();
        Assert.Contains("No valid columns to save", Assert.Throws<InvalidOperationException>(() => _ml.Model.Save(model, images.Schema, file)).Message, StringComparison.Ordinal);
        using var other = new MemoryStream();
        _ml.Model.Save(model, null, other);
        other.Position = 0;
        Assert.Contains("Copy", _ml.Model.Load(other, out var schema).GetOutputSchema(images.Schema).Names());
        Assert.Null(schema);
    }

    [Fact]
    public void Prefetching_one_is_an_error() => Assert.Throws<InvalidOperationException>(() => _ml.Data.Cache(_view, "Image"));

    [Fact]
    public void Splits_filters_and_copies_keep_them()
    {
        var split = _ml.Data.TrainTestSplit(_view, 0.5);
        Assert.Equal(["Number", "Image"], split.TrainSet.Schema.Names().Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(2, _ml.Data.CreateEnumerable<Row>(split.TrainSet, reuseRowObject: false).Concat(_ml.Data.CreateEnumerable<Row>(split.TestSet, reuseRowObject: false)).Count());
        var copied = _ml.Transforms.CopyColumns("Copy", "Image").Fit(_view).Transform(_view);
        // An image cannot cross threads: such a pipeline stays on one.
        Assert.Single(copied.GetRowCursorSet(copied.Schema, 2));
        Assert.Equal(2, copied.GetColumn<MLImage>("Copy").Count());
    }

    private static SchemaShape ShapeOf(IDataView view)
        => (SchemaShape)typeof(SchemaShape).GetMethod("Create", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.Invoke(null, [view.Schema])!;

    private sealed class Picture
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }
    }

    private sealed class Row
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }

        public float Number { get; set; }
    }
}
