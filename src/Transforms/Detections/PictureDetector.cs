using System.Collections.Concurrent;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>Detects in picture files, whole or in tiles: what the command line's <c>score</c> does, as one ML.NET pipeline.</summary>
public sealed class PictureDetector : IDisposable
{
    private const long MostPixels = 1L << 28;

    /// <summary>Pictures that are decoded beside the one that is looked at; more would only cost memory.</summary>
    private static readonly int s_ahead = Math.Min(8, Environment.ProcessorCount);

    private readonly MLContext _context;
    private readonly IDetectionDecoder _decoder;
    private readonly TileDetector? _tiles;
    private readonly TransformerChain<ITransformer> _model;

    /// <summary>Opens the model and binds the decoder to it.</summary>
    /// <param name="context">The context.</param>
    /// <param name="network">The model and where it runs. It has one input, a picture of three channels, or one of grey.</param>
    /// <param name="decoder">What the outputs mean.</param>
    /// <param name="input">How a picture becomes the model's input; null for the decoder's <see cref="IDetectionDecoder.UsualInput"/>, of which a model of integers takes the bytes as they are. Layout and grey are the model's.</param>
    /// <param name="size">The input's width and height, where the model leaves them open; null where it, or its metadata, say them.</param>
    /// <param name="suppression">How doubles are removed from a picture or tile; null for NMS at 0.45 where the decoder needs one.</param>
    /// <param name="tiles">Tiles for pictures that are larger than the network; null to look at each picture as a whole.</param>
    /// <exception cref="ArgumentException">The model is no detector of one picture, its size is open, <paramref name="size"/> is not the one that it fixes, or its integers do not hold what <paramref name="input"/> makes of bytes.</exception>
    public PictureDetector(
        MLContext context, OnnxScore network, IDetectionDecoder decoder, NetworkInput? input = null, NetworkSize? size = null, ISuppression? suppression = null, TileDetector? tiles = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(decoder);
        (_context, _decoder, _tiles) = (context, decoder, tiles);
        var info = network.ReadModelInfo();
        Metadata = MetadataOf(context, network);
        var (tensor, layout) = InputOf(info);
        Size = SizeOf(tensor, layout, size ?? Metadata.InputSize);
        Element = ElementOf(tensor);
        var usual = input ?? decoder.UsualInput;
        var format = usual.Format with { Layout = layout, IsGrey = tensor.Dimensions[layout == TensorLayout.Chw ? 1 : 3] == 1 };
        // What is usual is said of floats; integers take bytes as they are, unless the caller says otherwise.
        Input = usual with { Format = input is null && Element != TensorElement.Single ? format with { Normalization = AsTheyAre(Element) } : format };

        suppression ??= decoder.NeedsSuppression ? new NonMaximumSuppression() : null;
        // Masks are made of what is left, but where boxes become new ones: those are made of masks too.
        var joinsMasks = decoder is IMaskDecoder && suppression is { ChangesBoxes: true };
        var vision = context.Vision();
        var chain = new EstimatorChain<ITransformer>()
            .Append(vision.ImageToTensor(tensor.Name, "Image", Size.Width, Size.Height, Input.Fit, Input.Format, "Mapping", Input.Fill, Element))
            .Append(vision.Step(network))
            .Append(vision.DecodeDetections(decoder, info.Outputs.Where(output => output.ElementType is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.Int32 or TensorElementType.Int64).Select(output => output.Name), Size.Width, Size.Height, "Mapping", suppression: joinsMasks ? null : suppression));
        if (joinsMasks)
            chain = chain.Append(vision.Suppress(suppression!));
        _model = chain.Fit(Rows([]));
    }

    /// <summary>What the model says about itself: the names of its classes, its task.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>The size of the model's input.</summary>
    public NetworkSize Size { get; }

    /// <summary>How a picture becomes the model's input.</summary>
    public NetworkInput Input { get; }

    /// <summary>The numbers of the model's input.</summary>
    public TensorElement Element { get; }

    /// <summary>Where the model runs, and how much it has done.</summary>
    public OnnxDiagnostics Diagnostics => _model.OfType<OnnxScoreTransformer>().Single().Diagnostics;

