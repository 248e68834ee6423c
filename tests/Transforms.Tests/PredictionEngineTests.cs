using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class PredictionEngineTests
{
    private sealed class Tensor
    {
        [VectorType(3, 6, 8)]
        public float[] Values { get; set; } = [];

        [VisionImage(8, 6)]
        public MLImage? Small { get; set; }
    }

    [Fact]
    public void A_prediction_engine_gives_what_transform_gives_also_after_loading()
    {
        var context = new MLContext();
        var data = SampleRows.View(context);
        var vision = context.Vision();
        var model = vision.Resize("Small", 8, 6, "Image").Append(vision.Normalize("Values", "Small", TensorFormat.ImageNet)).Fit(data);
        using var stream = new MemoryStream();
        context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var other = new MLContext().UseDeepRecipes();
        var loaded = other.Model.Load(stream, out _);
        var expected = context.Data.CreateEnumerable<Tensor>(model.Transform(data), reuseRowObject: true).Select(row => (float[])row.Values.Clone()).ToList();
        foreach (var (engine, rows) in new[]
        {
            (context.Model.CreatePredictionEngine<SampleRow, Tensor>(model), SampleRows.All()),
            (other.Model.CreatePredictionEngine<SampleRow, Tensor>(loaded), SampleRows.All()),
        })
        {
            for (var i = 0; i < rows.Length; i++)
                Assert.Equal(expected[i], engine.Predict(rows[i]).Values);
            engine.Dispose();
        }
    }
}
