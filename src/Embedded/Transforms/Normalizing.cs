using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(NormalizingTransformer), typeof(NormalizingTransformer), null, typeof(SignatureLoadModel), "Normalizer", NormalizingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Scales columns by the least and the greatest value seen.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly LocalEnvironment _environment;
    private readonly (string Output, string Input)[] _columns;
    private readonly bool _fixZero;
    private readonly long _maximumExampleCount;

    internal NormalizingEstimator(LocalEnvironment environment, bool fixZero, params (string Output, string Input)[] columns)
        : this(environment, fixZero, long.MaxValue, columns)
    {
    }

    internal NormalizingEstimator(LocalEnvironment environment, bool fixZero, long maximumExampleCount, (string Output, string Input)[] columns)
    {
        Contracts.CheckParam(maximumExampleCount > 1, nameof(maximumExampleCount), "Must be greater than 1");
        _environment = environment;
        _columns = columns;
        _fixZero = fixZero;
        _maximumExampleCount = maximumExampleCount;
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var columns = Array.ConvertAll(_columns, c => NormalizingTransformer.Check(input.Schema.GetColumnOrNull(c.Input) ?? throw Contracts.ExceptSchemaMismatch(nameof(input), "input", c.Input)));
        using var cursor = input.GetRowCursor(columns.DistinctBy(c => c.Index));
        var ranges = Array.ConvertAll(columns, c => MinMaxRange.Over(cursor, c));
        for (var rows = 0L; rows < _maximumExampleCount && cursor.MoveNext(); rows++)
        {
            foreach (var range in ranges)
                range.Update();
        }

        return new NormalizingTransformer(_environment, _columns, [.. ranges.Zip(columns).Select(p => p.First.ToScale(p.Second.Type, _fixZero))]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(c =>
        {
            var input = inputSchema.Find(c.Input);
            if (input.Kind == SchemaShape.Column.VectorKind.VariableVector)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", c.Input, "known-size vector or scalar", input.GetTypeString());
            if (input.ItemType != NumberDataViewType.Single && input.ItemType != NumberDataViewType.Double)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", c.Input, "vector or scalar of Single or Double", input.GetTypeString());
            var annotations = input.Annotations.Where(a => a.Name == AnnotationKinds.SlotNames).Append(SchemaShape.Shape(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
            return new SchemaShape.Column(c.Output, input.Kind, input.ItemType, input.IsKey, new SchemaShape(annotations));
        }));
    }
}

/// <summary>Scales columns: (value - offset) * scale, slot by slot.</summary>
public sealed class NormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "Normalizer";

    private readonly AffineScale[] _scales;

    internal NormalizingTransformer(LocalEnvironment environment, (string Output, string Input)[] columns, AffineScale[] scales)
        : base(environment, columns)
        => _scales = scales;

    private static VersionInfo Version => new("NORMALZR", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    /// <summary>The scale and offset found for the column at a place.</summary>
    public NormalizerModelParametersBase GetNormalizerModelParameters(int index)
    {
        Contracts.CheckParam(index >= 0 && index < _scales.Length, nameof(index), $"Not valid. Valid range is from 0 (inclusive) to {_scales.Length} (exclusive) but got {index}.");
        return _scales[index].ToParameters();
    }

    internal static DataViewSchema.Column Check(DataViewSchema.Column column)
    {
        const string expected = "scalar or known-size vector of Single";
        if (column.Type is VectorDataViewType { IsKnownSize: false })
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, expected, "variable-size vector");
        var item = column.Type.GetItemType();
        if (item != NumberDataViewType.Single && item != NumberDataViewType.Double)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, expected, column.Type.ToString());
        return column;
    }

    internal static NormalizingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var columns = LoadColumns(ctx);
        return new NormalizingTransformer(env.Local(), columns, Array.ConvertAll(columns, _ => AffineScale.Load(ctx.Reader)));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        ColumnPairs,
        (i, column) => new DataViewSchema.DetachedColumn(ColumnPairs[i].outputColumnName, _scales[i].Type, AnnotationsOf(Check(column))),
        (DataViewRow input, int i, DataViewSchema.Column column, out Action disposer) =>
        {
            disposer = null;
            return _scales[i].Getter(input, column);
        });

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
        foreach (var scale in _scales)
            scale.Save(ctx.Writer);
    }

    private static DataViewSchema.Annotations AnnotationsOf(DataViewSchema.Column column)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        builder.Add(column.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return builder.ToAnnotations();
    }

    /// <summary>What a normaliser found.</summary>
    public abstract class NormalizerModelParametersBase
    {
        private protected NormalizerModelParametersBase()
        {
        }
    }

    /// <summary>A scale and an offset: numbers for a scalar column, arrays for a vector.</summary>
    public sealed class AffineNormalizerModelParameters<TData> : NormalizerModelParametersBase
    {
        internal AffineNormalizerModelParameters(TData scale, TData offset)
        {
            Scale = scale;
            Offset = offset;
        }

        public TData Scale { get; }

        public TData Offset { get; }
    }
}
