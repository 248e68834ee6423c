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
