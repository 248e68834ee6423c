using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Which samples of an image are taken, in which order, and what is made of them.</summary>
internal sealed class PixelExtraction
{
    private readonly ColorBits _colors;
    private readonly ColorsOrder _order;
    private readonly float _offset;
    private readonly float _scale;

    public PixelExtraction(ColorBits colors, ColorsOrder order, bool interleaved, float offset, float scale, bool asFloats)
    {
        _colors = colors & ColorBits.All;
        _order = order;
        Interleaved = interleaved;
        AsFloats = asFloats;

        // As in ML.NET, bytes are neither offset nor scaled, whatever is asked for.
        _offset = asFloats ? offset : 0;
        _scale = asFloats ? scale : 1;
        Contracts.CheckUserArg(Planes > 0, nameof(colors), "Need to use at least one color plane.");
        Contracts.CheckUserArg(float.IsFinite(_offset), nameof(offset), "Must be finite.");
        Contracts.CheckUserArg(float.IsFinite(_scale) && _scale != 0, nameof(scale), "Must be finite and not zero.");
    }

    public bool Interleaved { get; }

    public bool AsFloats { get; }

    public int Planes => BitOperations.PopCount((uint)_colors);

    public static PixelExtraction Load(BinaryReader reader) =>
        new((ColorBits)reader.ReadByte(), (ColorsOrder)reader.ReadByte(), reader.ReadBoolean(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadBoolean());

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)_colors);
        writer.Write((byte)_order);
        writer.Write(Interleaved);
        writer.Write(_offset);
        writer.Write(_scale);
        writer.Write(AsFloats);
    }

    public void Fill(MLImage image, Span<float> values)
    {
        foreach (var (source, start, step) in Samples(image))
        {
            var pixels = image.Pixels;
            for (int i = source, o = start; i < pixels.Length; i += 4, o += step)
                values[o] = (pixels[i] - _offset) * _scale;
        }
    }

    public void Fill(MLImage image, Span<byte> values)
    {
        foreach (var (source, start, step) in Samples(image))
        {
            var pixels = image.Pixels;
            for (int i = source, o = start; i < pixels.Length; i += 4, o += step)
                values[o] = pixels[i];
        }
    }

    // For each colour taken: its byte in a pixel, and where its values start and how far apart they stand.
    private List<(int Source, int Start, int Step)> Samples(MLImage image)
    {
        var area = image.Width * image.Height;
        var samples = new List<(int, int, int)>(4);
        foreach (var letter in _order.ToString())
        {
            var (bit, source) = letter switch
            {
                'A' => (ColorBits.Alpha, 3),
                'R' => (ColorBits.Red, image.PixelFormat == MLPixelFormat.Rgba32 ? 0 : 2),
                'G' => (ColorBits.Green, 1),
                _ => (ColorBits.Blue, image.PixelFormat == MLPixelFormat.Rgba32 ? 2 : 0),
            };
            if (_colors.HasFlag(bit))
                samples.Add(Interleaved ? (source, samples.Count, Planes) : (source, samples.Count * area, 1));
        }

        return samples;
    }
}
