using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>The input schema in a model file. As in ML.NET's own files, columns that are neither primitives nor vectors are silently left out.</summary>
internal static class SchemaFile
{
    private const byte Scalar = 0;
    private const byte Vector = 1;
    private const byte KeyBit = 2;

    public static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        var columns = schema.Where(c => c.Type.IsCacheable() && IsSupported(c.Type)).ToArray();
        // ML.NET's words; who has only such columns saves without a schema.
        if (columns.Length == 0)
            throw new InvalidOperationException("No valid columns to save");
        writer.Write(columns.Length);
        foreach (var column in columns)
        {
            writer.Write(column.Name);
            WriteType(writer, column.Type);
            var annotations = column.Annotations.Schema.Where(a => IsSupported(a.Type)).ToArray();
            writer.Write(annotations.Length);
            foreach (var annotation in annotations)
            {
                writer.Write(annotation.Name);
                WriteType(writer, annotation.Type);
                _ = Generics.Call<object>((Func<BinaryWriter, DataViewSchema.Annotations, DataViewSchema.Column, object>)WriteValue<int>, annotation.Type.GetItemType().RawType, writer, column.Annotations, annotation);
            }
        }
    }

    public static DataViewSchema Read(BinaryReader reader)
    {
        var builder = new DataViewSchema.Builder();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var type = ReadType(reader);
            var annotations = new DataViewSchema.Annotations.Builder();
            for (var kinds = reader.ReadInt32(); kinds > 0; kinds--)
            {
                var kind = reader.ReadString();
                var annotationType = ReadType(reader);
                annotations.Add(kind, annotationType, Generics.Call<Delegate>((Func<BinaryReader, DataViewType, Delegate>)ReadValue<int>, annotationType.GetItemType().RawType, reader, annotationType));
            }

            builder.AddColumn(name, type, annotations.ToAnnotations());
        }

        return builder.ToSchema();
    }

    private static bool IsSupported(DataViewType type) => DataKinds.TypeOrNull(type.GetItemType().RawType) != null;

    private static void WriteType(BinaryWriter writer, DataViewType type)
    {
        var item = (PrimitiveDataViewType)type.GetItemType();
        writer.Write((byte)((type is VectorDataViewType ? Vector : Scalar) | (item is KeyDataViewType ? KeyBit : 0)));
        PrimitiveValues.WriteType(writer, DataKinds.TypeOf(item.RawType));
        if (item is KeyDataViewType key)
            writer.Write(key.Count);
        if (type is not VectorDataViewType vector)
            return;
        writer.Write(vector.Dimensions.Length);
        foreach (var dimension in vector.Dimensions)
            writer.Write(dimension);
    }

    private static DataViewType ReadType(BinaryReader reader)
    {
        var form = reader.ReadByte();
        var item = PrimitiveValues.ReadType(reader);
        if ((form & KeyBit) != 0)
            item = new KeyDataViewType(item.RawType, reader.ReadUInt64());
        if ((form & Vector) == 0)
            return item;
        var dimensions = new int[reader.ReadInt32()];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = reader.ReadInt32();
        return new VectorDataViewType(item, dimensions);
    }

    private static object WriteValue<T>(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        if (annotation.Type is not VectorDataViewType)
        {
            T value = default;
            annotations.GetValue(annotation.Name, ref value);
            PrimitiveValues.Write(writer, value);
            return null;
        }

        VBuffer<T> vector = default;
        annotations.GetValue(annotation.Name, ref vector);
        writer.Write(vector.Length);
        foreach (var item in vector.DenseValues())
            PrimitiveValues.Write(writer, item);
        return null;
    }

    private static Delegate ReadValue<T>(BinaryReader reader, DataViewType type)
    {
        if (type is not VectorDataViewType)
        {
            var value = PrimitiveValues.Read<T>(reader);
            return (ValueGetter<T>)((ref T destination) => destination = value);
        }

        var items = new T[reader.ReadInt32()];
        for (var i = 0; i < items.Length; i++)
            items[i] = PrimitiveValues.Read<T>(reader);
        var vector = new VBuffer<T>(items.Length, items);
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) => vector.CopyTo(ref destination));
    }
}
