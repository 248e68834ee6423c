using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public class AugmenterAllocationTests
{
    public static TheoryData<string, Recipe> Recipes => new()
    {
        { "nothing", [] },
        { "the usual", [new FlipHorizontal().WithProbability(.5), new Rotate { Degrees = (-15, 15) }, new BrightnessContrast { Brightness = (-20, 20) }, new GaussianNoise(), new Resize(40, 40)] },
        { "warps", [new Affine { Degrees = (-9, 9), ShearX = (-5, 5) }, new Perspective(), new ShiftScaleRotate { Scale = (.8, 1.2), Border = BorderMode.Reflect101 }, new GridDistortion()] },
        { "crops", [new RandomResizedCrop(48, 40), new Pad { Left = 3, Top = 4 }, new CenterCrop(50, 50) { PadIfNeeded = true }, new Letterbox(64, 48)] },
        { "one of", [new OneOf(new FlipVertical(), new Rotate180(), new Transpose()), new SomeOf(new Gamma { Exponent = (.8, 1.2) }, new Invert(), new SaltAndPepper())] },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public void AWarmCallAllocatesWhatItGivesOutAndNothingElse(string name, Recipe recipe)
    {
        Assert.NotEmpty(name);
        var augmenter = new Augmenter(recipe, new() { Skeleton = SampleChecks.Skeleton, Boxes = new() { MinVisibility = .1 } }, seed: 4);
        var sample = Everything();
        for (var i = 0; i < 40; i++)
            augmenter.Apply(sample, (ulong)i);

        // A collection or a new piece of the heap between two readings counts as more; the least of some is what the call itself takes.
        var (least, given) = (long.MaxValue, 0L);
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = augmenter.Apply(sample, 7);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            before = GC.GetAllocatedBytesForCurrentThread();
            var copy = Copy(result);
            var took = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(result.Draws.Length, copy.Draws.Length);
            given = i == 0 ? took : Math.Min(given, took);
        }

        Assert.Equal(given, least);
    }

    // The parts of a result, each made anew: what nobody can give out for less.
    private static AugmentedSample Copy(AugmentedSample result)
    {
        var sample = result.Sample;
        return new(
            new Sample(sample.Format, sample.Pixels.Span.ToArray())
            {
                Mask = sample.Mask!.Value.Span.ToArray(),
                Keypoints = sample.Keypoints!.Value.Span.ToArray(),
                Boxes = sample.Boxes!.Value.Span.ToArray(),
                Classes = sample.Classes.Span.ToArray(),
                OrientedBoxes = sample.OrientedBoxes!.Value.Span.ToArray(),
                OrientedClasses = sample.OrientedClasses.Span.ToArray(),
            },
            [.. result.BoxReasons.AsSpan()], [.. result.OrientedReasons.AsSpan()], [.. result.Draws.AsSpan()]);
    }

    private static Sample Everything()
    {
        var shape = new ImageShape(70, 60, 3);
        return new(shape, Samples.Picture(shape))
        {
            Mask = Samples.Bytes(shape.Width * shape.Height),
            Keypoints = new float[] { 30, 20, 2, 25, 26, 1, 40, 31, 2, 35, 40, 2, 45, 39, 0 },
            Boxes = new Box[] { new(20, 20, 39, 39.5f), new(22, 13, 55, 40), new(0, 0, 5, 5) },
            Classes = new[] { 3, 4, 5 },
            OrientedBoxes = new OrientedBox[] { new(35, 30, 20, 9, .4f), new(50, 35, 12, 20, -1) },
            OrientedClasses = new[] { 1, 0 },
        };
    }
}
