using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Base of the transformers that trainers give.</summary>
public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    private const string TrainSchemaEntry = "TrainSchema";
    private bool _disposed;

    private protected PredictionTransformerBase(LocalEnvironment environment, TModel model, DataViewSchema trainSchema)
    {
        Environment = environment;
        Model = model ?? throw new ArgumentNullException(nameof(model));
        TrainSchema = trainSchema ?? throw new ArgumentNullException(nameof(trainSchema));
    }

    public TModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    private protected LocalEnvironment Environment { get; }

    private protected DataViewSchema TrainSchema { get; }

    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new RowMappingView(Environment, input, MakeRowMapper(input.Schema));
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        GC.SuppressFinalize(this);
        (Model as IDisposable)?.Dispose();
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowMappingView(Environment, new EmptyDataView(Environment, inputSchema), MakeRowMapper(inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        SaveCore(ctx);
        ctx.SaveModel(Model, PredictionTransformers.ModelDirectory);
        ctx.SaveBinaryStream(TrainSchemaEntry, writer => SchemaFile.Write(writer, TrainSchema));
    }

    internal static DataViewSchema LoadTrainSchema(ModelLoadContext ctx)
    {
        DataViewSchema schema = null;
        Contracts.CheckDecode(ctx.TryLoadBinaryStream(TrainSchemaEntry, reader => schema = SchemaFile.Read(reader)), "Corrupt model file: the schema of the training data is missing.");
        return schema;
    }

    private protected abstract RowMapper MakeRowMapper(DataViewSchema schema);

    private protected abstract void SaveCore(ModelSaveContext ctx);
}
