using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>Collects columns and makes a schema of them.</summary>
    public sealed class Builder
    {
        private readonly List<DetachedColumn> _columns = [];

        /// <summary>An empty builder.</summary>
        public Builder()
        {
        }

        /// <summary>Adds a column; an earlier one of the same name becomes hidden.</summary>
        public void AddColumn(string name, DataViewType type, Annotations annotations = null)
            => _columns.Add(new DetachedColumn(name, type, annotations));

        /// <summary>Adds columns of another schema, hidden ones included.</summary>
        public void AddColumns(IEnumerable<Column> source)
        {
            foreach (var column in source)
                AddColumn(column.Name, column.Type, column.Annotations);
        }

        /// <summary>Adds columns.</summary>
        public void AddColumns(IEnumerable<DetachedColumn> source)
        {
            foreach (var column in source)
                AddColumn(column.Name, column.Type, column.Annotations);
        }

        /// <summary>The schema of what was added.</summary>
        public DataViewSchema ToSchema()
        {
            var last = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < _columns.Count; i++)
                last[_columns[i].Name] = i;
            return new DataViewSchema([.. _columns.Select((c, i) => new Column(c.Name, i, last[c.Name] != i, c.Type, c.Annotations))]);
        }
    }
}
