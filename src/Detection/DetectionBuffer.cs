using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Detections of one picture as parallel arrays that are used again and again: once warm, nothing is allocated.</summary>
/// <remarks>
/// Decoders fill it, <see cref="ResizeMapping"/> moves it, suppression thins it. The spans it hands out are valid until the next call
/// that changes the number of detections. It is not thread-safe: one buffer per thread.
/// </remarks>
public sealed class DetectionBuffer
{
    private Box[] boxes = [];
    private float[] scores = [];
    private int[] classIds = [];
    private float[] keypoints = [];
    private float[] maskCoefficients = [];
    private RleMask[] masks = [];
    private float[] scratch = [];

    /// <summary>How many detections it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Key points of each detection; 0 for networks without.</summary>
    public int KeypointCount { get; private set; }

    /// <summary>Mask values of each detection; 0 for networks without.</summary>
    public int MaskCoefficientCount { get; private set; }

    /// <summary>Whether each detection has a mask. <see cref="Clear"/> makes it false; who makes it true writes <see cref="Masks"/> too.</summary>
    public bool HasMasks
    {
        get;
        set
        {
            field = value;
            if (value)
                Grow(ref masks, boxes.Length);
        }
    }

    /// <summary>How many candidates since <see cref="Clear"/> had a score or box, or when <see cref="DropNonFinite"/> looked a key point, that is NaN or infinite. They are not among the detections.</summary>
    public int NonFiniteCount { get; private set; }

    /// <summary>The boxes.</summary>
    public Span<Box> Boxes => boxes.AsSpan(0, Count);

    /// <summary>The scores.</summary>
    public Span<float> Scores => scores.AsSpan(0, Count);

    /// <summary>The classes, counted from 0.</summary>
    public Span<int> ClassIds => classIds.AsSpan(0, Count);

    /// <summary>The key points, (x, y, visibility) after (x, y, visibility), detection after detection; see <see cref="DetectedKeypoint"/>.</summary>
    public Span<float> Keypoints => keypoints.AsSpan(0, Count * KeypointCount * 3);

    /// <summary>The mask values, detection after detection; what they mean says the decoder.</summary>
    public Span<float> MaskCoefficients => maskCoefficients.AsSpan(0, Count * MaskCoefficientCount);

    /// <summary>The masks of the detections, in pixels of the same picture as the boxes; none where <see cref="HasMasks"/> is false.</summary>
    public Span<RleMask> Masks => HasMasks ? masks.AsSpan(0, Count) : [];

    /// <summary>The key points of one detection.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public Span<float> KeypointsOf(int index) => Keypoints.Slice(index * KeypointCount * 3, KeypointCount * 3);

    /// <summary>The mask values of one detection.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public Span<float> MaskCoefficientsOf(int index) => MaskCoefficients.Slice(index * MaskCoefficientCount, MaskCoefficientCount);

    /// <summary>Empties the buffer and says what the coming detections carry.</summary>
    /// <param name="keypointCount">Key points of each detection; at least 0.</param>
    /// <param name="maskCoefficientCount">Mask values of each detection; at least 0.</param>
    public void Clear(int keypointCount = 0, int maskCoefficientCount = 0)
    {
        Ensure.InRange(keypointCount, 0, ushort.MaxValue);
        Ensure.InRange(maskCoefficientCount, 0, ushort.MaxValue);
        Count = 0;
        NonFiniteCount = 0;
        HasMasks = false;
        KeypointCount = keypointCount;
        MaskCoefficientCount = maskCoefficientCount;
    }

    /// <summary>Empties the buffer and makes it carry what another one carries.</summary>
    /// <param name="other">The other buffer.</param>
    public void ClearLike(DetectionBuffer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Clear(other.KeypointCount, other.MaskCoefficientCount);
        HasMasks = other.HasMasks;
    }

