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
