using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The columns of a row class, with a user's schema definition checked against its members.</summary>
internal sealed class RowClass
{
    private RowClass(RowColumn[] columns) => Columns = columns;

    public RowColumn[] Columns { get; }

    public static RowClass Create(Type type, SchemaDefinition definition, SchemaDefinition.Direction direction)
        => new([.. (definition ?? SchemaDefinition.Create(type, direction)).Select(c => Column(type, c))]);

    public DataViewSchema ToSchema()
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in Columns)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    /// <summary>The definition of a class whose columns are given by a schema, as <c>LoadFromEnumerable(data, schema)</c> reads it.</summary>
    public static SchemaDefinition Definition(Type type, DataViewSchema schema)
    {
        var definition = SchemaDefinition.Create(type, SchemaDefinition.Direction.Read);
        foreach (var column in schema)
        {
            var member = definition[column.Name] ?? throw new InvalidOperationException($"Type should contain a member named {column.Name}");
            member.ColumnType = column.Type;
            foreach (var annotation in column.Annotations.Schema)
                member.SetAnnotation(annotation.Name, annotation.Type, column.Annotations.GetGetterInternal(annotation.Index));
        }

        return definition;
    }

    private static RowColumn Column(Type type, SchemaDefinition.Column column)
    {
        Contracts.CheckParam(column.MemberName != null, "userSchemaDefinition", "Null field name detected in schema definition");
        var member = RowMember.Find(type, column.MemberName);
        var name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        var (itemType, isVector) = RowMember.ItemTypeOf(member);
        if (column.ColumnType == null)
        {
            var primitive = DataKinds.TypeOf(itemType);
            return new RowColumn(name, member, isVector ? new VectorDataViewType(primitive) : primitive, column.Annotations);
        }

        if (isVector != column.ColumnType is VectorDataViewType)
        {
            throw new ArgumentOutOfRangeException(
                "userSchemaDefinition",
                $"Column '{name}' is supposed to be {(isVector ? "scalar" : "vector")}, but type of associated field '{column.MemberName}' is {(isVector ? "vector" : "scalar")}");
        }

        if (column.ColumnType.GetItemType().RawType != itemType)
            throw new ArgumentOutOfRangeException("userSchemaDefinition", $"Column '{name}' is supposed to have item type {column.ColumnType.GetItemType().RawType}, but associated field has type {itemType}");
        return new RowColumn(name, member, column.ColumnType, column.Annotations);
    }
}

/// <summary>A member of a row class as a column.</summary>
internal sealed record RowColumn(string Name, MemberInfo Member, DataViewType Type, DataViewSchema.Annotations Annotations)
{
    public Type MemberType => RowMember.TypeOf(Member);
}
