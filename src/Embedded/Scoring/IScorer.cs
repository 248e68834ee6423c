using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>What a model computes from the features of a row.</summary>
internal interface IScorer<TOutput>
{
    /// <summary>The type of the score column: a number, or a vector with one number for each class.</summary>
    DataViewType ScoreType { get; }

    /// <summary>Fills <paramref name="score"/>. Must be safe for several threads at once.</summary>
    void Score(in VBuffer<float> features, ref TOutput score);
}

/// <summary>A binary model whose score can be turned into a probability.</summary>
internal interface ICalibratedScorer : IScorer<float>
{
    float Probability(float score);
}
