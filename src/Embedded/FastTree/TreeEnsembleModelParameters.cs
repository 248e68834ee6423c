using System.Buffers;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A model made of trees.</summary>
public abstract class TreeEnsembleModelParameters : ModelParametersBase<float>
{
    private protected TreeEnsembleModelParameters(RegressionTreeEnsemble ensemble, int featureCount)
    {
        Ensemble = ensemble;
        FeatureCount = featureCount;
    }

    private protected RegressionTreeEnsemble Ensemble { get; }

    private protected int FeatureCount { get; }

    private protected sealed override DataViewType ScoreType => NumberDataViewType.Single;

    /// <summary>How much each feature's splits gained: the root of the sum, the greatest being 1.</summary>
    public void GetFeatureWeights(ref VBuffer<float> weights)
    {
        var gains = new double[FeatureCount];
        foreach (var tree in Ensemble.Trees)
        {
            for (var node = 0; node < tree.NumberOfNodes; node++)
                gains[tree.NumericalSplitFeatureIndexes[node]] += tree.SplitGains[node];
        }

        var greatest = gains.Max();
        var editor = VBufferEditor.Create(ref weights, FeatureCount);
        for (var i = 0; i < gains.Length; i++)
            editor.Values[i] = greatest > 0 ? (float)Math.Sqrt(gains[i] / greatest) : 0;
        weights = editor.Commit();
    }

    private protected sealed override void Score(in VBuffer<float> features, ref float score)
    {
        Contracts.Check(features.Length == FeatureCount, $"The model was trained on {FeatureCount} features, the row has {features.Length}.");
        if (features.IsDense)
        {
            score = Ensemble.GetScore(features.GetValues());
            return;
        }

        var rented = ArrayPool<float>.Shared.Rent(FeatureCount);
        var dense = rented.AsSpan(0, FeatureCount);
        features.CopyTo(dense);
        score = Ensemble.GetScore(dense);
        ArrayPool<float>.Shared.Return(rented);
    }

    private protected void SaveTrees(ModelSaveContext ctx)
    {
        ctx.Writer.Write(FeatureCount);
        Ensemble.Save(ctx.Writer);
    }

    private protected static (RegressionTreeEnsemble Ensemble, int FeatureCount) LoadTrees(ModelLoadContext ctx)
    {
        var featureCount = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(featureCount > 0, $"Corrupt model file: trees over {featureCount} features.");
        return (RegressionTreeEnsemble.Load(ctx.Reader, featureCount), featureCount);
    }
}

/// <summary>A model made of trees whose leaves hold one value each.</summary>
public abstract class TreeEnsembleModelParametersBasedOnRegressionTree : TreeEnsembleModelParameters
{
    private protected TreeEnsembleModelParametersBasedOnRegressionTree(RegressionTreeEnsemble ensemble, int featureCount)
        : base(ensemble, featureCount)
    {
    }

    public RegressionTreeEnsemble TrainedTreeEnsemble => Ensemble;
}
