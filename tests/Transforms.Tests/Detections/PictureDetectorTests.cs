using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>The plain functions behind the command line; what they find and write is tested there.</summary>
public sealed class PictureDetectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprecipes-pictures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_row_without_a_picture_has_its_problem_and_batches_change_nothing()
    {
        string[] paths = [Assets.Path("sample1.jpg"), Path.Combine(_folder, "none.jpg"), Assets.Path("sample2.jpg")];
        var one = Detect(1, paths);
        var three = Detect(3, paths);
        Assert.NotEmpty(one[0].Objects);
        Assert.Contains("none.jpg", one[1].Problem, StringComparison.Ordinal);
        Assert.Empty(one[1].Objects);
        Assert.Equal(one.Select(row => string.Join('\n', row.Objects.Select(found => (found.Box, found.Score)))), three.Select(row => string.Join('\n', row.Objects.Select(found => (found.Box, found.Score)))));
    }

    [Theory]
    [InlineData(OnnxBytes.Float, TensorLayout.Chw, 0)]
    [InlineData(OnnxBytes.Float16, TensorLayout.Hwc, 0)]
    [InlineData(OnnxBytes.UInt8, TensorLayout.Hwc, 37)]
    [InlineData(OnnxBytes.UInt8, TensorLayout.Chw, 37)]
    [InlineData(OnnxBytes.Int8, TensorLayout.Hwc, 37 - 128)]
    [InlineData(OnnxBytes.Int32, TensorLayout.Hwc, 37)]
    public void Any_numbers_and_layout_see_the_marked_pixel_in_its_row_and_column(int type, TensorLayout layout, int green)
    {
        using var detector = new PictureDetector(new MLContext(), OnnxScore.Of(ReddestPixel.Model(_folder, type, layout)), new YoloV10Decoder());
        Assert.Equal((new NetworkSize(ReddestPixel.Width, ReddestPixel.Height), layout), (detector.Size, detector.Input.Format.Layout));

        // As large as the network, twice as large, and with bars above and below.
        string[] paths = [ReddestPixel.Picture(_folder, 10, 6, 7, 2), ReddestPixel.Picture(_folder, 20, 12, 14, 4, side: 2), ReddestPixel.Picture(_folder, 10, 4, 1, 3)];
        var found = detector.Run(paths).Select(picture => Assert.Single(picture.Objects)).ToArray();

        Assert.Equal([new Box(7, 2, 8, 3), new Box(14, 4, 16, 6), new Box(1, 3, 2, 4)], found.Select(one => one.Box));
        Assert.All(found, one => Assert.Equal(green, one.ClassId));
    }

    [Fact]
    public void Views_find_the_same_place_and_a_plain_one_alone_is_the_plain_answer()
    {
        var model = OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.UInt8, TensorLayout.Hwc));
        string[] paths = [ReddestPixel.Picture(_folder, 10, 6, 7, 2), Path.Combine(_folder, "none.jpg"), ReddestPixel.Picture(_folder, 20, 12, 8, 4, side: 4)];
        // At half the scale the square of 4 x 4 is one pixel of the network; mirrored it begins on its other side.
        Assert.Equal([new Box(7, 2, 8, 3), new Box(8, 4, 10, 6)], Boxes(null));
        Assert.Equal([new Box(7, 2, 8, 3), new Box(8, 4, 10, 6)], Boxes(new() { Views = [PictureView.Plain] }));
        Assert.Equal([new Box(7, 2, 8, 3), new Box(10, 4, 12, 6)], Boxes(new() { Views = [PictureView.Mirrored] }));
        Assert.Equal(new Box(8, 4, 12, 8), Boxes(new() { Views = [new(false, 0.5f)] })[1]);
        Assert.Equal(new Box(8, 4, 12, 8), Boxes(new() { Views = [new(true, 0.5f)] })[1]);
        Assert.Equal([new Box(7, 2, 8, 3), new Box(8, 4, 10, 6), new Box(10, 4, 12, 6)], Boxes(TestTimeAugmentation.Of(mirror: true)));
        // Four views of one square: the smaller ones have it whole.
        Assert.Equal(new Box(8, 4, 12, 8), Boxes(TestTimeAugmentation.Of(mirror: true, 0.5f) with { Merge = new GreedyMerge() })[^1]);

        Box[] Boxes(TestTimeAugmentation? views)
        {
            using var detector = new PictureDetector(new MLContext(), model, new YoloV10Decoder(), views: views);
            var found = detector.Run(paths).ToArray();
            Assert.Equal([true, false, true], found.Select(picture => picture.Problem is null));
            return [.. found.SelectMany(picture => picture.Objects).Select(one => one.Box)];
        }
    }

    [Fact]
    public void Who_stops_early_leaves_nothing_open()
    {
        var paths = new WatchedPaths(ReddestPixel.Picture(_folder, 10, 6, 7, 2), 40);
        using var detector = new PictureDetector(new MLContext(), OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.UInt8, TensorLayout.Hwc)), new YoloV10Decoder(), views: new());
        Assert.Single(detector.Run(paths).First().Objects);
        Assert.True(paths.IsClosed);
        detector.Dispose();
        Assert.Throws<ObjectDisposedException>(() => detector.Run(paths));
    }

    /// <summary>One path many times, which says whether its reader has gone.</summary>
    private sealed class WatchedPaths(string path, int count) : IReadOnlyList<string>
    {
        public bool IsClosed { get; private set; }

        public int Count => count;

        public string this[int index] => path;

        public IEnumerator<string> GetEnumerator()
        {
            try
            {
                for (var i = 0; i < count; i++)
                    yield return path;
            }
            finally
            {
                IsClosed = true;
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Fact]
    public void Each_tile_is_looked_at_in_each_view()
    {
        // Two tiles of 10 x 6 side by side; the mark is in the right one, and in the left one nothing is redder than the rest, so that its first corner counts.
        string[] paths = [ReddestPixel.Picture(_folder, 20, 6, 13, 4), ReddestPixel.Picture(_folder, 10, 6, 2, 3)];
        using var detector = new PictureDetector(
            new MLContext(), OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.UInt8, TensorLayout.Hwc)), new YoloV10Decoder(), tiles: new() { TileSize = new(10, 6), Overlap = 0 }, views: new());
        var found = detector.Run(paths).Select(picture => picture.Objects.Select(one => one.Box)).ToArray();
        Assert.Equal([new Box(0, 0, 1, 1), new Box(9, 0, 10, 1), new Box(13, 4, 14, 5)], found[0]);
        Assert.Equal([new Box(2, 3, 3, 4)], found[1]);
    }

    [Theory]
    [InlineData(0, false, false, 2)]
    [InlineData(0, false, true, 4)]
    [InlineData(6, false, false, 8 + 2)]
    [InlineData(6, true, false, 9 + 3)]
    [InlineData(6, true, true, 2 * (9 + 3))]
    [InlineData(20, true, false, 2)]
    public void How_many_looks_there_will_be_is_known_before(int tile, bool fullImage, bool mirror, int looks)
    {
        string[] paths = [ReddestPixel.Picture(_folder, 20, 12, 14, 4), Path.Combine(_folder, "none.png"), ReddestPixel.Picture(_folder, 10, 6, 2, 3)];
        using var detector = new PictureDetector(
            new MLContext(), OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.UInt8, TensorLayout.Hwc)) with { ChecksRepeatability = false }, new YoloV10Decoder(),
            tiles: tile == 0 ? null : new() { TileSize = new(tile, tile), Overlap = 0, FullImage = fullImage }, views: mirror ? new() : null);

        Assert.Equal(looks, detector.CountLooks(paths));
        Assert.Equal([true, false, true], detector.Run(paths).Select(picture => picture.Problem is null));
        Assert.Equal(looks, detector.Diagnostics.RowsScored);
    }

    [Fact]
    public void Mirrored_faces_are_the_faces()
    {
        string[] paths = [Assets.Path("sample1.jpg"), Assets.Path("sample2.jpg")];
        var plain = Detect(1, paths);
        using var detector = new PictureDetector(
            new MLContext(), OnnxScore.Of(Assets.Path("fr_detect.onnx")), new UltraFaceDecoder(), suppression: new NonMaximumSuppression { Threshold = 0.3 }, views: new() { Views = [PictureView.Mirrored] });
        var mirrored = detector.Run(paths).ToArray();
        foreach (var (one, other) in plain.Zip(mirrored))
        {
            Assert.NotEmpty(one.Objects);
            Assert.All(one.Objects.Where(face => face.Score > 0.95f), face => Assert.Contains(other.Objects, twin => IoUKernel.Value(face.Box, twin.Box) > 0.7f));
        }
    }

    [Theory]
    [InlineData(8, 6, null, 8, 6)]
    [InlineData("h", 6, null, 40, 6)]
    [InlineData("h", "w", null, 40, 30)]
    [InlineData("h", "w", 16, 16, 16)]
    public void The_metadatas_size_is_for_what_the_model_leaves_open(object height, object width, int? asked, int foundHeight, int foundWidth)
    {
        var model = OnnxScore.Of([.. Constant([1, 3, height, width]), .. OnnxBytes.Metadata("imgsz", "[40, 30]")]);
        using var detector = new PictureDetector(new MLContext(), model, new YoloV10Decoder(), size: asked is { } side ? new(side, side) : null);
        Assert.Equal(new NetworkSize(foundWidth, foundHeight), detector.Size);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(2_000_000)]
    public void A_model_that_asks_for_too_much_is_refused(int side)
    {
        var model = OnnxScore.Of(Constant([1, 3, side, side]));
        var error = Assert.ThrowsAny<ArgumentException>(() => new PictureDetector(new MLContext(), model, new YoloV10Decoder()));
        Assert.Contains($"{3L * side * side}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_of_64_bit_floats_are_read()
    {
        var model = OnnxBytes.Bare(17,
            OnnxBytes.Node("Cast", "wide", ["found"], ["output0"], OnnxBytes.Integer("to", OnnxBytes.Double)), OnnxBytes.Stored(OnnxBytes.Floats("found", [1, 1, 6], 1, 1, 2, 2, .5f, 3)),
            OnnxBytes.Text(2, "g"), OnnxBytes.Input("images", OnnxBytes.Float, 1, 3, 6, 10), OnnxBytes.Output("output0", OnnxBytes.Double, 1, 1, 6));
        using var detector = new PictureDetector(new MLContext(), OnnxScore.Of(model), new YoloV10Decoder());
        var found = Assert.Single(detector.Run([ReddestPixel.Picture(_folder, 10, 6, 7, 2)]).Single().Objects);
        Assert.Equal((new Box(1, 1, 2, 2), .5f, 3), (found.Box, found.Score, found.ClassId));
    }

    /// <summary>Finds the same whatever it sees.</summary>
    private static byte[] Constant(object[] input) => OnnxBytes.Bare(17,
        OnnxBytes.Node("Identity", "same", ["found"], ["output0"]), OnnxBytes.Stored(OnnxBytes.Floats("found", [1, 1, 6], 1, 1, 2, 2, .9f, 0)),
        OnnxBytes.Text(2, "g"), OnnxBytes.Input("images", OnnxBytes.Float, input), OnnxBytes.Output("output0", OnnxBytes.Float, 1, 1, 6));

    [Fact]
    public void Points_without_a_skeleton_are_refused_in_a_mirror()
    {
        var model = OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.Float, TensorLayout.Chw));
        var error = Assert.Throws<ArgumentException>(() => new PictureDetector(new MLContext(), model, new YoloV8PoseDecoder(), views: new()));
        Assert.Contains("17 key points", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_models_numbers_cannot_be_is_said()
    {
        var bytes = OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.UInt8, TensorLayout.Hwc));
        var error = Assert.ThrowsAny<ArgumentException>(() => new PictureDetector(new MLContext(), bytes, new YoloV10Decoder(), new NetworkInput()));
        Assert.Contains("without fractions", error.Message, StringComparison.Ordinal);
        var wide = OnnxScore.Of(ReddestPixel.Model(_folder, OnnxBytes.Int64, TensorLayout.Hwc));
        error = Assert.Throws<ArgumentException>(() => new PictureDetector(new MLContext(), wide, new YoloV10Decoder()));
        Assert.Contains("x: Int64[1, 6, 10, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("UInt8, Int8 or Int32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_a_decoder_leaves_over_are_told()
    {
        var context = new MLContext();
        var warnings = new List<string>();
        context.Log += (_, line) => warnings.Add(line.Message);
        var network = OnnxScore.Of(Assets.Path("fr_detect.onnx"));
        using (new PictureDetector(context, network, new UltraFaceDecoder()))
            Assert.DoesNotContain(warnings, line => line.Contains("reads"));
        // Its scores [1, 4420, 2] look like those of 4,416 classes.
        using (new PictureDetector(context, network, new YoloV8Decoder()))
            Assert.Contains(warnings, line => line.Contains("The model has 2 outputs") && line.Contains("YoloV8Decoder reads 1"));
    }

    [Fact]
    public void PictureFile_leaves_nothing_beside_what_it_writes()
    {
        using var image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 2, 3, 255, 4, 5, 6, 255]);
        PictureFile.Save(image, Path.Combine(_folder, "new", "a.png"));
        Assert.Throws<ArgumentException>(() => PictureFile.Save(image, Path.Combine(_folder, "new", "a.xyz")));
        Assert.Equal(["a.png"], Directory.EnumerateFiles(Path.Combine(_folder, "new")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Masks_lie_in_the_photo(int batch)
    {
        string[] paths = [BrightPhoto(), Path.Combine(_folder, "none.png"), BrightPhoto()];
        using var detector = Detector(MaskNetworks.Prototypes(), new YoloV8SegDecoder(), batch);
        var found = detector.Run(paths).ToArray();
        Assert.Empty(found[1].Objects);
        foreach (var one in new[] { found[0], found[2] })
        {
            Assert.Equal([0, 1], one.Objects.Select(thing => thing.ClassId));
            Assert.All(one.Objects, thing => Assert.Equal((128, 96), (thing.Mask!.Width, thing.Mask.Height)));
            AssertBright(one.Objects[0].Mask!);
            // What is dark is the rest.
            Assert.Equal(128 * 96, one.Objects[0].Mask!.Area + one.Objects[1].Mask!.Area);
            Assert.Equal(128 * 96, RleMask.Union(one.Objects[0].Mask!, one.Objects[1].Mask!).Area);
        }
    }

    private sealed class PhotoFile
    {
        public string Path { get; set; } = "";
    }

    private sealed class Masked
    {
        public string[]? Masks { get; set; }
    }

    [Fact]
    public void A_pipeline_of_steps_gives_the_detectors_masks()
    {
        var (context, model) = (new MLContext(), Path.Combine(_folder, "seg.onnx"));
        File.WriteAllBytes(model, MaskNetworks.Prototypes());
        var vision = context.Vision();
        var pipeline = vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("images", "Image", 64, 64, ResizeFit.Letterbox, mappingColumnName: "Mapping", fill: 114))
            .Append(vision.OnnxScore(model))
            .Append(vision.DecodeDetections(new YoloV8SegDecoder(), ["output0", "output1"], 64, 64, "Mapping", suppression: new NonMaximumSuppression()));
        var data = context.Data.LoadFromEnumerable([new PhotoFile { Path = BrightPhoto() }]);

        var masks = context.Data.CreateEnumerable<Masked>(pipeline.Fit(data).Transform(data), reuseRowObject: false).Single().Masks!;

        using var detector = Detector(MaskNetworks.Prototypes(), new YoloV8SegDecoder(), 1);
        Assert.Equal(detector.Run([BrightPhoto()]).Single().Objects.Select(one => one.Mask!.ToJson()), masks);
        Assert.Equal(2, masks.Length);
    }

    [Fact]
    public void Masks_of_boxes_lie_in_the_photo_and_end_at_its_border()
    {
        using var detector = Detector(MaskNetworks.Boxes(), new MaskRcnnDecoder(), 1);
        var found = detector.Run([BrightPhoto()]).Single().Objects;
        // The photo is twice as large as the network, and begins at its row 8.
        Assert.Equal([new Box(16, 16, 72, 72), new Box(100, -16, 156, 40)], found.Select(one => one.Box));
        Assert.Equal([(16d, 16d, 56d, 28d), (100, 0, 28, 40)], found.Select(one => one.Mask!.BoundingBox()));
        // Beside zeros a corner is rounded off.
        Assert.InRange(found[0].Mask!.Area, (56 * 28) - 20, 56 * 28);
        Assert.InRange(found[1].Mask!.Area, (28 * 40) - 20, 28 * 40);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Masks_pasted_into_the_input_lie_in_the_photo(int batch)
    {
        // The network does not stand what is no picture; torchvision's do not either.
        string[] paths = [Missing(0), BrightPhoto(), DarkPhoto(), Missing(1), Missing(2), BrightPhoto(), Missing(3)];
        using var detector = Detector(MaskNetworks.Pasted(1, 3, 64, 64), new MaskRcnnPastedDecoder(), batch);
        var all = detector.Run(paths).ToArray();
        Assert.Equal(paths, all.Select(one => one.Path));
        Assert.Equal(paths, all.Select(one => one.Problem is { } problem ? paths.Single(path => problem.Contains(path)) : one.Path));
        Assert.Equal([0, 3, 4, 6], Enumerable.Range(0, 7).Where(i => all[i].Problem is not null));
        var found = all.Where(one => one.Problem is null).ToArray();
        foreach (var one in new[] { found[0], found[2] })
        {
            Assert.Equal([0, 1], one.Objects.Select(thing => thing.ClassId));
            Assert.Equal((32, 24, 64, 48), one.Objects[0].Mask!.BoundingBox());
            Assert.Equal([64 * 48, (128 * 96) - (64 * 48)], one.Objects.Select(thing => thing.Mask!.Area));
        }
        // The only detection is the second of the network's rows.
        Assert.Equal((1, 128 * 96), (Assert.Single(found[1].Objects).ClassId, found[1].Objects[0].Mask!.Area));
    }

    [Fact]
    public void Pasted_masks_of_tiles_and_views_are_put_together()
    {
        using var untiled = Detector(MaskNetworks.Pasted(1, 3, 64, 64), new MaskRcnnPastedDecoder(), 1);
        using var tiled = Detector(MaskNetworks.Pasted(1, 3, 64, 64), new MaskRcnnPastedDecoder(), 2, new() { TileSize = new(64, 64), Overlap = .5, BatchSize = 4 }, views: new() { Merge = new GreedyMerge() });
        using var whole = Detector(MaskNetworks.Pasted(1, 3, 64, 64), new MaskRcnnPastedDecoder(), 2, new() { TileSize = new(128, 128) });
        string[] photo = [BrightPhoto(16, 64)];
        // A tile is as large as the input, so that its masks are exact.
        Assert.Equal([(16d, 24d, 48d, 48d), (0, 0, 128, 96)], tiled.Run(photo).Single().Objects.Select(one => one.Mask!.BoundingBox()));
        Assert.Equal([48 * 48, (128 * 96) - (48 * 48)], tiled.Run(photo).Single().Objects.Select(one => one.Mask!.Area));
        Assert.Equal(untiled.Run(photo).Single().Objects.Select(one => one.Mask!.ToJson()), whole.Run(photo).Single().Objects.Select(one => one.Mask!.ToJson()));
    }

    [Fact]
    public void A_model_of_a_single_picture_is_read_like_one_of_rows()
    {
        // Fixed, and torchvision's with dynamic_axes.
        object[][] images = [[3, 64, 64], [3, "rows", "columns"]];
        string[] photos = [BrightPhoto(), DarkPhoto(), Missing(0), BrightPhoto()];
        using var rows = Detector(MaskNetworks.Pasted(1, 3, 64, 64), new MaskRcnnPastedDecoder(), 3);
        var expected = Shown(rows);
        foreach (var image in images)
        {
            var network = OnnxScore.Of(MaskNetworks.Pasted(image)) with { BatchSize = 3 };
            NetworkSize? size = image[1] is int ? null : new(64, 64);
            using var single = new PictureDetector(new MLContext(), network, PictureDetector.SuggestDecoder(network, size), size: size);
            Assert.Equal((new NetworkSize(64, 64), TensorLayout.Chw), (single.Size, single.Input.Format.Layout));
            Assert.Equal(expected, Shown(single));
        }

        string[] Shown(PictureDetector detector) => [.. detector.Run(photos).Select(photo => $"{photo.Problem}: {string.Join(", ", photo.Objects.Select(one => (one.Box, one.Score, one.ClassId, one.Mask!.ToJson())))}")];
    }

    [Fact]
    public void What_a_model_leaves_open_is_seen_over_zeros()
    {
        var pasted = OnnxScore.Of(MaskNetworks.Pasted(1, 3, 64, 64));
        Assert.IsType<MaskRcnnPastedDecoder>(PictureDetector.SuggestDecoder(pasted));
        Assert.IsType<MaskRcnnDecoder>(PictureDetector.SuggestDecoder(OnnxScore.Of(MaskNetworks.Boxes())));

        var open = OnnxScore.Of(MaskNetworks.Pasted(1, 3, "rows", "columns"));
        Assert.IsType<MaskRcnnPastedDecoder>(PictureDetector.SuggestDecoder(open, new(64, 64)));
        Assert.Contains("not all are known", Assert.Throws<ArgumentException>(() => PictureDetector.SuggestDecoder(open)).Message);
        // It takes no other size, and what it gives is not seen.
        Assert.Contains("not all are known", Assert.Throws<ArgumentException>(() => PictureDetector.SuggestDecoder(open, new(32, 64))).Message);
        Assert.Contains("was asked for", Assert.Throws<ArgumentException>(() => PictureDetector.SuggestDecoder(pasted, new(32, 64))).Message);
    }

    [Fact]
    public void Masks_of_tiles_are_put_together()
    {
        using var tiled = Detector(MaskNetworks.Prototypes(), new YoloV8SegDecoder(), 2, new() { TileSize = new(64, 64), Overlap = .5, BatchSize = 4 });
        var found = tiled.Run([BrightPhoto()]).Single().Objects;
        // Each tile sees what is bright in it, and all together see it all.
        Assert.Equal([new Box(0, 0, 128, 96), new Box(0, 0, 128, 96)], found.Select(one => one.Box));
        AssertBright(found[0].Mask!);
        using var whole = Detector(MaskNetworks.Boxes(), new MaskRcnnDecoder(), 1, new() { TileSize = new(128, 128) });
        using var untiled = Detector(MaskNetworks.Boxes(), new MaskRcnnDecoder(), 1);
        Assert.Equal(untiled.Run([BrightPhoto()]).Single().Objects.Select(one => one.Mask!.ToJson()), whole.Run([BrightPhoto()]).Single().Objects.Select(one => one.Mask!.ToJson()));
    }

    [Fact]
    public void Masks_seen_in_a_mirror_lie_on_those_seen_without()
    {
        using var plain = Detector(MaskNetworks.Prototypes(), new YoloV8SegDecoder(), 1);
        using var both = Detector(MaskNetworks.Prototypes(), new YoloV8SegDecoder(), 1, views: new() { Merge = new GreedyMerge() });
        // Not in the middle, so that the united masks would be larger.
        string[] photo = [BrightPhoto(16, 64)];
        Assert.Equal(plain.Run(photo).Single().Objects.Select(one => one.Mask!.ToJson()), both.Run(photo).Single().Objects.Select(one => one.Mask!.ToJson()));
    }

    [Fact]
    public void A_suppression_that_joins_boxes_joins_their_masks()
    {
        using var detector = Detector(MaskNetworks.Prototypes(), new YoloV8SegDecoder(), 1, suppression: new GreedyMerge { PerClass = false });
        Assert.Equal(128 * 96, Assert.Single(detector.Run([BrightPhoto()]).Single().Objects).Mask!.Area);
    }

    private PictureDetector Detector(byte[] model, IDetectionDecoder decoder, int batch, TileDetector? tiles = null, ISuppression? suppression = null, TestTimeAugmentation? views = null) =>
        new(new MLContext(), OnnxScore.Of(model) with { BatchSize = batch }, decoder, suppression: suppression, tiles: tiles, views: views);

    /// <summary>128 x 96, black, with a white rectangle from 32, 24 to 96, 72.</summary>
    private string BrightPhoto(int left = 32, int right = 96)
    {
        var path = Path.Combine(_folder, "bright.png");
        using var image = SampleRows.Picture(128, 96, i => i / 4 % 128 >= left && i / 4 % 128 < right && i / 4 / 128 is >= 24 and < 72 ? (byte)255 : (byte)0);
        PictureFile.Save(image, path);
        return path;
    }

    private string Missing(int number) => Path.Combine(_folder, $"none{number}.png");

    private string DarkPhoto()
    {
        var path = Path.Combine(_folder, "dark.png");
        using var image = SampleRows.Picture(128, 96, _ => 0);
        PictureFile.Save(image, path);
        return path;
    }

    // All of the rectangle but its corners, which cells of 4 pixels of the network round off.
    private static void AssertBright(RleMask mask)
    {
        Assert.Equal((32, 24, 64, 48), mask.BoundingBox());
        Assert.InRange(mask.Area, (64 * 48) - 80, 64 * 48);
    }

    private static PictureDetections[] Detect(int batch, string[] paths)
    {
        using var detector = new PictureDetector(new MLContext(), OnnxScore.Of(Assets.Path("fr_detect.onnx")) with { BatchSize = batch }, new UltraFaceDecoder());
        Assert.Equal(new NetworkSize(320, 240), detector.Size);
        return [.. detector.Run(paths)];
    }
}
