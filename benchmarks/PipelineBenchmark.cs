using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;

namespace DeepRecipes.Benchmarks;

/// <summary>A whole training pipeline with all its targets against the same in OpenCV and numpy, by turns in one run, one thread each; and each of its steps alone.</summary>
internal static class PipelineBenchmark
{
    private const int Side = 224;

    private static readonly SampleRules Rules = new() { Skeleton = KeypointSkeleton.CocoPerson, Boxes = new() { MinVisibility = .1 } };

    private static readonly (string Name, SampleOp Op, string[] Peers)[] Steps =
    [
        ("flip (every second sample)", new FlipHorizontal(), ["step flip"]),
        ("rotate -15 to 15 degrees", new Rotate { Degrees = (-15, 15) }, ["step rotate"]),
        ("brightness and contrast", new BrightnessContrast { Brightness = (-20, 20), Contrast = (.8, 1.2) }, ["step brightness"]),
        ("Gaussian noise", new GaussianNoise { Deviation = 10 }, ["step noise short", "step noise float"]),
        ("resize to 224", new Resize(Side, Side), ["step resize"]),
    ];

    public static void Run(string root, bool write)
    {
        using var peer = new Peer(Environment.GetEnvironmentVariable("PEER_PYTHON") ?? "/usr/bin/python3", Path.Combine(root, "benchmarks", "peers", "pipeline.py"));
        string file = Path.GetTempFileName();
        string versions = peer.Ask("images " + file);
        Sample[] samples = [.. File.ReadAllBytes(file).Chunk(640 * 480 * 3).Select(Sample)];
        File.Delete(file);

        Recipe recipe = [Steps[0].Op.WithProbability(.5), .. Steps[1..].Select(step => step.Op)];
        var augmenter = new Augmenter(recipe, Rules);
        var tensor = new float[3 * Side * Side];
        ulong id = 0;
        Check(augmenter.Apply(samples[0], 1));
        AugmentedSample whole = augmenter.Apply(samples[0], 2);

        var table = new StringBuilder();
        Line($"640 x 480 x 3 bytes with a mask, 17 keypoints and 20 boxes, one thread, microseconds a sample (best of 48 blocks on both sides, in turn). {Machine.Name()}, .NET {Environment.Version}, OpenCV and numpy {versions.Replace(" ", " and ", StringComparison.Ordinal)}. "
            + "Each step is run alone too, from buffer to buffer on both sides; where the peer has several ways its fastest is taken.");
        Line("");
        Line("| step | DeepRecipes | OpenCV and numpy | ratio |");
        Line("|---|---:|---:|---:|");
        var step = new Step();
        foreach ((string name, SampleOp op, string[] peers) in Steps)
            Compare(name, () => step.Run(op, samples[(int)(id & 15)], id++), peers);
        Compare("normalise to CHW", () => Normalise(whole), ["step normalise"]);
        Compare("**the whole pipeline**", Whole, ["pipeline short", "pipeline float"]);
        Line("");
        Line(string.Create(CultureInfo.InvariantCulture, $"A warm sample allocates {Allocated():N0} bytes, of them {Side * Side * 4:N0} of pixels and mask: what it gives out."));
        if (write)
            Machine.Publish(root, "pipeline", "A training pipeline beside OpenCV and numpy", table.ToString());

        void Line(string text)
        {
            Console.WriteLine(text);
            table.AppendLine(text);
        }

        void Compare(string name, Action ours, string[] peers)
        {
            (double mine, double theirs) = (double.MaxValue, double.MaxValue);

            // Long enough for the runtime to have compiled what is hot a second time.
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.6;)
                ours();
            for (int round = 0; round < 3; round++)
            {
                mine = Math.Min(mine, Seconds(ours));
                theirs = Math.Min(theirs, peers.Min(peer.Seconds));
            }

            Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {mine * 1e6:N0} | {theirs * 1e6:N0} | {theirs / mine:F2} |"));
        }

        void Whole() => Normalise(augmenter.Apply(samples[(int)(id & 15)], id++));

        void Normalise(AugmentedSample result) =>
            NormalizeKernel.ToChw(result.Sample.Pixels.Span, result.Sample.Format.Shape, ChannelNormalization.ImageNet, false, tensor);

        long Allocated()
        {
            long least = long.MaxValue;
            for (int i = 0; i < 20; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Whole();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    // What the augmenter does for one op in the middle of a recipe: from one kept buffer to another.
    private sealed class Step
    {
        private readonly Draws _draws = Draws.Keyed(default);
        private readonly byte[] _pixels = new byte[640 * 480 * 3], _mask = new byte[640 * 480];
        private readonly float[] _points = new float[51];
        private readonly Box[] _boxes = new Box[20];
        private readonly BoxDropReason[] _reasons = new BoxDropReason[20];

        public void Run(SampleOp op, Sample sample, ulong id)
        {
            ImageShape shape = sample.Format.Shape;
            _draws.Restart(new DrawKey(0, 0, id));
            SampleAct act = op.Draw(sample.Format, _draws);
            act.Image(sample.Pixels.Span, shape, _pixels.AsSpan(0, act.OutputShape(shape).Length));
            if (act is not GeometricAct geometric)
                return;
            geometric.Mask(sample.Mask!.Value.Span, shape with { Channels = 1 }, _mask);
            SamplePoints.MoveKeypoints(geometric, shape, sample.Keypoints!.Value.Span, Rules.Skeleton, _points);
            SampleBoxes.Move(geometric, shape, sample.Boxes!.Value.Span, Rules.Boxes, _boxes, _reasons);
        }
    }

    private static double Seconds(Action op)
    {
        double best = double.MaxValue;
        for (int block = 0; block < 16; block++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 8; i++)
                op();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / 8);
        }

        return best;
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
        if (result.Sample.Format.Shape != new ImageShape(Side, Side, 3) || result.Sample.Mask!.Value.Length != Side * Side || result.Sample.Keypoints!.Value.Length != 51
            || result.Sample.Boxes!.Value.Length < 15)
            throw new InvalidOperationException("The pipeline's result is not what the benchmark is about.");
    }
}
