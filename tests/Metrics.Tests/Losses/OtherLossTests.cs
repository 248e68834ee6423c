using System.Text.Json;

namespace DeepRecipes.Metrics.Tests.Losses;

public class OtherLossTests
{
    [Fact]
    public void Focal_IsTorchvisions()
    {
        JsonElement oracle = Oracle.Load("boxes.json").GetProperty("sigmoid_focal_loss");
        double[] logits = Oracle.Numbers(oracle.GetProperty("logits"));
        double[] targets = Oracle.Numbers(oracle.GetProperty("targets"));
        var loss = new FocalLoss(2, 0.25) { Reduction = Reduction.Sum };
        Oracle.Close(Oracle.Numbers(oracle.GetProperty("loss")), loss.Each(logits, targets), "focal", 1e-6);
        var gradient = new double[logits.Length];
        loss.ValueAndGradient(logits, targets, gradient);
        Oracle.Close(Oracle.Numbers(oracle.GetProperty("grad")), gradient, "focal gradient", 1e-6);
    }

    [Fact]
    public void MultiTask_IsTheWeightedSum()
    {
        var loss = new MultiTaskLoss(new LossTask("box", new SmoothL1Loss(), 2), new LossTask("class", new BinaryCrossEntropyLoss(), 0.5), new LossTask("off", new DiceLoss(), 0));
        double[][] predictions = [[1, 3], [0.4], [0.5]];
        double[][] targets = [[0, 0], [1], [1]];
        double[][] gradients = [new double[2], new double[1], [7]];
        double value = loss.ValueAndGradient(predictions, targets, gradients);
        Assert.Equal(value, loss.Value(predictions, targets));
        Assert.Equal((2 * 1.5) + (0.5 * Math.Log(1 + Math.Exp(-0.4))), value, 1e-15);
        Assert.Equal([1.0, 1.0], gradients[0]);
        Assert.Equal(-0.5 / (1 + Math.Exp(0.4)), gradients[1][0], 1e-15);
        Assert.Equal(0, gradients[2][0]);
        Assert.Equal("tasks", Assert.Throws<ArgumentException>(() => new MultiTaskLoss(new LossTask("a", new DiceLoss(), 1), new LossTask("a", new DiceLoss(), 1))).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiTaskLoss(new LossTask("a", new DiceLoss(), -1)));
    }

    [Fact]
    public void SignedDistance_IsTheDistanceToTheOtherKind()
    {
        // The oracle looks at every pair of pixels.
        var random = new Random(6);
        byte[] mask = [.. Enumerable.Range(0, 11 * 7).Select(_ => (byte)(random.Next(3) == 0 ? 0 : 255))];
        double[] map = SignedDistanceMap.From(mask, 11, 7);
        for (int i = 0; i < mask.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int j = 0; j < mask.Length; j++)
            {
                if (mask[j] == 0 != (mask[i] == 0))
                    nearest = Math.Min(nearest, Math.Sqrt(Math.Pow((i % 11) - (j % 11), 2) + Math.Pow((i / 11) - (j / 11), 2)));
            }

            Assert.Equal(mask[i] == 0 ? nearest : 1 - nearest, map[i], 1e-12);
        }

        Assert.All(SignedDistanceMap.From(new byte[6], 3, 2), distance => Assert.Equal(0, distance));
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => SignedDistanceMap.From(mask, 7, 7)).ParamName);
    }
}
