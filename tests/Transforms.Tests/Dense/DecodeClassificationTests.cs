using DeepRecipes.Contracts;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class DecodeClassificationTests : StepContract
{
    protected override VisionStep Step => new DecodeClassification("HeadScores", ClassificationScores.Logits) { Top = 2, Labels = ["a", "b", "c", "d", "e", "f"] };

    protected override string[] Inputs => ["HeadScores"];

    protected override string[] Outputs => ["Probabilities", "TopClasses", "TopProbabilities", "TopLabels"];

    protected override (string, string) Wrong => ("HeadScores", "Vector<Single>");

    private sealed class Row
    {
        [VectorType(4)]
        public float[] Y { get; set; } = [];
    }

    private sealed class Answer
    {
        public float[] Probabilities { get; set; } = [];

        public int[] TopClasses { get; set; } = [];

        public float[] TopProbabilities { get; set; } = [];

        public string[] TopLabels { get; set; } = [];
    }

    [Fact]
    public void Logits_become_probabilities_and_the_best_classes_with_their_names()
    {
        var data = View([1, 3, 2, 1000], [0, MathF.Log(2), 0, float.NegativeInfinity], [1, float.NaN, 2, 3], [1, float.PositiveInfinity, 2, 3]);
        var view = Context.Vision().DecodeClassification("Y", ClassificationScores.Logits, 3, ["cat", "dog", "owl", "yak"]).Fit(data).Transform(data);
        var rows = Context.Data.CreateEnumerable<Answer>(view, reuseRowObject: false).ToArray();
        Assert.Equal([0, 0, 0, 1], rows[0].Probabilities);
        Assert.Equal([3, 0, 1], rows[0].TopClasses);
        Assert.Equal([.25f, .5f, .25f, 0], rows[1].Probabilities, (a, b) => Math.Abs(a - b) < 1e-6f);
        // Of equal ones the lower class comes first.
        Assert.Equal([1, 0, 2], rows[1].TopClasses);
        Assert.Equal([.5f, .25f, .25f], rows[1].TopProbabilities, (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal(["dog", "cat", "owl"], rows[1].TopLabels);
        foreach (var nothing in rows[2..])
        {
            Assert.All([.. nothing.Probabilities, .. nothing.TopProbabilities], value => Assert.True(float.IsNaN(value)));
            Assert.Equal([-1, -1, -1], nothing.TopClasses);
            Assert.Equal(["", "", ""], nothing.TopLabels);
        }
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        view.Schema["Probabilities"].Annotations.GetValue("SlotNames", ref names);
        Assert.Equal(["cat", "dog", "owl", "yak"], names.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Probabilities_stay_what_they_are_and_logits_are_not_taken_for_them()
    {
        var data = View([.1f, .2f, .65f, .05f]);
        var view = Context.Vision().DecodeClassification("Y", ClassificationScores.Probabilities, 1).Fit(data).Transform(data);
        Assert.Equal("Probabilities=[0.1,0.2,0.65,0.05] | TopClasses=[2] | TopProbabilities=[0.65]", Rows.Of(view, "Probabilities", "TopClasses", "TopProbabilities").Single());
        Assert.Null(view.Schema.GetColumnOrNull("TopLabels"));
        var logits = View([.1f, -2, .5f, .5f]);
        var error = Assert.ThrowsAny<InvalidOperationException>(() => Rows.Of(Context.Vision().DecodeClassification("Y", ClassificationScores.Probabilities, 1).Fit(logits).Transform(logits), "TopClasses"));
        Assert.Contains("Row 0: column 'Y' holds -2, which is no probability", error.Message);
    }

    private sealed class Open
    {
        [VectorType]
        public float[] Y { get; set; } = [];
    }

    [Fact]
    public void How_many_classes_there_are_may_be_seen_row_by_row()
    {
        var data = Context.Data.LoadFromEnumerable([new Open { Y = [.5f, .5f] }, new Open { Y = [.25f, .25f, .5f] }]);
        var view = Context.Vision().DecodeClassification("Y", ClassificationScores.Probabilities, 2).Fit(data).Transform(data);
        Assert.Equal(["Probabilities=[0.5,0.5] | TopClasses=[0,1]", "Probabilities=[0.25,0.25,0.5] | TopClasses=[2,0]"], Rows.Of(view, "Probabilities", "TopClasses"));
        var named = Context.Vision().DecodeClassification("Y", ClassificationScores.Probabilities, 2, ["a", "b", "c"]).Fit(data).Transform(data);
        Assert.Equal(3, ((VectorDataViewType)named.Schema["Probabilities"].Type).Size);
        Assert.Contains("has 3 names for the 2 classes", Assert.ThrowsAny<ArgumentException>(() => Rows.Of(named, "TopClasses")).Message);
    }

    [Fact]
    public void Numbers_of_classes_that_do_not_fit_are_refused()
    {
        var data = View([1, 2, 3, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().DecodeClassification("Y", ClassificationScores.Logits, 5).Fit(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().DecodeClassification("Y", ClassificationScores.Logits, 0).Fit(data));
        Assert.Contains("has 2 names for the 4 classes", Assert.Throws<ArgumentException>(() => Context.Vision().DecodeClassification("Y", ClassificationScores.Logits, 1, ["a", "b"]).Fit(data)).Message);
    }

    /// <summary>PP-OCR's classifier has the softmax inside, and does not say how many classes there are.</summary>
    [Fact]
    public void A_real_networks_probabilities_come_out_as_they_are()
    {
        var (width, height) = (192, 48);
        var random = new Random(5);
        var data = Context.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(_ => new Photo { Image = SampleRows.Picture(width, height, _ => (byte)random.Next(256)) }).ToArray());
        var vision = Context.Vision();
        var view = vision.ImageToTensor("x", "Image", width, height, format: new() { Normalization = Kernels.ChannelNormalization.Centered(127.5, 127.5), Order = Kernels.ChannelOrder.Bgr })
            .Append(vision.OnnxScore(Assets.Path("ch_ppocr_mobile_v2.0_cls_infer.onnx")))
            .Append(vision.DecodeClassification("softmax_0.tmp_0", ClassificationScores.Probabilities, 1, ["upright", "turned"]))
            .Fit(data).Transform(data);
        var raw = view.GetColumn<float[]>("softmax_0.tmp_0").ToArray();
        Assert.Equal(raw, view.GetColumn<float[]>("Probabilities"));
        Assert.All(raw, row => Assert.Equal(1, row.Sum(), 1e-5f));
        Assert.Equal(raw.Select(row => row[0] >= row[1] ? "upright" : "turned"), view.GetColumn<string[]>("TopLabels").Select(labels => labels.Single()));
    }

    private sealed class Photo
    {
        [VisionImage]
        public MLImage? Image { get; set; }
    }

    private IDataView View(params float[][] rows) => Context.Data.LoadFromEnumerable(rows.Select(y => new Row { Y = y }));
}
