using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DeepRecipes.Augmentation;
using DeepRecipes.Detection;
using DeepRecipes.Metrics;
using DeepRecipes.Reports;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Spectre.Console;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes score</c>: a detector over a folder of pictures, to COCO's results format.</summary>
internal static class ScoreCommand
{
    private static readonly string[] s_endings = [".jpg", ".jpeg", ".png", ".webp"];

    private const string FromModel = "auto";

    private const string Flip = "flip";

    private const double UsualOverlap = 0.2;

    private const double UsualNms = 0.45;

    private const int MostPictures = 4096;

    /// <summary>Tiles are small where so many of them side by side are shorter than the network's input.</summary>
    private const int SmallTiles = 4;

    private enum Device
    {
        Cpu,
        Gpu,
        Auto,
    }

    private sealed record Settings(
        string Model, string Decoder, string Images, string Json, string? Truth, string? Draw, int? Tile, double? Overlap, Device Device, GpuProvider? Provider, int? Batch, string? Size, double? Nms, string? Views, string? Merge);

    public static Command Create()
    {
        var model = new Option<string>("--model") { HelpName = "FILE", Required = true, Description = "The ONNX model." };
        var decoder = new Option<string>("--decoder") { HelpName = "NAME", Required = true, Description = $"What its outputs mean: {string.Join(", ", DetectionDecoders.Kinds)}; or {FromModel}, where the model's metadata say it, or only one reads all its outputs." };
        var images = new Option<string>("--images") { HelpName = "DIR", Description = "The folder of pictures (JPEG, PNG, WebP).", DefaultValueFactory = _ => "." };
        var json = new Option<string>("--json") { HelpName = "FILE", Required = true, Description = "Where the detections go, in COCO's results format." };
        var truth = new Option<string?>("--truth") { HelpName = "FILE", Description = "A COCO file with the pictures' and categories' ids; classes are categories by their names where the model states them, else by their order. Without it pictures count from 1 by name, and class k is category k + 1." };
        var draw = new Option<string?>("--draw") { HelpName = "DIR", Description = "Write each picture with its detections drawn." };
        var tile = new Option<int?>("--tile") { HelpName = "PIXELS", Description = "Look at tiles of this size, for pictures much larger than the network." };
        var overlap = new Option<double?>("--overlap") { HelpName = "SHARE", Description = $"How much neighbouring tiles share, 0 to 0.9. Default: {UsualOverlap.ToString(CultureInfo.InvariantCulture)}." };
        Option<Device> device = Choice.Of<Device>("--device", "Where the model runs; auto takes a GPU where there is one, gpu fails without.");
        Option<GpuProvider?> provider = Choice.OrNone<GpuProvider>("--provider", "What makes it run on the GPU, with --device gpu or auto. Default: what the native library offers, but for tensorrt and webgpu, which have to be named. One of");
        var batch = new Option<int?>("--batch") { HelpName = "N", Description = "Pictures of one run; results never depend on it. Default: chosen." };
        var size = new Option<string?>("--size") { HelpName = "WxH", Description = "The size of the model's input, where the model leaves it open." };
        var nms = new Option<double?>("--nms") { HelpName = "IOU", Description = $"A box goes when it overlaps a better one more than this, 0 to 1. Default: {UsualNms.ToString(CultureInfo.InvariantCulture)}." };
        var views = new Option<string?>("--tta") { HelpName = "VIEWS", Description = "Look at each picture, or tile, in several views and merge what they find: flip for the mirror, numbers below 1 for smaller ones, such as flip,0.83,0.67." };
        var merge = new Option<string?>("--tta-merge") { HelpName = "NAME", Description = $"How views are merged: {string.Join(", ", Suppressions.Kinds)}. Default: nms at the IoU of --nms; weighted-boxes-fusion lowers what few views saw." };
        var command = new Command("score", "Detect in a folder of pictures. Pictures that cannot be read are listed, the rest is scored, and the exit code is 2.")
        {
            model, decoder, images, json, truth, draw, tile, overlap, device, provider, batch, size, nms, views, merge,
        };
        command.Does(parsed => Run(parsed, new(
            parsed.GetRequiredValue(model), parsed.GetRequiredValue(decoder), parsed.GetRequiredValue(images), parsed.GetRequiredValue(json), parsed.GetValue(truth), parsed.GetValue(draw),
            parsed.GetValue(tile), parsed.GetValue(overlap), parsed.GetValue(device), parsed.GetValue(provider), parsed.GetValue(batch), parsed.GetValue(size), parsed.GetValue(nms), parsed.GetValue(views), parsed.GetValue(merge))));
        return command;
    }

