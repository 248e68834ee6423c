using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepRecipes.Augmentation;

/// <summary>The guards of an op's options: each gives the value back, so that a property checks what it is given in one line.</summary>
internal static class Limits
{
    public static T Within<T>(T value, T least, T most, [CallerMemberName] string name = "")
        where T : INumber<T> =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");

    public static T Known<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be one of {string.Join(", ", Enum.GetNames<T>())}.");
}
