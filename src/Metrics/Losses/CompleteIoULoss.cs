namespace DeepRecipes.Metrics;

/// <summary>1 less the complete IoU (Zheng et al., AAAI 2020; torchvision's <c>complete_box_iou_loss</c>): the distance IoU and a term for the aspect ratio.</summary>
/// <remarks>
/// As the paper has it, the weight alpha of the aspect term counts as a constant in the gradient. A box with neither width nor height has no aspect ratio:
/// its loss is NaN, and so is the gradient of one without height.
/// </remarks>
public sealed class CompleteIoULoss : BoxLoss
{
    private protected override double Pair(in BoxPair pair, Span<double> gradient)
    {
        double apart = Apart(in pair, gradient);
        double loss = apart + Distance(in pair, gradient);
        double ratio = pair.Width / pair.Height;
        double difference = Math.Atan(pair.OtherWidth / pair.OtherHeight) - Math.Atan(ratio);
        const double Scale = 4 / (Math.PI * Math.PI);
        double aspect = Scale * difference * difference;
        double alpha = aspect / (apart + aspect + Epsilon);
        double ratioSlope = alpha * Scale * -2 * difference / (1 + (ratio * ratio));
        double widthSlope = ratioSlope / pair.Height;
        double heightSlope = -ratioSlope * ratio / pair.Height;
        gradient[0] -= widthSlope;
        gradient[1] -= heightSlope;
        gradient[2] += widthSlope;
        gradient[3] += heightSlope;
        return loss + (alpha * aspect);
    }
}
