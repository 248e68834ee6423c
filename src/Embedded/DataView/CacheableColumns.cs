namespace Microsoft.ML.Data;

/// <summary>What ML.NET can keep copies of: primitives and vectors, but no images. Views that keep rows silently leave the others out.</summary>
internal static class CacheableColumns
{
    public static bool IsCacheable(this DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public static bool AllCacheable(IEnumerable<DataViewSchema.Column> columns) => columns.All(c => c.Type.IsCacheable());

    /// <summary>The view without the columns that cannot be kept.</summary>
    public static IDataView Select(LocalEnvironment environment, IDataView view)
        => AllCacheable(view.Schema) ? view : new ColumnChoiceView(environment, view, [.. view.Schema.Where(c => c.Type.IsCacheable()).Select(c => c.Index)]);
}
