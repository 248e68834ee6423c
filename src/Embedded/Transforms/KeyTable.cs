using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Distinct values and their keys, 1 for the first. Missing values (empty text, NaN) have no key.</summary>
internal abstract class KeyTable(PrimitiveDataViewType itemType)
{
    public PrimitiveDataViewType ItemType { get; } = itemType;

    /// <summary>A key type has at least one key, even where no value was seen.</summary>
    public KeyDataViewType KeyType => new(typeof(uint), Math.Max(1, Count));

    public abstract int Count { get; }

    public static KeyTable Create(DataViewType itemType)
        => (KeyTable)Activator.CreateInstance(typeof(KeyTable<>).MakeGenericType(itemType.RawType), itemType);

    public static KeyTable Load(BinaryReader reader)
    {
        var table = Create(PrimitiveValues.ReadType(reader));
        table.LoadValues(reader);
        return table;
    }

    public void Save(BinaryWriter writer)
    {
        PrimitiveValues.WriteType(writer, ItemType);
        SaveValues(writer);
    }

    /// <summary>An action that takes in the values of the current row.</summary>
    public abstract Action Adder(DataViewRow row, DataViewSchema.Column column, int most);

    public abstract void Sort();

    public abstract Delegate Getter(DataViewRow row, DataViewSchema.Column column);

    public abstract void AnnotateValues(DataViewSchema.Annotations.Builder builder, bool asText);

    protected abstract void LoadValues(BinaryReader reader);

    protected abstract void SaveValues(BinaryWriter writer);
}

internal sealed class KeyTable<T>(PrimitiveDataViewType itemType) : KeyTable(itemType)
{
    private readonly Dictionary<object, uint> _keys = [];
    private readonly List<T> _values = [];

    public override int Count => _values.Count;

    public override Action Adder(DataViewRow row, DataViewSchema.Column column, int most)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<T>(column);
            return () =>
            {
                T value = default;
                getter(ref value);
                Add(value, most);
            };
        }

        var vectors = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        return () =>
        {
            vectors(ref vector);
            foreach (var value in vector.DenseValues())
                Add(value, most);
        };
    }

    public override void Sort()
    {
        var sorted = _values.OrderBy(v => v is ReadOnlyMemory<char> text ? text.ToString() : (object)v, Comparer<object>.Create(Compare)).ToArray();
        _values.Clear();
        _keys.Clear();
        foreach (var value in sorted)
            Add(value, int.MaxValue);
    }

    public override Delegate Getter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<T>(column);
            return (ValueGetter<uint>)((ref uint key) =>
            {
                T value = default;
                getter(ref value);
                key = Key(value);
            });
        }

        var vectors = row.GetGetter<VBuffer<T>>(column);
        var sparse = Key(default) == 0;
        VBuffer<T> source = default;
        return (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> keys) =>
        {
            vectors(ref source);
            if (!sparse)
                source.CopyToDense(ref source);
            var editor = VBufferEditor.Create(ref keys, source.Length, source.GetValues().Length);
            for (var i = 0; i < editor.Values.Length; i++)
                editor.Values[i] = Key(source.GetValues()[i]);
            source.GetIndices().CopyTo(editor.Indices);
            keys = editor.Commit();
        });
    }

    public override void AnnotateValues(DataViewSchema.Annotations.Builder builder, bool asText)
    {
        if (asText && ItemType is not TextDataViewType)
        {
            var texts = _values.ConvertAll(v => PrimitiveValues.ToText(v).AsMemory());
            builder.Add(AnnotationKinds.KeyValues, new VectorDataViewType(TextDataViewType.Instance, KeyTypeSize), Fill(texts));
            return;
        }

        builder.Add(AnnotationKinds.KeyValues, new VectorDataViewType(ItemType, KeyTypeSize), Fill(_values));
    }

    protected override void LoadValues(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
            Add(PrimitiveValues.Read<T>(reader), int.MaxValue);
    }

    protected override void SaveValues(BinaryWriter writer)
    {
        writer.Write(_values.Count);
        foreach (var value in _values)
            PrimitiveValues.Write(writer, value);
    }

    private int KeyTypeSize => Math.Max(1, Count);

    private ValueGetter<VBuffer<TValue>> Fill<TValue>(List<TValue> values) => (ref VBuffer<TValue> destination) =>
    {
        var editor = VBufferEditor.Create(ref destination, KeyTypeSize);
        editor.Values.Clear();
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    };

    /// <summary>Text compares by its characters, not by where they lie.</summary>
    private static object Identity(T value) => value is ReadOnlyMemory<char> text ? text.ToString() : value;

    private static bool IsMissing(T value) => value switch
    {
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        ReadOnlyMemory<char> text => text.IsEmpty,
        _ => false,
    };

    private static int Compare(object left, object right) => left is string text ? string.CompareOrdinal(text, (string)right) : Comparer<object>.Default.Compare(left, right);

    private void Add(T value, int most)
    {
        if (_values.Count >= most || IsMissing(value))
            return;
        if (value is ReadOnlyMemory<char> text)
            value = (T)(object)text.ToString().AsMemory(); // what it points to may be reused
        if (_keys.TryAdd(Identity(value), (uint)_values.Count + 1))
            _values.Add(value);
    }

    private uint Key(T value) => IsMissing(value) ? 0 : _keys.GetValueOrDefault(Identity(value));
}
