using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>How keypoints of single objects are measured.</summary>
public sealed record KeypointOptions
{
    /// <summary>The joints' names, in order; at least one, all different.</summary>
    public required ImmutableArray<string> Joints { get; init; }

    /// <summary>One sigma a joint for OKS, each above 0; without them OKS is NaN.</summary>
    public ImmutableArray<double> Sigmas { get; init; } = [];

    /// <summary>A keypoint is right within this share of the object's reference length; rising, each above 0; 0.05, 0.1, 0.2 and 0.5 by default.</summary>
    public ImmutableArray<double> PckThresholds { get; init; } = [0.05, 0.1, 0.2, 0.5];

    /// <summary>The joints and sigmas of a skeleton.</summary>
    /// <param name="skeleton">What the keypoints mean.</param>
    /// <returns>Options with the usual thresholds.</returns>
    public static KeypointOptions Of(KeypointSkeleton skeleton)
    {
        ArgumentNullException.ThrowIfNull(skeleton);
        return new() { Joints = skeleton.Names, Sigmas = skeleton.Sigmas };
    }

    internal void Validate()
    {
        if (Joints.IsDefaultOrEmpty || Joints.Distinct(StringComparer.Ordinal).Count() != Joints.Length)
            throw new ArgumentException($"{nameof(Joints)} needs at least one name, all different.", nameof(Joints));
        if (Sigmas.Length > 0)
            Ensure.Length(Sigmas.Length, Joints.Length, nameof(Sigmas));
        foreach (double sigma in Sigmas)
            Ensure.Positive(sigma, nameof(Sigmas));
        Ensure.InRange(PckThresholds.Length, 1, 1000, nameof(PckThresholds));
        for (int i = 0; i < PckThresholds.Length; i++)
            Ensure.InRange(PckThresholds[i], i == 0 ? double.Epsilon : PckThresholds[i - 1], double.MaxValue, nameof(PckThresholds));
    }
}
