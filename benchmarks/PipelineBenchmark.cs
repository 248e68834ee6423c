using System.Diagnostics;
using System.Globalization;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;

namespace DeepRecipes.Benchmarks;

/// <summary>A whole training pipeline with all its targets against the same in OpenCV and numpy, by turns in one run, one thread each.</summary>
internal static class PipelineBenchmark
{
    public static void Run(string root)
    {
        using var peer = new Peer(Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3", Path.Combine(root, "benchmarks", "peers", "pipeline.py"));
        string file = Path.GetTempFileName();
        string versions = peer.Ask("images " + file);
        Sample[] samples = [.. File.ReadAllBytes(file).Chunk(640 * 480 * 3).Select(Sample)];
        File.Delete(file);
        var augmenter = new Augmenter(
            [
                new FlipHorizontal().WithProbability(.5),
                new Rotate { Degrees = (-15, 15) },
                new BrightnessContrast { Brightness = (-20, 20), Contrast = (.8, 1.2) },
                new GaussianNoise { Deviation = 10 },
                new Resize(224, 224),
            ],
            new() { Skeleton = KeypointSkeleton.CocoPerson, Boxes = new() { MinVisibility = .1 } });
        var tensor = new float[3 * 224 * 224];
        ulong id = 0;
        Check(augmenter.Apply(samples[0], 1));

        double ours = double.MaxValue, theirs = double.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            ours = Math.Min(ours, Seconds());
            theirs = Math.Min(theirs, peer.Seconds("pipeline"));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        One();
        Console.WriteLine($"OpenCV, numpy {versions}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"training pipeline, 640 x 480 to 224: ours {1 / ours:F0} samples/s   OpenCV and numpy {1 / theirs:F0}/s   ratio {theirs / ours:F2}   {GC.GetAllocatedBytesForCurrentThread() - before} bytes a sample, of them {224 * 224 * 4} pixels and mask"));

        void One()
        {
            AugmentedSample result = augmenter.Apply(samples[(int)(id & 15)], id++);
            NormalizeKernel.ToChw(result.Sample.Pixels.Span, result.Sample.Format.Shape, ChannelNormalization.ImageNet, false, tensor);
        }

        double Seconds()
        {
            double best = double.MaxValue;
            for (int block = 0; block < 16; block++)
            {
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < 8; i++)
                    One();
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / 8);
            }

            return best;
        }
    }

    private static Sample Sample(byte[] pixels)
    {
        var random = new Random(0);
        var mask = new byte[640 * 480];
        for (int i = 0; i < mask.Length; i++)
            mask[i] = (byte)(((i % 640 / 32) + (i / 640 / 32)) % 5);
        var points = new float[51];
        for (int i = 0; i < points.Length; i += 3)
            (points[i], points[i + 1], points[i + 2]) = (random.Next(640), random.Next(480), 2);
        var boxes = new Box[20];
        foreach (ref Box box in boxes.AsSpan())
        {
            float x = random.Next(520), y = random.Next(360);
            box = new Box(x, y, x + random.Next(20, 120), y + random.Next(20, 120));
        }

        return new Sample(new ImageShape(640, 480, 3), pixels) { Mask = mask, Keypoints = points, Boxes = boxes, Classes = Enumerable.Range(0, 20).ToArray() };
    }

    private static void Check(AugmentedSample result)
    {
        if (result.Sample.Format.Shape != new ImageShape(224, 224, 3) || result.Sample.Mask!.Value.Length != 224 * 224 || result.Sample.Keypoints!.Value.Length != 51
            || result.Sample.Boxes!.Value.Length < 15)
            throw new InvalidOperationException("The pipeline's result is not what the benchmark is about.");
    }
}
