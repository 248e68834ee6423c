using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Applies a recipe to samples. What comes out depends on the seed and the sample's key alone, whatever the order and the number of threads;
/// one instance may be used by many threads. A warm call allocates what it gives out and nothing else.
/// </summary>
/// <param name="recipe">What is done.</param>
/// <param name="rules">What the parts of a sample mean, and what becomes of those that leave the picture.</param>
/// <param name="seed">Another seed, another run.</param>
public sealed class Augmenter(Recipe recipe, SampleRules? rules = null, long seed = 0)
{
    private readonly ConcurrentBag<Draws> _idle = [];

    /// <summary>What is done.</summary>
    public Recipe Recipe { get; } = recipe ?? throw new ArgumentNullException(nameof(recipe));

    /// <summary>What the parts of a sample mean, and what becomes of those that leave the picture.</summary>
    public SampleRules Rules { get; } = rules ?? new();

    /// <summary>Makes one copy of a sample.</summary>
    /// <param name="sample">The sample; it is not changed.</param>
    /// <param name="id">What names it for good, such as <see cref="SampleId.Of(ReadOnlySpan{char})"/> of its path.</param>
    /// <param name="copy">Which copy.</param>
    /// <param name="epoch">Which pass over the data.</param>
    /// <exception cref="ArgumentException">The sample's parts do not fit together, or the recipe cannot move one of them.</exception>
    public AugmentedSample Apply(Sample sample, ulong id, int copy = 0, uint epoch = 0)
    {
        var key = new DrawKey(seed, epoch, id, copy);
        if (_idle.TryTake(out var draws))
            draws.Restart(key);
        else
            draws = Draws.Keyed(key);
        var result = Run(sample, draws);
        _idle.Add(draws);
        return result;
    }

    /// <summary>Makes the copy again whose draws were recorded, to the byte.</summary>
    /// <param name="sample">The same sample.</param>
    /// <param name="values">The <see cref="AugmentedSample.Draws"/> of the copy.</param>
    /// <exception cref="FormatException">The record is of another recipe or picture.</exception>
    public AugmentedSample Replay(Sample sample, IReadOnlyList<double> values) => Run(sample, Draws.Replay(values));

    private AugmentedSample Run(Sample sample, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(sample);
        sample.Check();
        Recipe.Check(sample.Targets(Rules));
        var image = sample.Format.Shape;
        var act = Recipe.Draw(sample.Format, draws);
        var after = act.OutputShape(image);
        var pixels = GC.AllocateUninitializedArray<byte>(after.Length);
        act.Image(sample.Pixels.Span, image, pixels);
        var mask = sample.Mask is { } ids ? Mask(ids.Span, act, image, after) : null;
        var boxes = Boxes(sample, act, after, mask);
        var oriented = OrientedBoxes(sample, act);
        var result = new Sample(sample.Format with { Shape = after }, pixels)
        {
            Mask = Given<byte>(mask),
            Keypoints = sample.Keypoints is { } points ? Keypoints(points.Span, act, image) : null,
            Boxes = Given<Box>(boxes.Kept),
            Classes = boxes.Classes,
            OrientedBoxes = Given<OrientedBox>(oriented.Kept),
            OrientedClasses = oriented.Classes,
        };
        return new(result, boxes.Reasons, oriented.Reasons, [.. draws.Recorded]);
    }

    // Of an array that is null, the conversion makes memory that is empty.
    private static ReadOnlyMemory<T>? Given<T>(T[]? array) => array is null ? null : array;

    private byte[] Mask(ReadOnlySpan<byte> ids, GeometricAct act, ImageShape image, ImageShape after)
    {
        var moved = GC.AllocateUninitializedArray<byte>(after.Width * after.Height);
        act.Mask(ids, image with { Channels = 1 }, moved);
        if (act.Mirrors)
            Rules.MirrorMask(moved);
        return moved;
    }

    private float[] Keypoints(ReadOnlySpan<float> points, GeometricAct act, ImageShape image)
    {
        var moved = new float[points.Length];
        SamplePoints.MoveKeypoints(act, image, points, Rules.Skeleton, moved, Rules.KeepOutsideKeypoints);
        return moved;
    }

    private MovedBoxes<Box> Boxes(Sample before, GeometricAct act, ImageShape after, byte[]? mask)
    {
        if (before.Boxes is not { } source)
            return MovedBoxes<Box>.None;
        if (Rules.Boxes.Source == BoxSource.Mask && mask is null)
            throw new ArgumentException("The rules take boxes from the mask, and the sample has none.", nameof(before));
        using var room = new Pooled<Box>(source.Length);
        var moved = room.Span;
        var why = new BoxDropReason[source.Length];
        var kept = SampleBoxes.Move(act, before.Format.Shape, source.Span, Rules.Boxes, moved, why);
        if (Rules.Boxes.Source == BoxSource.Mask)
            kept = SampleBoxes.Tighten(mask, after, Rules.Boxes, moved, why);
        return new(Kept<Box>(moved, why, kept), Classes(before.Classes.Span, why, kept, act.Mirrors), ImmutableCollectionsMarshal.AsImmutableArray(why));
    }

    private MovedBoxes<OrientedBox> OrientedBoxes(Sample before, GeometricAct act)
    {
        if (before.OrientedBoxes is not { } source)
            return MovedBoxes<OrientedBox>.None;
        using var room = new Pooled<OrientedBox>(source.Length);
        var moved = room.Span;
        var why = new BoxDropReason[source.Length];
        var kept = SampleOrientedBoxes.Move(act, before.Format.Shape, source.Span, Rules.Boxes, moved, why);
        return new(Kept<OrientedBox>(moved, why, kept), Classes(before.OrientedClasses.Span, why, kept, act.Mirrors), ImmutableCollectionsMarshal.AsImmutableArray(why));
    }

    private int[] Classes(ReadOnlySpan<int> classes, ReadOnlySpan<BoxDropReason> why, int kept, bool mirrors)
    {
        if (classes.IsEmpty)
            return [];
        var left = Kept(classes, why, kept);
        if (mirrors)
        {
            foreach (ref var id in left.AsSpan())
                id = Rules.MirrorClass(id);
        }
        return left;
    }

    private static T[] Kept<T>(ReadOnlySpan<T> all, ReadOnlySpan<BoxDropReason> why, int count)
    {
        var kept = new T[count];
        var next = 0;
        for (var i = 0; i < why.Length; i++)
        {
            if (why[i] == BoxDropReason.Kept)
                kept[next++] = all[i];
        }
        return kept;
    }

    private readonly record struct MovedBoxes<T>(T[]? Kept, int[] Classes, ImmutableArray<BoxDropReason> Reasons)
    {
        public static MovedBoxes<T> None => new(null, [], []);
    }
}
