using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>Reads pictures and leaves out the rows whose image cannot be read. It changes the number of rows, so it cannot stand in a prediction engine.</summary>
public sealed class LoadImagesSkippingTransformer : ITransformer
{
    private readonly IHostEnvironment _environment;
    private long _skipped;

    internal LoadImagesSkippingTransformer(LoadImages step, IHostEnvironment environment)
    {
        Step = step;
        _environment = environment;
    }

    /// <summary>What is done, and on which columns.</summary>
    public LoadImages Step { get; }

    /// <summary>Rows left out so far, over all passes.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <inheritdoc/>
    public bool IsRowToRowMapper => false;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new BoundStep(Step, inputSchema).OutputSchema;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: rows are left out.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException($"LoadImages with {nameof(BadImagePolicy)}.{nameof(BadImagePolicy.Skip)} leaves rows out, which a prediction engine cannot: use {nameof(BadImagePolicy.MarkInvalid)} there.");

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new View(this, new StepView(input, new(Step, input.Schema)));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelPersistence.Save(ctx, Step);

    private void Report(long skipped)
    {
        Interlocked.Add(ref _skipped, skipped);
        using var channel = _environment.Start(nameof(LoadImages));
        channel.Warning(MessageSensitivity.None, $"{skipped} rows were left out, because their images in column '{Step.Input}' cannot be read.");
    }

    private sealed class View(LoadImagesSkippingTransformer parent, StepView source) : IDataView
    {
        public bool CanShuffle => source.CanShuffle;

        public DataViewSchema Schema => source.Schema;

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            var needed = columnsNeeded.ToArray();
            return CursorOver.One(source.GetRowCursor(WithValid(needed), rand), cursor => new Cursor(parent, cursor, needed));
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        {
            var needed = columnsNeeded.ToArray();
            return CursorOver.Each(source.GetRowCursorSet(WithValid(needed), n, rand), cursor => new Cursor(parent, cursor, needed));
        }

        private IEnumerable<DataViewSchema.Column> WithValid(DataViewSchema.Column[] needed) => needed.Append(Schema[parent.Step.ValidColumn]).DistinctBy(column => column.Index);
    }

    private sealed class Cursor(LoadImagesSkippingTransformer parent, DataViewRowCursor input, DataViewSchema.Column[] needed) : DataViewRowCursor
    {
        private readonly ValueGetter<bool> _valid = input.GetGetter<bool>(input.Schema[parent.Step.ValidColumn]);
        private long _position = -1;
        private long _skipped;

        public override long Position => _position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => input.Schema;

        public override bool MoveNext()
        {
            while (input.MoveNext())
            {
                var valid = false;
                _valid(ref valid);
                if (valid)
                {
                    _position++;
                    return true;
                }
                _skipped++;
            }
            return false;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => Array.Exists(needed, wanted => wanted.Index == column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                if (_skipped > 0)
                    parent.Report(_skipped);
                _skipped = 0;
                input.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
