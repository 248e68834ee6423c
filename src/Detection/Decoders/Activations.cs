namespace DeepRecipes.Detection;

/// <summary>The functions that heads leave to their decoders.</summary>
internal static class Activations
{
    public static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));

    /// <summary>A logit a little below the one whose sigmoid is the score: what is below it needs no exponential to be left out.</summary>
    public static float LogitBelow(float score) => score <= 0 ? float.NegativeInfinity : MathF.Log(score / (1 - score)) - 0.01f;
}
