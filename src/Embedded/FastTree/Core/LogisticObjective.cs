namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// The logistic loss log(1 + exp(-y s F)) of a score F, y being -1 or 1 and s the slope, which makes 1 / (1 + exp(-s F)) the probability.
/// A leaf takes one Newton step (Burges, "From RankNet to LambdaRank to LambdaMART", section 6).
/// </summary>
internal sealed class LogisticObjective : IBoostingObjective
{
    private readonly bool[] _labels;
    private readonly double[] _weights;
    private readonly double _slope;
    private readonly double _positiveShare;
    private readonly double _negativeShare;
    private readonly double[] _gradients;

    public LogisticObjective(bool[] labels, double[] weights, double slope, bool balanceClasses)
    {
        _labels = labels;
        _weights = weights;
        _slope = slope;
        _gradients = new double[labels.Length];
        var positives = labels.Count(l => l);
        _positiveShare = balanceClasses ? 1.0 / positives : 1;
        _negativeShare = balanceClasses ? 1.0 / (labels.Length - positives) : 1;
    }

    public void GetGradients(ReadOnlySpan<double> scores, Span<double> gradients)
    {
        for (var i = 0; i < _labels.Length; i++)
        {
            var signed = _labels[i] ? _slope : -_slope;
            _gradients[i] = signed / (1 + Math.Exp(signed * scores[i]));
            gradients[i] = _gradients[i] * Share(i);
        }
    }

    public double GetLeafStep(ReadOnlySpan<int> rows, ReadOnlySpan<double> scores)
    {
        var slope = 0.0;
        var curvature = 0.0;
        foreach (var row in rows)
        {
            var weight = (_weights is null ? 1 : _weights[row]) * Share(row);
            var size = Math.Abs(_gradients[row]);
            slope += weight * _gradients[row];
            curvature += weight * size * (_slope - size);
        }

        // Rows that are certain already have neither slope nor curvature; they stay.
        return curvature > 0 ? slope / curvature : slope == 0 ? 0 : double.CopySign(double.MaxValue, slope);
    }

    private double Share(int row) => _labels[row] ? _positiveShare : _negativeShare;
}
