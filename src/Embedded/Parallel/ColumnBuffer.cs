namespace Microsoft.ML.Data;

/// <summary>Copies of one column's values in several rows.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>A buffer for values of type <paramref name="rawType"/>.</summary>
    public static ColumnBuffer Create(Type rawType) => (ColumnBuffer)Activator.CreateInstance(typeof(ColumnBuffer<>).MakeGenericType(rawType));

    /// <summary>An action that writes what <paramref name="getter"/> gives into a slot.</summary>
    public abstract Action<int> Filler(Delegate getter);

    /// <summary>A getter of the slot that <paramref name="slot"/> says when it is called, in the buffer that <paramref name="buffer"/> says.</summary>
    public abstract Delegate Getter(Func<ColumnBuffer> buffer, Func<int> slot);
}

internal sealed class ColumnBuffer<T> : ColumnBuffer
{
    private static readonly CopyValue<T> Copy = VectorCopier.For<T>() ?? ((in T source, ref T destination) => destination = source);

    private T[] _values = [];

    public override Action<int> Filler(Delegate getter)
    {
        var typed = (ValueGetter<T>)getter;
        return slot =>
        {
            if (slot >= _values.Length)
                Array.Resize(ref _values, Math.Max(slot + 1, _values.Length * 2));
            typed(ref _values[slot]);
        };
    }

    public override Delegate Getter(Func<ColumnBuffer> buffer, Func<int> slot)
        => (ValueGetter<T>)((ref T value) => Copy(in ((ColumnBuffer<T>)buffer())._values[slot()], ref value));
}
