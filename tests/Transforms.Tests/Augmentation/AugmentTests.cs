using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class AugmentTests
{
    private static readonly string[] s_all = ["Name", "Image", "Mask", "Points", "Boxes", "Classes", "Scores", "Oriented", "SourceId", "BoxDropReason", "OrientedBoxDropReason"];

    private static readonly SampleColumns s_columns = new("Image") { Mask = "Mask", Keypoints = "Points", Boxes = "Boxes", OrientedBoxes = "Oriented", SymmetricKeypoints = true };

    private static readonly AugmentOptions s_options = new() { SampleId = "Name", Classes = "Classes", BoxColumns = ["Scores"], Boxes = new() { MinVisibility = .4 } };

    private readonly MLContext _context = new(seed: 1);

    private static Recipe Recipe => [new FlipHorizontal().WithProbability(.5), new RandomCrop(8, 7), new Pad { Left = (0, 3) }];

    [Fact]
    public void Each_row_has_its_copies_one_after_the_other()
    {
        var view = Augmented(copies: 3);
        Assert.Equal(3 * SampleRows.Count, view.GetRowCount());
        var names = view.GetColumn<string>("Name").ToArray();
        Assert.Equal(SampleRows.All().SelectMany(row => Enumerable.Repeat(row.Name, 3)), names);
        var ids = view.GetColumn<ulong>("SourceId").ToArray();
        Assert.Equal(SampleRows.Count, ids.Distinct().Count());
        Assert.All(ids.Chunk(3), copies => Assert.Single(copies.Distinct()));
        Assert.Equal(3 * SampleRows.Count, Rows.WithIds(view, "Name").Select(row => row.Id).Distinct().Count());
        Assert.True(Rows.Of(view, "Image").Distinct().Count() > 2 * SampleRows.Count, "Copies of a row must differ.");
    }

    [Fact]
    public void Cursors_order_and_shuffling_make_no_difference()
    {
        var view = Augmented(copies: 2);
        var expected = Rows.Of(view, s_all).Order().ToArray();
        Assert.Equal(expected, Rows.OfSet(view, 3, s_all).Select(row => row.Row).Order());
        Assert.Equal(Rows.WithIds(view, s_all).OrderBy(row => row.Id), Rows.OfSet(view, 2, s_all));
        var reversed = _context.Data.Augment(_context.Data.LoadFromEnumerable(SampleRows.All().Reverse()), Recipe, s_columns, 2, seed: 5, s_options);
        Assert.Equal(expected, Rows.Of(reversed, s_all).Order());
        var shuffled = _context.Data.ShuffleRows(view, seed: 3);
        Assert.Equal(expected.Select(Named), Rows.Of(shuffled, "Name").Order());

        static string Named(string row) => row.Split(" | ")[0];
    }

    [Fact]
    public void Seed_epoch_and_copy_draw_anew_and_nothing_else_does()
    {
        var expected = Rows.Of(Augmented(2), "Image");
        Assert.Equal(expected, Rows.Of(Augmented(2), "Image"));
        Assert.NotEqual(expected, Rows.Of(Augmented(2, seed: 6), "Image"));
        Assert.NotEqual(expected, Rows.Of(Augmented(2, options: s_options with { Epoch = 1 }), "Image"));
        // The first copies are the same however many there are.
        Assert.Equal(Rows.Of(Augmented(1), "Image"), expected.Where((_, i) => i % 2 == 0));
    }

    [Fact]
    public void It_gives_what_the_augmenter_gives_without_MLNet()
    {
        var rules = new SampleRules { SymmetricKeypoints = true, Boxes = s_options.Boxes };
        var augmenter = new Augmenter(Recipe, rules, seed: 5);
        var made = _context.Data.CreateEnumerable<SampleRow>(Augmented(1), reuseRowObject: false, ignoreMissingColumns: true).Select(row => (row.Points, row.Boxes, row.Classes, row.Scores, row.Oriented)).ToArray();
        var pictures = Rows.Of(Augmented(1), "Image");
        var masks = Rows.Of(Augmented(1), "Mask");
        for (var i = 0; i < SampleRows.Count; i++)
        {
            var row = SampleRows.Make(i);
            var shape = new ImageShape(row.Image!.Width, row.Image.Height, 4);
            var ids = new byte[shape.Width * shape.Height];
            Assert.Equal(-1, GreyPixelsKernel.Read(row.Mask!.Pixels, ids));
            var expected = augmenter.Apply(
                new(new(shape, Kernels.ChannelOrder.Bgr), row.Image.Pixels.ToArray())
                {
                    Mask = ids,
                    Keypoints = row.Points,
                    Boxes = System.Runtime.InteropServices.MemoryMarshal.Cast<float, Box>(row.Boxes).ToArray(),
                    Classes = row.Classes,
                    OrientedBoxes = Oriented(row.Oriented),
                }, SampleId.Of(row.Name));
            var sample = expected.Sample;
            Assert.Equal(sample.Keypoints!.Value.ToArray(), made[i].Points);
            Assert.Equal(System.Runtime.InteropServices.MemoryMarshal.Cast<Box, float>(sample.Boxes!.Value.Span).ToArray(), made[i].Boxes ?? []);
            Assert.Equal(sample.Classes.ToArray(), made[i].Classes ?? []);
            var oriented = new float[5 * sample.OrientedBoxes!.Value.Length];
            OrientedBoxConversionKernel.ToFloats(sample.OrientedBoxes.Value.Span, oriented);
            Assert.Equal(oriented, made[i].Oriented ?? []);
            Assert.Equal(row.Scores.Where((_, box) => expected.BoxReasons[box] == BoxDropReason.Kept), made[i].Scores ?? []);
            Assert.Equal($"Image={Text(sample.Format.Shape, sample.Pixels.Span)}", pictures[i]);
            var grey = new byte[4 * sample.Mask!.Value.Length];
            GreyPixelsKernel.Write(sample.Mask.Value.Span, grey);
            Assert.Equal($"Mask={Text(sample.Format.Shape, grey)}", masks[i]);
        }

        static string Text(ImageShape shape, ReadOnlySpan<byte> pixels) => $"{shape.Width}x{shape.Height}:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(pixels))}";
    }

    [Fact]
    public void Dropped_boxes_leave_with_their_classes_and_scores_and_a_reason()
    {
        Recipe crop = [new Crop(0, 0, 4, 9)];
        var view = _context.Data.Augment(SampleRows.View(_context), crop, s_columns, 1, 0, s_options with { Boxes = new() { MinVisibility = .6 } });
        // Boxes 1 1 6 7 and 1.5 1 6 7 keep 3 of 5 and 2.5 of 4.5 columns, 2 0 9 4 keeps 2 of 7.
        Assert.Equal("Boxes=[1,1,4,7] | Classes=[1] | Scores=[0.9] | BoxDropReason=[0,3,3]", Rows.Of(view, "Boxes", "Classes", "Scores", "BoxDropReason")[0]);
    }

    [Fact]
    public void Dropped_oriented_boxes_leave_with_their_classes_and_are_never_cut()
    {
        OrientedRow row = new() { Oriented = [5, 4, 4, 2, 0, 2, 3, 2, 1, .3f, 6, 6, 0, 1, 0], OrientedClasses = [7, 8, 9], Weights = [.7f, .8f, .9f], Image = SampleRows.Make(0).Image };
        var options = new AugmentOptions { OrientedClasses = "OrientedClasses", OrientedBoxColumns = ["Weights"], BoxPairs = [new(7, 5)], Boxes = new() { MinVisibility = .2 } };
        var view = _context.Data.Augment(_context.Data.LoadFromEnumerable([row]), [new Crop(0, 0, 4, 9), new FlipVertical()], new("Image") { OrientedBoxes = "Oriented" }, 1, 0, options);
        // A quarter of the first is left: it stays, and stays whole.
        Assert.Equal("Oriented=[5,5,4,2,0,2,6,2,1,-0.3] | OrientedClasses=[5,8] | Weights=[0.7,0.8] | OrientedBoxDropReason=[0,0,1]",
            Rows.Of(view, "Oriented", "OrientedClasses", "Weights", "OrientedBoxDropReason").Single());
        var strict = _context.Data.Augment(_context.Data.LoadFromEnumerable([row]), [new Crop(0, 0, 4, 9)], new("Image") { OrientedBoxes = "Oriented" }, 1, 0, options with { Boxes = new() { MinVisibility = .3 } });
        Assert.Equal("OrientedClasses=[8] | OrientedBoxDropReason=[3,0,1]", Rows.Of(strict, "OrientedClasses", "OrientedBoxDropReason").Single());
    }

    [Fact]
    public void Originals_come_first_where_asked_as_they_are()
    {
        var view = Augmented(2, options: s_options with { IncludeOriginals = true });
        Assert.Equal(3 * SampleRows.Count, view.GetRowCount());
        var rows = Rows.Of(view, "Name", "Image", "Mask", "Points", "Boxes", "Classes", "Scores").Chunk(3).ToArray();
        Assert.Equal(Rows.Of(SampleRows.View(_context), "Name", "Image", "Mask", "Points", "Boxes", "Classes", "Scores"), rows.Select(row => row[0]));
        Assert.Equal(Rows.Of(Augmented(2), "Image"), Rows.Of(view, "Image").Where((_, i) => i % 3 != 0));
    }

    [Fact]
    public void Only_what_is_asked_for_is_read_and_a_picture_once_for_all_its_copies()
    {
        var watched = new WatchedView(SampleRows.View(_context));
        var view = _context.Data.Augment(watched, Recipe, s_columns, 3, 5, s_options);
        _ = view.Schema;
        Assert.Equal(0, watched.Cursors);
        _ = Rows.Of(view, "Scores");
        Assert.Equal(["Boxes", "Image", "Name", "Scores"], watched.Asked.Order());
        Assert.Equal(SampleRows.Count, watched.Calls["Image"]);
        Assert.Equal(watched.Cursors, watched.Closed);
    }

    [Fact]
    public void A_picture_that_a_consumer_disposes_is_nobody_elses()
    {
        var view = _context.Data.Augment(SampleRows.View(_context), [new FlipHorizontal()], new("Image"), copies: 3);
        using var cursor = view.GetRowCursor([view.Schema["Image"], view.Schema["Mask"]]);
        var images = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        var passed = cursor.GetGetter<MLImage>(view.Schema["Mask"]);
        while (cursor.MoveNext())
        {
            foreach (var getter in new[] { images, passed, passed })
            {
                MLImage image = null!;
                getter(ref image);
                Assert.NotEqual(0, image.Pixels.Length);
                image.Dispose();
            }
        }
    }

    [Fact]
    public void A_size_that_the_recipe_fixes_is_in_the_type()
    {
        var sized = _context.Data.Augment(SampleRows.View(_context), [new RandomCrop(5, 4), new FlipHorizontal().WithProbability(.5)], new("Image"));
        Assert.Equal(VisionTypes.SizedImage(5, 4), sized.Schema["Image"].Type);
        var free = _context.Data.Augment(SampleRows.View(_context), [new FlipHorizontal()], new("Image"));
        Assert.Equal(VisionTypes.Image, free.Schema["Image"].Type);
    }

    [Fact]
    public void Splitting_by_the_source_keeps_copies_together()
    {
        var split = _context.Data.TrainTestSplit(Augmented(3), testFraction: .4, samplingKeyColumnName: "SourceId", seed: 2);
        var train = split.TrainSet.GetColumn<ulong>("SourceId").ToHashSet();
        var test = split.TestSet.GetColumn<ulong>("SourceId").ToHashSet();
        Assert.Empty(train.Intersect(test));
        Assert.Equal(SampleRows.Count, train.Count + test.Count);
    }

    [Fact]
    public void The_path_of_a_picture_names_its_sample_where_no_column_does()
    {
        var rows = SampleRows.All();
        foreach (var row in rows)
            row.Image!.Tag = row.Name;
        var byPath = _context.Data.Augment(_context.Data.LoadFromEnumerable(rows), Recipe, s_columns, 2, 5, s_options with { SampleId = null });
        Assert.Equal(Rows.Of(Augmented(2), "Image"), Rows.Of(byPath, "Image"));
        var byRow = _context.Data.Augment(SampleRows.View(_context), Recipe, s_columns, 2, 5, s_options with { SampleId = null });
        Assert.NotEqual(Rows.Of(byPath, "Image"), Rows.Of(byRow, "Image"));
        Assert.Equal(Rows.Of(byRow, "Image"), Rows.OfSet(byRow, 2, "Image").OrderBy(row => row.Id).Select(row => row.Row), new SameRows());
    }

    [Fact]
    public void Errors_name_the_step_and_the_column()
    {
        var view = SampleRows.View(_context);
        var mirror = Assert.Throws<ArgumentException>(() => _context.Data.Augment(view, [new RandomCrop(4, 4), new FlipVertical()], new("Image") { Keypoints = "Points" }));
        Assert.Contains("steps[1] (FlipVertical)", mirror.Message);
        Assert.Contains("'Points'", mirror.Message);
        var missing = Assert.ThrowsAny<ArgumentException>(() => _context.Data.Augment(view, [], new("Picture")));
        Assert.Contains("'Picture'", missing.Message);
        var wrong = Assert.ThrowsAny<ArgumentException>(() => _context.Data.Augment(view, [], new("Image") { Boxes = "Name" }));
        Assert.Contains("'Name'", wrong.Message);
        Assert.Contains("Vector<Single, *, 4>", wrong.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Data.Augment(view, [], new("Image"), copies: 0));
        Assert.Throws<ArgumentException>(() => _context.Data.Augment(view, [], new("Image"), options: new() { Classes = "Classes" }));
        Assert.Throws<ArgumentException>(() => _context.Data.Augment(view, [], new("Image"), options: new() { OrientedClasses = "Classes" }));
        var four = Assert.ThrowsAny<ArgumentException>(() => _context.Data.Augment(view, [], new("Image") { OrientedBoxes = "Boxes" }));
        Assert.Contains("Vector<Single, *, 5>", four.Message);
        var parallel = _context.Data.Augment(view, [], new("Image") { Boxes = "Boxes" }, options: new() { BoxColumns = ["Points"] });
        Assert.Contains("'Points'", Assert.Throws<InvalidOperationException>(() => Rows.Of(parallel, "Points")).Message);
    }

    private IDataView Augmented(int copies, long seed = 5, AugmentOptions? options = null) =>
        _context.Data.Augment(SampleRows.View(_context), Recipe, s_columns, copies, seed, options ?? s_options);

    private static OrientedBox[] Oriented(float[] floats)
    {
        var boxes = new OrientedBox[floats.Length / 5];
        OrientedBoxConversionKernel.FromFloats(floats, boxes);
        return boxes;
    }

    private sealed class OrientedRow
    {
        [VisionImage]
        public MLImage? Image { get; set; }

        [VectorType(0, 5)]
        public float[] Oriented { get; set; } = [];

        [VectorType]
        public int[] OrientedClasses { get; set; } = [];

        [VectorType]
        public float[] Weights { get; set; } = [];
    }

    /// <summary>The same rows in any order.</summary>
    private sealed class SameRows : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? x, IEnumerable<string>? y) => x!.Order().SequenceEqual(y!.Order());

        public int GetHashCode(IEnumerable<string> obj) => 0;
    }
}
