using DeepRecipes.Contracts;
using DeepRecipes.Kernels;
using Xunit.Sdk;

namespace DeepRecipes.Augmentation.Tests;

/// <summary>The mistakes that people make again and again: each wrong version is written out here, and the checks that every op goes through must find it.</summary>
public sealed class KnownMistakesTests
{
    [Fact]
    public void AFlipOfPointsToWMinusXIsFound()
    {
        // Right for edges, one pixel off for pixel centres: the wrong version moves a centre x to w - x, which is w + 1 - x in continuous coordinates.
        var wrong = new Mirror { Place = (place, image) => place with { X = image.Width + 1 - place.X } };
        Assert.ThrowsAny<XunitException>(() => SampleChecks.MarkedPixels(wrong));
        SampleChecks.MarkedPixels(new Mirror());
    }

    [Fact]
    public void AFlipThatLeavesLeftAndRightWhereTheyWereIsFound()
    {
        Assert.ThrowsAny<XunitException>(() => SampleChecks.LabelsFollowMirrors(new Mirror { SaysThatItMirrors = false }));
        SampleChecks.LabelsFollowMirrors(new Mirror());
        Assert.ThrowsAny<XunitException>(() => SampleChecks.MaskClassesFollowMirrors(new Mirror { SaysThatItMirrors = false }));
        SampleChecks.MaskClassesFollowMirrors(new Mirror());
    }

    [Fact]
    public void ACropWhoseXScaleUsesItsHeightIsFound()
    {
        Assert.ThrowsAny<XunitException>(() => SampleChecks.Ramps(new CropAndStretch(SlipsHeightForWidth: true), tolerance: .6));
        SampleChecks.Ramps(new CropAndStretch(SlipsHeightForWidth: false), tolerance: .6);
    }

    [Fact]
    public void AMaskThatIsInterpolatedIsFound()
    {
        Assert.ThrowsAny<XunitException>(() => SampleChecks.MaskPatches(new CropAndStretch(SlipsHeightForWidth: false) { InterpolatesMask = true }));
        SampleChecks.MaskPatches(new CropAndStretch(SlipsHeightForWidth: false));
    }

    [Fact]
    public void AFloatThatIsCastToAByteWithoutClampingIsFound()
    {
        Assert.ThrowsAny<XunitException>(() => SampleChecks.NothingWraps(new Brighten { Clamps = false }, edge: 0));
        SampleChecks.NothingWraps(new Brighten { Clamps = true }, edge: 0);
    }

    [Fact]
    public void ACubicResizeThatOvershootsAndWrapsIsFound()
    {
        Assert.ThrowsAny<XunitException>(() => SampleChecks.NothingWraps(new CubicTwice { Clamps = false }, edge: 1));
        SampleChecks.NothingWraps(new CubicTwice { Clamps = true }, edge: 1);
    }

    /// <summary>Every op whose numbers leave 0..255 on the way.</summary>
    public static TheoryData<SampleOp, int> OpsThatOvershoot => new()
    {
        { new BrightnessContrast { Brightness = 60, Contrast = 1.4 }, 0 },
        { new BrightnessContrast { Brightness = -60 }, 0 },
        { new Gamma { Exponent = .5, Gain = 2 }, 0 },
        { new ColourJitter { Brightness = 2, Contrast = 1.9, Saturation = 2, Hue = 0 }, 0 },
        { new HueSaturationValue { Value = 90 }, 0 },
        { new HueSaturationValue { Value = -90 }, 0 },
        { new GaussianNoise { Deviation = 25 }, 0 },
        { new Sharpen { Strength = 2 }, 1 },
        { new UnsharpMask { Deviation = 1, Amount = 8 }, 1 },
        { new Resize(83, 31) { Interpolation = ResizeInterpolation.Bicubic }, 2 },
        { new Letterbox(80, 48) { Interpolation = ResizeInterpolation.Bicubic }, 2 },
        { new Downscale { Scale = .5, Interpolation = ResizeInterpolation.Bicubic }, 2 },
        { new Affine { ShearY = 4, Interpolation = WarpInterpolation.Bicubic, Border = BorderMode.Replicate }, 2 },
        { new JpegArtefacts { Quality = 40 }, 3 },
    };

    [Theory]
    [MemberData(nameof(OpsThatOvershoot))]
    public void NoOpWraps(SampleOp op, int edge) => SampleChecks.NothingWraps(op, edge);

    private static byte ToByte(double value, bool clamps) => clamps ? (byte)Math.Clamp(Math.Round(value), 0, 255) : unchecked((byte)(int)Math.Round(value));

