using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Joins columns of one item type into a vector.</summary>
internal sealed class ConcatenatingMapper : RowMapper
{
    private readonly DataViewSchema.Column[] _inputs;
    private readonly PrimitiveDataViewType _itemType;

    public ConcatenatingMapper(DataViewSchema schema, string output, string[] inputs)
        : base(schema)
    {
        _inputs = Array.ConvertAll(inputs, name => schema.GetColumnOrNull(name) ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name));
        _itemType = _inputs[0].Type.GetItemType() as PrimitiveDataViewType
            ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", inputs[0], "a primitive or a vector", _inputs[0].Type.ToString());
        foreach (var input in _inputs)
        {
            if (!input.Type.GetItemType().Equals(_itemType))
                throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name, _itemType.ToString(), input.Type.ToString());
        }

        // One vector alone stays what it is, with its dimensions and annotations.
        OutputColumns = [IsIdentity ? new DataViewSchema.DetachedColumn(output, _inputs[0].Type, _inputs[0].Annotations) : Joined(output)];
    }

    public override DataViewSchema.DetachedColumn[] OutputColumns { get; }

    private bool IsIdentity => _inputs.Length == 1 && _inputs[0].Type is VectorDataViewType;

    public override IEnumerable<DataViewSchema.Column> DependenciesOf(int output) => _inputs;

    protected override Delegate CreateGetter(DataViewRow input, int output, out Action disposer)
    {
        disposer = null;
        return IsIdentity
            ? Getters.Untyped(input, _inputs[0])
            : Generics.Call<Delegate>((Func<DataViewRow, Delegate>)Joined<int>, _itemType.RawType, input);
    }

    private DataViewSchema.DetachedColumn Joined(string output)
    {
        var sizes = Array.ConvertAll(_inputs, i => i.Type is VectorDataViewType vector ? vector.Size : 1);
        var size = Array.Exists(sizes, s => s == 0) ? 0 : sizes.Sum();
        var annotations = new DataViewSchema.Annotations.Builder();
        if (_itemType is NumberDataViewType && Array.TrueForAll(_inputs, i => i.IsNormalized()))
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        if (size > 0 && Array.Exists(_inputs, i => i.Type is not VectorDataViewType || i.HasSlotNames()))
            annotations.Add(AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size), (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)SlotNames);
        return new DataViewSchema.DetachedColumn(output, new VectorDataViewType(_itemType, size), annotations.ToAnnotations());
    }

    /// <summary>A scalar's slot bears the column's name, a vector's slot "column.slot"; slots without a name stay empty.</summary>
    private void SlotNames(ref VBuffer<ReadOnlyMemory<char>> names)
    {
        var indices = new List<int>();
        var values = new List<ReadOnlyMemory<char>>();
        var offset = 0;
        foreach (var input in _inputs)
        {
            if (input.Type is not VectorDataViewType vector)
            {
                indices.Add(offset++);
                values.Add(input.Name.AsMemory());
                continue;
            }

            if (input.HasSlotNames())
            {
                VBuffer<ReadOnlyMemory<char>> own = default;
                input.GetSlotNames(ref own);
                foreach (var (slot, name) in own.Items().Where(p => !p.Value.IsEmpty))
                {
                    indices.Add(offset + slot);
                    values.Add($"{input.Name}.{name}".AsMemory());
                }
            }

            offset += vector.Size;
        }

        var editor = VBufferEditor.Create(ref names, offset, values.Count);
        values.CopyTo(editor.Values);
        if (values.Count < offset)
            indices.CopyTo(editor.Indices);
        names = editor.Commit();
    }

    private Delegate Joined<T>(DataViewRow row)
    {
        var getters = Array.ConvertAll(_inputs, input => Part<T>(row, input));
        var parts = new VBuffer<T>[_inputs.Length];
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> joined) =>
        {
            var length = 0;
            var stored = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                getters[i](ref parts[i]);
                length = checked(length + parts[i].Length);
                stored += parts[i].GetValues().Length;
            }

            joined = stored <= length / 2 ? Sparse(ref joined, parts, length, stored) : Dense(ref joined, parts, length);
        });
    }

    private static ValueGetter<VBuffer<T>> Part<T>(DataViewRow row, DataViewSchema.Column input)
    {
        if (input.Type is VectorDataViewType vector)
        {
            var getter = row.GetGetter<VBuffer<T>>(input);
            return (ref VBuffer<T> part) =>
            {
                getter(ref part);
                Contracts.Check(vector.Size == 0 || vector.Size == part.Length, $"Column '{input.Name}': expected {vector.Size} slots, but got {part.Length}");
            };
        }

        var scalar = row.GetGetter<T>(input);
        return (ref VBuffer<T> part) =>
        {
            var editor = VBufferEditor.Create(ref part, 1);
            scalar(ref editor.Values[0]);
            part = editor.Commit();
        };
    }

    private static VBuffer<T> Dense<T>(ref VBuffer<T> joined, VBuffer<T>[] parts, int length)
    {
        var editor = VBufferEditor.Create(ref joined, length);
        var offset = 0;
        foreach (var part in parts)
        {
            part.CopyTo(editor.Values, offset);
            offset += part.Length;
        }

        return editor.Commit();
    }

    private static VBuffer<T> Sparse<T>(ref VBuffer<T> joined, VBuffer<T>[] parts, int length, int stored)
    {
        var editor = VBufferEditor.Create(ref joined, length, stored);
        var (offset, at) = (0, 0);
        foreach (var part in parts)
        {
            var values = part.GetValues();
            var indices = part.GetIndices();
            for (var i = 0; i < values.Length; i++, at++)
            {
                editor.Values[at] = values[i];
                if (stored < length)
                    editor.Indices[at] = offset + (part.IsDense ? i : indices[i]);
            }

            offset += part.Length;
        }

        return editor.Commit();
    }
}
