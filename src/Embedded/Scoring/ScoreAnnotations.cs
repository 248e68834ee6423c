namespace Microsoft.ML.Data;

/// <summary>The annotations by which evaluators find the columns that belong together.</summary>
internal static class ScoreAnnotations
{
    public const string Binary = "BinaryClassification";
    public const string Multiclass = "MulticlassClassification";
    public const string Regression = "Regression";
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string PredictedLabel = "PredictedLabel";

    private static readonly KeyDataViewType SetIdType = new(typeof(uint), int.MaxValue);

    /// <summary>The number of a set of columns that are predicted together: one more than the greatest in the schema.</summary>
    public static uint NextSetId(DataViewSchema schema)
    {
        var greatest = 0u;
        foreach (var column in schema)
        {
            var id = 0u;
            if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnSetId)?.Type is KeyDataViewType type && type.RawType == typeof(uint))
                column.Annotations.GetValue(AnnotationKinds.ScoreColumnSetId, ref id);
            greatest = Math.Max(greatest, id);
        }

        return greatest + 1;
    }

    public static DataViewSchema.Annotations.Builder Start(string columnKind, string valueKind, uint setId)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance, columnKind.AsMemory());
        builder.AddPrimitiveValue(AnnotationKinds.ScoreColumnSetId, SetIdType, setId);
        builder.AddPrimitiveValue(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        return builder;
    }

    /// <summary>The same as a trainer reports them before it has trained.</summary>
    public static SchemaShape Shape(params SchemaShape.Column[] more) => new(
    [
        new SchemaShape.Column(AnnotationKinds.ScoreColumnSetId, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true),
        SchemaShape.Shape(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance),
        SchemaShape.Shape(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance),
        .. more,
    ]);

    public static SchemaShape NormalizedShape() => Shape(SchemaShape.Shape(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
}
