using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>A column and the fields of a line that it is made of.</summary>
internal sealed class TextColumn
{
    private TextColumn(string name, DataViewType type, int[] fields)
    {
        Name = name;
        Type = type;
        Fields = fields;
    }

    public string Name { get; }

    public DataViewType Type { get; }

    public int[] Fields { get; }

    /// <summary>A column with its ranges spelled out; one that goes to the end of the line needs to know how long a line is.</summary>
    public static TextColumn Create(TextLoader.Column column, int? fieldsInLine)
    {
        Contracts.CheckNonEmpty(column.Name, nameof(column.Name));
        Contracts.CheckParam(column.Source is { Length: > 0 }, nameof(column.Source), $"Column '{column.Name}' needs at least one source.");
        var item = DataKinds.TypeOf(column.DataKind);
        if (column.KeyCount != null)
        {
            Contracts.CheckParam(KeyDataViewType.IsValidDataType(item.RawType), nameof(column.KeyCount), $"Column '{column.Name}': {item} cannot hold keys.");
            item = new KeyDataViewType(item.RawType, column.KeyCount.Count ?? uint.MaxValue);
        }

        var fields = new List<int>();
        foreach (var range in column.Source)
        {
            var last = range.Max ?? (fieldsInLine - 1) ?? throw new InvalidOperationException($"Column '{column.Name}' goes to the end of the line: a sample of the data is needed to know where that is.");
            fields.AddRange(Enumerable.Range(range.Min, last - range.Min + 1));
        }

        var isVector = fields.Count > 1 || column.Source.Length > 1 || column.Source[0].ForceVector;
        return new TextColumn(column.Name, isVector ? new VectorDataViewType(item, fields.Count) : item, [.. fields]);
    }

    public static TextColumn Load(BinaryReader reader)
    {
        var name = reader.ReadString();
        var isVector = reader.ReadBoolean();
        var item = PrimitiveValues.ReadType(reader);
        var keys = reader.ReadUInt64();
        var fields = new int[reader.ReadInt32()];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = reader.ReadInt32();
        if (keys > 0)
            item = new KeyDataViewType(item.RawType, keys);
        return new TextColumn(name, isVector ? new VectorDataViewType(item, fields.Length) : item, fields);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Name);
        writer.Write(Type is VectorDataViewType);
        PrimitiveValues.WriteType(writer, DataKinds.TypeOf(Type.GetItemType().RawType));
        writer.Write(Type.GetItemType().GetKeyCount());
        writer.Write(Fields.Length);
        foreach (var field in Fields)
            writer.Write(field);
    }

    /// <summary>A vector's slots bear the names of the fields, where a header gives them.</summary>
    public DataViewSchema.Annotations SlotNames(string[] fieldNames)
    {
        if (fieldNames == null || Type is not VectorDataViewType)
            return null;
        var names = new VBuffer<ReadOnlyMemory<char>>(Fields.Length, Array.ConvertAll(Fields, f => f < fieldNames.Length ? fieldNames[f].AsMemory() : default));
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, Fields.Length), (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
        return builder.ToAnnotations();
    }
}
