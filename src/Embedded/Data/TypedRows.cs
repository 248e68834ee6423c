using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Fills objects from the rows of a schema.</summary>
internal sealed class TypedRows<TRow>
    where TRow : class
{
    private readonly (RowColumn Member, DataViewSchema.Column Column)[] _bound;

    public TypedRows(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        CheckMembers(schema, definition);
        var bound = new List<(RowColumn, DataViewSchema.Column)>();
        foreach (var member in RowClass.Create(typeof(TRow), definition, SchemaDefinition.Direction.Write).Columns)
        {
            if (schema.GetColumnOrNull(member.Name) is not { } column)
            {
                if (ignoreMissingColumns)
                    continue;
                throw Contracts.ExceptSchemaMismatch("Schema", "", member.Name);
            }

            var (itemType, isVector) = RowMember.ItemTypeOf(member.Member);
            if (isVector != column.Type is VectorDataViewType || column.Type.GetItemType().RawType != itemType)
            {
                throw new InvalidOperationException(
                    $"Can't bind the IDataView column '{member.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{member.MemberType.FullName}'.");
            }

            bound.Add((member, column));
        }

        _bound = [.. bound];
    }

    public IEnumerable<DataViewSchema.Column> Columns => _bound.Select(b => b.Column);

    /// <summary>An action that fills an object from where <paramref name="row"/> stands.</summary>
    public Action<TRow> FillerOf(DataViewRow row)
    {
        var setters = Array.ConvertAll(_bound, b => Setter(row, b.Member, b.Column));
        return target =>
        {
            foreach (var setter in setters)
                setter(target);
        };
    }

    /// <summary>A member of a type nobody registered fits only a column of exactly this type.</summary>
    private static void CheckMembers(DataViewSchema schema, SchemaDefinition definition)
    {
        var members = definition == null
            ? RowMember.Of(typeof(TRow), SchemaDefinition.Direction.Write)
            : definition.Select(c => RowMember.Find(typeof(TRow), c.MemberName));
        foreach (var member in members)
        {
            var (itemType, _) = RowMember.MappedTypeOf(member);
            if (RowMember.IsKnown(itemType, member) || member.GetCustomAttribute<DataViewTypeAttribute>() != null)
                continue;
            var name = RowMember.ColumnNameOf(member);
            if (schema.GetColumnOrNull(name) is { } column && column.Type.RawType != itemType)
            {
                throw new ArgumentOutOfRangeException(
                    "actualType",
                    $"The expected type '{column.Type.RawType}' does not match the type of the '{name}' member: '{itemType}'. Please change the {name} member to '{column.Type.RawType}'");
            }
        }
    }

    private static Action<TRow> Setter(DataViewRow row, RowColumn member, DataViewSchema.Column column)
    {
        var type = member.MemberType;
        if (type == typeof(string[]))
            return ArraySetter<ReadOnlyMemory<char>, string>(row, member, column, t => t.ToString());
        if (type.IsArray)
            return Generics.Call<Action<TRow>>((Func<DataViewRow, RowColumn, DataViewSchema.Column, Action<TRow>>)ArraySetter<int>, type.GetElementType(), row, member, column);
        if (column.Type is VectorDataViewType vector)
            return Generics.Call<Action<TRow>>((Func<DataViewRow, RowColumn, DataViewSchema.Column, Action<TRow>>)VectorSetter<int>, vector.ItemType.RawType, row, member, column);
        if (type == typeof(string))
            return TextSetter(row, member, column);
        if (column.Type is PrimitiveDataViewType || DataViewTypeManager.Knows(column.Type))
            return Generics.Call<Action<TRow>>((Func<DataViewRow, RowColumn, DataViewSchema.Column, Action<TRow>>)ValueSetter<int>, type, row, member, column);
        throw new NotImplementedException($"Type '{type.FullName}' is not yet supported.");
    }

    private static Action<TRow> ValueSetter<TValue>(DataViewRow row, RowColumn member, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<TValue>(column);
        var write = RowMember.Writer<TRow, TValue>(member.Member);
        TValue value = default;
        return target =>
        {
            getter(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> TextSetter(DataViewRow row, RowColumn member, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        var write = RowMember.Writer<TRow, string>(member.Member);
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            getter(ref value);
            write(target, value.ToString());
        };
    }

    private static Action<TRow> VectorSetter<TItem>(DataViewRow row, RowColumn member, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(column);
        var read = RowMember.Reader<TRow, VBuffer<TItem>>(member.Member);
        var write = RowMember.Writer<TRow, VBuffer<TItem>>(member.Member);
        return target =>
        {
            // The getter writes into the arrays the object already holds.
            var value = read(target);
            getter(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> ArraySetter<TItem>(DataViewRow row, RowColumn member, DataViewSchema.Column column)
        => ArraySetter<TItem, TItem>(row, member, column, null);

    /// <summary>An array that the object already holds is reused when its length fits; an empty vector therefore leaves null where null was.</summary>
    private static Action<TRow> ArraySetter<TItem, TMember>(DataViewRow row, RowColumn member, DataViewSchema.Column column, Func<TItem, TMember> convert)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(column);
        var read = RowMember.Reader<TRow, TMember[]>(member.Member);
        var write = RowMember.Writer<TRow, TMember[]>(member.Member);
        VBuffer<TItem> value = default;
        return target =>
        {
            var array = read(target);
            getter(ref value);
            if ((array?.Length ?? 0) != value.Length)
                array = new TMember[value.Length];
            if (convert == null)
            {
                value.CopyTo((TItem[])(object)array);
            }
            else
            {
                foreach (var (index, item) in value.Items(all: true))
                    array[index] = convert(item);
            }

            write(target, array);
        };
    }
}
