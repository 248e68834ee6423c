using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Can be saved into a model file, through the internals of <see cref="ModelSaveContext"/>.</summary>
public interface ICanSaveModel
{
    void Save(ModelSaveContext ctx);
}

/// <summary>Learns a transformer from data.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    TTransformer Fit(IDataView input);

    /// <summary>What <see cref="Fit"/> and Transform would give, seen by shape alone; throws when the input does not suit.</summary>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}

/// <summary>Turns a view into another, lazily.</summary>
public interface ITransformer : ICanSaveModel
{
    /// <summary>Whether each output row follows from one input row, so that <see cref="GetRowToRowMapper"/> works.</summary>
    bool IsRowToRowMapper { get; }

    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    IDataView Transform(IDataView input);

    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}

/// <summary>Loads data of a source into a view.</summary>
public interface IDataLoader<in TSource> : ICanSaveModel
{
    IDataView Load(TSource input);

    DataViewSchema GetOutputSchema();
}

/// <summary>Learns a loader from a source.</summary>
public interface IDataLoaderEstimator<in TSource, out TLoader>
    where TLoader : IDataLoader<TSource>
{
    TLoader Fit(TSource input);

    SchemaShape GetOutputSchema();
}
