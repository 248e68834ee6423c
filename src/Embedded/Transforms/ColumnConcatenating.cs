using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(ColumnConcatenatingTransformer), typeof(ColumnConcatenatingTransformer), null, typeof(SignatureLoadModel), "Concatenate columns", ColumnConcatenatingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms
{
    /// <summary>Joins columns of one item type into a vector.</summary>
    public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
    {
        private readonly LocalEnvironment _environment;
        private readonly string _output;
        private readonly string[] _inputs;

        internal ColumnConcatenatingEstimator(LocalEnvironment environment, string outputColumnName, string[] inputColumnNames)
        {
            Contracts.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
            _environment = environment;
            _output = outputColumnName;
            _inputs = inputColumnNames is { Length: > 0 } ? inputColumnNames : [outputColumnName];
            Contracts.CheckParam(!Array.Exists(_inputs, string.IsNullOrEmpty), nameof(inputColumnNames), "Contained some null or empty items");
        }

        public ColumnConcatenatingTransformer Fit(IDataView input)
        {
            ArgumentNullException.ThrowIfNull(input);
            return new ColumnConcatenatingTransformer(_environment, _output, _inputs);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            ArgumentNullException.ThrowIfNull(inputSchema);
            var inputs = Array.ConvertAll(_inputs, name => inputSchema.Find(name));
            foreach (var input in inputs)
            {
                Contracts.Check(!input.IsKey, $"Column '{input.Name}' is key. Concatenation of keys is unsupported.");
                Contracts.Check(
                    input.ItemType.Equals(inputs[0].ItemType),
                    $"Concatenated columns should have the same type. Column '{input.Name}' has type of {input.ItemType}, but expected column type is {inputs[0].ItemType}.");
            }

            var annotations = new List<SchemaShape.Column>();
            if (Array.TrueForAll(inputs, i => i.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out _)))
                annotations.Add(SchemaShape.Shape(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
            if (Array.Exists(inputs, i => i.Kind == SchemaShape.Column.VectorKind.Scalar || i.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out _)))
                annotations.Add(new SchemaShape.Column(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false));
            var kind = Array.Exists(inputs, i => i.Kind == SchemaShape.Column.VectorKind.VariableVector) ? SchemaShape.Column.VectorKind.VariableVector : SchemaShape.Column.VectorKind.Vector;
            return inputSchema.With(new SchemaShape.Column(_output, kind, inputs[0].ItemType, false, new SchemaShape(annotations)));
        }
    }
}

namespace Microsoft.ML.Data
{
    /// <summary>Joins columns of one item type into a vector; sparse where half of it or less is stored.</summary>
    public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
    {
        internal const string LoaderSignature = "ConcatTransform";

        private readonly string _output;
        private readonly string[] _inputs;

        internal ColumnConcatenatingTransformer(LocalEnvironment environment, string outputColumnName, string[] inputColumnNames)
            : base(environment)
        {
            _output = outputColumnName;
            _inputs = inputColumnNames;
        }

        private static VersionInfo Version => new("CONCATRT", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

        internal static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        {
            ctx.CheckAtModel(Version);
            var output = ctx.LoadNonEmptyString();
            var inputs = new string[ctx.Reader.ReadInt32()];
            for (var i = 0; i < inputs.Length; i++)
                inputs[i] = ctx.LoadNonEmptyString();
            return new ColumnConcatenatingTransformer(env.Local(), output, inputs);
        }

        private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new ConcatenatingMapper(schema, _output, _inputs);

        private protected override void SaveModel(ModelSaveContext ctx)
        {
            ctx.SetVersionInfo(Version);
            ctx.SaveNonEmptyString(_output);
            ctx.Writer.Write(_inputs.Length);
            foreach (var input in _inputs)
                ctx.SaveNonEmptyString(input);
        }
    }
}
