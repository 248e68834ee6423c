using System.Text.Json.Serialization;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// The immutable definition of something that is done to a sample: a picture with the mask, keypoints and boxes that belong to it.
/// A definition holds options only; <see cref="Draw"/> turns it into an act for one sample.
/// </summary>
public abstract record SampleOp
{
    /// <summary>Whether two samples of the same shape may be treated differently. Only ops that are not random may stand in an ML.NET pipeline as a transformer.</summary>
    [JsonIgnore]
    public virtual bool IsRandom => false;

    /// <summary>Draws whatever is random and gives the act for a picture of this format. All targets of a sample are moved by the same act.</summary>
    /// <param name="image">The format of the picture that the act is for.</param>
    /// <param name="draws">Where random values come from, so that they can be recorded and replayed.</param>
    public abstract SampleAct Draw(PictureFormat image, Draws draws);

    /// <summary>The width and height after the op where every draw gives the same; null where that is not known.</summary>
    /// <param name="before">The width and height before, where they are known.</param>
    public virtual (int Width, int Height)? SizeAfter((int Width, int Height)? before) => null;

    /// <summary>Says what this op cannot do to a target that is present, or null when it can. A recipe with such an op is refused when it is built.</summary>
    /// <param name="targets">The targets of the samples to come.</param>
    public virtual string? Refuses(SampleTargets targets) => null;

    /// <summary>This op, done to some samples only.</summary>
    /// <param name="probability">The share of the samples that it is done to, 0 to 1.</param>
    public SampleOp WithProbability(double probability) => new Sometimes(probability, this);
}

/// <summary>How the bytes of a picture lie.</summary>
/// <param name="Shape">Width, height, and 1, 3 or 4 channels; a fourth channel is alpha, and stays as it is.</param>
/// <param name="Order">Whether red or blue comes first. It matters to whatever asks how bright or of what hue a colour is.</param>
public readonly record struct PictureFormat(ImageShape Shape, ChannelOrder Order = ChannelOrder.Rgb)
{
    /// <summary>A picture whose first channel is red.</summary>
    /// <param name="shape">Its shape.</param>
    public static implicit operator PictureFormat(ImageShape shape) => new(shape);
}

/// <summary>What a sample is made of besides its picture.</summary>
/// <param name="HasMask">There is a mask of class ids.</param>
/// <param name="HasBoxes">There are boxes.</param>
/// <param name="HasKeypoints">There are keypoints.</param>
/// <param name="Skeleton">What the keypoints mean; null when nobody said.</param>
/// <param name="SymmetricKeypoints">The caller says that no keypoint is left or right of another, so that a mirror needs no permutation.</param>
public readonly record struct SampleTargets(bool HasMask, bool HasBoxes, bool HasKeypoints, KeypointSkeleton? Skeleton, bool SymmetricKeypoints)
{
    /// <summary>There are oriented boxes.</summary>
    public bool HasOrientedBoxes { get; init; }

    /// <summary>The reason to refuse a mirror: keypoints of which nobody said what is left and right.</summary>
    internal string? MirrorRefusal => HasKeypoints && Skeleton is null && !SymmetricKeypoints
        ? "it mirrors the picture, and nobody said which keypoints are left and right: give a KeypointSkeleton, or say that the keypoints are symmetric"
        : null;
}
