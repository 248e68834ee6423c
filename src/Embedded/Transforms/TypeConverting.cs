using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(TypeConvertingTransformer), typeof(TypeConvertingTransformer), null, typeof(SignatureLoadModel), "Convert types", TypeConvertingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Converts columns to another type.</summary>
public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(TypeConvertingTransformer transformer)
        : base(transformer)
    {
    }

    internal static void CheckConversion(string name, DataViewType from, bool isKey, DataViewType to)
        => Contracts.CheckParam(
            ValueConversion.Exists(from.RawType, isKey, to.RawType),
            "inputSchema",
            $"source column '{name}' with item type '{from}' is not compatible with destination type '{to}'");

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(Transformer.ColumnPairs.Select(p =>
        {
            var input = inputSchema.Find(p.inputColumnName);
            CheckConversion(p.inputColumnName, input.ItemType, input.IsKey, Transformer.OutputType);
            return new SchemaShape.Column(
                p.outputColumnName, input.Kind, Transformer.OutputType, false, new SchemaShape(input.Annotations.Where(a => a.Name is AnnotationKinds.SlotNames or AnnotationKinds.IsNormalized)));
        }));
    }
}

/// <summary>Converts columns to another type, slot by slot.</summary>
public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ConvertTransform";

    private readonly DataKind _kind;

    internal TypeConvertingTransformer(LocalEnvironment environment, DataKind kind, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(environment, columns)
    {
        _kind = kind;
        OutputType = DataKinds.TypeOf(kind);
    }

    internal PrimitiveDataViewType OutputType { get; }

    private static VersionInfo Version => new("CONVERTF", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static TypeConvertingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new TypeConvertingTransformer(env.Local(), (DataKind)ctx.Reader.ReadByte(), LoadColumns(ctx));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        ColumnPairs,
        Output,
        (DataViewRow input, int _, DataViewSchema.Column column, out Action disposer) =>
        {
            disposer = null;
            var item = column.Type.GetItemType();
            return Generics.Call<Delegate>((Func<DataViewRow, DataViewSchema.Column, Delegate>)Getter<int, int>, [item.RawType, OutputType.RawType], input, column);
        });

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        ctx.Writer.Write((byte)_kind);
        SaveColumns(ctx);
    }

    private DataViewSchema.DetachedColumn Output(int i, DataViewSchema.Column column)
    {
        TypeConvertingEstimator.CheckConversion(column.Name, column.Type.GetItemType(), column.Type.GetItemType() is KeyDataViewType, OutputType);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(column.Annotations, kind => kind is AnnotationKinds.SlotNames or AnnotationKinds.IsNormalized);
        return new DataViewSchema.DetachedColumn(
            ColumnPairs[i].outputColumnName, column.Type is VectorDataViewType vector ? new VectorDataViewType(OutputType, vector.Dimensions) : OutputType, annotations.ToAnnotations());
    }

    private static Delegate Getter<TSource, TTarget>(DataViewRow row, DataViewSchema.Column column)
    {
        var convert = ValueConversion.Get<TSource, TTarget>();
        if (column.Type is not VectorDataViewType)
        {
            var getter = row.GetGetter<TSource>(column);
            return (ValueGetter<TTarget>)((ref TTarget value) =>
            {
                TSource source = default;
                getter(ref source);
                value = convert(source);
            });
        }

        // Where zero does not become zero (text to a number), a sparse vector becomes dense.
        var sparse = EqualityComparer<TTarget>.Default.Equals(convert(default), default);
        var vectors = row.GetGetter<VBuffer<TSource>>(column);
        VBuffer<TSource> sources = default;
        return (ValueGetter<VBuffer<TTarget>>)((ref VBuffer<TTarget> result) =>
        {
            vectors(ref sources);
            if (!sparse)
                sources.CopyToDense(ref sources);
            var editor = VBufferEditor.Create(ref result, sources.Length, sources.GetValues().Length);
            for (var i = 0; i < editor.Values.Length; i++)
                editor.Values[i] = convert(sources.GetValues()[i]);
            sources.GetIndices().CopyTo(editor.Indices);
            result = editor.Commit();
        });
    }
}