    /// <summary>Adds a detection; its key points, mask values and mask are to be written by the caller through <see cref="KeypointsOf"/>, <see cref="MaskCoefficientsOf"/> and <see cref="Masks"/>.</summary>
    /// <param name="box">The box.</param>
    /// <param name="score">The score.</param>
    /// <param name="classId">The class, counted from 0.</param>
    /// <returns>The detection's index, or -1 where score or box is NaN or infinite: then it is counted, not added.</returns>
    public int Add(Box box, float score, int classId)
    {
        if (!float.IsFinite(score) || !IsFinite(box))
        {
            NonFiniteCount++;
            return -1;
        }

        if (Count == boxes.Length)
            Array.Resize(ref boxes, Math.Max(64, Count * 2));
        Grow(ref scores, boxes.Length);
        Grow(ref classIds, boxes.Length);
        Grow(ref keypoints, boxes.Length * KeypointCount * 3);
        Grow(ref maskCoefficients, boxes.Length * MaskCoefficientCount);
        if (HasMasks)
        {
            Grow(ref masks, boxes.Length);
            // The last picture's mask must not stay where this one's is to be written.
            masks[Count] = null!;
        }

        boxes[Count] = box;
        scores[Count] = score;
        classIds[Count] = classId;
        return Count++;
    }

    /// <summary>Empties the buffer and adds detections that stand in columns side by side. Where a score or box is NaN or infinite, the detection is counted, not added.</summary>
    /// <param name="columnBoxes">The boxes.</param>
    /// <param name="columnScores">As many scores.</param>
    /// <param name="columnClassIds">As many classes, counted from 0.</param>
    /// <param name="columnKeypoints">(x, y, visibility) of each detection's key points.</param>
    /// <param name="keypointCount">Key points of each detection; at least 0.</param>
    /// <param name="columnMasks">As many masks; null where there are none.</param>
    /// <exception cref="ArgumentException">The numbers of scores, classes, key points or masks are not those of the boxes.</exception>
    public void Assign(
        ReadOnlySpan<Box> columnBoxes, ReadOnlySpan<float> columnScores, ReadOnlySpan<int> columnClassIds, ReadOnlySpan<float> columnKeypoints = default, int keypointCount = 0,
        IReadOnlyList<RleMask>? columnMasks = null)
    {
        var width = checked(keypointCount * 3);
        if (columnScores.Length != columnBoxes.Length || columnClassIds.Length != columnBoxes.Length || columnKeypoints.Length != (long)columnBoxes.Length * width
            || (columnMasks is not null && columnMasks.Count != columnBoxes.Length))
        {
            throw new ArgumentException(
                $"The detections' columns do not belong together: {columnBoxes.Length} boxes, {columnScores.Length} scores, {columnClassIds.Length} classes, "
                + $"{columnKeypoints.Length} keypoint values ({keypointCount} keypoints a box){(columnMasks is null ? "" : $", {columnMasks.Count} masks")}.");
        }

        Clear(keypointCount);
        HasMasks = columnMasks is not null;
        for (var i = 0; i < columnBoxes.Length; i++)
        {
            var added = Add(columnBoxes[i], columnScores[i], columnClassIds[i]);
            if (added < 0)
                continue;
            columnKeypoints.Slice(i * width, width).CopyTo(KeypointsOf(added));
            if (columnMasks is not null)
                masks[added] = columnMasks[i];
        }
    }

    /// <summary>Adds every detection of another buffer that carries as many key points and mask values, and masks as well. Where a score or box is NaN or infinite, the detection is counted, not added.</summary>
    /// <param name="other">The other buffer.</param>
    /// <exception cref="ArgumentException">The numbers of key points or mask values differ, or only one of the two has masks.</exception>
    public void AddRange(DetectionBuffer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.KeypointCount != KeypointCount || other.MaskCoefficientCount != MaskCoefficientCount)
        {
            throw new ArgumentException(
                $"other carries {other.KeypointCount} key points and {other.MaskCoefficientCount} mask values a detection; "
                + $"{KeypointCount} and {MaskCoefficientCount} are needed.",
                nameof(other));
        }

