namespace Microsoft.ML.Data;

/// <summary>What a binary evaluation counts, row by row.</summary>
internal sealed class BinaryCounts
{
    private double _logLoss;
    private double _positivesWithProbability;
    private double _negativesWithProbability;

    public double TruePositives { get; private set; }

    public double TrueNegatives { get; private set; }

    public double FalsePositives { get; private set; }

    public double FalseNegatives { get; private set; }

    public double Total => TruePositives + TrueNegatives + FalseNegatives + FalsePositives;

    public double Entropy => Bits((TruePositives + FalseNegatives) / Total);

    public double LogLoss
        => double.IsNaN(_logLoss) ? double.NaN : WithProbability > 0 ? _logLoss / WithProbability : 0;

    public double LogLossReduction
    {
        get
        {
            if (WithProbability == 0)
                return 0;
            var prior = Bits(_positivesWithProbability / WithProbability);
            return (prior - (_logLoss / WithProbability)) / prior;
        }
    }

    private double WithProbability => _positivesWithProbability + _negativesWithProbability;

    public void Update(bool positive, float score, float probability)
    {
        if (positive)
        {
            if (score > 0)
                TruePositives++;
            else
                FalseNegatives++;
        }
        else if (score > 0)
        {
            FalsePositives++;
        }
        else
        {
            TrueNegatives++;
        }

        if (!float.IsNaN(probability))
        {
            if (positive)
                _positivesWithProbability++;
            else
                _negativesWithProbability++;
        }

        _logLoss += float.IsNaN(probability) ? double.NaN : -Math.Log(positive ? probability : 1.0 - probability, 2);
    }

    private static double Bits(double p)
        => p is < 0 or > 1 ? double.NaN : p is 0 or 1 ? 0 : (-p * Math.Log(p, 2)) - ((1 - p) * Math.Log(1 - p, 2));
}
