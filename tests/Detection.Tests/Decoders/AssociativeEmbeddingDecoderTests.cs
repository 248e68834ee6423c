namespace DeepRecipes.Detection.Tests;

public class AssociativeEmbeddingDecoderTests : DecoderContract<AssociativeEmbeddingDecoder>
{
    private protected override AssociativeEmbeddingDecoder Decoder => new() { KeypointCount = 3 };

    // Two people whose points mingle: cells of 4 pixels, tags 0 and 5. The second has no middle point.
    private protected override IReadOnlyList<Thing> Things =>
    [
        new Thing(new(42, 22, 202, 162), 0.8f, 0) { Points = [42, 82, 0.7f, 122, 22, 0.8f, 202, 162, 0.9f] },
        new Thing(new(82, 42, 282, 102), 0.4f, 0) { Points = [82, 42, 0.5f, 0.5f, 0.5f, 0, 282, 102, 0.7f] },
    ];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        Head heat = new("heatmaps", 1, 3, 64, 80), tags = new Head("tags", 1, 3, 64, 80).Fill(77);
        for (var p = 0; p < things.Count; p++)
        {
            for (var k = 0; k < 3; k++)
            {
                var (x, y, height) = (things[p].Points[3 * k], things[p].Points[(3 * k) + 1], things[p].Points[(3 * k) + 2]);
                if (height == 0)
                    continue;
                heat[0, k, (int)(y / 4), (int)(x / 4)] = height;
                tags[0, k, (int)(y / 4), (int)(x / 4)] = (5 * p) + (0.3f * k);
            }
        }

        return [heat.View, tags.View];
    }

    [Fact]
    public void OnlyTheHighestPeaksAreLookedAt()
    {
        var buffer = new DetectionBuffer();

        (Decoder with { MaxPeople = 1 }).Decode(Encode(Things), Input, buffer);

        Assert.Equal(0.8f, Assert.Single(buffer.Scores.ToArray()), 0.001f);
    }
}
