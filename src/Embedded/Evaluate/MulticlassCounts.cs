namespace Microsoft.ML.Data;

/// <summary>What a multiclass evaluation counts, row by row.</summary>
internal sealed class MulticlassCounts
{
    /// <summary>The least probability that a log-loss is computed of.</summary>
    private const float Epsilon = 1e-15f;

    private readonly int _classes;
    private readonly double[] _rowsOfClass;
    private readonly double[] _logLossOfClass;
    private readonly double[] _ranks;
    private double _rows;
    private double _correct;
    private double _logLoss;

    public MulticlassCounts(int classes)
    {
        _classes = classes;
        _rowsOfClass = new double[classes];
        _logLossOfClass = new double[classes];
        _ranks = new double[classes + 1];
        Confusion = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
    }

    public double[][] Confusion { get; }

    public double MicroAccuracy => _rows > 0 ? _correct / _rows : 0;

    public double MacroAccuracy
    {
        get
        {
            var (sum, seen) = (0.0, 0);
            for (var i = 0; i < _classes; i++)
            {
                if (_rowsOfClass[i] == 0)
                    continue;
                seen++;
                sum += Confusion[i][i] / _rowsOfClass[i];
            }

            return seen > 0 ? sum / seen : 0;
        }
    }

    public double LogLoss => _rows > 0 ? _logLoss / _rows : 0;

    public double LogLossReduction
    {
        get
        {
            var entropy = 0.0;
            foreach (var rows in _rowsOfClass)
                entropy += rows == 0 ? 0 : rows * Math.Log(rows / _rows);
            entropy /= -_rows;
            return (entropy - LogLoss) / entropy;
        }
    }

    public double[] PerClassLogLoss() => [.. _logLossOfClass.Zip(_rowsOfClass, (loss, rows) => rows > 0 ? loss / rows : 0)];

    public double[] TopKAccuracy(int k)
    {
        var sum = 0.0;
        return [.. _ranks.Take(k).Select(r => sum += r / _rows)];
    }

    /// <summary>Takes in a row; a label beyond the scores is of a class that training did not see.</summary>
    public void Update(int label, ReadOnlySpan<float> scores)
    {
        var known = label < _classes;
        var own = known ? scores[label] : 0;
        var loss = -Math.Log(known ? Math.Min(1, Math.Max(Epsilon, own)) : Epsilon);
        var (rank, assigned) = (0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > own || (scores[i] == own && i < label))
                rank++;
            if (scores[assigned] < scores[i])
                assigned = i;
        }

        _rows++;
        _logLoss += loss;
        _ranks[rank]++;
        if (rank == 0)
            _correct++;
        if (!known)
            return;
        _rowsOfClass[label]++;
        _logLossOfClass[label] += loss;
        Confusion[label][rank == 0 ? label : assigned]++;
    }
}
