namespace DeepRecipes.Detection.Tests;

public class HeatmapPoseDecoderTests : DecoderContract<HeatmapPoseDecoder>
{
    private protected override HeatmapPoseDecoder Decoder => new() { KeypointCount = 3 };

    // Cells of 4 pixels; the points lie on cells (10, 20), (30, 5) and, moved a quarter to the right and down, (50.25, 40.25).
    private protected override IReadOnlyList<Thing> Things =>
    [
        new Thing(new(40.5f, 20.5f, 201.5f, 161.5f), 0.8f, 0) { Points = [40.5f, 80.5f, 0.7f, 120.5f, 20.5f, 0.8f, 201.5f, 161.5f, 0.9f] },
    ];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("heatmaps", 1, 3, 64, 80);
        if (things.Count > 0)
        {
            head[0, 0, 20, 10] = 0.7f;
            head[0, 1, 5, 30] = 0.8f;
            head[0, 2, 40, 50] = 0.9f;
            head[0, 2, 40, 51] = 0.3f;
            head[0, 2, 41, 50] = 0.3f;
            head[0, 2, 39, 50] = 0.1f;
        }

        return [head.View];
    }
}
