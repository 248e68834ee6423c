using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The fields and properties of row classes: which are columns, of which type, and how they are read and written.</summary>
internal static class RowMember
{
    /// <summary>The members that are columns: fields first, as ML.NET orders them.</summary>
    public static IEnumerable<MemberInfo> Of(Type type, SchemaDefinition.Direction direction)
    {
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance);
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0
            && ((direction.HasFlag(SchemaDefinition.Direction.Read) && p.GetGetMethod() != null)
                || (direction.HasFlag(SchemaDefinition.Direction.Write) && p.GetSetMethod() != null)));
        return fields.Concat<MemberInfo>(properties).Where(m => TypeOf(m) != typeof(IChannel) && m.GetCustomAttribute<NoColumnAttribute>() == null);
    }

    public static MemberInfo Find(Type type, string name)
        => (MemberInfo)type.GetField(name) ?? type.GetProperty(name) ?? throw new ArgumentOutOfRangeException(nameof(name), $"No field or property with name '{name}' found in type '{type.FullName}'");

    public static string ColumnNameOf(MemberInfo member) => member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;

    public static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The type of what a column of this member holds, seen through arrays, vectors and strings, whether or not it is known.</summary>
    public static (Type ItemType, bool IsVector) MappedTypeOf(MemberInfo member)
    {
        var type = TypeOf(member);
        var isVector = true;
        if (type.IsArray)
            type = type.GetElementType();
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>))
            type = type.GenericTypeArguments[0];
        else
            isVector = false;
        return (type == typeof(string) ? typeof(ReadOnlyMemory<char>) : type, isVector);
    }

    public static bool IsKnown(Type itemType, MemberInfo member)
        => DataKinds.TypeOrNull(itemType) != null || DataViewTypeManager.TypeOrNull(itemType, member.GetCustomAttributes()) != null;

    public static (Type ItemType, bool IsVector) ItemTypeOf(MemberInfo member)
    {
        var mapped = MappedTypeOf(member);
        if (!IsKnown(mapped.ItemType, member))
            throw new ArgumentOutOfRangeException("rawType", $"Could not determine an IDataView type and registered custom types for member {member.Name}");
        return mapped;
    }

    public static Func<TRow, TValue> Reader<TRow, TValue>(MemberInfo member)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, member), row).Compile();
    }

    public static Action<TRow, TValue> Writer<TRow, TValue>(MemberInfo member)
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        return Expression.Lambda<Action<TRow, TValue>>(Expression.Assign(Expression.MakeMemberAccess(row, member), value), row, value).Compile();
    }
}
