namespace DeepRecipes.Metrics;

/// <summary>1 less the generalized IoU (Rezatofighi et al., CVPR 2019; torchvision's <c>generalized_box_iou_loss</c>): 0 for the same box, up to 2.</summary>
public sealed class GeneralizedIoULoss : BoxLoss
{
    private protected override double Pair(in BoxPair pair, Span<double> gradient)
    {
        double loss = Apart(in pair, gradient);
        double hull = pair.HullWidth * pair.HullHeight;
        double covered = hull + Epsilon;
        for (int i = 0; i < 4; i++)
        {
            double hullSlope = (i % 2 == 0 ? pair.HullHeight : pair.HullWidth) * pair.HullSideSlope(i);
            gradient[i] += (((hullSlope - pair.UnionSlope(i)) * covered) - ((hull - pair.Union) * hullSlope)) / (covered * covered);
        }

        return loss + ((hull - pair.Union) / covered);
    }
}
