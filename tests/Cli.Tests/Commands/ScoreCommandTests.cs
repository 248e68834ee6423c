using System.Text.Json;
using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Transforms;
using DeepRecipes.Transforms.Tests;
using Microsoft.ML.Data;

namespace DeepRecipes.Cli.Tests.Commands;

public class ScoreCommandTests
{
    private static string Model => Assets.Path("fr_detect.onnx");

    [Fact]
    public void Photos_scored_and_evaluated_give_the_reference_faces()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1", "2", "4", "6");
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--nms", "0.3", "--truth", Truth(tool), "--json", tool.PathOf("dt.json"), "--draw", tool.PathOf("drawn"));
        Assert.Contains("4 images", tool.Output, StringComparison.Ordinal);
        Assert.Contains("CPU", tool.Output, StringComparison.Ordinal);
        Assert.Equal([1L, 2, 3, 4], tool.Json("dt.json").EnumerateArray().Select(one => one.GetProperty("image_id").GetInt64()).Distinct());

        tool.Does("evaluate", "detection", "--truth", Truth(tool), "--predictions", tool.PathOf("dt.json"), "--json", tool.PathOf("out.json"));
        Assert.True(tool.Json("out.json").GetProperty("stats").GetProperty("AR100").GetDouble() > 0.4, tool.Output);

