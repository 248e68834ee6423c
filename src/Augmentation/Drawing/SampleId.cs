using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Numbers that name a sample for good: the same on every machine and in every version.</summary>
public static class SampleId
{
    /// <summary>The id of a sample with a name, such as the path of its picture: <see cref="CounterRandom.SampleIdOf"/>. Paths differ where their spelling differs.</summary>
    /// <param name="name">The name.</param>
    public static ulong Of(ReadOnlySpan<char> name) => CounterRandom.SampleIdOf(name);

    /// <summary>The id of a sample that is known by a number of 128 bits, such as an ML.NET row id.</summary>
    /// <param name="low">The lower 64 bits.</param>
    /// <param name="high">The upper 64 bits.</param>
    public static ulong Of(ulong low, ulong high) => new CounterRandom(low, 0, high, 0).Bits(0);
}
