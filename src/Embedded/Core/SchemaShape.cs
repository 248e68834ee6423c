using System.Collections;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What is known of a schema before data are seen: names and item types, but no vector sizes and key counts.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Empty = new([]);

    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = [.. columns];
        if (!Array.TrueForAll(_columns, c => c.IsValid))
            throw new ArgumentOutOfRangeException(nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape of a schema's visible columns, with the shapes of their annotations.</summary>
    internal static SchemaShape Create(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new SchemaShape(schema.Where(c => !c.IsHidden)
            .Select(c => Shape(c.Name, c.Type, new SchemaShape(c.Annotations.Schema.Select(a => Shape(a.Name, a.Type, null))))));
    }

    internal bool TryFindColumn(string name, out Column column)
    {
        column = Array.Find(_columns, c => c.Name == name);
        return column.IsValid;
    }

    internal Column Find(string name, string role = "input")
        => TryFindColumn(name, out var column) ? column : throw Contracts.ExceptSchemaMismatch("inputSchema", role, name);

    /// <summary>This shape with some columns replaced or added, as an estimator reports it.</summary>
    internal SchemaShape With(params IEnumerable<Column> columns)
    {
        var all = _columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var column in columns)
            all[column.Name] = column;
        return new SchemaShape(all.Values);
    }

    internal static Column Shape(string name, DataViewType type, SchemaShape annotations = null)
    {
        var kind = type is VectorDataViewType vector ? (vector.IsKnownSize ? Column.VectorKind.Vector : Column.VectorKind.VariableVector) : Column.VectorKind.Scalar;
        var item = type.GetItemType();
        return item is KeyDataViewType
            ? new Column(name, kind, DataKinds.TypeOf(item.RawType), true, annotations)
            : new Column(name, kind, item, false, annotations);
    }

    /// <summary>A column by shape.</summary>
    public struct Column
    {
        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }

        public readonly string Name;
        public readonly VectorKind Kind;

        /// <summary>The item type of a vector, the type itself of a scalar; for a key, the number type it is stored as.</summary>
        public readonly DataViewType ItemType;

        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            ArgumentNullException.ThrowIfNull(itemType);
            if (itemType is KeyDataViewType or VectorDataViewType)
                throw new ArgumentOutOfRangeException(nameof(itemType), "Item type cannot be a key or a vector");
            if (isKey && !KeyDataViewType.IsValidDataType(itemType.RawType))
                throw new ArgumentOutOfRangeException(nameof(itemType), $"The item type must be valid for a key, but is {itemType}");
            Name = name;
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? Empty;
        }

        internal readonly bool IsValid => Name != null;

        /// <summary>Whether <paramref name="source"/> can stand where this is asked for.</summary>
        internal readonly bool IsCompatibleWith(Column source)
            => Name == source.Name && Kind == source.Kind && ItemType.Equals(source.ItemType) && IsKey == source.IsKey
                && Annotations.All(a => source.Annotations.TryFindColumn(a.Name, out var found) && a.IsCompatibleWith(found));

        internal readonly string GetTypeString()
        {
            var item = IsKey ? $"Key<{ItemType}>" : $"{ItemType}";
            return Kind switch
            {
                VectorKind.Vector => $"Vector<{item}>",
                VectorKind.VariableVector => $"VarVector<{item}>",
                _ => item,
            };
        }
    }
}