    private static int Run(ParseResult parsed, Settings settings)
    {
        if (!Directory.Exists(settings.Images))
            throw new DirectoryNotFoundException($"--images is '{settings.Images}'; there is no such folder.");
        if (settings.Draw is { } drawings)
            OutputFolder.RequireApart("--draw", drawings, settings.Images);
        string[] names = [.. Directory.EnumerateFiles(settings.Images).Where(file => s_endings.Contains(Path.GetExtension(file).ToLowerInvariant(), StringComparer.Ordinal))
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw new InvalidOperationException($"'{settings.Images}' holds no pictures ({string.Join(", ", s_endings)}).");
        CocoIds? ids = settings.Truth is null ? null : CocoIds.Load(settings.Truth);
        if (ids is not null && Array.Find(names, name => !ids.Images.ContainsKey(name)) is { } unknown)
            throw new InvalidOperationException($"'{unknown}' is not among the images of {settings.Truth}.");

        CheckNumbers(settings);
        OnnxScore network = OnnxScore.Of(settings.Model) with
        {
            Device = settings.Device switch { Device.Gpu => DevicePolicy.RequireGpu, Device.Auto => DevicePolicy.PreferGpu, _ => DevicePolicy.CpuOnly },
            Providers = settings.Provider is { } provider ? [provider] : [],
            BatchSize = settings.Batch ?? 0,
        };
        NetworkSize? size = SizeOf(settings.Size);
        IDetectionDecoder decoder = settings.Decoder == FromModel ? DecoderOf(network, size) : DetectionDecoders.Create(settings.Decoder);
        if (settings.Nms is { } unused && !decoder.NeedsSuppression && (settings.Views is null || (settings.Merge ?? NonMaximumSuppression.Kind) != NonMaximumSuppression.Kind))
            throw new ArgumentException($"--nms is {unused}, and what {DetectionDecoders.KindOf(decoder)} finds has no doubles to remove; leave it out.");
        var problems = new List<string>();
        var warnings = new ConcurrentQueue<string>();
        var context = new MLContext();
        context.Log += (_, entry) =>
        {
            if (entry.Kind == ChannelMessageKind.Warning)
                warnings.Enqueue(entry.RawMessage);
        };
        using var detector = new PictureDetector(
            context, network, decoder, size: size,
            suppression: decoder.NeedsSuppression ? new NonMaximumSuppression { Threshold = settings.Nms ?? UsualNms } : null,
            tiles: settings.Tile is not { } side ? null : new() { TileSize = new(side, side), Overlap = settings.Overlap ?? UsualOverlap },
            views: ViewsOf(settings, decoder));

        string[] paths = [.. names.Select(name => Path.Combine(settings.Images, name))];
        string what = "Scoring";
        if (settings.Tile is { } tile)
        {
            // Small tiles and large pictures may be hours of work: nobody should have to find that out by waiting.
            string looks = string.Create(CultureInfo.InvariantCulture, $"{detector.CountLooks(paths):N0} looks");
            what = $"{what} ({looks})";
            if (SmallTiles * (long)tile < Math.Min(detector.Size.Width, detector.Size.Height))
                parsed.Error().WriteLine($"--tile is {tile}, and the network's input {detector.Size.Width} x {detector.Size.Height}: tiles are enlarged {Math.Min(detector.Size.Width, detector.Size.Height) / tile} times, and there are {looks}. Tiles are usually as large as the input.");
        }

        ImmutableArray<string> classes = detector.Metadata.ClassNames;
        IReadOnlyList<long>? categories = ids is null ? null : classes.IsEmpty ? ids.Categories : ids.CategoriesOf(classes) ?? ids.Categories;
        if (ids is not null && !classes.IsEmpty && ids.CategoriesOf(classes) is null)
            warnings.Enqueue($"the model's classes have other names ({string.Join(", ", classes.Take(3))}{(classes.Length > 3 ? ", ..." : "")}) than the categories of {settings.Truth} ({string.Join(", ", ids.Names.Take(3))}{(ids.Names.Length > 3 ? ", ..." : "")}): class k was taken for the k-th category by id");
        long count = 0;
        var watch = Stopwatch.StartNew();
        OutputFile.Write(settings.Json, file =>
        {
            using var writer = new CocoResultsWriter(file, categories);
            PictureProgress.Run(parsed.Progress(), what, names.Length, pictureDone =>
            {
                int done = 0;
                foreach (PictureDetections one in detector.Run(paths))
                {
                    string name = names[done++];
                    if (one.Problem is { } problem)
                        problems.Add(problem);
                    else if (settings.Draw is { } folder)
                    {
                        DrawnPhoto.Write(one, detector.Metadata.ClassNames, Path.Combine(folder, name));
                        if (one.Objects.Count > PhotoFigure.MostObjects)
                            warnings.Enqueue($"only the first {PhotoFigure.MostObjects} of the {one.Objects.Count} detections are drawn in '{name}'");
                    }
                    writer.Add(ids is null ? done : ids.Images[name], name, one.Objects);
                    pictureDone(one.Problem is null);
                }
            });
            count = writer.Count;
        });

        TextWriter output = parsed.Output();
        output.WriteLine($"{names.Length - problems.Count} images, {count} detections, {(names.Length - problems.Count) / watch.Elapsed.TotalSeconds:0.0} images/s on {detector.Diagnostics.Provider}");
        output.WriteLine($"input {detector.Size.Width} x {detector.Size.Height}, {detector.Input.Fit}, {detector.Input.Format.Order}, {detector.Element}; decoder {DetectionDecoders.KindOf(decoder)}{(settings.Views is null ? "" : $"; views {settings.Views}")}");
        foreach (string problem in problems.Concat(warnings.Distinct(StringComparer.Ordinal)))
            parsed.Error().WriteLine(problem);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Partly;
    }

    private static void CheckNumbers(Settings settings)
    {
        if (settings.Tile < 1)
            throw new ArgumentException($"--tile is {settings.Tile}; it must be a number of pixels from 1, or be left out.");
        if (settings.Overlap is { } overlap)
        {
            if (settings.Tile is null)
                throw new ArgumentException($"--overlap is {overlap}, and there are no tiles that could share anything; say their size by --tile.");
            if (overlap is not (>= 0 and <= 0.9))
                throw new ArgumentException($"--overlap is {overlap}; it must be from 0 to 0.9.");
        }

        if (settings.Provider is { } provider && settings.Device == Device.Cpu)
            throw new ArgumentException($"--provider is {provider.ToString().ToLowerInvariant()}, and --device cpu needs none; say --device gpu or auto, or leave it out.");
        if (settings.Nms is not (null or (>= 0 and <= 1)))
            throw new ArgumentException($"--nms is {settings.Nms}; it must be from 0 to 1.");
        if (settings.Batch is < 1 or > MostPictures)
            throw new ArgumentException($"--batch is {settings.Batch}; it must be a number of pictures from 1 to {MostPictures}, or be left out.");
    }

    private static IDetectionDecoder DecoderOf(OnnxScore network, NetworkSize? size)
    {
        try
        {
            return PictureDetector.SuggestDecoder(network, size);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"--decoder is {FromModel}. {e.Message}", e);
        }
    }

