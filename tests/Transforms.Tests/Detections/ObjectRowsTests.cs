using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Steps that make a row of each detection owe ML.NET what all steps do (the step contract), but that they change the number of rows.</summary>
public abstract class ObjectRowsContract
{
    protected MLContext Context { get; } = new(seed: 1);

    protected abstract ObjectRows Step { get; }

    protected abstract string[] Outputs { get; }

    protected IDataView Data => Context.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(MakeRow));

    protected sealed class Row
    {
        public string Name { get; set; } = "";

        [VisionImage]
        public MLImage? Image { get; set; }

        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType]
        public float[] Scores { get; set; } = [];

        [VectorType]
        public int[] Classes { get; set; } = [];

        [VectorType(0, 2, 3)]
        public float[] Keypoints { get; set; } = [];
    }

    // The third row has no objects; the fourth one has one outside its picture.
    protected static Row MakeRow(int index)
    {
        var count = index == 2 ? 0 : 1 + (index % 3);
        return new()
        {
            Name = $"row {index}", Image = SampleRows.Picture(20 + index, 15, i => (byte)(i * (index + 3))),
            Boxes = [.. Enumerable.Range(0, count).SelectMany(i => index == 3 ? new float[] { 100, 100, 110, 110 } : [i + 1, i + 2, i + 6, i + 9.5f])],
            Scores = [.. Enumerable.Range(0, count).Select(i => .5f + (i / 10f))], Classes = [.. Enumerable.Range(0, count)],
            Keypoints = [.. Enumerable.Range(0, count).SelectMany(i => new float[] { i + 2, i + 3, index == 3 ? 0 : 1, i + 5, i + 7, 1 })],
        };
    }

    [Fact]
    public void An_object_that_is_no_numbers_is_left_out_and_said()
    {
        var row = MakeRow(1);
        row.Boxes[2] = float.NaN;
        var warnings = new List<string>();
        Context.Log += (_, entry) =>
        {
            if (entry.Kind == ChannelMessageKind.Warning)
                warnings.Add(entry.Message);
        };

        Assert.Equal(["Scores=[0.6]"], Rows.Of(Transform(Context.Data.LoadFromEnumerable([row])), "Scores"));
        Assert.Contains("1 candidates in 1 rows", Assert.Single(warnings));
    }

    [Fact]
    public void Each_object_has_a_row_with_what_its_picture_has()
    {
        var view = Transform(Data);
        Assert.Equal(["row 0", "row 1", "row 1", "row 3", "row 4", "row 4"], Rows.Of(view, "Name").Select(name => name[5..]));
        Assert.Equal(
            ["Scores=[0.5] | Classes=[0] | Keypoints=[2,3,1,5,7,1]", "Scores=[0.5] | Classes=[0] | Keypoints=[2,3,1,5,7,1]", "Scores=[0.6] | Classes=[1] | Keypoints=[3,4,1,6,8,1]",
                "Scores=[0.5] | Classes=[0] | Keypoints=[2,3,0,5,7,1]", "Scores=[0.5] | Classes=[0] | Keypoints=[2,3,1,5,7,1]", "Scores=[0.6] | Classes=[1] | Keypoints=[3,4,1,6,8,1]"],
            Rows.Of(view, "Scores", "Classes", "Keypoints"));
        Assert.Equal([false, false, false, true, false, false], Rows.Of(view, "Object").Select(row => row == "Object=null"));
        Assert.Null(view.GetRowCount());
    }

    [Fact]
    public void A_set_of_cursors_gives_the_rows_of_one_with_ids_of_their_own()
    {
        var view = Transform(Data);
        string[] columns = [.. Outputs, "Name"];
        var once = Rows.WithIds(view, columns);
        Assert.Equal(once.OrderBy(row => row.Id), Rows.OfSet(view, 3, columns));
        Assert.Equal(once.Count, once.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public void A_getter_called_twice_gives_the_same_and_pictures_are_ones_own()
    {
        var view = Transform(Data);
        using var cursor = view.GetRowCursor(view.Schema);
        var (first, second) = (cursor.GetGetter<MLImage>(view.Schema["Image"]), cursor.GetGetter<MLImage>(view.Schema["Image"]));
        var cuts = new[] { Rows.Reader(cursor, view.Schema["Object"]), Rows.Reader(cursor, view.Schema["Object"]) };
        MLImage a = null!, b = null!;
        while (cursor.MoveNext())
        {
            Assert.Equal(cuts[0](), cuts[1]());
            first(ref a);
            second(ref b);
            Assert.NotSame(a, b);
            Assert.True(a.Pixels.SequenceEqual(b.Pixels));
            // Whoever gets a picture may dispose it; the next row is none the worse for it.
            b.Dispose();
            b = null!;
        }
    }

    [Fact]
    public void Saved_and_loaded_it_is_the_same()
    {
        var model = Context.Vision().Step(Step).Fit(Data);
        using var stream = new MemoryStream();
        Context.Model.Save(model, Data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().UseDeepRecipes().Model.Load(stream, out _);
        Assert.Equal(Rows.Of(model.Transform(Data), Outputs), Rows.Of(loaded.Transform(Data), Outputs));
    }

    [Fact]
    public void The_schema_says_what_comes()
    {
        var model = Context.Vision().Step(Step).Fit(Data);
        Assert.Equal(model.Transform(Data).Schema.ToString(), model.GetOutputSchema(Data.Schema).ToString());
        Assert.Equal("Object", Assert.IsType<ObjectRowsTransformer>(model).Step.Output);
        Assert.False(model.IsRowToRowMapper);
        Assert.Contains("prediction engine", Assert.Throws<InvalidOperationException>(() => model.GetRowToRowMapper(Data.Schema)).Message);
    }

    [Fact]
    public void A_missing_or_wrong_column_is_an_error_that_names_it()
    {
        var without = Context.Transforms.SelectColumns("Image", "Boxes", "Scores", "Keypoints").Fit(Data).Transform(Data);
        Assert.Contains("'Classes'", Assert.ThrowsAny<ArgumentException>(() => Context.Vision().Step(Step).Fit(without)).Message);
        var wrong = Context.Transforms.CopyColumns("Image", "Name").Fit(Data).Transform(Data);
        Assert.Contains("'Image'", Assert.ThrowsAny<ArgumentException>(() => Context.Vision().Step(Step).Fit(wrong)).Message);
    }

    protected IDataView Transform(IDataView data) => Context.Vision().Step(Step).Fit(data).Transform(data);
}

public sealed class CropObjectsTests : ObjectRowsContract
{
    protected override ObjectRows Step => new CropObjects("Object", "Image") { Mapping = "Crop" };

    protected override string[] Outputs => ["Object", "Boxes", "Scores", "Classes", "Keypoints", "Crop"];

    [Fact]
    public void The_piece_is_the_pixels_of_the_box_and_the_mapping_leads_back()
    {
        var row = MakeRow(4);
        var view = Transform(Context.Data.LoadFromEnumerable([row]));
        var crops = view.GetColumn<MLImage>("Object").Select(image => (image.Width, image.Height, Pixels: image.Pixels.ToArray())).ToArray();
        var mappings = view.GetColumn<float[]>("Crop").Select(floats => ResizeMapping.FromFloats(floats)).ToArray();
        Assert.Equal(2, crops.Length);
        for (var i = 0; i < 2; i++)
        {
            // Boxes (1, 2, 6, 9.5) and (2, 3, 7, 10.5) touch 5 x 8 pixels.
            Assert.Equal((5, 8), (crops[i].Width, crops[i].Height));
            for (var y = 0; y < 8; y++)
                Assert.True(crops[i].Pixels.AsSpan(y * 20, 20).SequenceEqual(row.Image!.Pixels.Slice((((y + 2 + i) * 24) + 1 + i) * 4, 20)));
            Assert.Equal(new Box(1 + i, 2 + i, 6 + i, 10 + i), mappings[i].ToOriginal(new Box(0, 0, 5, 8)));
            Assert.Equal((24, 15), (mappings[i].OriginalWidth, mappings[i].OriginalHeight));
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("Margin", Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().CropObjects("Object", "Image", margin: -1).Fit(Data)).Message);
        Assert.Contains("AspectRatio", Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().CropObjects("Object", "Image", aspectRatio: 0).Fit(Data)).Message);
    }
}

public sealed class AlignObjectsTests : ObjectRowsContract
{
    protected override ObjectRows Step => new AlignObjects("Object", "Image") { Width = 8, Height = 6, Template = [1, 1, 6, 4] };

    protected override string[] Outputs => ["Object", "Boxes", "Scores", "Classes", "Keypoints"];

    [Fact]
    public void Points_come_to_lie_on_the_template()
    {
        // A quarter turn: the points lie below each other and are to lie beside each other.
        var marked = SampleRows.Picture(30, 20, _ => 0);
        var pixels = marked.Pixels.ToArray();
        (pixels[((4 * 30) + 12) * 4], pixels[((10 * 30) + 12) * 4]) = (200, 100);
        var row = new Row
        {
            Image = MLImage.CreateFromPixels(30, 20, MLPixelFormat.Bgra32, pixels), Boxes = [0, 0, 30, 20], Scores = [1], Classes = [0], Keypoints = [12, 4, 1, 12, 10, 1],
        };
        var aligned = Context.Vision().AlignObjects("Object", "Image", 11, 9, [2, 5, 8, 5]).Fit(Data).Transform(Context.Data.LoadFromEnumerable([row])).GetColumn<MLImage>("Object").Single();
        Assert.Equal((11, 9), (aligned.Width, aligned.Height));
        Assert.Equal(200, aligned.Pixels[((5 * 11) + 2) * 4]);
        Assert.Equal(100, aligned.Pixels[((5 * 11) + 8) * 4]);
        Assert.Equal(300, Enumerable.Range(0, 99).Sum(i => aligned.Pixels[4 * i]));
        Assert.All(Enumerable.Range(0, 99), i => Assert.Equal(255, aligned.Pixels[(4 * i) + 3]));

        // The other way round by saying which point is which.
        var turned = Context.Vision().AlignObjects("Object", "Image", 11, 9, [2, 5, 8, 5], [1, 0]).Fit(Data).Transform(Context.Data.LoadFromEnumerable([row])).GetColumn<MLImage>("Object").Single();
        Assert.Equal((100, 200), (turned.Pixels[((5 * 11) + 2) * 4], turned.Pixels[((5 * 11) + 8) * 4]));
    }

    [Fact]
    public void A_template_that_does_not_fit_the_points_is_refused()
    {
        // ArcFace's template has five points, these objects have two.
        Assert.Contains("Keypoints", Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().AlignObjects("Object", "Image").Fit(Data)).Message);
        Assert.Contains("Template", Assert.Throws<ArgumentException>(() => Context.Vision().AlignObjects("Object", "Image", template: [1, 2, 3]).Fit(Data)).Message);
        Assert.Contains("Template", Assert.Throws<ArgumentOutOfRangeException>(() => Context.Vision().AlignObjects("Object", "Image", template: [1, 2, 3, float.NaN]).Fit(Data)).Message);
        // So many would not even lie on the stack.
        Assert.Contains("2000000 values", Assert.Throws<ArgumentException>(() => Context.Vision().AlignObjects("Object", "Image", template: new float[2_000_000], keypoints: new int[1_000_000]).Fit(Data)).Message);
        Assert.Contains("Keypoints", Assert.Throws<ArgumentException>(() => Context.Vision().AlignObjects("Object", "Image", template: [1, 1, 2, 2], keypoints: [0]).Fit(Data)).Message);
    }
}
