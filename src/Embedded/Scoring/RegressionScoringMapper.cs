using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

/// <summary>The predicted number.</summary>
internal sealed class RegressionScoringMapper : RowMapper
{
    private readonly DataViewSchema.Column _features;
    private readonly IScorer<float> _scorer;

    public RegressionScoringMapper(DataViewSchema schema, DataViewSchema.Column features, IScorer<float> scorer)
        : base(schema)
    {
        _features = features;
        _scorer = scorer;
        var annotations = ScoreAnnotations.Start(ScoreAnnotations.Regression, ScoreAnnotations.Score, ScoreAnnotations.NextSetId(schema));
        OutputColumns = [new DataViewSchema.DetachedColumn(ScoreAnnotations.Score, NumberDataViewType.Single, annotations.ToAnnotations())];
    }

    public override DataViewSchema.DetachedColumn[] OutputColumns { get; }

    public override IEnumerable<DataViewSchema.Column> DependenciesOf(int output) => [_features];

    protected override Delegate CreateGetter(DataViewRow input, int output, out Action disposer)
    {
        disposer = null;
        var score = RowScore.Cached(input, _features, _scorer);
        return (ValueGetter<float>)((ref float value) => value = score());
    }
}