    private static TestTimeAugmentation? ViewsOf(Settings settings, IDetectionDecoder decoder)
    {
        if (settings.Views is null)
            return settings.Merge is null ? null : throw new ArgumentException($"--tta-merge is {settings.Merge}, and there are no views to merge; say which by --tta.");
        string[] words = settings.Views.Split(',');
        string[] numbers = [.. words.Where(word => word != Flip)];
        if (words.Length - numbers.Length > 1 || !numbers.All(word => float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float scale) && scale is > 0 and < 1))
            throw new FormatException($"--tta is '{settings.Views}'; it must be {Flip}, scales between 0 and 1, or both, parted by commas, such as {Flip},0.83. To look closer, make the input larger (--size) and count the scales from there.");
        var views = TestTimeAugmentation.Of(words.Length > numbers.Length, Array.ConvertAll(numbers, word => float.Parse(word, CultureInfo.InvariantCulture)));
        return views with
        {
            Merge = Suppressions.Create(settings.Merge ?? NonMaximumSuppression.Kind) switch
            {
                NonMaximumSuppression plain => plain with { Threshold = settings.Nms ?? UsualNms },
                WeightedBoxesFusion fusion => fusion with { ModelCount = views.Views.Length },
                ISuppression other => other,
            },
            // Where the network's family does not say what its points are, the truth may.
            Skeleton = settings.Truth is { } truth && decoder is { KeypointCount: > 0, Skeleton: null } ? CocoSkeleton.Of(JsonNode.Parse(File.ReadAllBytes(truth))!.AsObject()) : null,
        };
    }

    private static NetworkSize? SizeOf(string? text)
    {
        if (text is null)
            return null;
        return text.Split('x') is [var width, var height] && int.TryParse(width, out int w) && int.TryParse(height, out int h) && w > 0 && h > 0
            ? new(w, h)
            : throw new FormatException($"--size is '{text}'; it must be width x height, such as 640x480.");
    }
}
