namespace DeepRecipes.Metrics;

/// <summary>A loss over boxes: an item is x1, y1, x2, y2.</summary>
/// <remarks>
/// As in torchvision 1e-7 is added to the denominators, so that boxes without area have a loss. Where two edges lie on each other, the slope of their
/// minimum or maximum is shared half and half, as PyTorch does.
/// </remarks>
public abstract class BoxLoss : Loss
{
    private protected const double Epsilon = 1e-7;

    private protected sealed override int LengthOfItem(int numbers) => 4;

    private protected sealed override void Validate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        EnsureProper(predictions, nameof(predictions));
        EnsureProper(targets, nameof(targets));
    }

    private protected sealed override double Item(ReadOnlySpan<double> prediction, ReadOnlySpan<double> target, Span<double> gradient)
    {
        var pair = new BoxPair(prediction, target);
        Span<double> slopes = stackalloc double[4];
        double loss = Pair(in pair, slopes);
        if (!gradient.IsEmpty)
            slopes.CopyTo(gradient);
        return loss;
    }

    /// <summary>The loss of a pair, and its slopes for the first box's x1, y1, x2, y2.</summary>
    private protected abstract double Pair(in BoxPair pair, Span<double> gradient);

    /// <summary>1 less the IoU.</summary>
    private protected static double Apart(in BoxPair pair, Span<double> gradient)
    {
        double union = pair.Union + Epsilon;
        for (int i = 0; i < 4; i++)
            gradient[i] = ((pair.Intersection * pair.UnionSlope(i)) - (pair.IntersectionSlope(i) * union)) / (union * union);
        return 1 - (pair.Intersection / union);
    }

    /// <summary>The squared distance of the centres over the squared diagonal of the hull; the slopes are added.</summary>
    private protected static double Distance(in BoxPair pair, Span<double> gradient)
    {
        double diagonal = (pair.HullWidth * pair.HullWidth) + (pair.HullHeight * pair.HullHeight) + Epsilon;
        double distance = (pair.CenterX * pair.CenterX) + (pair.CenterY * pair.CenterY);
        for (int i = 0; i < 4; i++)
        {
            double distanceSlope = i % 2 == 0 ? pair.CenterX : pair.CenterY;
            double diagonalSlope = 2 * (i % 2 == 0 ? pair.HullWidth : pair.HullHeight) * pair.HullSideSlope(i);
            gradient[i] += ((distanceSlope * diagonal) - (distance * diagonalSlope)) / (diagonal * diagonal);
        }

        return distance / diagonal;
    }

    private static void EnsureProper(ReadOnlySpan<double> boxes, string name)
    {
        EnsureFinite(boxes, name);
        for (int i = 0; i < boxes.Length; i += 4)
        {
            if (boxes[i + 2] < boxes[i] || boxes[i + 3] < boxes[i + 1])
            {
                throw new ArgumentOutOfRangeException(
                    name, $"({boxes[i]}, {boxes[i + 1]}, {boxes[i + 2]}, {boxes[i + 3]})", $"{name} holds a box of negative size; x2 and y2 must not be less than x1 and y1.");
            }
        }
    }
}
