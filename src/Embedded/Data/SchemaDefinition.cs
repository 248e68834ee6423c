using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>How the members of a class become columns; may be changed before it is used.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public Column this[string columnName]
    {
        get => Find(c => c.ColumnName == columnName);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.ColumnName != columnName)
                throw new ArgumentOutOfRangeException(nameof(columnName), $"The column name is specified as '{value.ColumnName}' but must match the selector '{columnName}'.");
            var index = FindIndex(c => c.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    /// <summary>What the public fields and properties of a class, with their attributes, say.</summary>
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        ArgumentNullException.ThrowIfNull(userType);
        var columns = new SchemaDefinition();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in RowMember.Of(userType, direction))
        {
            var own = member.GetCustomAttributes<DataViewTypeAttribute>().ToArray();
            if (own.Length > 1)
                throw new ArgumentOutOfRangeException(nameof(userType), $"Member {member.Name} cannot be marked with multiple attributes derived from {typeof(DataViewTypeAttribute)}.");
            own.FirstOrDefault()?.Register();
            var name = RowMember.ColumnNameOf(member);
            if (!names.Add(name))
                throw new ArgumentOutOfRangeException(nameof(userType), $"Duplicate column name '{name}' detected, this is disallowed");
            columns.Add(new Column(member.Name, ColumnTypeOf(member), name));
        }

        return columns;
    }

    private static DataViewType ColumnTypeOf(MemberInfo member)
    {
        var (itemType, isVector) = RowMember.ItemTypeOf(member);
        var registered = DataViewTypeManager.TypeOrNull(itemType, member.GetCustomAttributes());
        if (registered != null)
            return registered;
        var item = DataKinds.TypeOf(itemType);
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            if (!KeyDataViewType.IsValidDataType(itemType))
                throw new ArgumentOutOfRangeException(nameof(member), $"Member {member.Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type");
            item = new KeyDataViewType(itemType, key.KeyCount.Count.GetValueOrDefault());
        }

        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        if (vector != null && !isVector)
            throw new ArgumentOutOfRangeException(nameof(member), $"Member {member.Name} marked with {nameof(VectorTypeAttribute)}, but does not appear to be a vector type");
        if (!isVector)
            return item;
        return vector?.Dims is { Length: > 0 } dims ? new VectorDataViewType(item, dims) : new VectorDataViewType(item, 0);
    }

    /// <summary>A member as a column.</summary>
    public sealed class Column
    {
        private readonly Dictionary<string, (DataViewType Type, Delegate Getter)> _annotations = new(StringComparer.Ordinal);

        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = memberName;
            ColumnName = columnName;
            ColumnType = columnType;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach (var (kind, annotation) in _annotations)
                    builder.Add(kind, annotation.Type, annotation.Getter);
                return builder.ToAnnotations();
            }
        }

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            ArgumentNullException.ThrowIfNull(kind);
            ArgumentNullException.ThrowIfNull(annotationType);
            if (!_annotations.TryAdd(kind, (annotationType, AnnotationValue.Getter(value, annotationType))))
                throw new InvalidOperationException("Column already contains an annotation of this kind.");
        }

        internal void SetAnnotation(string kind, DataViewType type, Delegate getter) => _annotations[kind] = (type, getter);
    }
}
