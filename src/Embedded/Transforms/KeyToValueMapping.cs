using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(KeyToValueMappingTransformer), typeof(KeyToValueMappingTransformer), null, typeof(SignatureLoadModel), "Keys to values", KeyToValueMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by the values they stand for.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(KeyToValueMappingTransformer transformer)
        : base(transformer)
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(Transformer.ColumnPairs.Select(p =>
        {
            var input = inputSchema.Find(p.inputColumnName);
            if (!input.IsKey)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", p.inputColumnName, "KeyType", input.GetTypeString());
            if (!input.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var values))
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", p.inputColumnName, "KeyValues annotations", "none");
            return new SchemaShape.Column(p.outputColumnName, input.Kind, values.ItemType, values.IsKey, new SchemaShape(input.Annotations.Where(a => a.Name == AnnotationKinds.SlotNames)));
        }));
    }
}

/// <summary>Replaces keys by the values they stand for; a missing key becomes empty text, NaN or zero.</summary>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToValueTransform";

    internal KeyToValueMappingTransformer(LocalEnvironment environment, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(environment, columns)
    {
    }

    private static VersionInfo Version => new("KEY2VALT", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static KeyToValueMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new KeyToValueMappingTransformer(env.Local(), LoadColumns(ctx));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        ColumnPairs,
        Output,
        (DataViewRow input, int _, DataViewSchema.Column column, out Action disposer) =>
        {
            disposer = null;
            return Generics.Call<Delegate>((Func<DataViewRow, DataViewSchema.Column, Delegate>)Getter<int, int>, [column.Type.GetItemType().RawType, ValueTypeOf(column).RawType], input, column);
        });

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
    }

    private static PrimitiveDataViewType ValueTypeOf(DataViewSchema.Column column)
    {
        var values = column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type as VectorDataViewType;
        Contracts.Check(values != null, $"Column '{column.Name}': Metadata KeyValues does not exist");
        Contracts.Check((ulong)values.Size == column.Type.GetItemType().GetKeyCount(), $"Column '{column.Name}': KeyValues metadata size does not match column type key count");
        return values.ItemType;
    }

    private DataViewSchema.DetachedColumn Output(int i, DataViewSchema.Column column)
    {
        var value = ValueTypeOf(column);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(column.Annotations, kind => kind == AnnotationKinds.SlotNames);
        return new DataViewSchema.DetachedColumn(
            ColumnPairs[i].outputColumnName, column.Type is VectorDataViewType vector ? new VectorDataViewType(value, vector.Dimensions) : value, annotations.ToAnnotations());
    }

    private static Delegate Getter<TKey, TValue>(DataViewRow row, DataViewSchema.Column column)
    {
        VBuffer<TValue> annotation = default;
        column.GetKeyValues(ref annotation);
        var values = new TValue[annotation.Length];
        annotation.CopyTo(values);
        var missing = typeof(TValue) == typeof(float) ? (TValue)(object)float.NaN : typeof(TValue) == typeof(double) ? (TValue)(object)double.NaN : default;
        TValue Value(TKey key) => Convert.ToUInt64(key) is var k && k > 0 && k <= (ulong)values.Length ? values[k - 1] : missing;
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<TKey>(column);
            return (ValueGetter<TValue>)((ref TValue value) =>
            {
                TKey key = default;
                getter(ref key);
                value = Value(key);
            });
        }

        var vectors = row.GetGetter<VBuffer<TKey>>(column);
        VBuffer<TKey> keys = default;
        return (ValueGetter<VBuffer<TValue>>)((ref VBuffer<TValue> result) =>
        {
            vectors(ref keys);
            var editor = VBufferEditor.Create(ref result, keys.Length);
            foreach (var (index, key) in keys.Items(all: true))
                editor.Values[index] = Value(key);
            result = editor.Commit();
        });
    }
}
