using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ValueToKeyMappingTransformer), typeof(ValueToKeyMappingTransformer), null, typeof(SignatureLoadModel), "Values to keys", ValueToKeyMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Finds the distinct values of columns.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly LocalEnvironment _environment;
    private readonly (string Output, string Input)[] _columns;
    private readonly int _maximumNumberOfKeys;
    private readonly KeyOrdinality _keyOrdinality;
    private readonly bool _valuesAsText;
    private readonly IDataView _keyData;

    internal ValueToKeyMappingEstimator(
        LocalEnvironment environment, (string Output, string Input)[] columns, int maximumNumberOfKeys, KeyOrdinality keyOrdinality, bool valuesAsText, IDataView keyData)
    {
        Contracts.CheckParam(maximumNumberOfKeys > 0, nameof(maximumNumberOfKeys), $"Must be positive, but is {maximumNumberOfKeys}");
        Contracts.CheckParam(
            keyData == null || keyData.Schema.Count == 1,
            nameof(keyData),
            $"If specified, this data view should contain only a single column containing the terms to map, but this had {keyData?.Schema.Count} columns.");
        _environment = environment;
        _columns = columns;
        _maximumNumberOfKeys = maximumNumberOfKeys;
        _keyOrdinality = keyOrdinality;
        _valuesAsText = valuesAsText;
        _keyData = keyData;
    }

    /// <summary>The order of the keys.</summary>
    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }

    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var inputs = Array.ConvertAll(_columns, c => ValueToKeyMappingTransformer.Check(input.Schema.GetColumnOrNull(c.Input) ?? throw Contracts.ExceptSchemaMismatch(nameof(input), "input", c.Input)));
        var source = _keyData ?? input;
        var columns = _keyData == null ? inputs : Array.ConvertAll(inputs, i => Same(i, _keyData.Schema[0]));
        var tables = Array.ConvertAll(columns, c => KeyTable.Create(c.Type.GetItemType()));
        using (var cursor = source.GetRowCursor(columns.DistinctBy(c => c.Index)))
        {
            Action[] adders = [.. tables.Zip(columns).Select(p => p.First.Adder(cursor, p.Second, _maximumNumberOfKeys))];
            while (cursor.MoveNext())
            {
                foreach (var add in adders)
                    add();
            }
        }

        if (_keyOrdinality == KeyOrdinality.ByValue)
            Array.ForEach(tables, t => t.Sort());
        return new ValueToKeyMappingTransformer(_environment, _columns, tables, _valuesAsText);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(c =>
        {
            var input = inputSchema.Find(c.Input);
            if (input.IsKey || DataKinds.TypeOrNull(input.ItemType.RawType) == null)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", c.Input, "text, a number, a truth value, a time or a row id", input.GetTypeString());
            var values = new SchemaShape.Column(AnnotationKinds.KeyValues, SchemaShape.Column.VectorKind.Vector, _valuesAsText ? TextDataViewType.Instance : input.ItemType, false);
            var annotations = input.Annotations.Where(a => a.Name == AnnotationKinds.SlotNames).Append(values);
            return new SchemaShape.Column(c.Output, input.Kind, NumberDataViewType.UInt32, true, new SchemaShape(annotations));
        }));
    }

    private static DataViewSchema.Column Same(DataViewSchema.Column input, DataViewSchema.Column keys)
        => keys.Type.GetItemType().Equals(input.Type.GetItemType())
            ? keys
            : throw Contracts.ExceptSchemaMismatch("keyData", "key", keys.Name, input.Type.GetItemType().ToString(), keys.Type.GetItemType().ToString());
}

/// <summary>Replaces values by keys.</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TermTransform";

    private readonly KeyTable[] _tables;
    private readonly bool _valuesAsText;

    internal ValueToKeyMappingTransformer(LocalEnvironment environment, (string Output, string Input)[] columns, KeyTable[] tables, bool valuesAsText)
        : base(environment, columns)
    {
        _tables = tables;
        _valuesAsText = valuesAsText;
    }

    private static VersionInfo Version => new("TERMTRNF", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static DataViewSchema.Column Check(DataViewSchema.Column column)
        => column.Type.GetItemType() is not KeyDataViewType && DataKinds.TypeOrNull(column.Type.GetItemType().RawType) != null
            ? column
            : throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, "text, a number, a truth value, a time or a row id", column.Type.ToString());

    internal static ValueToKeyMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var columns = LoadColumns(ctx);
        var valuesAsText = ctx.Reader.ReadBoolean();
        return new ValueToKeyMappingTransformer(env.Local(), columns, Array.ConvertAll(columns, _ => KeyTable.Load(ctx.Reader)), valuesAsText);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        ColumnPairs,
        Output,
        (DataViewRow input, int i, DataViewSchema.Column column, out Action disposer) =>
        {
            disposer = null;
            return _tables[i].Getter(input, column);
        });

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
        ctx.Writer.Write(_valuesAsText);
        foreach (var table in _tables)
            table.Save(ctx.Writer);
    }

    private DataViewSchema.DetachedColumn Output(int i, DataViewSchema.Column input)
    {
        if (!Check(input).Type.GetItemType().Equals(_tables[i].ItemType))
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", input.Name, _tables[i].ItemType.ToString(), input.Type.ToString());
        var key = _tables[i].KeyType;
        var annotations = new DataViewSchema.Annotations.Builder();
        _tables[i].AnnotateValues(annotations, _valuesAsText);
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new DataViewSchema.DetachedColumn(
            ColumnPairs[i].outputColumnName, input.Type is VectorDataViewType vector ? new VectorDataViewType(key, vector.Dimensions) : key, annotations.ToAnnotations());
    }
}
