using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ITransformer), typeof(CustomMappingLoader), null, typeof(SignatureLoadModel), "Custom mapping", CustomMappingLoader.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Adds columns that a user's action computes.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(CustomMappingTransformer<TSrc, TDst> transformer)
        : base(transformer)
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (var member in RowClass.Create(typeof(TSrc), Transformer.InputDefinition, SchemaDefinition.Direction.Both).Columns)
        {
            var input = inputSchema.Find(member.Name);
            var expected = SchemaShape.Shape(member.Name, member.Type);
            // A column type of one's own must be the very instance that was registered for the member.
            var fits = ReferenceEquals(expected.ItemType, input.ItemType) && expected.IsKey == input.IsKey
                && (expected.Kind == input.Kind || (expected.Kind == SchemaShape.Column.VectorKind.VariableVector && input.Kind == SchemaShape.Column.VectorKind.Vector));
            if (!fits)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", member.Name, member.Type.ToString(), input.GetTypeString());
        }

        return inputSchema.With(SchemaShape.Create(Transformer.Added.ToSchema()));
    }
}

/// <summary>Adds columns that a user's action computes, once a row, when one of them is read.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly LocalEnvironment _environment;
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string _contractName;

    internal CustomMappingTransformer(LocalEnvironment environment, Action<TSrc, TDst> mapAction, string contractName, SchemaDefinition inputDefinition, SchemaDefinition outputDefinition)
    {
        ArgumentNullException.ThrowIfNull(mapAction);
        _environment = environment;
        _mapAction = mapAction;
        _contractName = contractName;
        InputDefinition = inputDefinition;
        Added = RowClass.Create(typeof(TDst), outputDefinition, SchemaDefinition.Direction.Write);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal SchemaDefinition InputDefinition { get; }

    internal RowClass Added { get; }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return RowMappingView.SchemaOf(new Mapper(this, inputSchema));
    }

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new RowMappingView(_environment, input, new Mapper(this, input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowMappingView(_environment, new EmptyDataView(_environment, inputSchema), new Mapper(this, inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Contracts.Check(_contractName != null, "Empty contract name for a transform: the transform cannot be saved");
        ctx.SetVersionInfo(CustomMappingLoader.Version);
        ctx.SaveString(_contractName);
        ctx.SaveString(_mapAction.Method.DeclaringType.Assembly.FullName);
    }

    private sealed class Mapper : RowMapper
    {
        private readonly CustomMappingTransformer<TSrc, TDst> _parent;
        private readonly TypedRows<TSrc> _source;

        public Mapper(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema schema)
            : base(schema)
        {
            _parent = parent;
            _source = new TypedRows<TSrc>(schema, ignoreMissingColumns: false, parent.InputDefinition);
            OutputColumns = [.. parent.Added.ToSchema().Select(c => new DataViewSchema.DetachedColumn(c))];
        }

        public override DataViewSchema.DetachedColumn[] OutputColumns { get; }

        public override IEnumerable<DataViewSchema.Column> DependenciesOf(int output) => _source.Columns;

        public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> isActive, out Action disposer)
        {
            disposer = null;
            var active = Array.ConvertAll(OutputColumns, _ => false);
            for (var i = 0; i < active.Length; i++)
                active[i] = isActive(i);
            if (!Array.Exists(active, a => a))
                return new Delegate[active.Length];
            var fill = _source.FillerOf(input);
            var (source, target, served) = (new TSrc(), new TDst(), -1L);
            var row = new ObjectRow<TDst>(_parent.Added, i => active[i], () =>
            {
                if (served == input.Position)
                    return target;
                fill(source);
                _parent._mapAction(source, target);
                served = input.Position;
                return target;
            });
            return row.Getters;
        }

        protected override Delegate CreateGetter(DataViewRow input, int output, out Action disposer) => throw new NotSupportedException("All columns are computed by one action.");
    }
}
