using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>The columns that trainers want and give, by shape.</summary>
internal static class TrainerColumns
{
    /// <summary>A vector of floats of known size.</summary>
    public static SchemaShape.Column Features(string name) => new(name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false);

    public static SchemaShape.Column BooleanLabel(string name) => SchemaShape.Shape(name, BooleanDataViewType.Instance);

    public static SchemaShape.Column SingleLabel(string name) => SchemaShape.Shape(name, NumberDataViewType.Single);

    public static SchemaShape.Column KeyLabel(string name) => new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true);

    /// <summary>A column of weights, or none for null.</summary>
    public static SchemaShape.Column Weight(string name) => name == null ? default : SchemaShape.Shape(name, NumberDataViewType.Single);

    /// <summary>A column of group keys, or none for null.</summary>
    public static SchemaShape.Column GroupId(string name) => name == null ? default : KeyLabel(name);

    public static SchemaShape.Column[] BinaryOutput(bool calibrated)
    {
        SchemaShape.Column score = new(ScoreAnnotations.Score, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false, ScoreAnnotations.Shape());
        SchemaShape.Column probability = new(ScoreAnnotations.Probability, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false, ScoreAnnotations.NormalizedShape());
        SchemaShape.Column label = new(ScoreAnnotations.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false, ScoreAnnotations.Shape());
        return calibrated ? [score, probability, label] : [score, label];
    }

    public static SchemaShape.Column[] RegressionOutput()
        => [new(ScoreAnnotations.Score, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false, ScoreAnnotations.Shape())];

    public static SchemaShape.Column[] MulticlassOutput(SchemaShape.Column label)
    {
        var score = ScoreAnnotations.Shape();
        var predicted = ScoreAnnotations.Shape();
        if (label.IsKey && label.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var values) && values.Kind == SchemaShape.Column.VectorKind.Vector)
        {
            predicted = ScoreAnnotations.Shape(values);
            var labelValues = new SchemaShape.Column(AnnotationKinds.TrainingLabelValues, SchemaShape.Column.VectorKind.Vector, values.ItemType, false);
            score = values.ItemType is TextDataViewType
                ? ScoreAnnotations.Shape(new SchemaShape.Column(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false), labelValues)
                : ScoreAnnotations.Shape(labelValues);
        }

        return
        [
            new(ScoreAnnotations.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false, score),
            new(ScoreAnnotations.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, predicted),
        ];
    }
}
