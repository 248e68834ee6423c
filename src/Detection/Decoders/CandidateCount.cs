namespace DeepRecipes.Detection;

/// <summary>Guards decoders that number their candidates by grid cell and anchor.</summary>
internal static class CandidateCount
{
    public static void Ensure(IDetectionDecoder decoder, int got, long expected, NetworkSize input)
    {
        if (got != expected)
        {
            throw new ArgumentException(
                $"{decoder.GetType().Name} expects {expected} candidates for an input of W {input.Width} x H {input.Height} with these options; got {got}.", nameof(got));
        }
    }
}
