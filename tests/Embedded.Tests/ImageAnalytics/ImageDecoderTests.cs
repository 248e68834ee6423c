using System.Buffers;
using System.Security.Cryptography;
using DeepRecipes.Contracts;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.Embedded.Tests;

/// <summary>What only the embedded codec promises: libjpeg-turbo's very pixels, and a refusal of everything that is not whole.</summary>
public sealed class ImageDecoderTests
{
    [Theory]
    [InlineData("face_420.jpg")]
    [InlineData("face_444_progressive.jpg")]
    [InlineData("face_gray.jpg")]
    [InlineData("face_cmyk.jpg")]
    public void AJpegDecodesAsLibjpegTurboDoes(string name)
    {
        Assert.Equal(Decode(Read(name + ".png")), Decode(Read(name)));
    }

    // The hashes are of the RGB bytes that the tool behind the face oracles decoded (OpenCV, libjpeg-turbo).
    [Theory]
    [InlineData("sample1.jpg", 1920, 1280, "27b4376eabd44d3d37553b1c2854b68d00d49aaed57968280f082d78327f540e")]
    [InlineData("sample2.jpg", 1920, 1367, "bd2111ddf3989eeae2c0961bc357880054a71c7e4b884a7a7167aa4716daf2dc")]
    [InlineData("sample4.jpg", 1920, 1448, "0c1e1b357527b597685e0ee76b0ad76a296f0bd595a22fe188a67e358a76b51e")]
    [InlineData("sample6.jpg", 1920, 1537, "903a80d651bfbcf2e7d516f4722a787441fce9e382d99a5903b15c31c76c1f63")]
    public void PhotosDecodeToTheOraclesPixels(string name, int width, int height, string sha256)
    {
        using var image = MLImage.CreateFromFile(Assets.Path(name));
        Assert.Equal((width, height), (image.Width, image.Height));
        var rgb = new byte[width * height * 3];
        PixelPacking.ToThreeBytes(image.Pixels, rgb, swapRedAndBlue: true, straightAlpha: false);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(rgb)));
    }

    [Fact]
    public void GraySamplesBecomeThreeEqualColours()
    {
        Assert.Equal([10, 10, 10, 255, 200, 200, 200, 255], Decode(PngFile.Create(2, 1, PngFile.Gray, 8, [10, 200])));
    }

    [Fact]
    public void SixteenBitsAreRoundedToEight()
    {
        // 0x0080 = 128 of 65535 is 0.498 of 255; 0x0081 is 0.502.
        byte[] samples = [0x00, 0x80, 0x00, 0x81, 0xFF, 0xFF];
        Assert.Equal([255, 1, 0, 255], Decode(PngFile.Create(1, 1, PngFile.Rgb, 16, samples)));
    }

    [Fact]
    public void ColoursArePremultipliedByAlpha()
    {
        Assert.Equal([50, 100, 128, 128, 0, 0, 0, 0], Decode(PngFile.Create(2, 1, PngFile.Rgba, 8, [255, 200, 100, 128, 9, 9, 9, 0])));
        Assert.Equal([100, 100, 100, 128], Decode(PngFile.Create(1, 1, PngFile.GrayAlpha, 8, [200, 128])));
    }

    [Fact]
    public void AlphaSurvivesAPngRoundTripWithinWhatPremultiplyingLeaves()
    {
        var pixels = new byte[64 * 64 * 4];
        new Random(3).NextBytes(pixels);
        for (var i = 0; i < pixels.Length; i += 4)
        {
            for (var c = 0; c < 3; c++)
                pixels[i + c] = PixelExpansion.Premultiply(pixels[i + c], pixels[i + 3]);
        }

        using var image = MLImage.CreateFromPixels(64, 64, MLPixelFormat.Bgra32, pixels);
        Assert.Equal(pixels, Decode(ImageEncoder.Encode(image, EncodingFormat.Png)));
    }

    [Theory]
    [InlineData("face_420.jpg")]
    [InlineData("face_444_progressive.jpg")]
    [InlineData("face_gray.jpg")]
    [InlineData("face.png")]
    [InlineData("face_lossless.webp")]
    public void EveryTruncationIsRefused(string name)
    {
        var whole = Read(name);

        // A PNG's last 12 bytes are its end mark, which holds no pixels; a WebP file may end in a padding byte.
        var droppable = name.EndsWith(".png", StringComparison.Ordinal) ? 16 : name.EndsWith(".webp", StringComparison.Ordinal) ? 1 : 0;
        for (var length = 0; length < whole.Length - droppable; length += 1 + length / 40)
            Assert.Throws<ImageFormatException>(() => Decode(whole.AsSpan(0, length).ToArray()));
        _ = Decode(whole);
    }

    [Theory]
    [InlineData("face_420.jpg")]
    [InlineData("face_444_progressive.jpg")]
    [InlineData("face.png")]
    [InlineData("face_lossless.webp")]
    public void DamagedBytesGiveAnImageOrAnErrorAndNothingElse(string name)
    {
        var whole = Read(name);
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var damaged = whole.ToArray();
            for (var hits = random.Next(1, 8); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                _ = Decode(damaged);
            }
            catch (ImageFormatException)
            {
                // Damage that the format can notice.
            }
        }

        _ = Decode(whole);
    }

    [Fact]
    public void AClaimedSizeIsCheckedBeforeAnyPixelIsRead()
    {
        var error = Assert.Throws<ImageFormatException>(() => Decode(PngFile.Claiming(60_000, 60_000)));
        Assert.Contains("60000 x 60000", error.Message, StringComparison.Ordinal);
        Assert.Throws<ImageFormatException>(() => Decode(PngFile.Claiming(0, 7)));
        Assert.Throws<ImageFormatException>(() => Decode(PngFile.Claiming(7, 7)));
    }

    [Theory]
    [InlineData("GIF89a\u0001\0\u0001\0")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>")]
    [InlineData("P5 1 1 255 a")]
    public void OtherFormatsThatTheLibraryKnowsAreRefused(string content)
    {
        Assert.Throws<ImageFormatException>(() => Decode(System.Text.Encoding.Latin1.GetBytes(content)));
    }

    [Fact]
    public void ErrorsNameTheFile()
    {
        var folder = Directory.CreateTempSubdirectory("images");
        try
        {
            var path = Path.Combine(folder.FullName, "half.jpg");
            var whole = Read("face_420.jpg");
            File.WriteAllBytes(path, whole.AsSpan(0, whole.Length / 2));
            var error = Assert.Throws<ArgumentException>(() => MLImage.CreateFromFile(path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("JPEG", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void ManyThreadsDecodeTheSamePixels()
    {
        var whole = Read("face_420.jpg");
        var half = whole.AsSpan(0, whole.Length / 2).ToArray();
        var expected = Decode(whole);
        Parallel.For(0, 64, i =>
        {
            if (i % 3 == 0)
                Assert.Throws<ImageFormatException>(() => Decode(half));
            else
                Assert.Equal(expected, Decode(whole));
        });
    }

    [Fact]
    public void AStreamIsReadFromWhereItStandsAndNeedNotSeek()
    {
        byte[] prefixed = [1, 2, 3, .. Read("face.png")];
        using var stream = new MemoryStream(prefixed) { Position = 3 };
        using var image = MLImage.CreateFromStream(stream);
        using var forward = new ForwardOnlyStream(Read("face.png"));
        using var other = MLImage.CreateFromStream(forward);
        Assert.Equal(image.Pixels.ToArray(), other.Pixels.ToArray());
    }

    private static byte[] Read(string name) => File.ReadAllBytes(TestData.Path("images", name));

    private static byte[] Decode(byte[] encoded)
    {
        var rented = ImageDecoder.Decode(encoded, out var width, out var height);
        var pixels = rented.AsSpan(0, width * height * 4).ToArray();
        ArrayPool<byte>.Shared.Return(rented);
        return pixels;
    }

    private sealed class ForwardOnlyStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        // Short reads, as from a network.
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1000));
    }
}
