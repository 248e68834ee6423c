using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepRecipes.Kernels;

/// <summary>The guards of every public door. Each error says the parameter's name, its value and what is allowed.</summary>
internal static class Ensure
{
    public static void InRange<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : INumber<T>
    {
        // Written so that NaN fails too.
        if (!(value >= least && value <= most))
            ThrowOutOfRange(name, value, $"must be from {least} to {most}");
    }

    public static void Positive<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : INumber<T>
    {
        if (!(value > T.Zero))
            ThrowOutOfRange(name, value, "must be greater than 0");
    }

    public static void Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!double.IsFinite(value))
            ThrowOutOfRange(name, value, "must be finite");
    }

    /// <summary>The shape is a proper one.</summary>
    public static void Shape(ImageShape shape, [CallerArgumentExpression(nameof(shape))] string name = "")
    {
        if (shape.Width < 1 || shape.Height < 1 || shape.Channels is < 1 or > 4)
            ThrowOutOfRange(name, shape, "must have a width and height of at least 1 and 1 to 4 channels");
    }

    /// <summary>A span holds exactly what its shape says.</summary>
    public static void Length(int length, int expected, string name)
    {
        if (length != expected)
            ThrowLength(name, length, $"exactly {expected}");
    }

    /// <summary>A destination holds at least what is written to it.</summary>
    public static void Room(int length, int least, string name)
    {
        if (length < least)
            ThrowLength(name, length, $"at least {least}");
    }

    [DoesNotReturn]
    private static void ThrowOutOfRange(string name, object value, string rule) =>
        throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");

    [DoesNotReturn]
    private static void ThrowLength(string name, int length, string rule) =>
        throw new ArgumentException($"{name} holds {length} elements; {rule} are needed.", name);
}
