namespace Microsoft.ML.Data;

/// <summary>The getters of a row whose values are the members of an object that changes from row to row.</summary>
internal sealed class ObjectRow<TRow>
    where TRow : class
{
    private readonly Func<TRow> _current;

    /// <summary>Getters for the columns that <paramref name="isActive"/> names, over the object that <paramref name="current"/> gives.</summary>
    public ObjectRow(RowClass rowClass, Func<int, bool> isActive, Func<TRow> current)
    {
        _current = current;
        Getters = [.. rowClass.Columns.Select((column, i) => isActive(i) ? Getter(column) : null)];
    }

    /// <summary>The getters, null where a column is not active.</summary>
    public Delegate[] Getters { get; }

    public bool IsActive(DataViewSchema.Column column)
    {
        if (column.Index < 0 || column.Index >= Getters.Length)
            throw new InvalidOperationException($"Column index must be between 0 and {Getters.Length}");
        return Getters[column.Index] != null;
    }

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Data.Getters.Typed<TValue>(Getters, column);

    private Delegate Getter(RowColumn column)
    {
        var type = column.MemberType;
        if (type == typeof(string[]))
            return Texts(column);
        if (type.IsArray)
            return Generics.Call<Delegate>((Func<RowColumn, Delegate>)Items<int>, type.GetElementType(), column);
        if (column.Type is VectorDataViewType vector)
            return Generics.Call<Delegate>((Func<RowColumn, Delegate>)Vector<int>, vector.ItemType.RawType, column);
        if (type == typeof(string))
            return Text(column);
        if (column.Type is KeyDataViewType)
            return Generics.Call<Delegate>((Func<RowColumn, Delegate>)Key<int>, type, column);
        if (column.Type is PrimitiveDataViewType || DataViewTypeManager.Knows(column.Type))
            return Generics.Call<Delegate>((Func<RowColumn, Delegate>)Value<int>, type, column);
        throw new NotSupportedException($"Type '{type.FullName}' is not yet supported.");
    }

    private Delegate Value<TValue>(RowColumn column)
    {
        var read = RowMember.Reader<TRow, TValue>(column.Member);
        return (ValueGetter<TValue>)((ref TValue destination) => destination = read(_current()));
    }

    private Delegate Text(RowColumn column)
    {
        var read = RowMember.Reader<TRow, string>(column.Member);
        return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> destination) => destination = read(_current()).AsMemory());
    }

    private Delegate Texts(RowColumn column)
    {
        var read = RowMember.Reader<TRow, string[]>(column.Member);
        return (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> destination) =>
        {
            var texts = read(_current()) ?? [];
            var editor = VBufferEditor.Create(ref destination, texts.Length);
            for (var i = 0; i < texts.Length; i++)
                editor.Values[i] = texts[i].AsMemory();
            destination = editor.Commit();
        });
    }

    private Delegate Items<TItem>(RowColumn column)
    {
        var read = RowMember.Reader<TRow, TItem[]>(column.Member);
        return (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> destination) =>
        {
            var items = read(_current()).AsSpan();
            var editor = VBufferEditor.Create(ref destination, items.Length);
            items.CopyTo(editor.Values);
            destination = editor.Commit();
        });
    }

    private Delegate Vector<TItem>(RowColumn column)
    {
        var read = RowMember.Reader<TRow, VBuffer<TItem>>(column.Member);
        return (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> destination) => read(_current()).CopyTo(ref destination));
    }

    /// <summary>A member holds 0-based categories; the column holds 1-based keys, with 0 for what lies outside.</summary>
    private Delegate Key<TValue>(RowColumn column)
    {
        if (typeof(TValue) == typeof(ushort))
            throw new InvalidOperationException($"Member {column.Member.Name}: ML.NET cannot read keys from {typeof(TValue)}; use byte, uint or ulong.");
        var read = RowMember.Reader<TRow, TValue>(column.Member);
        var last = column.Type.GetKeyCount() - 1;
        return (ValueGetter<TValue>)((ref TValue destination) =>
        {
            var value = Convert.ToUInt64(read(_current()));
            destination = (TValue)Convert.ChangeType(value <= last ? value + 1 : 0UL, typeof(TValue));
        });
    }
}
