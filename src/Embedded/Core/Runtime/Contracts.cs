using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Runtime;

/// <summary>The guards at the public doors, with ML.NET's exception types (an argument is always "out of range", but for null) and wording.</summary>
internal static class Contracts
{
    public static void CheckNonEmpty(string text, string name) => CheckParam(!string.IsNullOrEmpty(text), name, $"{name} cannot be null or empty");

    public static void CheckParam([DoesNotReturnIf(false)] bool condition, string name, string message)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message);
    }

    public static void CheckUserArg([DoesNotReturnIf(false)] bool condition, string name, string message) => CheckParam(condition, name, message);

    public static void Check([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }

    public static void CheckDecode([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
            throw new FormatException(message);
    }

    public static Exception ExceptSchemaMismatch(string paramName, string columnRole, string columnName)
        => new ArgumentOutOfRangeException(paramName, $"Could not find {columnRole} column '{columnName}'");

    public static Exception ExceptSchemaMismatch(string paramName, string columnRole, string columnName, string expectedType, string actualType)
        => new ArgumentOutOfRangeException(paramName, $"Schema mismatch for {columnRole} column '{columnName}': expected {expectedType}, got {actualType}");
}
