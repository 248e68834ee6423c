using System.Numerics;
using System.Runtime.CompilerServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Checks an option where it is set, so that a decoder that exists is a valid one.</summary>
internal static class Option
{
    private const int Most = 64;

    public static T InRange<T>(T value, T least, T most, [CallerMemberName] string name = "")
        where T : INumber<T>
    {
        Ensure.InRange(value, least, most, name);
        return value;
    }

    public static T Positive<T>(T value, [CallerMemberName] string name = "")
        where T : INumber<T>
    {
        Ensure.Positive(value, name);
        return value;
    }

    public static float? NotNaN(float? value, [CallerMemberName] string name = "") =>
        value is float.NaN ? throw new ArgumentOutOfRangeException(name, value, $"{name} must be a number, or null.") : value;

    /// <summary>A copy, so that the caller's list cannot change a decoder afterwards.</summary>
    public static IReadOnlyList<T> NotEmpty<T>(IReadOnlyList<T> values, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return values.Count is > 0 and <= Most ? [.. values] : throw new ArgumentException($"{name} holds {values.Count} values; 1 to {Most} are allowed.", name);
    }

    public static IReadOnlyList<int> Strides(IReadOnlyList<int> values, [CallerMemberName] string name = "")
    {
        foreach (var stride in NotEmpty(values, name))
            Ensure.InRange(stride, 1, 4096, name);
        return [.. values];
    }
}
