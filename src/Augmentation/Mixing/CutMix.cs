using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Puts a rectangle of another picture of the batch in its place (Yun et al., "CutMix", ICCV 2019). Labels mix by the share of pixels. Boxes of the other picture are cut to the rectangle,
/// boxes of this one keep their edges; both are dropped where less than <see cref="MinVisibility"/> of them is seen.
/// </summary>
public sealed record CutMix : BatchMix
{
    /// <summary>The share that stays is drawn from the beta distribution of this parameter twice, greater than 0 to 100; 1 by default, every share as likely.</summary>
    public double Alpha { get; init => field = Limits.Within(value, 1e-3, 100); } = 1;

    /// <summary>The least share of a box that must be seen, 0 to 1; a box of which nothing is seen is always dropped.</summary>
    public double MinVisibility { get; init => field = Limits.Within(value, 0, 1); } = .3;

    private protected override MixedSample Mix(IReadOnlyList<MixedSample> batch, int index, Draws draws)
    {
        var (first, second) = (batch[index], batch[Other(batch, index, draws)]);
        var shape = first.Sample.Format.Shape;
        var lambda = Beta.Draw(Alpha, draws);
        var area = CutMixKernel.Area(shape, lambda, draws.Whole(0, shape.Width - 1), draws.Whole(0, shape.Height - 1));
        var pixels = new byte[shape.Length];
        var left = CutMixKernel.Apply(first.Sample.Pixels.Span, second.Sample.Pixels.Span, shape, area, pixels);
        var boxes = new List<(Box Box, int Class, float Weight)>();
        var window = new Area(area.X, area.Y, area.X + area.Width, area.Y + area.Height);
        Add(first, box => box, cut => 1 - cut);
        Add(second, box => Augmentation.Area.Of(box).Cut(window).ToBox(), cut => cut);
        var sample = new Sample(first.Sample.Format, pixels);
        if (first.Sample.Boxes is not null || second.Sample.Boxes is not null)
            sample = sample with { Boxes = boxes.Select(box => box.Box).ToArray(), Classes = HasClasses(first) || HasClasses(second) ? boxes.Select(box => box.Class).ToArray() : [] };
        return new(sample, Blend(first, second, left), [.. boxes.Select(box => box.Weight)]);

        void Add(MixedSample from, Func<Box, Box> keep, Func<double, double> seen)
        {
            for (var i = 0; i < (from.Sample.Boxes?.Length ?? 0); i++)
            {
                var whole = Augmentation.Area.Of(from.Sample.Boxes!.Value.Span[i]);
                var visible = seen(whole.Size > 0 ? whole.Cut(window).Size / whole.Size : 0);
                if (visible > 0 && visible >= MinVisibility)
                    boxes.Add((keep(from.Sample.Boxes.Value.Span[i]), HasClasses(from) ? from.Sample.Classes.Span[i] : 0, from.BoxWeights[i]));
            }
        }

        static bool HasClasses(MixedSample sample) => !sample.Sample.Classes.IsEmpty;
    }
}
