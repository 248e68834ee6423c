using DeepRecipes.Kernels;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Benchmarks.Detection;

/// <summary>
/// What one writes first: photo after photo is decoded, resized and normalised pixel by pixel, scored with the runtime's own settings, decoded and suppressed.
/// Nothing of the library is in it but the name of a box.
/// </summary>
internal sealed class NaiveDetector(string model) : IDisposable
{
    private const int Width = 320, Height = 240;

    private readonly InferenceSession _session = new(model);

    public List<(Box Box, float Score)>[] Run(string[] photos) => Array.ConvertAll(photos, One);

    public void Dispose() => _session.Dispose();

    private List<(Box Box, float Score)> One(string path)
    {
        using MLImage image = MLImage.CreateFromFile(path);
        var input = new float[3 * Width * Height];
        Resize(image.Pixels, image.Width, image.Height, image.PixelFormat == MLPixelFormat.Bgra32, input);
        using var options = new RunOptions();
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [1, 3, Height, Width]);
        using var results = _session.Run(options, ["input"], [tensor], ["scores", "boxes"]);
        ReadOnlySpan<float> scores = results[0].GetTensorDataAsSpan<float>(), boxes = results[1].GetTensorDataAsSpan<float>();
        var found = new List<(Box Box, float Score)>();
        for (int i = 0; i < scores.Length / 2; i++)
        {
            if (scores[(2 * i) + 1] > 0.7f)
            {
                found.Add((new Box(boxes[4 * i] * image.Width, boxes[(4 * i) + 1] * image.Height, boxes[(4 * i) + 2] * image.Width, boxes[(4 * i) + 3] * image.Height),
                    scores[(2 * i) + 1]));
            }
        }

        return Suppress(found);
    }

    private static void Resize(ReadOnlySpan<byte> pixels, int width, int height, bool isBgr, Span<float> input)
    {
        for (int y = 0; y < Height; y++)
        {
            float row = Math.Clamp(((y + 0.5f) * height / Height) - 0.5f, 0, height - 1);
            int top = (int)row, bottom = Math.Min(top + 1, height - 1);
            float down = row - top;
            for (int x = 0; x < Width; x++)
            {
                float column = Math.Clamp(((x + 0.5f) * width / Width) - 0.5f, 0, width - 1);
                int left = (int)column, right = Math.Min(left + 1, width - 1);
                float across = column - left;
                for (int c = 0; c < 3; c++)
                {
                    int from = isBgr ? 2 - c : c;
                    float upper = pixels[(((top * width) + left) * 4) + from] * (1 - across) + (pixels[(((top * width) + right) * 4) + from] * across);
                    float lower = pixels[(((bottom * width) + left) * 4) + from] * (1 - across) + (pixels[(((bottom * width) + right) * 4) + from] * across);
                    input[(((c * Height) + y) * Width) + x] = ((upper * (1 - down)) + (lower * down) - 127) / 128;
                }
            }
        }
    }

    private static List<(Box Box, float Score)> Suppress(List<(Box Box, float Score)> found)
    {
        var kept = new List<(Box Box, float Score)>();
        foreach ((Box Box, float Score) one in found.OrderByDescending(f => f.Score))
        {
            if (kept.TrueForAll(other => Overlap(one.Box, other.Box) <= 0.3f))
                kept.Add(one);
        }

        return kept;
    }

    private static float Overlap(Box a, Box b)
    {
        float width = Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1), height = Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1);
        float shared = Math.Max(0, width) * Math.Max(0, height);
        return shared / (((a.X2 - a.X1) * (a.Y2 - a.Y1)) + ((b.X2 - b.X1) * (b.Y2 - b.Y1)) - shared);
    }
}
