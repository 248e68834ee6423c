using System.Collections.Concurrent;
using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>Detects in picture files, whole or in tiles: what the command line's <c>score</c> does, as one ML.NET pipeline.</summary>
public sealed class PictureDetector : IDisposable
{
    private const long MostPixels = 1L << 28;

    private readonly MLContext _context;
    private readonly IDetectionDecoder _decoder;
    private readonly TileDetector? _tiles;
    private readonly TestTimeAugmentation? _views;
    private readonly TransformerChain<ITransformer> _model;
    private bool _disposed;

    /// <summary>Opens the model and binds the decoder to it.</summary>
    /// <param name="context">The context.</param>
    /// <param name="network">The model and where it runs. It has one input, a picture of three channels, or one of grey.</param>
    /// <param name="decoder">What the outputs mean.</param>
    /// <param name="input">How a picture becomes the model's input; null for the decoder's <see cref="IDetectionDecoder.UsualInput"/>, of which a model of integers takes the bytes as they are. Layout and grey are the model's.</param>
    /// <param name="size">The input's width and height, where the model leaves them open; null where it, or its metadata, say them.</param>
    /// <param name="suppression">How doubles are removed from a picture or tile; null for NMS at 0.45 where the decoder needs one.</param>
    /// <param name="tiles">Tiles for pictures that are larger than the network; null to look at each picture as a whole. How many are scored at once is <see cref="OnnxScore.BatchSize"/>.</param>
    /// <param name="views">Views in which each picture, or each of its tiles, is looked at; null to look at it once, as it is.</param>
    /// <exception cref="ArgumentException">The model is no detector of one picture, its size is open, <paramref name="size"/> is not the one that it fixes, its integers do not hold what <paramref name="input"/> makes of bytes, or what the decoder finds cannot be brought back from <paramref name="views"/>.</exception>
    public PictureDetector(
        MLContext context, OnnxScore network, IDetectionDecoder decoder, NetworkInput? input = null, NetworkSize? size = null, ISuppression? suppression = null, TileDetector? tiles = null,
        TestTimeAugmentation? views = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(decoder);
        (_context, _decoder, _tiles, _views) = (context, decoder, tiles, views?.For(decoder));
        var info = network.ReadModelInfo();
        Metadata = MetadataOf(context, network);
        var (tensor, layout, hasRowDimension) = PictureModel.InputOf(info);
        Size = PictureModel.SizeOf(tensor, layout, size, Metadata.InputSize);
        Element = PictureModel.ElementOf(tensor);
        var usual = input ?? decoder.UsualInput;
        var format = usual.Format with { Layout = layout, IsGrey = tensor.Dimensions[layout == TensorLayout.Chw ? 1 : 3] == 1 };
        // What is usual is said of floats; integers take bytes as they are, unless the caller says otherwise.
        Input = usual with { Format = input is null && Element != TensorElement.Single ? format with { Normalization = PictureModel.AsTheyAre(Element) } : format };

        OnnxTensorInfo[] outputs = [.. info.Outputs.Where(output => output.ElementType is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.Double or TensorElementType.Int32 or TensorElementType.Int64)];
        if (outputs.Length > decoder.ExpectedOutputs.Count)
        {
            // Shapes may fit by chance: that something is left over is what shows it.
            Warn(context, $"The model has {outputs.Length} outputs ({string.Join(", ", outputs.Select(output => output.ToString()))}), of which {decoder.GetType().Name} reads {decoder.ExpectedOutputs.Count} "
                + $"({string.Join(", ", decoder.ExpectedOutputs)}). Where the detections look wrong, it is another decoder's model.");
        }

        suppression ??= decoder.NeedsSuppression ? new NonMaximumSuppression() : null;
        // Masks are made of what is left, but where boxes become new ones: those are made of masks too.
        var joinsMasks = decoder is IMaskDecoder && suppression is { ChangesBoxes: true };
        var vision = context.Vision();
        var chain = new EstimatorChain<ITransformer>()
            .Append(vision.ImageToTensor(tensor.Name, nameof(PictureRow.Image), Size.Width, Size.Height, Input.Fit, Input.Format, "Mapping", Input.Fill, Element, nameof(PictureRow.Scale)))
            .Append(vision.Step(network with { HasRowDimension = hasRowDimension }))
            .Append(vision.DecodeDetections(decoder, outputs.Select(output => output.Name), Size.Width, Size.Height, "Mapping", suppression: joinsMasks ? null : suppression));
        if (joinsMasks)
            chain = chain.Append(vision.Suppress(suppression!));
        _model = chain.Fit(context.Data.LoadFromEnumerable<PictureRow>([]));
    }

