namespace DeepRecipes.Metrics;

/// <summary>What the scores of a classifier are.</summary>
public enum ScoreKind
{
    /// <summary>Probabilities of the positive class, 0 to 1: log loss, Brier score and calibration are defined, and 0.5 is the natural threshold.</summary>
    Probability,

    /// <summary>Any finite numbers, higher meaning more positive (logits, margins): only ranks and thresholds are defined, and 0 is the natural threshold.</summary>
    Raw,
}
