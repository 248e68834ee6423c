using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Four pictures of the batch around one point (YOLOv4's mosaic): this one above left, three others beside and below. Boxes move with their pictures, are cut and judged; the label is the mean
/// by the share of pixels.
/// </summary>
public sealed record Mosaic : BatchMix
{
    /// <summary>Where the four meet as a share of each side, 0.1 to 0.9; [0.25, 0.75] by default.</summary>
    public DrawRange Center { get; init => field = value.Within(.1, .9); } = (.25, .75);

    /// <summary>What becomes of boxes.</summary>
    public BoxRules Boxes { get; init; } = new();

    private protected override MixedSample Mix(IReadOnlyList<MixedSample> batch, int index, Draws draws)
    {
        var first = batch[index];
        var shape = first.Sample.Format.Shape;
        int centerX = (int)Math.Round(Center.Draw(draws) * shape.Width), centerY = (int)Math.Round(Center.Draw(draws) * shape.Height);
        var pixels = new byte[shape.Length];
        var label = new float[first.Label.Length];
        var boxes = new List<(Box Box, int Class, float Weight)>();
        var hasClasses = false;
        for (var i = 0; i < 4; i++)
        {
            var from = i == 0 ? first : batch[Other(batch, index, draws)];
            var part = MosaicKernel.Part(i, shape, shape.Width, shape.Height, centerX, centerY);
            MosaicKernel.Paste(from.Sample.Pixels.Span, shape, part, pixels, shape);
            var share = (float)((double)part.Visible.Width * part.Visible.Height / (shape.Width * shape.Height));
            for (var c = 0; c < label.Length; c++)
                label[c] += share * from.Label[c];
            hasClasses |= !from.Sample.Classes.IsEmpty;
            Add(from, part, boxes);
        }
        var sample = new Sample(first.Sample.Format, pixels);
        if (first.Sample.Boxes is not null)
            sample = sample with { Boxes = boxes.Select(box => box.Box).ToArray(), Classes = hasClasses ? boxes.Select(box => box.Class).ToArray() : [] };
        return new(sample, [.. label], [.. boxes.Select(box => box.Weight)]);
    }

    private void Add(MixedSample from, MosaicPart part, List<(Box Box, int Class, float Weight)> boxes)
    {
        var visible = new Area(part.Visible.X, part.Visible.Y, part.Visible.X + part.Visible.Width, part.Visible.Y + part.Visible.Height);
        for (var i = 0; i < (from.Sample.Boxes?.Length ?? 0); i++)
        {
            var box = from.Sample.Boxes!.Value.Span[i];
            var moved = new Area((double)box.X1 + part.Left, (double)box.Y1 + part.Top, (double)box.X2 + part.Left, (double)box.Y2 + part.Top);
            var cut = moved.Cut(visible);
            if (Boxes.Judge(moved.Size, cut.Size, Math.Min(cut.X2 - cut.X1, cut.Y2 - cut.Y1)) == BoxDropReason.Kept)
                boxes.Add(((Boxes.Clip ? cut : moved).ToBox(), from.Sample.Classes.IsEmpty ? 0 : from.Sample.Classes.Span[i], from.BoxWeights[i]));
        }
    }
}