    /// <summary>
    /// The decoder that a model's metadata ask for or, where they do not say, the only one that with its default options reads all of the model's outputs by their shapes. Where the model leaves shapes open,
    /// it is run once, over zeros, to see them.
    /// </summary>
    /// <param name="network">The model and where it runs.</param>
    /// <param name="size">The input's width and height, where the model leaves them open; null where it, or its metadata, say them.</param>
    /// <exception cref="ArgumentException">Neither metadata nor shapes say which; the text lists the decoders that fit.</exception>
    /// <exception cref="FormatException">The metadata are not written as their exporters do.</exception>
    public static IDetectionDecoder SuggestDecoder(OnnxScore network, NetworkSize? size = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        var metadata = ModelMetadata.Parse(network.Inspect().Metadata);
        var (tensor, layout, _) = PictureModel.InputOf(network.ReadModelInfo());
        var known = PictureModel.KnownSizeOf(tensor, layout, size, metadata.InputSize);
        return DetectionDecoders.Suggest(metadata, OutputShapes.Of(network, known), known);
    }

    /// <summary>What the model says about itself: the names of its classes, its task.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>The size of the model's input.</summary>
    public NetworkSize Size { get; }

    /// <summary>How a picture becomes the model's input.</summary>
    public NetworkInput Input { get; }

    /// <summary>The numbers of the model's input.</summary>
    public TensorElement Element { get; }

    /// <summary>Pictures that are decoded ahead of the one that is looked at, at once. At least 0; the number of processors by default, but at most 8: each takes memory.</summary>
    public int PicturesAhead
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = Math.Min(8, Environment.ProcessorCount);

    /// <summary>Where the model runs, and how much it has done.</summary>
    public OnnxDiagnostics Diagnostics => _model.OfType<OnnxScoreTransformer>().Single().Diagnostics;

    /// <summary>How often the network will look at these pictures: once at each, or at each of its tiles, in each view. Files are read, and not decoded; one that is no picture counts nothing.</summary>
    /// <param name="paths">The files.</param>
    public long CountLooks(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        using var looks = new PictureLooks(_tiles, _views);
        return paths.Sum(path =>
        {
            try
            {
                var (width, height) = ImageFile.SizeOf(path, MostPixels);
                return (long)looks.CountOf(width, height);
            }
            catch (InvalidDataException)
            {
                // Its problem is in its result.
                return 0;
            }
        });
    }

    /// <summary>Detects in files, one after the other in their order; a file that is no picture has its problem in its result, and the rest goes on.</summary>
    /// <param name="paths">The files.</param>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public IEnumerable<PictureDetections> Run(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Detect(paths);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        foreach (var part in _model.OfType<IDisposable>())
            part.Dispose();
    }

    private IEnumerable<PictureDetections> Detect(IReadOnlyList<string> paths)
    {
        // The network's step reads rows ahead, on whichever of its threads is free.
        var read = new ConcurrentQueue<(NetworkSize? Size, string? Problem)>();
        using var looks = new PictureLooks(_tiles, _views);
        var next = 0;
        // Disposed here, after the cursor that reads them: a view of ML.NET's leaves that out where the reader stops early.
        using var rows = Rows().GetEnumerator();
        using var found = Found(_context.Data.LoadFromEnumerable(Remaining(rows))).GetEnumerator();
        while (found.MoveNext())
        {
            // Whatever stands before the picture whose first look this is has none.
            while (read.TryDequeue(out var picture))
            {
                if (picture.Size is { } size)
                {
                    yield return new(paths[next++], looks.Gather(found, size.Width, size.Height).ToArray(), null);
                    break;
                }

                yield return new(paths[next++], [], picture.Problem);
            }
        }

        while (read.TryDequeue(out var last))
            yield return new(paths[next++], [], last.Problem);

        IEnumerable<PictureRow> Rows()
        {
            foreach (var file in ReadAhead.InOrder(paths, ReadFile.Of, PicturesAhead))
            {
                using (file)
                {
                    read.Enqueue((file.Picture is { } image ? new NetworkSize(image.Width, image.Height) : null, file.Problem));
                    // Nothing is shown to the network instead: it may not stand what is no picture, and the others are to be scored.
                    if (file.Picture is null)
                        continue;
                    foreach (var row in looks.RowsOf(file.Picture))
                        yield return row;
                }
            }
        }
    }

    private static IEnumerable<PictureRow> Remaining(IEnumerator<PictureRow> rows)
    {
        while (rows.MoveNext())
            yield return rows.Current;
    }

    /// <summary>Each row's detections, one row after the other in the same buffer.</summary>
    private IEnumerable<DetectionBuffer> Found(IDataView rows)
    {
        var buffer = new DetectionBuffer();
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
            Warn(context, $"The model's metadata are not used: {e.Message}");
            return new();
        }
    }

    private static void Warn(MLContext context, string text)
    {
        using var channel = ((IHostEnvironment)context).Start(nameof(PictureDetector));
        channel.Warning(MessageSensitivity.None, text);
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
