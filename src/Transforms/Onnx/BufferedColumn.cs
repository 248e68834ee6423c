using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>The values that a pass-through column had on the rows taken ahead: copies, because the input has moved on.</summary>
internal abstract class BufferedColumn
{
    private static readonly MethodInfo s_make = typeof(BufferedColumn).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo s_getter = typeof(BufferedColumn).GetMethod(nameof(TypedGetter), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>A buffer for a column of any type.</summary>
    public static BufferedColumn Of(DataViewSchema.Column column, DataViewRow input, int capacity) =>
        (BufferedColumn)s_make.MakeGenericMethod(column.Type.RawType).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [column, input, capacity], null)!;

    /// <summary>The getter that reads the slot which <paramref name="current"/> names.</summary>
    public static Delegate Getter(DataViewSchema.Column column, Func<(BufferedColumn?[] Columns, int Slot)> current) =>
        (Delegate)s_getter.MakeGenericMethod(column.Type.RawType).Invoke(null, [column.Index, current])!;

    /// <summary>Copies the value of the row that the input stands on.</summary>
    public abstract void Take(int slot);

    private static BufferedColumn<T> Make<T>(DataViewSchema.Column column, DataViewRow input, int capacity) =>
        new BufferedColumn<T>(input.GetGetter<T>(input.Schema[column.Index]), capacity);

    private static ValueGetter<T> TypedGetter<T>(int index, Func<(BufferedColumn?[] Columns, int Slot)> current)
    {
        return Get;

        void Get(ref T value)
        {
            var (columns, slot) = current();
            ((BufferedColumn<T>)columns[index]!).HandOut(slot, ref value);
        }
    }
}

/// <inheritdoc/>
internal sealed class BufferedColumn<T>(ValueGetter<T> getter, int capacity) : BufferedColumn
{
    private static readonly Copy<T> s_copy = Copies.For<T>();
    private readonly T[] _values = new T[capacity];

    public override void Take(int slot) => getter(ref _values[slot]);

    public void HandOut(int slot, ref T value) => s_copy(in _values[slot], ref value);
}

/// <summary>Copies a value so that neither side sees what the other does to it.</summary>
internal delegate void Copy<T>(in T source, ref T destination);

/// <summary>How values of each type are copied.</summary>
internal static class Copies
{
    private static readonly MethodInfo s_vector = typeof(Copies).GetMethod(nameof(Vector), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static Copy<T> For<T>()
    {
        if (typeof(T) == typeof(MLImage))
            return (Copy<T>)(object)(Copy<MLImage?>)Image;
        if (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>))
            return s_vector.MakeGenericMethod(typeof(T).GetGenericArguments()[0]).CreateDelegate<Copy<T>>();
        return static (in source, ref destination) => destination = source;
    }

    private static void Vector<TItem>(in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);

    // Consumers dispose the images they get, so each gets one of its own.
    private static void Image(in MLImage? source, ref MLImage? destination) => destination = source?.Copy();
}
