using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;

namespace DeepRecipes.Transforms;

/// <summary>Oriented boxes.</summary>
internal sealed class MovedOrientedBoxes(AugmentedRow row) : MovedBoxes(row, row.Plan.Columns.OrientedBoxes!, OrientedBoxConversionKernel.FloatCount)
{
    private OrientedBox[] _boxes = [];

    protected override int Move(GeometricAct act, ImageShape image, ReadOnlySpan<float> source, Span<float> moved, Span<BoxDropReason> reasons)
    {
        if (_boxes.Length < reasons.Length)
            _boxes = new OrientedBox[reasons.Length];
        var boxes = _boxes.AsSpan(0, reasons.Length);
        OrientedBoxConversionKernel.FromFloats(source, boxes);
        var kept = SampleOrientedBoxes.Move(act, image, boxes, Row.Plan.Rules.Boxes, boxes, reasons);
        OrientedBoxConversionKernel.ToFloats(boxes, moved);
        return kept;
    }
}