    /// <summary>Detects in files, one after the other in their order; a file that is no picture has its problem in its result, and the rest goes on.</summary>
    /// <param name="paths">The files.</param>
    public IEnumerable<PictureDetections> Run(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return _tiles is null ? Whole(paths) : Tiled(_tiles, paths);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _model.OfType<IDisposable>())
            part.Dispose();
    }

    private IEnumerable<PictureDetections> Whole(IReadOnlyList<string> paths)
    {
        // The network's step reads rows ahead, on a thread of its own.
        var problems = new ConcurrentQueue<string?>();
        var next = 0;
        var buffer = new DetectionBuffer();
        foreach (var _ in Found(Rows(Pictures()), buffer))
        {
            problems.TryDequeue(out var problem);
            yield return new(paths[next++], problem is null ? buffer.ToArray() : [], problem);
        }

        IEnumerable<PictureRow> Pictures()
        {
            foreach (var file in ReadAhead.InOrder(paths, ReadFile.Of, s_ahead))
            {
                using (file)
                {
                    problems.Enqueue(file.Problem);
                    yield return new() { Image = file.Picture };
                }
            }
        }
    }

    private IEnumerable<PictureDetections> Tiled(TileDetector tiler, IReadOnlyList<string> paths)
    {
        var next = 0;
        var all = new DetectionBuffer();
        foreach (var file in ReadAhead.InOrder(paths, ReadFile.Of, s_ahead))
        {
            using (file)
            {
                if (file.Picture is { } picture)
                    tiler.Run(picture.Width, picture.Height, (tiles, found) => Detect(picture, tiles, found), all);
                yield return new(paths[next++], file.Picture is null ? [] : all.ToArray(), file.Problem);
            }
        }
    }

    private void Detect(MLImage picture, ReadOnlySpan<Tile> tiles, ReadOnlySpan<DetectionBuffer> found)
    {
        var cut = new MLImage[tiles.Length];
        for (var i = 0; i < cut.Length; i++)
            cut[i] = Cut(picture, tiles[i]);
        var buffer = new DetectionBuffer();
        var next = 0;
        foreach (var _ in Found(Rows(cut.Select(image => new PictureRow { Image = image })), buffer))
        {
            found[next].Clear(buffer.KeypointCount);
            found[next].HasMasks = buffer.HasMasks;
            found[next++].AddRange(buffer);
        }
        foreach (var image in cut)
            image.Dispose();
    }

    private static MLImage Cut(MLImage picture, Tile tile)
    {
        var shape = picture.Shape();
        var pixels = new byte[tile.Width * tile.Height * shape.Channels];
        CropKernel.Apply(picture.Pixels, shape, new(tile.Left, tile.Top, tile.Width, tile.Height), pixels);
        return MLImage.CreateFromPixels(tile.Width, tile.Height, picture.PixelFormat, pixels);
    }

    /// <summary>Each row's detections, one row after the other in the same buffer.</summary>
    private IEnumerable<DetectionBuffer> Found(IDataView rows, DetectionBuffer buffer)
    {
        var columns = new DetectionColumns();
        var scored = _model.Transform(rows);
        var schema = scored.Schema;
        string[] needed = [columns.Boxes, columns.Scores, columns.Classes, .. _decoder.KeypointCount > 0 ? [columns.Keypoints] : Array.Empty<string>(), .. _decoder is IMaskDecoder ? [columns.Masks!] : Array.Empty<string>()];
        using var cursor = scored.GetRowCursor(needed.Select(name => schema[name]));
        var reader = new DetectionReader(cursor, columns, _ => true);
        while (cursor.MoveNext())
        {
            reader.Read(buffer);
            yield return buffer;
        }
    }

    /// <summary>Only some exporters write what is understood here; a model of others is scored all the same.</summary>
    private static ModelMetadata MetadataOf(MLContext context, OnnxScore network)
    {
        try
        {
            return ModelMetadata.Parse(network.Inspect().Metadata);
        }
        catch (FormatException e)
        {
            using var channel = ((IHostEnvironment)context).Start(nameof(PictureDetector));
            channel.Warning(MessageSensitivity.None, $"The model's metadata are not used: {e.Message}");
            return new();
        }
    }

    private static (OnnxTensorInfo Tensor, TensorLayout Layout) InputOf(OnnxModelInfo info) =>
        info.Inputs is [{ Kind: OnnxValueKind.Tensor, Dimensions: [_, var first, _, var third] } input] && (first is 1 or 3) != (third is 1 or 3)
            ? (input, first is 1 or 3 ? TensorLayout.Chw : TensorLayout.Hwc)
            : throw new ArgumentException($"The model's inputs are {string.Join(", ", info.Inputs)}; a detector of pictures has one, [rows, channels, height, width] or [rows, height, width, channels] with 3 channels, or 1 for grey.");

    private static NetworkSize SizeOf(OnnxTensorInfo input, TensorLayout layout, NetworkSize? size)
    {
        (int height, int width) = layout == TensorLayout.Chw ? (input.Dimensions[2], input.Dimensions[3]) : (input.Dimensions[1], input.Dimensions[2]);
        if (size is { } asked && ((width > 0 && width != asked.Width) || (height > 0 && height != asked.Height)))
            throw new ArgumentException($"The model's input is {width} x {height}; a size of {asked.Width} x {asked.Height} was asked for.");
        if (size is null && (width <= 0 || height <= 0))
            throw new ArgumentException($"The model leaves its input's size open ({input}), and its metadata do not say one; say which size to use ({nameof(size)}; --size in the command line).");
        return size ?? new(width, height);
    }

    private static TensorElement ElementOf(OnnxTensorInfo input) => input.ElementType switch
    {
        TensorElementType.Float or TensorElementType.Float16 => TensorElement.Single,
        TensorElementType.UInt8 => TensorElement.Byte,
        TensorElementType.Int8 => TensorElement.SByte,
        TensorElementType.Int32 => TensorElement.Int32,
        _ => throw new ArgumentException($"The model's input is {input}; pictures become Float, Float16, UInt8, Int8 or Int32."),
    };

    private static ChannelNormalization AsTheyAre(TensorElement element) =>
        element == TensorElement.SByte ? ChannelNormalization.Uniform(1, -128) : ChannelNormalization.None;

    private IDataView Rows(IEnumerable<PictureRow> rows) => _context.Data.LoadFromEnumerable(rows);

    private sealed class PictureRow
    {
        [VisionImage]
        public MLImage? Image { get; set; }
    }

    /// <summary>A file's picture, or why there is none.</summary>
    private sealed record ReadFile(MLImage? Picture, string? Problem) : IDisposable
    {
        public static ReadFile Of(string path)
        {
            try
            {
                return new(ImageFile.Read(path, MostPixels), null);
            }
            catch (InvalidDataException e)
            {
                return new(null, e.Message);
            }
        }

        public void Dispose() => Picture?.Dispose();
    }
}
