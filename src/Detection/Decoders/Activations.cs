namespace DeepRecipes.Detection;

/// <summary>The two functions that heads leave to their decoders.</summary>
internal static class Activations
{
    public static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
