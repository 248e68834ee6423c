using System.Globalization;
using System.Linq.Expressions;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Conversions between values of primitive columns: numbers and truth values into each other, anything to text, text to numbers.</summary>
internal static class ValueConversion
{
    private static readonly Type[] Signed = [typeof(sbyte), typeof(short), typeof(int), typeof(long)];
    private static readonly Type[] Unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];
    private static readonly Type[] Floating = [typeof(float), typeof(double)];

    /// <summary>Whether ML.NET converts: integers into those of their own kind, whatever their size; a floating-point number never into an integer; a key only into an unsigned one.</summary>
    public static bool Exists(Type from, bool isKey, Type to)
    {
        if (isKey)
            return Unsigned.Contains(to);
        if (DataKinds.TypeOrNull(from) == null)
            return false;
        if (from == to || to == typeof(ReadOnlyMemory<char>))
            return true;
        var numbers = from switch
        {
            _ when Signed.Contains(from) || from == typeof(bool) => Signed,
            _ when Unsigned.Contains(from) => Unsigned,
            _ when from == typeof(ReadOnlyMemory<char>) => [.. Signed, .. Unsigned],
            _ when Floating.Contains(from) => [],
            _ => (Type[])null,
        };
        return numbers != null && (to == typeof(bool) || Floating.Contains(to) || numbers.Contains(to));
    }

    public static Func<TSource, TTarget> Get<TSource, TTarget>()
    {
        if (typeof(TSource) == typeof(TTarget))
            return value => (TTarget)(object)value;
        if (typeof(TTarget) == typeof(ReadOnlyMemory<char>))
            return value => (TTarget)(object)PrimitiveValues.ToText(value).AsMemory();
        if (typeof(TSource) == typeof(ReadOnlyMemory<char>))
            return value => Parse<TTarget>((ReadOnlyMemory<char>)(object)value);
        var source = Expression.Parameter(typeof(TSource));
        Expression body = (typeof(TSource) == typeof(bool), typeof(TTarget) == typeof(bool)) switch
        {
            (true, _) => Expression.Condition(source, Expression.Convert(Expression.Constant(1), typeof(TTarget)), Expression.Default(typeof(TTarget))),
            (_, true) => Expression.NotEqual(source, Expression.Default(typeof(TSource))),
            _ => Expression.Convert(source, typeof(TTarget)),
        };
        return Expression.Lambda<Func<TSource, TTarget>>(body, source).Compile();
    }

    /// <summary>Text as a number: NaN, or an error for a type without one, where it is none; empty text is missing.</summary>
    private static TTarget Parse<TTarget>(ReadOnlyMemory<char> memory)
    {
        var text = memory.Span.Trim();
        if (typeof(TTarget) == typeof(bool))
            return (TTarget)(object)(text is "1" or "true" or "True" or "TRUE");
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return (TTarget)Convert.ChangeType(number, typeof(TTarget), CultureInfo.InvariantCulture);
        if (typeof(TTarget) == typeof(float))
            return (TTarget)(object)float.NaN;
        if (typeof(TTarget) == typeof(double))
            return (TTarget)(object)double.NaN;
        return text.IsEmpty ? default : throw new InvalidOperationException($"Could not parse value {text} as {typeof(TTarget)}.");
    }
}
