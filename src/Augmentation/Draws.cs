namespace DeepRecipes.Augmentation;

/// <summary>Where an op's random values come from.</summary>
public abstract class Draws
{
    /// <summary>For ops that are not random: a draw is an error.</summary>
    public static Draws None { get; } = new NoDraws();

    /// <summary>A value that is uniform in [<paramref name="least"/>, <paramref name="most"/>).</summary>
    public abstract double Uniform(double least, double most);

    private sealed class NoDraws : Draws
    {
        public override double Uniform(double least, double most) =>
            throw new InvalidOperationException("This op is random: it takes part in Data.Augment and WithAugmentation, not in a pipeline that scores.");
    }
}
