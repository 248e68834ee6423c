namespace DeepRecipes.Metrics;

/// <summary>1 less the distance IoU (Zheng et al., AAAI 2020; torchvision's <c>distance_box_iou_loss</c>): 0 for the same box, up to 2.</summary>
public sealed class DistanceIoULoss : BoxLoss
{
    private protected override double Pair(in BoxPair pair, Span<double> gradient) => Apart(in pair, gradient) + Distance(in pair, gradient);
}
