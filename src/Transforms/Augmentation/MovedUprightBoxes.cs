using System.Runtime.InteropServices;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>Boxes along the picture's axes: the hull of their corners, or tight around their pixels of the mask.</summary>
internal sealed class MovedUprightBoxes(AugmentedRow row) : MovedBoxes(row, row.Plan.Columns.Boxes!, 4)
{
    protected override int Move(GeometricAct act, ImageShape image, ReadOnlySpan<float> source, Span<float> moved, Span<BoxDropReason> reasons)
    {
        var rules = Row.Plan.Rules.Boxes;
        var boxes = MemoryMarshal.Cast<float, Box>(moved);
        var kept = SampleBoxes.Move(act, image, MemoryMarshal.Cast<float, Box>(source), rules, boxes, reasons);
        return rules.Source == BoxSource.Mask ? SampleBoxes.Tighten(Row.Mask().Ids(out var shape), shape, rules, boxes, reasons) : kept;
    }
}