        if (other.HasMasks != HasMasks)
            throw new ArgumentException($"other has {(other.HasMasks ? "masks, and this buffer has none" : "no masks, and this buffer has some")}; all detections of a buffer have one, or none has.", nameof(other));

        for (var i = 0; i < other.Count; i++)
        {
            var index = Add(other.boxes[i], other.scores[i], other.classIds[i]);
            if (index < 0)
                continue;
            other.KeypointsOf(i).CopyTo(KeypointsOf(index));
            other.MaskCoefficientsOf(i).CopyTo(MaskCoefficientsOf(index));
            if (HasMasks)
                masks[index] = other.masks[i];
        }

        NonFiniteCount += other.NonFiniteCount;
    }

    /// <summary>Keeps the detections named, in the order named.</summary>
    /// <param name="indices">Indices from 0 to <see cref="Count"/> - 1, each at most once.</param>
    public void Keep(ReadOnlySpan<int> indices)
    {
        Ensure.InRange(indices.Length, 0, Count, nameof(indices));
        Gather(Boxes, indices, 1);
        Gather(Scores, indices, 1);
        Gather(ClassIds, indices, 1);
        Gather(Keypoints, indices, KeypointCount * 3);
        Gather(MaskCoefficients, indices, MaskCoefficientCount);
        Gather(Masks, indices, HasMasks ? 1 : 0);
        Count = indices.Length;
    }

    /// <summary>Counts the detections of which a box or a key point is NaN or infinite, and drops them: key points are written after <see cref="Add"/> has looked, and large boxes may overflow where they are moved.</summary>
    public void DropNonFinite()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (IsFinite(boxes[i]) && (KeypointCount == 0 || TensorPrimitives.IsFiniteAll<float>(KeypointsOf(i))))
                Move(i, kept++);
        }

        NonFiniteCount += Count - kept;
        Count = kept;
    }

    /// <summary>Writes one detection over another.</summary>
    internal void Move(int from, int to)
    {
        if (from == to)
            return;
        boxes[to] = boxes[from];
        scores[to] = scores[from];
        classIds[to] = classIds[from];
        KeypointsOf(from).CopyTo(KeypointsOf(to));
        MaskCoefficientsOf(from).CopyTo(MaskCoefficientsOf(to));
        if (HasMasks)
            masks[to] = masks[from];
    }

    /// <summary>The detections as records, in order.</summary>
    public DetectedObject[] ToArray()
    {
        var result = new DetectedObject[Count];
        for (var i = 0; i < Count; i++)
        {
            var flat = KeypointsOf(i);
            var points = new DetectedKeypoint[KeypointCount];
            for (var k = 0; k < points.Length; k++)
                points[k] = new(flat[k * 3], flat[(k * 3) + 1], flat[(k * 3) + 2]);
            result[i] = new(boxes[i], scores[i], classIds[i], points) { Mask = HasMasks ? masks[i] : null };
        }

        return result;
    }

    /// <summary>Working memory for a decoder; its content is whatever was left there.</summary>
    internal Span<float> Scratch(int length)
    {
        Grow(ref scratch, length);
        return scratch.AsSpan(0, length);
    }

    // Adding gives a finite number only when every part is finite (or the sum overflows, and then the box is of no use either).
    private static bool IsFinite(Box box) => float.IsFinite(box.X1 + box.Y1 + box.X2 + box.Y2);

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            Array.Resize(ref array, length);
    }

    // Through rented memory, because indices may come in any order.
    private static void Gather<T>(Span<T> values, ReadOnlySpan<int> indices, int width)
    {
        if (width == 0 || indices.IsEmpty)
            return;
        var rented = System.Buffers.ArrayPool<T>.Shared.Rent(indices.Length * width);
        for (var i = 0; i < indices.Length; i++)
            values.Slice(indices[i] * width, width).CopyTo(rented.AsSpan(i * width));
        rented.AsSpan(0, indices.Length * width).CopyTo(values);
        System.Buffers.ArrayPool<T>.Shared.Return(rented, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }
}
