using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Masks of single objects from a network's outputs to a column that ML.NET hands on, saves and caches.</summary>
public sealed class MaskColumnTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Head
    {
        [VectorType(4 + 2 + 3, 4)]
        public float[] Candidates { get; set; } = [];

        [VectorType(3, 12, 16)]
        public float[] Prototypes { get; set; } = [];

        [VectorType(ResizeMapping.FloatCount)]
        public float[] Mapping { get; set; } = [];
    }

    private sealed class Found
    {
        [VectorType]
        public float[]? Boxes { get; set; }

        [VectorType]
        public float[]? Scores { get; set; }

        [VectorType]
        public string[]? Masks { get; set; }
    }

    /// <summary>The photo is 128 x 80; the network sees it at half its size, between bars of 4 rows, in 64 x 48.</summary>
    private static readonly ResizeMapping Letterboxed = new(.5f, .5f, 0, 4, 128, 80, new(64, 48));

    private static readonly YoloV8SegDecoder Decoder = new() { MaskCoefficientCount = 3 };

    private VisionEstimator Decode(IDetectionDecoder? decoder = null, ISuppression? suppression = null, DetectionColumns? columns = null) =>
        _context.Vision().DecodeDetections(decoder ?? Decoder, ["Candidates", "Prototypes"], 64, 48, "Mapping", columns, suppression: suppression);

    [Fact]
    public void Masks_lie_in_the_photo_beside_their_boxes()
    {
        var found = Read<Found>(Decode(suppression: new NonMaximumSuppression()), Row(), Nothing(), WithoutPicture()).ToArray();

        // In the network 8, 12 to 40, 32, of which the left part up to 24; and 32, 0 (in the bar) to 64, 20, which is all inside. The third thing is the first one's double.
        Assert.Equal([16, 16, 80, 56, 64, -8, 128, 32], found[0].Boxes!);
        Assert.Equal([.9f, .7f], found[0].Scores!);
        Assert.Equal([Rectangle(16, 16, 48, 56), Rectangle(64, 0, 128, 32)], found[0].Masks!);
        foreach (var empty in found[1..])
            Assert.Equal((0, 0), (empty.Boxes?.Length ?? 0, empty.Masks?.Length ?? 0));
    }

    [Fact]
    public void Without_a_mapping_masks_stay_in_the_networks_pixels()
    {
        var found = Read<Found>(_context.Vision().DecodeDetections(Decoder, ["Candidates", "Prototypes"], 64, 48, suppression: new NonMaximumSuppression()), Row()).Single();
        Assert.Equal(Rectangle(8, 12, 24, 32, 64, 48), found.Masks![0]);
    }

    [Fact]
    public void What_a_crop_did_is_undone_too()
    {
        var row = new Cropped { Candidates = Row().Candidates, Prototypes = Row().Prototypes, Mapping = Row().Mapping, Crop = new float[ResizeMapping.FloatCount] };
        new ResizeMapping(1, 1, -30, -20, 300, 200, new(128, 80)).CopyTo(row.Crop);
        var pipeline = _context.Vision().DecodeDetections(Decoder, ["Candidates", "Prototypes"], 64, 48, "Mapping", cropMappingColumnName: "Crop", suppression: new NonMaximumSuppression());
        Assert.Equal(Rectangle(46, 36, 78, 76, 300, 200), Read<Found>(pipeline, row).Single().Masks![0]);
    }

    private sealed class Cropped
    {
        [VectorType(4 + 2 + 3, 4)]
        public float[] Candidates { get; set; } = [];

        [VectorType(3, 12, 16)]
        public float[] Prototypes { get; set; } = [];

        [VectorType(ResizeMapping.FloatCount)]
        public float[] Mapping { get; set; } = [];

        [VectorType(ResizeMapping.FloatCount)]
        public float[] Crop { get; set; } = [];
    }

    [Fact]
    public void Masks_are_made_of_what_is_left_once_and_only_where_they_are_read()
    {
        var decoder = new Counting();
        var data = _context.Data.LoadFromEnumerable([Row(), Nothing()]);
        var view = Decode(decoder, new NonMaximumSuppression()).Fit(data).Transform(data);

        Assert.Equal(["Scores=[0.9,0.7]", "Scores=[]"], Rows.Of(view, "Scores"));
        Assert.Equal(0, decoder.Masks);
        _ = Rows.Of(view, "Masks", "Scores", "Masks");
        Assert.Equal(2, decoder.Masks);
    }

    [Fact]
    public void A_suppression_behind_gives_the_same_and_one_that_joins_boxes_joins_masks()
    {
        var vision = _context.Vision();
        var inside = Read<Found>(Decode(suppression: new NonMaximumSuppression()), Row()).Single();
        var behind = Read<Found>(Decode().Append(vision.NonMaximumSuppression()), Row()).Single();
        Assert.Equal((inside.Scores, inside.Masks), (behind.Scores, behind.Masks), (a, b) => a.Scores!.SequenceEqual(b.Scores!) && a.Masks!.SequenceEqual(b.Masks!));

        // All three touch, and the double of the first thing has the right part of it.
        var merged = Read<Found>(Decode().Append(vision.Suppress(new GreedyMerge { PerClass = false, Threshold = .05 })), Row()).Single();
        Assert.Equal([16, -8, 128, 56], merged.Boxes!);
        var all = RleMask.Union(RleMask.FromJson(Rectangle(16, 16, 82, 56)), RleMask.FromJson(Rectangle(64, 0, 128, 32)));
        Assert.Equal(all.ToJson(), Assert.Single(merged.Masks!));
    }

    [Fact]
    public void A_suppression_that_makes_new_boxes_is_refused_where_masks_are_still_to_be_made()
    {
        var data = _context.Data.LoadFromEnumerable([Row()]);
        foreach (var suppression in new ISuppression[] { new GreedyMerge(), new WeightedBoxesFusion() })
        {
            var error = Assert.Throws<ArgumentException>(() => Decode(suppression: suppression).Fit(data)).Message;
            Assert.Contains(suppression.GetType().Name, error);
            Assert.Contains("Put Suppress behind", error);
            _ = Decode(suppression: suppression, columns: new() { Masks = null }).Fit(data);
        }
    }

    [Fact]
    public void Where_no_masks_are_wanted_there_is_no_column()
    {
        var data = _context.Data.LoadFromEnumerable([Row()]);
        Assert.Null(Decode(columns: new() { Masks = null }).Fit(data).Transform(data).Schema.GetColumnOrNull("Masks"));
    }

    [Fact]
    public void Caches_saved_models_and_prediction_engines_give_the_same()
    {
        var data = _context.Data.LoadFromEnumerable([Row(), Nothing(), Row()]);
        var model = Decode(suppression: new NonMaximumSuppression()).Fit(data);
        var expected = Rows.Of(model.Transform(data), "Masks");
        Assert.Equal(expected, Rows.Of(_context.Data.Cache(model.Transform(data)), "Masks"));

        using var file = new MemoryStream();
        _context.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var engine = _context.Model.CreatePredictionEngine<Head, Found>(_context.Model.Load(file, out _));
        Assert.Equal(expected, new[] { Row(), Nothing(), Row() }.Select(row => $"Masks=[{string.Join(",", engine.Predict(row).Masks ?? [])}]"));
    }

    [Fact]
    public void Each_objects_row_has_its_own_mask()
    {
        var row = new Photo { Image = SampleRows.Picture(128, 80, i => (byte)i), Candidates = Row().Candidates, Prototypes = Row().Prototypes, Mapping = Row().Mapping };
        var data = _context.Data.LoadFromEnumerable([row]);
        var pipeline = Decode(suppression: new NonMaximumSuppression()).Append(_context.Vision().CropObjects("Piece", "Image", mappingColumnName: "Where"));
        var view = pipeline.Fit(data).Transform(data);
        Assert.Equal([$"Scores=[0.9] | Masks=[{Rectangle(16, 16, 48, 56)}]", $"Scores=[0.7] | Masks=[{Rectangle(64, 0, 128, 32)}]"], Rows.Of(view, "Scores", "Masks"));
        Assert.Equal(["Where=[1,1,-16,-16,128,80,64,40]", "Where=[1,1,-64,0,128,80,64,32]"], Rows.Of(view, "Where").Select(text => text.Replace("-0", "0")));
    }

    private sealed class Photo
    {
        [VisionImage]
        public MLImage? Image { get; set; }

        [VectorType(4 + 2 + 3, 4)]
        public float[] Candidates { get; set; } = [];

        [VectorType(3, 12, 16)]
        public float[] Prototypes { get; set; } = [];

        [VectorType(ResizeMapping.FloatCount)]
        public float[] Mapping { get; set; } = [];
    }

    private sealed class Written
    {
        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [0, 0, 1, 1];

        [VectorType]
        public float[] Scores { get; set; } = [1];

        [VectorType]
        public int[] Classes { get; set; } = [0];

        [VectorType]
        public string[] Masks { get; set; } = [];
    }

    [Fact]
    public void Texts_that_are_no_masks_and_masks_too_few_are_errors_that_name_row_and_column()
    {
        var suppress = _context.Vision().NonMaximumSuppression();
        Assert.Contains("Row 0: column 'Masks'", Assert.Throws<InvalidOperationException>(() => Read<Found>(suppress, new Written { Masks = ["[1]"] })).Message);
        Assert.Contains("1 boxes, 1 scores, 1 classes, 0 keypoint values (0 keypoints a box), 2 masks",
            Assert.Throws<InvalidOperationException>(() => Read<Found>(suppress, new Written { Masks = [Rectangle(0, 0, 1, 1), Rectangle(0, 0, 1, 1)] })).Message);
    }

    private TOut[] Read<TOut>(IEstimator<ITransformer> pipeline, params object[] rows)
        where TOut : class, new() => rows switch
        {
            [Cropped cropped] => Read<Cropped, TOut>(pipeline, cropped),
            [Written written] => Read<Written, TOut>(pipeline, written),
            _ => Read<Head, TOut>(pipeline, [.. rows.Cast<Head>()]),
        };

    private TOut[] Read<TIn, TOut>(IEstimator<ITransformer> pipeline, params TIn[] rows)
        where TIn : class
        where TOut : class, new()
    {
        var data = _context.Data.LoadFromEnumerable(rows);
        return [.. _context.Data.CreateEnumerable<TOut>(pipeline.Fit(data).Transform(data), reuseRowObject: false)];
    }

    private static string Rectangle(int left, int top, int right, int bottom, int width = 128, int height = 80)
    {
        var pixels = new byte[width * height];
        for (var y = top; y < bottom; y++)
            pixels.AsSpan((y * width) + left, right - left).Fill(1);
        return RleMask.FromPixels(pixels, height, width).ToJson();
    }

    /// <summary>Two things, and a worse double of the first one, a pixel wider, whose mask is the other part. Prototypes: left of column 24, right of it, everything.</summary>
    private static Head Row()
    {
        var row = Nothing();
        (float Left, float Top, float Right, float Bottom, float Score, int Class, int Prototype)[] things =
            [(8, 12, 41, 32, .6f, 0, 1), (32, 0, 64, 20, .7f, 1, 2), (8, 12, 40, 32, .9f, 0, 0)];
        for (var i = 0; i < things.Length; i++)
        {
            var (left, top, right, bottom, score, category, prototype) = things[i];
            float[] values = [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
            for (var v = 0; v < 4; v++)
                row.Candidates[(v * 4) + i] = values[v];
            row.Candidates[((4 + category) * 4) + i] = score;
            row.Candidates[((6 + prototype) * 4) + i] = 2;
        }
        for (var i = 0; i < 12 * 16; i++)
            (row.Prototypes[i], row.Prototypes[(12 * 16) + i], row.Prototypes[(2 * 12 * 16) + i]) = (i % 16 < 6 ? 1 : -1, i % 16 < 6 ? -1 : 1, 1);
        return row;
    }

    private static Head Nothing()
    {
        var row = new Head { Candidates = new float[9 * 4], Prototypes = new float[3 * 12 * 16], Mapping = new float[ResizeMapping.FloatCount] };
        Letterboxed.CopyTo(row.Mapping);
        return row;
    }

    private static Head WithoutPicture()
    {
        var row = Row();
        row.Mapping.AsSpan().Fill(float.NaN);
        return row;
    }

    /// <summary>A decoder of another assembly, which counts the masks that it is asked for.</summary>
    private sealed class Counting : IMaskDecoder
    {
        public int Masks { get; private set; }

        public int MaskCoefficientCount => Decoder.MaskCoefficientCount;

        public IReadOnlyList<TensorPattern> ExpectedOutputs => Decoder.ExpectedOutputs;

        public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination) => Decoder.Decode(outputs, input, destination);

        public RleMask DecodeMask(ReadOnlySpan<TensorView> outputs, DetectionBuffer detections, int index, ResizeMapping mapping)
        {
            Masks++;
            return Decoder.DecodeMask(outputs, detections, index, mapping);
        }
    }
}
