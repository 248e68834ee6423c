namespace Microsoft.ML.Data;

/// <summary>How near predicted numbers are.</summary>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(double rows, double absolute, double squared, double loss, double labels, double squaredLabels)
    {
        if (rows == 0)
            return;
        MeanAbsoluteError = absolute / rows;
        MeanSquaredError = squared / rows;
        RootMeanSquaredError = Math.Sqrt(squared / rows);
        LossFunction = loss / rows;
        var spread = squaredLabels - (labels * labels / rows);
        RSquared = spread == 0 ? double.NaN : 1 - (squared / spread);
    }

    public double MeanAbsoluteError { get; }

    public double MeanSquaredError { get; }

    public double RootMeanSquaredError { get; }

    /// <summary>The squared loss, computed in single precision.</summary>
    public double LossFunction { get; }

    /// <summary>1 for perfect predictions, 0 for the mean of the labels; NaN when all labels are the same.</summary>
    public double RSquared { get; }
}
