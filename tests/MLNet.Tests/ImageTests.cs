using DeepRecipes.Contracts;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class ImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("images").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(67, 131)]
    [InlineData(300, 2)]
    public void AnOpaquePngDecodesExactly(int width, int height)
    {
        var rgb = RandomBytes(width * height * 3);
        using var stream = new MemoryStream(PngFile.FromRgb(width, height, rgb));
        using var image = MLImage.CreateFromStream(stream);

        Assert.Equal((width, height, 32), (image.Width, image.Height, image.BitsPerPixel));
        Assert.Contains(image.PixelFormat, new[] { MLPixelFormat.Bgra32, MLPixelFormat.Rgba32 });
        Assert.Equal(width * height * 4, image.Pixels.Length);
        Assert.Equal(rgb, Rgb(image));
        for (var i = 3; i < image.Pixels.Length; i += 4)
            Assert.Equal(255, image.Pixels[i]);
    }

    [Theory]
    [InlineData("face_420.jpg")]
    [InlineData("face_444_progressive.jpg")]
    [InlineData("face_gray.jpg")]
    public void AJpegDecodesWithinTwoLevelsOfLibjpegTurbo(string name)
    {
        using var image = MLImage.CreateFromFile(TestData.Path("images", name));
        using var expected = MLImage.CreateFromFile(TestData.Path("images", name + ".png"));

        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));
        var worst = Rgb(image).Zip(Rgb(expected), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 0, 2);
    }

    [Fact]
    public void LosslessWebpEqualsItsPng()
    {
        using var image = MLImage.CreateFromFile(TestData.Path("images", "face_lossless.webp"));
        using var expected = MLImage.CreateFromFile(TestData.Path("images", "face.png"));
        Assert.Equal(Rgb(expected), Rgb(image));
    }

    [Theory]
    [InlineData(MLPixelFormat.Bgra32)]
    [InlineData(MLPixelFormat.Rgba32)]
    public void PixelsAreCopiedInAndReadBack(MLPixelFormat format)
    {
        var pixels = OpaquePixels(7, 4);
        var kept = pixels.ToArray();
        using var image = MLImage.CreateFromPixels(7, 4, format, pixels);
        Array.Clear(pixels);

        Assert.Equal(format, image.PixelFormat);
        Assert.Equal((7, 4), (image.Width, image.Height));
        Assert.Equal(kept, image.Pixels.ToArray());
        var blue = format == MLPixelFormat.Bgra32 ? 0 : 2;
        var bgr = image.GetBGRPixels;
        Assert.Equal(7 * 4 * 3, bgr.Length);
        for (var i = 0; i < 28; i++)
            Assert.Equal((kept[4 * i + blue], kept[4 * i + 1], kept[4 * i + 2 - blue]), (bgr[3 * i], bgr[3 * i + 1], bgr[3 * i + 2]));
    }

    [Theory]
    [InlineData(".png", MLPixelFormat.Bgra32)]
    [InlineData(".PNG", MLPixelFormat.Rgba32)]
    [InlineData(".webp", MLPixelFormat.Bgra32)]
    public void LosslessFilesGiveTheSameColoursBack(string extension, MLPixelFormat format)
    {
        var path = Path.Combine(_folder, "picture" + extension);
        using var image = MLImage.CreateFromPixels(37, 21, format, OpaquePixels(37, 21));
        image.Save(path);
        using var back = MLImage.CreateFromFile(path);
        Assert.Equal((37, 21), (back.Width, back.Height));
        Assert.Equal(Rgb(image), Rgb(back));
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".jpeg")]
    public void ASavedJpegIsCloseToWhatWasSaved(string extension)
    {
        var path = Path.Combine(_folder, "picture" + extension);
        using var image = MLImage.CreateFromFile(TestData.Path("images", "face.png"));
        image.Save(path);
        using var back = MLImage.CreateFromFile(path);
        Assert.InRange(Rgb(back).Zip(Rgb(image), (a, b) => Math.Abs(a - b)).Average(), 0, 3.0);
        Assert.Equal([0xFF, 0xD8, 0xFF], File.ReadAllBytes(path).AsSpan(0, 3).ToArray());
    }

    [Theory]
    [InlineData(".bmp")]
    [InlineData(".gif")]
    [InlineData(".xyz")]
    [InlineData("")]
    public void SavingAnotherFormatIsRefusedAndLeavesNoFile(string extension)
    {
        var path = Path.Combine(_folder, "picture" + extension);
        using var image = MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, OpaquePixels(2, 2));
        Assert.Throws<ArgumentException>(() => image.Save(path));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void WrongPixelsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(2, 2, MLPixelFormat.Unknown, new byte[16]));
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(0, 2, MLPixelFormat.Bgra32, []));
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(2, -1, MLPixelFormat.Bgra32, new byte[16]));
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, new byte[15]));
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, new byte[17]));
    }

    [Fact]
    public void WhatIsNoImageIsAnArgumentError()
    {
        Assert.Throws<ArgumentNullException>(() => MLImage.CreateFromStream(null!));
        Assert.Throws<ArgumentNullException>(() => MLImage.CreateFromFile(null!));
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromStream(new MemoryStream()));
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromStream(new MemoryStream("not an image at all"u8.ToArray())));
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromFile(Path.Combine(_folder, "missing.png")));
        var text = Path.Combine(_folder, "text.png");
        File.WriteAllText(text, "not an image at all");
        Assert.Throws<ArgumentException>(() => MLImage.CreateFromFile(text));
    }

    [Fact]
    public void ADisposedImageRefusesEverythingButDispose()
    {
        var image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 255]);
        Assert.Null(image.Tag);
        image.Tag = "a";
        Assert.Equal("a", image.Tag);
        image.Dispose();
        image.Dispose();
        Assert.Throws<InvalidOperationException>(() => image.Tag);
        Assert.Throws<InvalidOperationException>(() => image.Tag = "b");
        Assert.Throws<InvalidOperationException>(() => image.Width);
        Assert.Throws<InvalidOperationException>(() => image.Height);
        Assert.Throws<InvalidOperationException>(() => image.BitsPerPixel);
        Assert.Throws<InvalidOperationException>(() => image.PixelFormat);
        Assert.Throws<InvalidOperationException>(() => image.GetBGRPixels);
        Assert.Throws<InvalidOperationException>(() => image.Pixels.Length);
        Assert.Throws<InvalidOperationException>(() => image.Save(Path.Combine(_folder, "a.png")));
    }

    [Fact]
    public void ALockIsNotLeftOnTheFile()
    {
        var path = Path.Combine(_folder, "a.png");
        File.WriteAllBytes(path, PngFile.FromRgb(2, 2, RandomBytes(12)));
        using var image = MLImage.CreateFromFile(path);
        File.WriteAllText(path, "overwritten while the image lives");
        Assert.Equal(2, image.Width);
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private static byte[] OpaquePixels(int width, int height)
    {
        var pixels = RandomBytes(width * height * 4);
        for (var i = 3; i < pixels.Length; i += 4)
            pixels[i] = 255;
        return pixels;
    }

    private static byte[] Rgb(MLImage image)
    {
        var pixels = image.Pixels;
        var red = image.PixelFormat == MLPixelFormat.Rgba32 ? 0 : 2;
        var rgb = new byte[pixels.Length / 4 * 3];
        for (var i = 0; i < pixels.Length / 4; i++)
        {
            rgb[3 * i] = pixels[4 * i + red];
            rgb[3 * i + 1] = pixels[4 * i + 1];
            rgb[3 * i + 2] = pixels[4 * i + 2 - red];
        }

        return rgb;
    }
}
