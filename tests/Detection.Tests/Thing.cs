using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

/// <summary>A thing that a hand-built head is to report. Points are in continuous coordinates, as heads write them: x, y, visibility.</summary>
internal sealed record Thing(Box Box, float Score, int ClassId)
{
    public float[] Points { get; init; } = [];

    public float[] Mask { get; init; } = [];

    public float CentreX => (Box.X1 + Box.X2) / 2;

    public float CentreY => (Box.Y1 + Box.Y2) / 2;

    public Thing WithPoints(int count, bool confident) => this with
    {
        Points =
        [
            .. Enumerable.Range(0, count).SelectMany(k => new[]
            {
                Box.X1 + (Box.Width * (k + 1) / (count + 1)), Box.Y2 - (Box.Height * (k + 1) / (count + 2)), confident ? 0.25f + (0.5f * k / count) : 2,
            }),
        ],
    };
}
