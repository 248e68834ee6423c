using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Predicted label, as a key with the training label's values, and a score for each class.</summary>
internal sealed class MulticlassScoringMapper : RowMapper
{
    private readonly DataViewSchema.Column _features;
    private readonly IScorer<VBuffer<float>> _scorer;

    public MulticlassScoringMapper(DataViewSchema schema, DataViewSchema.Column features, IScorer<VBuffer<float>> scorer, DataViewSchema.Column? trainLabel)
        : base(schema)
    {
        _features = features;
        _scorer = scorer;
        var setId = ScoreAnnotations.NextSetId(schema);
        var classes = ((VectorDataViewType)scorer.ScoreType).Size;
        var label = ScoreAnnotations.Start(ScoreAnnotations.Multiclass, ScoreAnnotations.PredictedLabel, setId);
        var score = ScoreAnnotations.Start(ScoreAnnotations.Multiclass, ScoreAnnotations.Score, setId);
        if (trainLabel?.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) is { Type: VectorDataViewType values } keyValues && values.Size == classes)
        {
            var getter = trainLabel.Value.Annotations.GetGetterInternal(keyValues.Index);
            label.Add(AnnotationKinds.KeyValues, values, getter);
            if (values.ItemType is TextDataViewType)
                score.Add(AnnotationKinds.SlotNames, values, getter);
            score.Add(AnnotationKinds.TrainingLabelValues, values, getter);
        }

        OutputColumns =
        [
            new DataViewSchema.DetachedColumn(ScoreAnnotations.PredictedLabel, new KeyDataViewType(typeof(uint), classes), label.ToAnnotations()),
            new DataViewSchema.DetachedColumn(ScoreAnnotations.Score, scorer.ScoreType, score.ToAnnotations()),
        ];
    }

    public override DataViewSchema.DetachedColumn[] OutputColumns { get; }

    public override IEnumerable<DataViewSchema.Column> DependenciesOf(int output) => [_features];

    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> isActive, out Action disposer)
    {
        disposer = null;
        if (!isActive(0) && !isActive(1))
            return new Delegate[2];
        var score = RowScore.Cached(input, _features, _scorer);
        return
        [
            isActive(0) ? (ValueGetter<uint>)((ref uint value) => value = Greatest(score())) : null,
            isActive(1) ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => score().CopyTo(ref value)) : null,
        ];
    }

    protected override Delegate CreateGetter(DataViewRow input, int output, out Action disposer) => throw new NotSupportedException("The columns share one score.");

    /// <summary>The key of the first of the greatest scores, 0 when all are NaN.</summary>
    private static uint Greatest(VBuffer<float> scores)
    {
        var (best, at) = (float.NegativeInfinity, -1);
        foreach (var (index, score) in scores.Items(all: true))
        {
            if (score > best || (at < 0 && !float.IsNaN(score)))
                (best, at) = (score, index);
        }

        return (uint)(at + 1);
    }
}
