namespace Microsoft.ML.Data;

/// <summary>Getters that are kept or asked for without their type.</summary>
internal static class Getters
{
    /// <summary>The getter of an active column out of a table with one entry per column, null where inactive.</summary>
    public static ValueGetter<TValue> Typed<TValue>(Delegate[] getters, DataViewSchema.Column column)
    {
        if (column.Index < 0 || column.Index >= getters.Length || getters[column.Index] == null)
            throw new ArgumentOutOfRangeException(nameof(column), $"requested column '{column.Name}' not active");
        return Typed<TValue>(getters[column.Index], column);
    }

    public static ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column)
        => getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{getter.GetType().GenericTypeArguments[0]}'.");

    /// <summary>The getter of a column, whatever its type is.</summary>
    public static Delegate Untyped(DataViewRow row, DataViewSchema.Column column)
        => Generics.Call<Delegate>((Func<DataViewRow, DataViewSchema.Column, Delegate>)Untyped<int>, column.Type.RawType, row, column);

    private static Delegate Untyped<TValue>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<TValue>(column);
}
