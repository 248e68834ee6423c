namespace DeepRecipes.Detection.Tests;

public class YoloV8PoseDecoderTests : DecoderContract<YoloV8PoseDecoder>
{
    private protected override IReadOnlyList<Thing> Things => [.. base.Things.Select(t => (t with { ClassId = 0 }).WithPoints(17, confident: true))];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) => [YoloV8DecoderTests.EncodeTable(things, 1, 51).View];
}
