using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>Predicted label, score and, where the model is calibrated, probability.</summary>
internal sealed class BinaryScoringMapper : RowMapper
{
    private readonly DataViewSchema.Column _features;
    private readonly IScorer<float> _scorer;
    private readonly float _threshold;
    private readonly bool _thresholdIsProbability;

    public BinaryScoringMapper(DataViewSchema schema, DataViewSchema.Column features, IScorer<float> scorer, float threshold, string thresholdColumn)
        : base(schema)
    {
        _features = features;
        _scorer = scorer;
        _threshold = threshold;
        _thresholdIsProbability = thresholdColumn == ScoreAnnotations.Probability;
        var setId = ScoreAnnotations.NextSetId(schema);
        DataViewSchema.DetachedColumn Column(string name, DataViewType type, bool normalized)
        {
            var annotations = ScoreAnnotations.Start(ScoreAnnotations.Binary, name, setId);
            if (normalized)
                annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
            return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
        }

        OutputColumns =
        [
            Column(ScoreAnnotations.PredictedLabel, BooleanDataViewType.Instance, false),
            Column(ScoreAnnotations.Score, NumberDataViewType.Single, false),
            .. scorer is ICalibratedScorer ? new[] { Column(ScoreAnnotations.Probability, NumberDataViewType.Single, true) } : [],
        ];
    }

    public override DataViewSchema.DetachedColumn[] OutputColumns { get; }

    public override IEnumerable<DataViewSchema.Column> DependenciesOf(int output) => [_features];

    public override Delegate[] CreateGetters(DataViewRow input, Func<int, bool> isActive, out Action disposer)
    {
        disposer = null;
        var getters = new Delegate[OutputColumns.Length];
        if (!Enumerable.Range(0, getters.Length).Any(isActive))
            return getters;
        // One score a row, whichever of the columns are read.
        var score = RowScore.Cached(input, _features, _scorer);
        getters[0] = (ValueGetter<bool>)((ref bool value) => value = Tested(score()) > _threshold);
        getters[1] = (ValueGetter<float>)((ref float value) => value = score());
        if (_scorer is ICalibratedScorer calibrated)
            getters[2] = (ValueGetter<float>)((ref float value) => value = calibrated.Probability(score()));
        for (var i = 0; i < getters.Length; i++)
            getters[i] = isActive(i) ? getters[i] : null;
        return getters;
    }

    protected override Delegate CreateGetter(DataViewRow input, int output, out Action disposer) => throw new NotSupportedException("The columns share one score.");

    private float Tested(float score) => _thresholdIsProbability && _scorer is ICalibratedScorer calibrated ? calibrated.Probability(score) : score;
}
