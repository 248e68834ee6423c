using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ColumnCopyingTransformer), typeof(ColumnCopyingTransformer), null, typeof(SignatureLoadModel), "Copy columns", ColumnCopyingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Copies columns.</summary>
public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(ColumnCopyingTransformer transformer)
        : base(transformer)
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(Transformer.ColumnPairs.Select(p =>
        {
            var input = inputSchema.Find(p.inputColumnName);
            return new SchemaShape.Column(p.outputColumnName, input.Kind, input.ItemType, input.IsKey, input.Annotations);
        }));
    }
}

/// <summary>Copies columns: the copy hands out what the original's getter gives.</summary>
public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "CopyTransform";

    internal ColumnCopyingTransformer(LocalEnvironment environment, params (string OutputColumnName, string InputColumnName)[] columns)
        : base(environment, columns)
    {
    }

    private static VersionInfo Version => new("COPYCOLT", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static ColumnCopyingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new ColumnCopyingTransformer(env.Local(), LoadColumns(ctx));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        ColumnPairs,
        (i, column) => new DataViewSchema.DetachedColumn(ColumnPairs[i].outputColumnName, column.Type, column.Annotations),
        (DataViewRow input, int _, DataViewSchema.Column column, out Action disposer) =>
        {
            disposer = null;
            return Getters.Untyped(input, column);
        });

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
    }
}