        using MLImage plain = MLImage.CreateFromFile(Path.Combine(photos, "faceapi_sample1.jpg"));
        using MLImage drawn = MLImage.CreateFromFile(Path.Combine(tool.PathOf("drawn"), "faceapi_sample1.jpg"));
        Assert.Equal((plain.Width, plain.Height), (drawn.Width, drawn.Height));
        Assert.False(plain.Pixels.SequenceEqual(drawn.Pixels));
    }

    [Fact]
    public void A_tile_as_large_as_the_photo_gives_what_no_tile_gives()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1");
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("whole.json"));
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("tile.json"), "--tile", "2000");
        Assert.Equal(File.ReadAllText(tool.PathOf("whole.json")), File.ReadAllText(tool.PathOf("tile.json")));
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("tiles.json"), "--tile", "960");
        Assert.NotEqual(File.ReadAllText(tool.PathOf("whole.json")), File.ReadAllText(tool.PathOf("tiles.json")));
    }

    [Fact]
    public void A_photo_that_cannot_be_read_is_listed_and_the_rest_is_scored()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1");
        File.WriteAllBytes(Path.Combine(photos, "broken.jpg"), File.ReadAllBytes(Path.Combine(photos, "faceapi_sample1.jpg"))[..50_000]);
        Assert.Equal(ExitCode.Partly, tool.Run("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("dt.json")));
        // One line for the photo, and no bar where nobody looks.
        Assert.Contains("broken.jpg", Assert.Single(tool.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Matches(@"1 images, [0-9]+ detections, [0-9]+\.[0-9] images/s on CPU", tool.Output);
        Assert.Contains("1 images", tool.Output, StringComparison.Ordinal);
        // By name broken.jpg is picture 1.
        Assert.All(tool.Json("dt.json").EnumerateArray(), one => Assert.Equal((2, "faceapi_sample1.jpg"), (one.GetProperty("image_id").GetInt32(), one.GetProperty("file_name").GetString())));
        Assert.NotEqual(0, tool.Json("dt.json").GetArrayLength());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1");
        string[] rest = ["--images", photos, "--json", tool.PathOf("dt.json")];
        tool.Refuses(["score", "--model", Model, "--decoder", "blazeface", .. rest], "BlazeFaceDecoder expects", "ultraface");
        tool.Refuses(["score", "--model", Model, "--decoder", "yolo99", .. rest], "yolo99");
        tool.Refuses(["score", "--model", tool.Write("no.onnx", "no model"), "--decoder", "ultraface", .. rest], "ONNX");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", "--size", "100x100", .. rest], "320 x 240", "100 x 100");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", "--images", tool.Folder, "--json", tool.PathOf("dt.json")], "no pictures");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", "--images", tool.PathOf("nowhere"), "--json", tool.PathOf("dt.json")], "--images is", "no such folder");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", .. rest, "--tile", "-5"], "--tile is -5");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", .. rest, "--tile", "0"], "--tile is 0");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", .. rest, "--tile", "640", "--overlap", "2"], "--overlap is 2", "0 to 0.9");
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", .. rest, "--nms", "5"], "--nms is 5", "0 to 1");
        Assert.False(File.Exists(tool.PathOf("dt.json")));
    }

    [Fact]
    public void An_option_that_would_change_nothing_is_refused()
    {
        using var tool = new Tool();
        string[] rest = ["--images", Photos(tool, "1"), "--json", tool.PathOf("dt.json")];
        tool.Refuses(["score", "--model", Model, "--decoder", "ultraface", .. rest, "--overlap", "0.3"], "--overlap is 0.3", "--tile");
        tool.Refuses(["score", "--model", Model, "--decoder", "detr", .. rest, "--nms", "0.3"], "--nms is 0.3", "detr", "leave it out");
    }

    [Fact]
    public void What_is_warned_of_is_said_in_plain_words()
    {
        using var tool = new Tool();
        tool.Does("score", "--model", Model, "--decoder", "ultraface", "--images", Photos(tool, "1"), "--json", tool.PathOf("dt.json"), "--device", "auto");
        Assert.DoesNotContain("Source=", tool.Error, StringComparison.Ordinal);
        Assert.True(tool.Output.Contains("on CPU", StringComparison.Ordinal) == tool.Error.StartsWith("OnnxScore runs on CPU", StringComparison.Ordinal), tool.Error);
    }

    [Fact]
    public void A_model_that_leaves_its_size_open_takes_the_one_that_is_said()
    {
        using var tool = new Tool();
        string pages = Directory.CreateDirectory(tool.PathOf("pages")).FullName;
        File.Copy(TestData.Path("images", "page.png"), Path.Combine(pages, "page.png"));
        string[] line = ["score", "--model", Assets.Path("ch_PP-OCRv4_det_infer.onnx"), "--decoder", "text-map", "--images", pages, "--json", tool.PathOf("lines.json")];
        tool.Refuses(line, "--size");
        tool.Refuses([.. line, "--size", "384"], "--size is '384'");
        tool.Does([.. line, "--size", "384x192"]);
        Assert.Equal(7, tool.Json("lines.json").GetArrayLength());
    }

    [Fact]
    public void The_models_metadata_say_which_decoder_it_is()
    {
        using var tool = new Tool();
        string model = ReddestPixel.Model(tool.Folder, OnnxBytes.UInt8, TensorLayout.Hwc, [.. OnnxBytes.Metadata("task", "detect"), .. OnnxBytes.Metadata("end2end", "True")]);
        string photos = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        _ = ReddestPixel.Picture(photos, 20, 12, 14, 4, side: 2);
        tool.Does("score", "--model", model, "--decoder", "auto", "--images", photos, "--json", tool.PathOf("dt.json"));
        JsonElement found = Assert.Single(tool.Json("dt.json").EnumerateArray());
        Assert.Equal([14d, 4, 2, 2], found.GetProperty("bbox").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal(ReddestPixel.Green + 1, found.GetProperty("category_id").GetInt32());
        Assert.Contains("input 10 x 6, Letterbox, Rgb, Byte; decoder yolov10", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_detector_of_TensorFlows_zoo_takes_bytes_of_any_size()
    {
        using var tool = new Tool();
        string model = tool.PathOf("ssd.onnx");
        // What it finds does not depend on the picture, but it must have seen one. The second row is unused.
        File.WriteAllBytes(model, OnnxBytes.Bare(13,
            OnnxBytes.Node("Cast", "floats", ["image_tensor:0"], ["f"], OnnxBytes.Integer("to", OnnxBytes.Float)),
            OnnxBytes.Node("ReduceMin", "least", ["f"], ["m"], OnnxBytes.Integer("keepdims", 0)), OnnxBytes.Node("Mul", "nothing", ["m", "zero"], ["z"]),
            OnnxBytes.Node("Add", "b", ["boxes", "z"], ["detection_boxes:0"]), OnnxBytes.Node("Add", "s", ["scores", "z"], ["detection_scores:0"]), OnnxBytes.Node("Add", "c", ["classes", "z"], ["detection_classes:0"]),
            OnnxBytes.Stored(OnnxBytes.Floats("zero", [1], 0)), OnnxBytes.Stored(OnnxBytes.Floats("boxes", [1, 2, 4], 0.25f, 0.1f, 0.5f, 0.9f, 0, 0, 0, 0)),
            OnnxBytes.Stored(OnnxBytes.Floats("scores", [1, 2], 0.75f, 0)), OnnxBytes.Stored(OnnxBytes.Floats("classes", [1, 2], 18, 1)), OnnxBytes.Text(2, "g"),
            OnnxBytes.Input("image_tensor:0", OnnxBytes.UInt8, "rows", "height", "width", 3), OnnxBytes.Output("detection_boxes:0", OnnxBytes.Float, "a", "n", 4),
            OnnxBytes.Output("detection_scores:0", OnnxBytes.Float, "b", "n"), OnnxBytes.Output("detection_classes:0", OnnxBytes.Float, "c", "n")));
        string photos = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        _ = ReddestPixel.Picture(photos, 60, 40, 1, 1);
        _ = ReddestPixel.Picture(photos, 20, 80, 1, 1);
        tool.Does("score", "--model", model, "--decoder", "tensorflow-detection", "--size", "30x20", "--images", photos, "--json", tool.PathOf("dt.json"));
        JsonElement[] found = [.. tool.Json("dt.json").EnumerateArray()];
        Assert.Equal([[2, 20, 16, 20], [6, 10, 48, 10]], found.Select(one => one.GetProperty("bbox").EnumerateArray().Select(value => Math.Round(value.GetDouble(), 3)).ToArray()));
        Assert.All(found, one => Assert.Equal((18, 0.75), (one.GetProperty("category_id").GetInt32(), one.GetProperty("score").GetDouble())));
        Assert.Contains("input 30 x 20, Stretch, Rgb, Byte", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_decoder_that_reads_all_outputs_is_taken_and_said()
    {
        using var tool = new Tool();
        string[] rest = ["--model", Assets.Path("blazeface_256.onnx"), "--images", Photos(tool, "1")];
        tool.Does(["score", .. rest, "--decoder", "auto", "--json", tool.PathOf("auto.json")]);
        Assert.Contains("decoder blazeface", tool.Output, StringComparison.Ordinal);
        tool.Does(["score", .. rest, "--decoder", "blazeface", "--json", tool.PathOf("named.json")]);
        Assert.NotEqual(0, tool.Json("auto.json").GetArrayLength());
        Assert.Equal(File.ReadAllText(tool.PathOf("named.json")), File.ReadAllText(tool.PathOf("auto.json")));
    }

    [Fact]
    public void Where_several_decoders_could_be_meant_they_are_listed()
    {
        using var tool = new Tool();
        string[] rest = ["--decoder", "auto", "--images", Photos(tool, "1"), "--json", tool.PathOf("none.json")];
        tool.Refuses(["score", "--model", Model, .. rest], "--decoder is auto", "task: not stated", "scores [1, 4420, 2]", "ssd, ultraface");
        tool.Refuses(["score", "--model", ReddestPixel.Model(tool.Folder, OnnxBytes.UInt8, TensorLayout.Hwc), .. rest], "output0 [1, 1, 6]", "yolov10");
        // A classifier's output is no detector's, and one of open sizes says nothing.
        tool.Refuses(["score", "--model", Assets.Path("ch_ppocr_mobile_v2.0_cls_infer.onnx"), .. rest], "--decoder is auto", "name one of");
        tool.Refuses(["score", "--model", Assets.Path("ch_PP-OCRv4_det_infer.onnx"), .. rest], "not all are known", "text-map");
        Assert.False(File.Exists(tool.PathOf("none.json")));
        // Once the input's size is said, a run shows what only one of them reads.
        tool.Does(["score", "--model", Assets.Path("ch_PP-OCRv4_det_infer.onnx"), "--size", "96x64", .. rest]);
        Assert.Contains("decoder text-map", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_and_devices_change_nothing_and_a_device_that_is_not_there_is_an_error()
    {
        using var tool = new Tool();
        string[] line = ["score", "--model", Model, "--decoder", "ultraface", "--images", Photos(tool, "1", "2", "4")];
        foreach (string batch in new[] { "1", "2", "8" })
            tool.Does([.. line, "--batch", batch, "--json", tool.PathOf($"{batch}.json")]);
        tool.Does([.. line, "--device", "cpu", "--json", tool.PathOf("cpu.json")]);
        Assert.Contains("on CPU", tool.Output, StringComparison.Ordinal);
        Assert.Single(new[] { "1", "2", "8", "cpu" }.Select(name => File.ReadAllText(tool.PathOf(name + ".json"))).Distinct());
        foreach (string batch in new[] { "-1", "0", "5000" })
            tool.Refuses([.. line, "--batch", batch, "--json", tool.PathOf("none.json")], $"--batch is {batch}", "1 to 4096");
        tool.Refuses([.. line, "--device", "tpu", "--json", tool.PathOf("none.json")], "tpu", "cpu");
        tool.Refuses([.. line, "--provider", "coreml", "--json", tool.PathOf("none.json")], "--provider is coreml", "--device gpu or auto");
        tool.Refuses([.. line, "--device", "gpu", "--provider", "tpu", "--json", tool.PathOf("none.json")], "tpu", "webgpu");
        tool.Does([.. line, "--device", "auto", "--provider", OperatingSystem.IsMacOS() ? "directml" : "coreml", "--json", tool.PathOf("provider.json")]);
        Assert.Contains("built without it", tool.Error, StringComparison.Ordinal);

        // Where there is a GPU both ways lead to it; where there is none, one fails and the other says why.
        int code = tool.Run([.. line, "--device", "gpu", "--json", tool.PathOf("gpu.json")]);
        bool hasGpu = code == ExitCode.Done;
        Assert.Equal(hasGpu, File.Exists(tool.PathOf("gpu.json")));
        Assert.True(hasGpu || (code == ExitCode.Failed && tool.Error.Contains("GPU", StringComparison.Ordinal)), tool.Error);
        tool.Does([.. line, "--device", "auto", "--json", tool.PathOf("auto.json")]);
        Assert.Equal(hasGpu, !tool.Output.Contains("on CPU", StringComparison.Ordinal));
        Assert.Equal(hasGpu, !tool.Error.Contains("GPU", StringComparison.Ordinal));
    }

    [Fact]
    public void Views_add_what_one_look_misses_and_are_the_same_every_time()
    {
        using var tool = new Tool();
        string[] line = ["score", "--model", Model, "--decoder", "ultraface", "--images", Photos(tool, "1", "4")];
        tool.Does([.. line, "--json", tool.PathOf("plain.json")]);
        tool.Does([.. line, "--json", tool.PathOf("views.json"), "--tta", "flip,0.8"]);
        Assert.Contains("views flip,0.8", tool.Output, StringComparison.Ordinal);
        tool.Does([.. line, "--json", tool.PathOf("again.json"), "--tta", "flip,0.8", "--batch", "3"]);
        tool.Does([.. line, "--json", tool.PathOf("fused.json"), "--tta", "flip,0.8", "--tta-merge", "weighted-boxes-fusion"]);
        tool.Does([.. line, "--json", tool.PathOf("tiles.json"), "--tta", "flip", "--tile", "960"]);
        string Text(string name) => File.ReadAllText(tool.PathOf(name));
        Assert.Equal(Text("views.json"), Text("again.json"));
        Assert.Equal(4, new[] { "plain.json", "views.json", "fused.json", "tiles.json" }.Select(Text).Distinct().Count());
        Assert.True(tool.Json("views.json").GetArrayLength() >= tool.Json("plain.json").GetArrayLength());

        string[] none = [.. line, "--json", tool.PathOf("none.json")];
        tool.Refuses([.. none, "--tta", "flip,1.2"], "--tta is 'flip,1.2'", "between 0 and 1", "--size");
        tool.Refuses([.. none, "--tta", "mirror"], "--tta is 'mirror'");
        tool.Refuses([.. none, "--tta", "flip,flip"], "--tta is 'flip,flip'");
        tool.Refuses([.. none, "--tta", "0.5,0.5"], "twice");
        tool.Refuses([.. none, "--tta", "flip", "--tta-merge", "mean"], "mean", "weighted-boxes-fusion");
        tool.Refuses([.. none, "--tta-merge", "nms"], "--tta-merge is nms");
    }

    [Fact]
    public void What_is_not_finite_is_said()
    {
        using var tool = new Tool();
        // The logarithm of pixels below ImageNet's mean is not a number.
        File.WriteAllBytes(tool.PathOf("nan.onnx"), OnnxBytes.Model(13,
            OnnxBytes.Node("Log", "log", ["x"], ["l"]), OnnxBytes.Node("ReduceMean", "mean", ["l"], ["y"], OnnxBytes.Integers("axes", 1), OnnxBytes.Integer("keepdims", 1)), OnnxBytes.Text(2, "g"),
            OnnxBytes.Input("x", OnnxBytes.Float, 1, 3, 16, 16), OnnxBytes.Output("y", OnnxBytes.Float, 1, 1, 16, 16)));
        string[] line = ["score", "--model", tool.PathOf("nan.onnx"), "--images", Photos(tool, "1"), "--json", tool.PathOf("dt.json")];
        tool.Does([.. line, "--decoder", "text-map"]);
        Assert.Contains("NaN or infinite", tool.Error, StringComparison.Ordinal);
        // Metadata of another convention are no obstacle, but to who asks for what they say.
        Assert.Contains("metadata are not used", tool.Error, StringComparison.Ordinal);
        tool.Refuses([.. line, "--decoder", "auto"], "'names'");
        tool.Refuses(["score", "--model", Model, "--images", tool.PathOf("photos"), "--json", tool.PathOf("none.json"), "--decoder", "auto"], "--decoder is auto", "not stated", "ultraface");
    }

    [Fact]
    public void Tiles_much_smaller_than_the_input_are_said_before_they_are_looked_at()
    {
        using var tool = new Tool();
        string photos = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        ReddestPixel.Picture(photos, 100, 50, 6, 2);
        File.WriteAllText(Path.Combine(photos, "broken.png"), "");
        File.WriteAllBytes(tool.PathOf("seg.onnx"), MaskNetworks.Pasted(1, 3, 64, 64));
        string[] line = ["score", "--model", tool.PathOf("seg.onnx"), "--decoder", "maskrcnn-pasted", "--images", photos, "--json", tool.PathOf("dt.json"), "--overlap", "0", "--tta", "flip"];
        // Tiles of 10: 10 x 5 of them, each as it is and mirrored.
        Assert.Equal(ExitCode.Partly, tool.Run([.. line, "--tile", "10"]));
        Assert.StartsWith("--tile is 10, and the network's input 64 x 64: tiles are enlarged 6 times, and there are 100 looks.", tool.Error, StringComparison.Ordinal);
        tool.Run([.. line, "--tile", "16"]);
        Assert.DoesNotContain("--tile", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Photos_that_cannot_be_read_make_nobody_faster()
    {
        using var tool = new Tool();
        string photos = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        File.WriteAllText(Path.Combine(photos, "broken.jpg"), "");
        Assert.Equal(ExitCode.Partly, tool.Run("score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("dt.json")));
        Assert.Contains("0 images, 0 detections, 0.0 images/s", tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yolov8-seg", false)]
    [InlineData("yolov8-seg", true)]
    [InlineData("maskrcnn-pasted", false)]
    [InlineData("maskrcnn-pasted", true)]
    public void Masks_are_written_drawn_and_evaluated(string decoder, bool tiled)
    {
        using var tool = new Tool();
        string photos = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        byte[] pixels = new byte[128 * 96 * 4];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = i % 4 == 3 || (i / 4 % 128, i / 4 / 128) is (>= 32 and < 96, >= 24 and < 72) ? (byte)255 : (byte)0;
        using (MLImage image = MLImage.CreateFromPixels(128, 96, MLPixelFormat.Rgba32, pixels))
            PictureFile.Save(image, Path.Combine(photos, "a.png"));
        // The truth says so by a polygon; what is dark is no object.
        string truth = tool.Write("gt.json", """
            {"images": [{"id": 9, "file_name": "a.png", "width": 128, "height": 96}], "categories": [{"id": 3, "name": "bright"}, {"id": 5, "name": "dark"}],
             "annotations": [{"id": 1, "image_id": 9, "category_id": 3, "iscrowd": 0, "area": 3072, "bbox": [32, 24, 64, 48], "segmentation": [[32, 24, 96, 24, 96, 72, 32, 72]]}]}
            """);
        File.WriteAllBytes(tool.PathOf("seg.onnx"), decoder == "yolov8-seg" ? MaskNetworks.Prototypes() : MaskNetworks.Pasted(1, 3, 64, 64));

        tool.Does(["score", "--model", tool.PathOf("seg.onnx"), "--decoder", "auto", "--images", photos, "--truth", truth, "--json", tool.PathOf("dt.json"), "--draw", tool.PathOf("drawn"),
            .. tiled ? new[] { "--tile", "64", "--overlap", "0.5" } : []]);

        Assert.DoesNotContain("mask", tool.Error, StringComparison.Ordinal);
        Assert.Contains($"decoder {decoder}", tool.Output, StringComparison.Ordinal);
        JsonElement[] found = [.. tool.Json("dt.json").EnumerateArray()];
        Assert.Equal([3, 5], found.Select(one => one.GetProperty("category_id").GetInt32()));
        Assert.All(found, one => Assert.Equal([96, 128], one.GetProperty("segmentation").GetProperty("size").EnumerateArray().Select(side => side.GetInt32())));
        tool.Does("evaluate", "detection", "--kind", "masks", "--truth", truth, "--predictions", tool.PathOf("dt.json"), "--json", tool.PathOf("masks.json"));
        Assert.Equal(1, tool.Json("masks.json").GetProperty("perClass").GetProperty("bright").GetProperty("AP").GetDouble(), 12);
        // The boxes are the whole picture's: it is really the masks that were compared.
        tool.Does("evaluate", "detection", "--truth", truth, "--predictions", tool.PathOf("dt.json"), "--json", tool.PathOf("boxes.json"));
        Assert.Equal(0, tool.Json("boxes.json").GetProperty("perClass").GetProperty("bright").GetProperty("AP").GetDouble());

        using MLImage drawn = MLImage.CreateFromFile(Path.Combine(tool.PathOf("drawn"), "a.png"));
        // Away from lines and tags: what is bright has the first class's colour over white, what is dark the second one's over black.
        Assert.Equal(new byte[] { 190, 233, 255 }, Colour(drawn, 64, 60));
        Assert.Equal(new byte[] { 102, 70, 0 }, Colour(drawn, 16, 60));
    }

    private static byte[] Colour(MLImage image, int x, int y)
    {
        ReadOnlySpan<byte> pixel = image.Pixels.Slice(4 * ((y * image.Width) + x), 3);
        return image.PixelFormat == MLPixelFormat.Bgra32 ? [pixel[2], pixel[1], pixel[0]] : pixel.ToArray();
    }

    [Fact]
    public void Drawings_never_lie_where_the_pictures_do()
    {
        using var tool = new Tool();
        string photos = Photos(tool, "1");
        byte[] before = File.ReadAllBytes(Path.Combine(photos, "faceapi_sample1.jpg"));
        string[] line = ["score", "--model", Model, "--decoder", "ultraface", "--images", photos, "--json", tool.PathOf("dt.json"), "--draw"];

        tool.Refuses([.. line, photos], "--draw", "write over");
        tool.Refuses([.. line, Path.Combine(photos, "..", Path.GetFileName(photos)) + Path.DirectorySeparatorChar], "--draw", "write over");

        Assert.Equal(before, File.ReadAllBytes(Path.Combine(photos, "faceapi_sample1.jpg")));
    }

    [Theory]
    [InlineData("{0: 'dog', 1: 'cat'}", 18, 3, false)]
    [InlineData("{0: 'dog', 1: 'horse'}", 3, 18, true)]
    [InlineData("{}", 3, 18, false)]
    public void Classes_are_categories_by_their_names_where_the_model_states_them(string names, int first, int second, bool isSaid)
    {
        using var tool = new Tool();
        string photos = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        _ = ReddestPixel.Picture(photos, 10, 6, 7, 2);
        string name = Path.GetFileName(Assert.Single(Directory.GetFiles(photos)));
        string truth = tool.Write("gt.json", $$"""
            {"images": [{"id": 9, "file_name": "{{name}}", "width": 10, "height": 6}], "categories": [{"id": 18, "name": "dog"}, {"id": 3, "name": "cat"}], "annotations": []}
            """);
        // Whatever it sees there is a thing of each class.
        File.WriteAllBytes(tool.PathOf("m.onnx"),
        [
            .. OnnxBytes.Bare(17,
                OnnxBytes.Node("Identity", "same", ["found"], ["output0"]), OnnxBytes.Stored(OnnxBytes.Floats("found", [1, 2, 6], 1, 1, 2, 2, .9f, 0, 3, 3, 4, 4, .8f, 1)),
                OnnxBytes.Text(2, "g"), OnnxBytes.Input("images", OnnxBytes.Float, 1, 3, 6, 10), OnnxBytes.Output("output0", OnnxBytes.Float, 1, 2, 6)),
            .. OnnxBytes.Metadata("names", names),
        ]);

        tool.Does("score", "--model", tool.PathOf("m.onnx"), "--decoder", "yolov10", "--images", photos, "--truth", truth, "--json", tool.PathOf("dt.json"));

        Assert.Equal([first, second], tool.Json("dt.json").EnumerateArray().Select(one => one.GetProperty("category_id").GetInt32()));
        Assert.Equal(isSaid, tool.Error.Contains("horse", StringComparison.Ordinal));
    }

    private static string Photos(Tool tool, params string[] numbers)
    {
        string folder = Directory.CreateDirectory(tool.PathOf("photos")).FullName;
        foreach (string number in numbers)
            File.Copy(Assets.Path($"sample{number}.jpg"), Path.Combine(folder, $"faceapi_sample{number}.jpg"));
        return folder;
    }

    /// <summary>The reference faces of the four photos, without the fifth that is not fetched.</summary>
    private static string Truth(Tool tool)
    {
        JsonElement all = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("faces", "reference.coco.json"))).RootElement;
        return tool.Write("gt.json", JsonSerializer.Serialize(new
        {
            images = all.GetProperty("images").EnumerateArray().Where(image => image.GetProperty("id").GetInt64() <= 4),
            annotations = all.GetProperty("annotations").EnumerateArray().Where(annotation => annotation.GetProperty("image_id").GetInt64() <= 4),
            categories = all.GetProperty("categories"),
        }));
    }
}
