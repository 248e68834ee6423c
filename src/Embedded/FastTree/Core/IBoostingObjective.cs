namespace Microsoft.ML.Trainers.FastTree;

/// <summary>A loss to be lowered by boosting.</summary>
internal interface IBoostingObjective
{
    /// <summary>Each row's negative slope of the loss at its score: the direction in which a tree should move it.</summary>
    void GetGradients(ReadOnlySpan<double> scores, Span<double> gradients);

    /// <summary>The step that a leaf's rows take at learning rate 1. Called after <see cref="GetGradients"/> with the same scores.</summary>
    double GetLeafStep(ReadOnlySpan<int> rows, ReadOnlySpan<double> scores);
}
