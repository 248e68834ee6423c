using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>What the random values of a sample depend on, and nothing else does: the same key gives the same bytes in any order, on any number of threads.</summary>
/// <param name="Seed">Chosen by the user for the whole run.</param>
/// <param name="Epoch">The pass over the data, where a trainer counts them; 0 in a pipeline.</param>
/// <param name="Sample">Which sample: see <see cref="SampleId"/>.</param>
/// <param name="Copy">Which copy of it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DrawKey(long Seed, uint Epoch, ulong Sample, int Copy = 0)
{
    /// <summary>The stream of one op. Copies are samples of their own.</summary>
    internal CounterRandom Stream(uint op) => new((ulong)Seed, Epoch, Copy == 0 ? Sample : SampleId.Of(Sample, (ulong)Copy), op);
}
