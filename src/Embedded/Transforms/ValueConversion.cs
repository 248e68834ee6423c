using System.Globalization;
using System.Linq.Expressions;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Conversions between values of primitive columns: numbers and truth values into each other, anything to text, text to numbers.</summary>
internal static class ValueConversion
{
    public static bool Exists(Type from, Type to)
        => DataKinds.TypeOrNull(from) != null
            && (from == to || to == typeof(ReadOnlyMemory<char>) || ((IsNumber(from) || from == typeof(bool) || from == typeof(ReadOnlyMemory<char>)) && (IsNumber(to) || to == typeof(bool))));

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

    private static bool IsNumber(Type type) => DataKinds.TypeOrNull(type) is NumberDataViewType;
}
