namespace Microsoft.ML.Data;

/// <summary>Makes getters of annotations that are given as plain values: arrays stand for vectors, strings for text.</summary>
internal static class AnnotationValue
{
    public static Delegate Getter<T>(T value, DataViewType type)
    {
        switch (value)
        {
            case string text:
                return Checked<ReadOnlyMemory<char>>(type, text.AsMemory());
            case string[] texts:
                return Checked(type, Vector(Array.ConvertAll(texts, t => t.AsMemory())));
            case Array array:
                return Generics.Call<Delegate>((Func<DataViewType, int[], Delegate>)OfArray, array.GetType().GetElementType(), type, array);
            default:
                return Checked(type, value);
        }
    }

    private static Delegate OfArray<TItem>(DataViewType type, TItem[] array) => Checked(type, Vector(array));

    private static VBuffer<TItem> Vector<TItem>(TItem[] values) => new(values.Length, values);

    private static ValueGetter<TValue> Checked<TValue>(DataViewType type, TValue value)
    {
        if (type.RawType != typeof(TValue))
            throw new InvalidOperationException($"Value inputted is supposed to have Type {type.RawType}, but has {typeof(TValue)}.");
        // Vectors are handed out as copies: a caller may write into the arrays it was given.
        return VectorCopier.For<TValue>() is { } copy
            ? (ref TValue destination) => copy(value, ref destination)
            : (ref TValue destination) => destination = value;
    }
}
