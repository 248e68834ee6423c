using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>Turns features into a score; the score's memory is reused.</summary>
internal delegate void ScoreMapper<TScore>(in VBuffer<float> features, ref TScore score);

/// <summary>A model as the prediction transformers see it.</summary>
internal interface IScorer<TScore> : ICanSaveModel
{
    /// <summary>How many features the model was trained on.</summary>
    int FeatureCount { get; }

    /// <summary>The function, with buffers of its own: one for each cursor.</summary>
    ScoreMapper<TScore> CreateMapper();
}

/// <summary>A model of many classes, which gives a score for each.</summary>
internal interface IMulticlassScorer : IScorer<VBuffer<float>>
{
    int ClassCount { get; }
}
