using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.MLNet.Tests;

public sealed class ScoredColumnTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public ScoredColumnTests() => _view = FastTreeRow.View(_ml, 120, 1);

    private BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> Binary
        => _ml.BinaryClassification.Trainers.FastTree("IsHigh", numberOfTrees: 5).Fit(_view);

    private RegressionPredictionTransformer<FastTreeRegressionModelParameters> Regression
        => _ml.Regression.Trainers.FastTree("Sum", numberOfTrees: 5).Fit(_view);

    [Theory]
    [InlineData("PredictedLabel", false)]
    [InlineData("Score", false)]
    [InlineData("Probability", true)]
    public void The_columns_of_a_binary_model_say_what_they_are(string name, bool normalized)
    {
        var annotations = Binary.GetOutputSchema(_view.Schema)[name].Annotations;

        Assert.Equal("BinaryClassification", Text(annotations, "ScoreColumnKind"));
        Assert.Equal(name, Text(annotations, "ScoreValueKind"));
        Assert.Equal(new KeyDataViewType(typeof(uint), int.MaxValue), annotations.Schema["ScoreColumnSetId"].Type);
        Assert.Equal(normalized, annotations.Schema.GetColumnOrNull("IsNormalized") != null);
    }

    [Fact]
    public void The_column_of_a_regression_model_says_what_it_is()
    {
        var schema = Regression.GetOutputSchema(_view.Schema);
        var annotations = schema["Score"].Annotations;

        Assert.Equal(_view.Schema.Count + 1, schema.Count);
        Assert.Equal("Regression", Text(annotations, "ScoreColumnKind"));
        Assert.Equal("Score", Text(annotations, "ScoreValueKind"));
    }

    [Fact]
    public void Columns_predicted_together_share_a_number_that_the_next_model_counts_on()
    {
        var once = Binary.Transform(_view);
        var twice = Regression.Transform(once);

        Assert.Equal([1u, 1u, 1u], ((string[])["PredictedLabel", "Score", "Probability"]).Select(n => SetId(once.Schema[n])));
        Assert.Equal(2u, SetId(twice.Schema["Score"]));
        Assert.Equal(1u, SetId(twice.Schema["Probability"]));
    }

    [Fact]
    public void The_shape_a_trainer_reports_is_what_its_model_gives()
    {
        var shape = ShapeOf(_view);
        var trainers = new IEstimator<ITransformer>[] { _ml.BinaryClassification.Trainers.FastTree("IsHigh", numberOfTrees: 2), _ml.Regression.Trainers.FastTree("Sum", numberOfTrees: 2) };
        foreach (var trainer in trainers)
        {
            var given = trainer.Fit(_view).GetOutputSchema(_view.Schema);
            var reported = trainer.GetOutputSchema(shape);

            Assert.Equal(given.Names().Order(StringComparer.Ordinal), reported.Select(c => c.Name).Order(StringComparer.Ordinal));
            foreach (var column in reported)
            {
                Assert.Equal(given[column.Name].Type is VectorDataViewType vector ? vector.ItemType : given[column.Name].Type, column.ItemType);
                Assert.Equal(given[column.Name].Annotations.Schema.Names().Order(StringComparer.Ordinal), column.Annotations.Select(a => a.Name).Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void A_threshold_changes_the_label_alone()
    {
        var model = Binary;
        var scores = model.Transform(_view).GetColumn<float>("Score").ToArray();
        var threshold = scores.Order().ElementAt(scores.Length * 3 / 4);

        var changed = _ml.BinaryClassification.ChangeModelThreshold(model, threshold);

        Assert.Equal(scores, changed.Transform(_view).GetColumn<float>("Score"));
        Assert.Equal(scores.Select(s => s > threshold), changed.Transform(_view).GetColumn<bool>("PredictedLabel"));
        Assert.Same(model, _ml.BinaryClassification.ChangeModelThreshold(model, 0));
        Assert.Equal(scores.Select(s => s > threshold), Reload(changed).Transform(_view).GetColumn<bool>("PredictedLabel"));
    }

    [Fact]
    public void A_model_read_back_is_of_its_type()
    {
        var binary = Assert.IsType<BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>>(Reload(Binary));
        var regression = Assert.IsType<RegressionPredictionTransformer<FastTreeRegressionModelParameters>>(Reload(Regression));

        Assert.Equal("Features", binary.FeatureColumnName);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 4), regression.FeatureColumnType);
        Assert.Equal(Binary.Transform(_view).GetColumn<float>("Probability"), binary.Transform(_view).GetColumn<float>("Probability"));
    }

    [Fact]
    public void Scoring_asks_for_the_features_alone()
    {
        var (features, others) = (0, 0);
        var view = _ml.Transforms
            .CustomMapping<FastTreeRow, Kept>((row, kept) => { features++; kept.Features = row.Features; }, null)
            .Append(_ml.Transforms.CustomMapping<FastTreeRow, Idle>((_, _) => others++, null))
            .Fit(_view).Transform(_view);
        var scored = Binary.Transform(view);

        Rows.Read<bool>(scored.GetRowCursor([scored.Schema["PredictedLabel"], scored.Schema["Score"], scored.Schema["Probability"]]), "PredictedLabel");
        Assert.Equal((120, 0), (features, others));
        Rows.Read<float>(scored, "Sum");
        Assert.Equal((120, 0), (features, others));
    }

    [Fact]
    public void Features_that_miss_or_differ_are_named()
    {
        var missing = _ml.Transforms.DropColumns("Features").Fit(_view).Transform(_view);
        var scalar = _ml.Transforms.CopyColumns("Features", "Sum").Fit(_view).Transform(_view);
        foreach (var model in new ITransformer[] { Binary, Regression })
        {
            foreach (var view in new[] { missing, scalar })
                Assert.Contains("Features", Assert.Throws<ArgumentOutOfRangeException>(() => model.GetOutputSchema(view.Schema)).Message, StringComparison.Ordinal);
            Assert.Contains("Features", Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(missing)).Message, StringComparison.Ordinal);

            // Not the same exception as of the schema.
            Assert.Contains("'Single' vs 'Vector<Single, 4>'", Assert.Throws<InvalidOperationException>(() => model.Transform(scalar)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Features_of_other_dimensions_are_scored_though_their_schema_is_refused()
    {
        var rows = FastTreeRow.Make(30, 3);
        var square = _ml.Data.LoadFromEnumerable(rows.Select(r => new Square { Features = r.Features }));
        var model = Regression;

        Assert.Equal(model.Transform(_ml.Data.LoadFromEnumerable(rows)).GetColumn<float>("Score"), model.Transform(square).GetColumn<float>("Score"));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => model.GetOutputSchema(square.Schema));
    }

    [Fact]
    public void An_engine_predicts_without_a_label()
    {
        var rows = FastTreeRow.Make(20, 2);
        var model = Binary;
        using var engine = _ml.Model.CreatePredictionEngine<OnlyFeatures, Predicted>(model);

        var expected = model.Transform(_ml.Data.LoadFromEnumerable(rows));

        Assert.Equal(expected.GetColumn<float>("Score"), rows.Select(r => engine.Predict(new OnlyFeatures { Features = r.Features }).Score));
        Assert.Equal(expected.GetColumn<bool>("PredictedLabel"), rows.Select(r => engine.Predict(new OnlyFeatures { Features = r.Features }).PredictedLabel));
    }

    private ITransformer Reload(ITransformer model)
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(model, _view.Schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    private static SchemaShape ShapeOf(IDataView view)
        => (SchemaShape)typeof(SchemaShape).GetMethod("Create", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.Invoke(null, [view.Schema])!;

    private static string Text(DataViewSchema.Annotations annotations, string kind)
    {
        ReadOnlyMemory<char> value = default;
        annotations.GetValue(kind, ref value);
        return value.ToString();
    }

    private static uint SetId(DataViewSchema.Column column)
    {
        var id = 0u;
        column.Annotations.GetValue("ScoreColumnSetId", ref id);
        return id;
    }

    private sealed class OnlyFeatures
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Square
    {
        [VectorType(2, 2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Predicted
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }
    }

    private sealed class Kept
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Idle
    {
        public float Unread { get; set; }
    }
}
