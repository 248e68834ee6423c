using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>One output of a network for one row of a batch: its name, its shape and its values, row-major.</summary>
/// <remarks>A batch is sliced by the caller: where a network has a batch dimension, the first dimension is 1 here.</remarks>
public readonly struct TensorView
{
    private readonly ReadOnlyMemory<int> dimensions;
    private readonly ReadOnlyMemory<float> values;

    /// <summary>A view that copies nothing.</summary>
    /// <param name="name">The output's name in the model.</param>
    /// <param name="dimensions">The shape; every dimension at least 0.</param>
    /// <param name="values">As many values as the dimensions' product.</param>
    /// <exception cref="ArgumentException">A dimension is negative, or the number of values is not the dimensions' product.</exception>
    public TensorView(string name, ReadOnlyMemory<int> dimensions, ReadOnlyMemory<float> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        long length = 1;
        foreach (var dimension in dimensions.Span)
        {
            Ensure.InRange(dimension, 0, int.MaxValue, nameof(dimensions));
            length = checked(length * dimension);
        }

        if (length != values.Length)
            throw new ArgumentException($"Output '{name}' {TensorPattern.Text(dimensions.Span)} needs {length} values; it has {values.Length}.", nameof(values));
        Name = name;
        this.dimensions = dimensions;
        this.values = values;
    }

    /// <summary>The output's name in the model.</summary>
    public string Name { get; }

    /// <summary>The shape.</summary>
    public ReadOnlySpan<int> Dimensions => dimensions.Span;

    /// <summary>The values, row-major.</summary>
    public ReadOnlySpan<float> Values => values.Span;

    /// <summary>Name and shape, as errors show them: <c>scores [1, 4420, 2]</c>.</summary>
    public override string ToString() => $"{Name} {TensorPattern.Text(Dimensions)}";
}