    private sealed record Brighten : SampleOp
    {
        public bool Clamps { get; init; }

        public override SampleAct Draw(PictureFormat image, Draws draws) => new Act(Clamps);

        private sealed class Act(bool clamps) : SampleAct
        {
            public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
            {
                for (var i = 0; i < source.Length; i++)
                    destination[i] = ToByte((source[i] * 1.2f) + 20, clamps);
            }
        }
    }

    /// <summary>Twice as wide by the cubic convolution of Keys (a = -0.75), which reaches beyond the values on both sides of an edge.</summary>
    private sealed record CubicTwice : SampleOp
    {
        public bool Clamps { get; init; }

        public override SampleAct Draw(PictureFormat image, Draws draws) => new Act(Clamps);

        private sealed class Act(bool clamps) : SampleAct
        {
            public override ImageShape OutputShape(ImageShape image) => image with { Width = 2 * image.Width };

            public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
            {
                for (var i = 0; i < destination.Length; i++)
                {
                    int c = i % shape.Channels, x = i / shape.Channels % (2 * shape.Width), y = i / (2 * shape.Stride);
                    var at = ((x + .5) / 2) - .5;
                    double sum = 0;
                    for (var k = (int)Math.Floor(at) - 1; k <= (int)Math.Floor(at) + 2; k++)
                        sum += Weight(Math.Abs(at - k)) * source[(y * shape.Stride) + (Math.Clamp(k, 0, shape.Width - 1) * shape.Channels) + c];
                    destination[i] = ToByte(sum, clamps);
                }
            }

            private static double Weight(double d) => d <= 1 ? (1.25 * d * d * d) - (2.25 * d * d) + 1 : (-.75 * d * d * d) + (3.75 * d * d) - (6 * d) + 3;
        }
    }

    private sealed record Mirror : SampleOp
    {
        public Func<Place, ImageShape, Place> Place { get; init; } = (place, image) => place with { X = image.Width - place.X };

        public bool SaysThatItMirrors { get; init; } = true;

        public override SampleAct Draw(PictureFormat image, Draws draws) => new Act(this);

        private sealed class Act(Mirror op) : GeometricAct
        {
            public override bool Mirrors => op.SaysThatItMirrors;

            public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
            {
                for (var i = 0; i < source.Length; i++)
                {
                    var (x, y, c) = (i / shape.Channels % shape.Width, i / shape.Stride, i % shape.Channels);
                    destination[(y * shape.Stride) + ((shape.Width - 1 - x) * shape.Channels) + c] = source[i];
                }
            }

            public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => Image(source, shape, destination);

            public override Place Move(Place place, ImageShape image) => op.Place(place, image);
        }
    }

    /// <summary>The middle part, three quarters as wide and half as high, at 60 x 60 pixels.</summary>
    private sealed record CropAndStretch(bool SlipsHeightForWidth) : SampleOp
    {
        public bool InterpolatesMask { get; init; }

        public override SampleAct Draw(PictureFormat image, Draws draws) => new Act(this);

        private sealed class Act(CropAndStretch op) : GeometricAct
        {
            public override bool Mirrors => false;

            public override ImageShape OutputShape(ImageShape image) => new(60, 60, image.Channels);

            public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
                ResizeKernel.Bilinear(Crop(source, shape, out var part), part, 60, 60, destination);

            public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
            {
                var crop = Crop(source, shape, out var part);
                if (op.InterpolatesMask)
                    ResizeKernel.Bilinear(crop, part, 60, 60, destination);
                else
                    ResizeKernel.Nearest<byte>(crop, part, 60, 60, destination);
            }

            public override Place Move(Place place, ImageShape image)
            {
                var part = Part(image);
                return new(
                    (place.X - (image.Width / 8)) * 60 / (op.SlipsHeightForWidth ? part.Height : part.Width),
                    (place.Y - (image.Height / 4)) * 60 / part.Height);
            }

            private static ImageShape Part(ImageShape image) => new(image.Width * 3 / 4, image.Height / 2, image.Channels);

            private static byte[] Crop(ReadOnlySpan<byte> source, ImageShape shape, out ImageShape part)
            {
                part = Part(shape);
                var crop = new byte[part.Length];
                for (var y = 0; y < part.Height; y++)
                    source.Slice(((y + (shape.Height / 4)) * shape.Stride) + (shape.Width / 8 * shape.Channels), part.Stride).CopyTo(crop.AsSpan(y * part.Stride));
                return crop;
            }
        }
    }
}
