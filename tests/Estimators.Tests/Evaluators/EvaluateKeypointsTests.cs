using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Estimators.Tests;

public sealed class EvaluateKeypointsTests
{
    private static readonly KeypointOptions Options = KeypointOptions.Of(KeypointSkeleton.Face5) with { Sigmas = [.1, .1, .1, .1, .1] };
    private static readonly KeypointEvaluationColumns Eyes = new() { ReferenceJoints = ("right_eye", "left_eye") };
    private readonly MLContext _context = new(seed: 1);

    private sealed class Faces
    {
        public long Id { get; set; }

        [VectorType(5, 3)]
        public float[] TruthKeypoints { get; set; } = [10, 10, 2, 30, 10, 2, 20, 20, 2, 12, 30, 2, 28, 30, 0];

        [VectorType(5, 3)]
        public float[] Keypoints { get; set; } = [10, 10, 1, 30, 10, 1, 20, 24, 1, 12, 30, 1, 90, 90, 1];

        [VectorType(0, 5, 3)]
        public float[] Several { get; set; } = new float[15];

        public float Size { get; set; } = 20;

        public float Area { get; set; } = 400;
    }

    private IDataView View(params Faces[] rows) => _context.Data.LoadFromEnumerable(rows);

    [Fact]
    public void Errors_are_measured_by_the_distance_of_the_eyes_and_unlabelled_joints_count_nowhere()
    {
        KeypointResult result = _context.Vision().EvaluateKeypoints(View(new Faces()), Options, Eyes);
        // Four joints are labelled; the nose is 4 pixels off, with 20 between the eyes.
        Assert.Equal(0.2 / 4, result.Nme, 12);
        Assert.Equal([.75, .75, 1, 1], result.Pck.ToArray());
        Assert.Equal((3 + Math.Exp(-16 / (2 * 400 * 0.04))) / 4, result.Oks, 12);
        Assert.Equal(0, result.PerJoint[4].Labelled);
        Assert.Contains("nose", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_says_the_same_and_one_cursor_reads_all()
    {
        var view = new CountingView(View(new Faces { Id = 4 }, new Faces { Id = 2 }));
        KeypointResult byColumn = _context.Vision().EvaluateKeypoints(view, Options, new() { ReferenceLength = "Size", Area = "Area", ObjectId = "Id" });
        Assert.Equal([["Area", "Id", "Keypoints", "Size", "TruthKeypoints"]], view.Cursors);
        Assert.Equal(2, byColumn.Objects);
        Assert.Equal(0.05, byColumn.Nme, 12);
        Assert.Equal(_context.Vision().EvaluateKeypoints(view, Options, Eyes).Oks, byColumn.Oks, 12);
    }

    [Fact]
    public void Parts_merge_to_the_whole_and_an_object_given_twice_is_refused()
    {
        KeypointEvaluationColumns columns = Eyes with { ObjectId = "Id" };
        KeypointAccumulator whole = _context.Vision().AccumulateKeypoints(View(new Faces { Id = 1 }, new Faces { Id = 5, Keypoints = new float[15] }), Options, columns);
        KeypointAccumulator parts = _context.Vision().AccumulateKeypoints(View(new Faces { Id = 5, Keypoints = new float[15] }), Options, columns);
        parts.Merge(_context.Vision().AccumulateKeypoints(View(new Faces { Id = 1 }), Options, columns));
        Assert.Equal(whole.Serialize(), parts.Serialize());
        Assert.Equal(1, Assert.Throws<DuplicateSampleException>(() => _context.Vision().EvaluateKeypoints(View(new Faces { Id = 1 }, new Faces { Id = 1 }), Options, columns)).Sample);
    }

    [Fact]
    public void A_row_of_several_objects_may_hold_one()
    {
        Assert.Equal(1, _context.Vision().EvaluateKeypoints(View(new Faces()), Options, Eyes with { Keypoints = "Several" }).Objects);
        Refused(new Faces { Several = new float[30] }, Eyes with { Keypoints = "Several" }, "Row 0", "'Several' holds 30 numbers", "EvaluateDetection");
    }

    [Fact]
    public void What_cannot_be_measured_is_named()
    {
        Refused(new Faces(), new(), "ReferenceLength", "ReferenceJoints");
        Refused(new Faces(), Eyes with { ReferenceLength = "Size" }, "ReferenceLength", "ReferenceJoints");
        Refused(new Faces(), new() { ReferenceJoints = ("nose", "ear") }, "'ear'", "nose");
        Refused(new Faces(), new() { ReferenceJoints = ("nose", "left_mouth") }, "Row 0", "not both labelled");
        Refused(new Faces { Size = 0 }, new() { ReferenceLength = "Size" }, "Row 0", "referenceLength");
        Refused(new Faces(), Eyes with { Keypoints = "Nowhere" }, "'Nowhere' (expected: Vector<Single, 5, 3>");
        Refused(new Faces(), Eyes with { Keypoints = "Size" }, "'Size': expected Vector<Single, 5, 3>", "got Single");
        var other = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().EvaluateKeypoints(View(new Faces()), KeypointOptions.Of(KeypointSkeleton.BlazeFace), Eyes));
        Assert.Contains("'TruthKeypoints': expected Vector<Single, 6, 3>", other.Message, StringComparison.Ordinal);
    }

    private void Refused(Faces row, KeypointEvaluationColumns columns, params string[] texts)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().EvaluateKeypoints(View(row), Options, columns));
        Assert.All(texts, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }
}
