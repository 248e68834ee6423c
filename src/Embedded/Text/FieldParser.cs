using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Parses a field into a value. What cannot be parsed is missing: NaN, 0, false or empty, as in ML.NET.</summary>
internal static class FieldParser
{
    private static readonly string[] TrueTexts = ["T", "Y", "1", "+", "+1", "YES", "TRUE"];

    public static Func<ReadOnlyMemory<char>, T> For<T>(DataViewType itemType, bool missingRealsAsNaNs)
    {
        if (itemType is KeyDataViewType key)
            return text => (T)Convert.ChangeType(Key(text.Span, key.Count), typeof(T));
        object parser = default(T) switch
        {
            ReadOnlyMemory<char> => (Func<ReadOnlyMemory<char>, ReadOnlyMemory<char>>)(text => text),
            float => (Func<ReadOnlyMemory<char>, float>)(text => Number(text.Span, missingRealsAsNaNs ? float.NaN : 0, float.NaN)),
            double => (Func<ReadOnlyMemory<char>, double>)(text => Number(text.Span, missingRealsAsNaNs ? double.NaN : 0, double.NaN)),
            bool => (Func<ReadOnlyMemory<char>, bool>)(text => Array.Exists(TrueTexts, t => text.Span.Equals(t, StringComparison.OrdinalIgnoreCase))),
            sbyte => (Func<ReadOnlyMemory<char>, sbyte>)(text => Number<sbyte>(text.Span, 0, 0)),
            byte => (Func<ReadOnlyMemory<char>, byte>)(text => Number<byte>(text.Span, 0, 0)),
            short => (Func<ReadOnlyMemory<char>, short>)(text => Number<short>(text.Span, 0, 0)),
            ushort => (Func<ReadOnlyMemory<char>, ushort>)(text => Number<ushort>(text.Span, 0, 0)),
            int => (Func<ReadOnlyMemory<char>, int>)(text => Number(text.Span, 0, 0)),
            uint => (Func<ReadOnlyMemory<char>, uint>)(text => Number<uint>(text.Span, 0, 0)),
            long => (Func<ReadOnlyMemory<char>, long>)(text => Number<long>(text.Span, 0, 0)),
            ulong => (Func<ReadOnlyMemory<char>, ulong>)(text => Number<ulong>(text.Span, 0, 0)),
            _ => throw new NotSupportedException($"The embedded text loader does not read {typeof(T)}."),
        };
        return (Func<ReadOnlyMemory<char>, T>)parser;
    }

    private static T Number<T>(ReadOnlySpan<char> text, T empty, T bad)
        where T : System.Numerics.INumber<T>
        => text.IsEmpty ? empty : T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : bad;

    /// <summary>The file counts from 0, keys from 1.</summary>
    private static ulong Key(ReadOnlySpan<char> text, ulong count)
        => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < count ? value + 1 : 0;
}
