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

    /// <summary>A picture of 1, 3 or 4 channels: grey, colour, colour with alpha.</summary>
    public static void NotTwoChannels(ImageShape shape, [CallerArgumentExpression(nameof(shape))] string name = "")
    {
        if (shape.Channels == 2)
            ThrowOutOfRange(name, shape, "must have 1, 3 or 4 channels");
    }

    /// <summary>A picture in colours: 3 or 4 channels.</summary>
    public static void Colour(ImageShape shape, [CallerArgumentExpression(nameof(shape))] string name = "")
    {
        Shape(shape, name);
        if (shape.Channels < 3)
            ThrowOutOfRange(name, shape, "must have 3 or 4 channels");
    }

    /// <summary>What every op from colour to colour asks for: a colour shape, lengths that fit, and a destination that is the source or apart.</summary>
    public static void ColourInPlace(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        Colour(shape);
        InPlace(source, shape, destination);
    }

    /// <summary>What every op from image to image of the same shape asks for; the destination is the source or apart.</summary>
    public static void InPlace(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        Shape(shape);
        Length(source.Length, shape.Length, nameof(source));
        Room(destination.Length, shape.Length, nameof(destination));
        ApartOrSame<byte>(source, destination);
    }

    /// <summary>The same for an op that looks at neighbours: the destination is apart.</summary>
    public static void NotInPlace(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        Shape(shape);
        Length(source.Length, shape.Length, nameof(source));
        Room(destination.Length, shape.Length, nameof(destination));
        Apart<byte>(source, destination);
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

    /// <summary>Source and destination share no element: the op reads a pixel after others have been written.</summary>
    public static void Apart<T>(ReadOnlySpan<T> source, ReadOnlySpan<T> destination, [CallerArgumentExpression(nameof(destination))] string name = "")
    {
        if (source.Overlaps(destination))
            ThrowOverlap(name, "must not overlap the source; give it memory of its own");
    }

    /// <summary>Source and destination start at the same element (in place) or share none.</summary>
    public static void ApartOrSame<T>(ReadOnlySpan<T> source, ReadOnlySpan<T> destination, [CallerArgumentExpression(nameof(destination))] string name = "")
    {
        if (source.Overlaps(destination, out int offset) && offset != 0)
            ThrowOverlap(name, "may be the source itself or memory of its own, but not a shifted part of the source");
    }

    /// <summary>Two spans have the same number of elements.</summary>
    public static void SameLength(int length, int other, string name, string otherName)
    {
        if (length != other)
            throw new ArgumentException($"{name} holds {length} elements and {otherName} {other}; they must hold the same number.", name);
    }

    [DoesNotReturn]
    private static void ThrowOverlap(string name, string rule) => throw new ArgumentException($"{name} {rule}.", name);

    [DoesNotReturn]
    private static void ThrowOutOfRange(string name, object value, string rule) =>
        throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");

    [DoesNotReturn]
    private static void ThrowLength(string name, int length, string rule) =>
        throw new ArgumentException($"{name} holds {length} elements; {rule} are needed.", name);
}
