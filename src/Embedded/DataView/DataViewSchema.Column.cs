using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>A column of a schema.</summary>
    public struct Column
    {
        internal Column(string name, int index, bool isHidden, DataViewType type, Annotations annotations)
        {
            Name = name;
            Index = index;
            IsHidden = isHidden;
            Type = type;
            Annotations = annotations ?? Annotations.Empty;
        }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>The place in the schema.</summary>
        public int Index { get; }

        /// <summary>Whether a later column took the name.</summary>
        public bool IsHidden { get; }

        /// <summary>What it holds.</summary>
        public DataViewType Type { get; }

        /// <summary>What else is known of it: slot names, key values.</summary>
        public Annotations Annotations { get; }

        /// <inheritdoc/>
        public override string ToString()
            => Annotations == null || Annotations.Schema.Count == 0 ? $"{Name}: {Type}" : $"{Name}: {Type} {{{Annotations}}}";
    }

    /// <summary>A column that belongs to no schema yet.</summary>
    public struct DetachedColumn
    {
        /// <summary>A column to be.</summary>
        public DetachedColumn(string name, DataViewType type, Annotations annotations = null)
        {
            if (string.IsNullOrEmpty(name))
                throw new ArgumentNullException(nameof(name));
            Name = name;
            Type = type ?? throw new ArgumentNullException(nameof(type));
            Annotations = annotations ?? Annotations.Empty;
        }

        /// <summary>A column like another.</summary>
        public DetachedColumn(Column column)
        {
            Name = column.Name;
            Type = column.Type;
            Annotations = column.Annotations;
        }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>What it holds.</summary>
        public DataViewType Type { get; }

        /// <summary>What else is known of it.</summary>
        public Annotations Annotations { get; }
    }
}
