namespace DeepRecipes.Detection.Tests;

public class YoloV8SegDecoderTests : DecoderContract<YoloV8SegDecoder>
{
    private protected override IReadOnlyList<Thing> Things =>
        [.. base.Things.Select((t, i) => t with { Mask = [.. Enumerable.Range(0, 32).Select(m => (m * 0.25f) - i)] })];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) =>
        [YoloV8DecoderTests.EncodeTable(things, 3, 32).View, new Head("output1", 1, 32, 64, 80).View];
}
