namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Gradient boosting: each tree fits the slope of the loss where the trees before it have led.</summary>
internal sealed class Booster
{
    private readonly BoostingSettings _settings;
    private readonly BinnedData _data;
    private readonly double[] _weights;
    private readonly PackedSums _packedGradients;
    private readonly PackedSums _packedWeights;
    private readonly RowPartition _partition;
    private readonly TreeGrower _grower;

    /// <param name="matrix">The rows' features, all finite.</param>
    /// <param name="weights">The rows' weights, all positive and finite; null: all the same.</param>
    /// <param name="settings">How to grow.</param>
    public Booster(FeatureMatrix matrix, double[] weights, BoostingSettings settings)
    {
        _settings = settings;
        _weights = weights;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.ThreadCount };
        _data = new BinnedData(matrix, settings.MaxBins, parallel);
        Scores = new double[matrix.RowCount];
        _packedGradients = new PackedSums(matrix.RowCount);
        if (weights is not null)
        {
            _packedWeights = new PackedSums(matrix.RowCount);
            _packedWeights.Pack(weights);
        }

        _partition = new RowPartition(matrix.RowCount, settings.LeafCount);
        _grower = new TreeGrower(_data, _packedGradients, _packedWeights, _partition, settings.LeafCount, settings.MinimumRowsPerLeaf, parallel);
    }

    /// <summary>The rows' scores after the trees so far.</summary>
    public double[] Scores { get; }

    /// <summary>The trees, fewer than asked for when some could not be split at their root: those say nothing and are left out.</summary>
    public RegressionTree[] Train(IBoostingObjective objective, Action<int> afterTree = null)
    {
        var trees = new List<RegressionTree>(_settings.TreeCount);
        var gradients = new double[_data.RowCount];
        var random = new Random(_settings.FeatureSeed);
        for (var t = 0; t < _settings.TreeCount; t++)
        {
            objective.GetGradients(Scores, gradients);
            WeightInPlace(gradients);
            _packedGradients.Pack(gradients);
            _partition.Reset();
            var tree = _grower.Grow(AllowedFeatures(random));
            if (tree.LeafCount > 1)
                trees.Add(Finish(tree, objective));
            afterTree?.Invoke(t);
        }

        return [.. trees];
    }

    private RegressionTree Finish(TreeBuilder tree, IBoostingObjective objective)
    {
        var values = new double[tree.LeafCount];
        for (var leaf = 0; leaf < values.Length; leaf++)
        {
            var step = objective.GetLeafStep(_partition.Rows(leaf), Scores);
            values[leaf] = Math.Clamp(_settings.LearningRate * step, -_settings.MaxLeafValue, _settings.MaxLeafValue);
        }

        for (var leaf = 0; leaf < values.Length; leaf++)
        {
            foreach (var row in _partition.Rows(leaf))
                Scores[row] += values[leaf];
        }

        return tree.ToTree(values);
    }

    private void WeightInPlace(double[] gradients)
    {
        if (_weights is null)
            return;
        for (var i = 0; i < gradients.Length; i++)
            gradients[i] *= _weights[i];
    }

    private bool[] AllowedFeatures(Random random)
    {
        if (_settings.FeatureFraction >= 1)
            return null;
        var order = Enumerable.Range(0, _data.FeatureCount).ToArray();
        random.Shuffle(order);
        var allowed = new bool[order.Length];
        foreach (var feature in order.AsSpan(0, Math.Max(1, (int)Math.Ceiling(order.Length * _settings.FeatureFraction))))
            allowed[feature] = true;
        return allowed;
    }
}
