using System.Text.Json;
using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics.Tests.Losses;

/// <summary>Overlap losses: what holds for all of them.</summary>
public abstract class BoxLossContract : LossContract
{
    protected override double Tolerance => 1e-6;

    protected override (double[] Predictions, double[] Targets) Random(Random random) => (Boxes(random), Boxes(random));

    protected override IEnumerable<LossCase> Cases(Random random)
    {
        // Away from a target along a line, and larger about its centre.
        double[] target = Boxes(random)[..4];
        double width = target[2] - target[0];
        for (double shift = 0; shift < 3; shift += 0.25)
            yield return new(Move(target, shift * width), Move(target, (shift + 0.25) * width), target);
        for (double grow = 0; grow < 2; grow += 0.25)
            yield return new(Grow(target, grow), Grow(target, grow + 0.25), target);
    }

    protected override double[] Perfect(double[] targets) => targets;

    protected override IEnumerable<double[]> Refused() => [[double.NaN], [500, 0, 400, 10]];

    [Fact]
    public void ScaleAndShift_ChangeNothing()
    {
        (double[] predictions, double[] targets) = Random(new Random(2));
        double value = Loss().Value(predictions, targets);
        Assert.Equal(value, Loss().Value([.. predictions.Select(x => (x * 3) + 40)], [.. targets.Select(x => (x * 3) + 40)]), 1e-6);
    }

    protected static double[] Boxes(Random random)
    {
        var boxes = new double[16];
        for (int i = 0; i < boxes.Length; i += 4)
        {
            (boxes[i], boxes[i + 1]) = (random.NextDouble() * 20, random.NextDouble() * 20);
            (boxes[i + 2], boxes[i + 3]) = (boxes[i] + 3 + (random.NextDouble() * 20), boxes[i + 1] + 3 + (random.NextDouble() * 20));
        }

        return boxes;
    }

    private static double[] Move(double[] box, double by) => [box[0] + by, box[1], box[2] + by, box[3]];

    private static double[] Grow(double[] box, double by)
    {
        (double w, double h) = ((box[2] - box[0]) * by, (box[3] - box[1]) * by);
        return [box[0] - w, box[1] - h, box[2] + w, box[3] + h];
    }
}

/// <summary>torchvision's values and gradients on 113 pairs.</summary>
public abstract class TorchvisionLossContract : BoxLossContract
{
    /// <summary>The key in boxes.json.</summary>
    protected abstract string Key { get; }

    [Fact]
    public void ValuesAndGradients_AreTorchvisions()
    {
        JsonElement paired = Oracle.Load("boxes.json").GetProperty("paired");
        double[] first = Oracle.Numbers(paired.GetProperty("box1"));
        double[] second = Oracle.Numbers(paired.GetProperty("box2"));
        JsonElement expected = paired.GetProperty("float64");
        Oracle.Close(Oracle.Numbers(expected.GetProperty(Key)), Loss().Each(first, second), Key);
        var gradient = new double[first.Length];
        double sum = SumLoss().ValueAndGradient(first, second, gradient);
        Oracle.Close(Oracle.Number(expected.GetProperty(Key + "_sum")), sum, "sum");
        Oracle.Close(Oracle.Number(expected.GetProperty(Key + "_mean")), Loss().Value(first, second), "mean");
        Oracle.Close(Oracle.Numbers(expected.GetProperty(Key + "_grad_box1")), gradient, "gradient");
    }
}

public class IoULossTests : BoxLossContract
{
    protected override Loss Loss() => new IoULoss();

    protected override Loss SumLoss() => new IoULoss { Reduction = Reduction.Sum };

    [Fact]
    public void IsOneLessTheIoU()
    {
        (double[] predictions, double[] targets) = Random(new Random(8));
        var iou = new double[4];
        IoUKernel.Paired(predictions, targets, iou.AsSpan());
        Oracle.Close([.. iou.Select(x => 1 - x)], Loss().Each(predictions, targets), "1 - IoU", 1e-8);
    }
}

public class GeneralizedIoULossTests : TorchvisionLossContract
{
    protected override string Key => "giou_loss";

    protected override Loss Loss() => new GeneralizedIoULoss();

    protected override Loss SumLoss() => new GeneralizedIoULoss { Reduction = Reduction.Sum };
}

public class DistanceIoULossTests : TorchvisionLossContract
{
    protected override string Key => "diou_loss";

    protected override Loss Loss() => new DistanceIoULoss();

    protected override Loss SumLoss() => new DistanceIoULoss { Reduction = Reduction.Sum };
}

public class CompleteIoULossTests : TorchvisionLossContract
{
    protected override string Key => "ciou_loss";

    protected override Loss Loss() => new CompleteIoULoss();

    protected override Loss SumLoss() => new CompleteIoULoss { Reduction = Reduction.Sum };

    /// <summary>Written anew with alpha fixed where the gradient is taken.</summary>
    protected override Func<double[], double> ValueAround(double[] predictions, double[] targets)
    {
        double[] alphas = [.. Enumerable.Range(0, 4).Select(i => Alpha(predictions.AsSpan(4 * i, 4), targets.AsSpan(4 * i, 4)))];
        return at => new DistanceIoULoss().Value(at, targets)
            + Enumerable.Range(0, 4).Average(i => alphas[i] * Aspect(at.AsSpan(4 * i, 4), targets.AsSpan(4 * i, 4)));
    }

    private static double Aspect(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        4 / Math.Pow(Math.PI, 2) * Math.Pow(Math.Atan((b[2] - b[0]) / (b[3] - b[1])) - Math.Atan((a[2] - a[0]) / (a[3] - a[1])), 2);

    private static double Alpha(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Aspect(a, b) / (new IoULoss().Value(a, b) + Aspect(a, b) + 1e-7);
}
