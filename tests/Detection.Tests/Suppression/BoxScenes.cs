using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

/// <summary>Boxes, scores and classes to try suppressions on.</summary>
internal sealed record BoxScene(Box[] Boxes, float[] Scores, int[] ClassIds);

/// <summary>Scenes that differ in what a grid of boxes could get wrong: sizes, places, ties, degenerate boxes.</summary>
internal static class BoxScenes
{
    public static IEnumerable<BoxScene> All(Random random)
    {
        yield return Make(random, 0, r => default);
        yield return Make(random, 1, r => Uniform(r, 100, 100, 1, 20));
        yield return Make(random, 300, r => Uniform(r, 200, 120, 1, 60));
        yield return Make(random, 300, r => Uniform(r, 4000, 30, 1, 60));
        yield return Make(random, 300, r => Uniform(r, -500, -900, 0, 400));
        yield return Make(random, 200, r => new(MathF.Floor(r.NextSingle() * 4), 0, 4 + MathF.Floor(r.NextSingle() * 4), 5));
        yield return Make(random, 200, r => r.Next(20) == 0 ? new(0, 0, 1000, 1000) : Uniform(r, 1000, 1000, 2, 10));
        yield return Make(random, 100, r => r.Next(3) switch { 0 => new(5, 5, 5, 9), 1 => new(9, 2, 3, 8), _ => Uniform(r, 10, 10, 1, 5) });
        yield return Make(random, 100, r => r.Next(2) == 0 ? Uniform(r, 10, 10, 1, 5) : new(1e8f, -1e8f, 1.1e8f, 1e7f));
        yield return Make(random, 2000, r => Uniform(r, 640, 480, 8, 160));
    }

    private static BoxScene Make(Random random, int count, Func<Random, Box> box) =>
        new(
            [.. Enumerable.Range(0, count).Select(_ => box(random))],
            [.. Enumerable.Range(0, count).Select(_ => random.Next(-50, 50) / 50f)],
            [.. Enumerable.Range(0, count).Select(_ => random.Next(3))]);

    private static Box Uniform(Random random, float width, float height, float least, float most)
    {
        float x = random.NextSingle() * width, y = random.NextSingle() * height;
        return new(x, y, x + least + (random.NextSingle() * (most - least)), y + least + (random.NextSingle() * (most - least)));
    }
}
