using DeepRecipes.Augmentation;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.Transforms;

/// <summary>What an augmented view is made of, checked.</summary>
internal sealed class AugmentPlan
{
    private const int MaxCopies = 10_000;

    private static readonly ColumnKind s_anyVector = new("Vector", shape => shape.Kind != SchemaShape.Column.VectorKind.Scalar);

    private readonly SampleTargets _targets;

    public AugmentPlan(Recipe recipe, SampleColumns columns, int copies, long seed, AugmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(columns);
        Kernels.Ensure.InRange(copies, 1, MaxCopies);
        (Recipe, Columns, Copies, Seed, Options) = (recipe, columns, copies, seed, options);
        if (columns.Boxes is null && (options.Classes is not null || !options.BoxColumns.IsEmpty))
            throw new ArgumentException("Classes and BoxColumns stand beside boxes, and columns names no boxes.", nameof(options));
        if (options.Boxes.Source == BoxSource.Mask && columns.Boxes is not null && columns.Mask is null)
            throw new ArgumentException($"Boxes '{columns.Boxes}' are to be taken from the mask, and columns names no mask.", nameof(options));
        _targets = columns.Targets;
        Rules = new()
        {
            Skeleton = columns.Skeleton,
            SymmetricKeypoints = columns.SymmetricKeypoints,
            KeepOutsideKeypoints = options.KeepOutsideKeypoints,
            MaskPairs = options.MaskPairs,
            BoxPairs = options.BoxPairs,
            Boxes = options.Boxes,
        };
        recipe.Check(_targets, target => $"column '{ColumnOf(target)}' ({target})");
    }

    public Recipe Recipe { get; }

    public SampleColumns Columns { get; }

    public int Copies { get; }

    public long Seed { get; }

    public AugmentOptions Options { get; }

    public SampleRules Rules { get; }

    /// <summary>Rows that come of one row.</summary>
    public int RowsOfOne => Copies + (Options.IncludeOriginals ? 1 : 0);

    /// <summary>The columns that come out, and what makes each of them; those of a name that exists already hide it.</summary>
    public IReadOnlyList<AugmentedColumn> Bind(InputColumns input)
    {
        var image = input.Require(Columns.Image, ColumnKind.Image);
        string[] id = [];
        if (Options.SampleId is { } sampleId)
        {
            id = [sampleId];
            _ = input.Require(sampleId, SampleIds.Kind);
        }
        var picture = new[] { Columns.Image }.Union(id, StringComparer.Ordinal).ToArray();
        var outputs = new List<AugmentedColumn> { new(Columns.Image, After(image), picture, row => row.ImageGetter()) };
        if (Columns.Mask is { } mask)
            outputs.Add(new(mask, After(input.Require(mask, ColumnKind.Image)), [.. picture, mask], row => row.MaskGetter()));
        if (Columns.Keypoints is { } keypoints)
            outputs.Add(new(keypoints, input.Require(keypoints, ColumnKind.Keypoints).Exact, [.. picture, keypoints], row => row.KeypointsGetter(keypoints)));
        if (Columns.Boxes is { } boxes)
            AddBoxes(input, outputs, boxes, Options.Boxes.Source == BoxSource.Mask ? [.. picture, Columns.Mask!, boxes] : [.. picture, boxes]);
        outputs.Add(new(Options.SourceIdColumn, NumberDataViewType.UInt64, id, row => row.SourceIdGetter()));
        return outputs;
    }

    private void AddBoxes(InputColumns input, List<AugmentedColumn> outputs, string boxes, string[] needs)
    {
        // A box may be dropped, so whatever has one value a box has no known size after it.
        _ = input.Require(boxes, ColumnKind.Boxes);
        outputs.Add(new(boxes, VisionTypes.Boxes, needs, row => row.BoxesGetter()));
        if (Options.Classes is { } classes)
        {
            _ = input.Require(classes, ColumnKind.Classes);
            outputs.Add(new(classes, VisionTypes.Classes, [.. needs, classes], row => row.ClassesGetter(classes)));
        }
        foreach (var name in Options.BoxColumns)
        {
            var shape = input.Require(name, s_anyVector);
            outputs.Add(new(name, shape.Vector is { } vector ? new VectorDataViewType(vector.ItemType) : null, [.. needs, name], row => row.ParallelGetter(name)));
        }
        outputs.Add(new(Options.DropReasonColumn, VisionTypes.Classes, needs, row => row.ReasonsGetter()));
    }

    private DataViewType After(ColumnShape shape)
    {
        (int Width, int Height)? before = shape.ItemType is ImageDataViewType { Height: > 0, Width: > 0 } sized ? (sized.Width, sized.Height) : null;
        var after = Recipe.SizeAfter(before);
        if (Options.IncludeOriginals && after != before)
            after = null;
        return after is var (width, height) ? VisionTypes.SizedImage(width, height) : VisionTypes.Image;
    }

    private string ColumnOf(string target) => (target switch
    {
        "mask" => Columns.Mask,
        "keypoints" => Columns.Keypoints,
        _ => Columns.Boxes,
    })!;
}

/// <summary>A column of an augmented view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type; null where there is no data yet and so it is not known.</param>
/// <param name="Inputs">The columns that are read for it.</param>
/// <param name="Getter">Makes its getter.</param>
internal sealed record AugmentedColumn(string Name, DataViewType? Type, IReadOnlyList<string> Inputs, Func<AugmentedRow, Delegate> Getter);
