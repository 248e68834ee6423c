using System.Collections.Immutable;
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
        if (columns.OrientedBoxes is null && (options.OrientedClasses is not null || !options.OrientedBoxColumns.IsEmpty))
            throw new ArgumentException("OrientedClasses and OrientedBoxColumns stand beside oriented boxes, and columns names no oriented boxes.", nameof(options));
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
        recipe.Check(_targets, target => $"column '{columns.Of(target)}' ({target})");
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
    /// <param name="input">The columns there are.</param>
    /// <param name="explains">Whether columns are added that say which row a copy is of and why a box was dropped. A trainer must not see them: ML.NET saves the schema it trained on with the model.</param>
    public IReadOnlyList<AugmentedColumn> Bind(InputColumns input, bool explains)
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
            AddBoxes(input, outputs, new(boxes, ColumnKind.Boxes, VisionTypes.Boxes, Options.Classes, Options.BoxColumns, explains ? Options.DropReasonColumn : null, row => row.Boxes),
                Options.Boxes.Source == BoxSource.Mask ? [.. picture, Columns.Mask!, boxes] : [.. picture, boxes]);
        if (Columns.OrientedBoxes is { } oriented)
            AddBoxes(input, outputs, new(oriented, ColumnKind.OrientedBoxes, VisionTypes.OrientedBoxes, Options.OrientedClasses, Options.OrientedBoxColumns, explains ? Options.OrientedDropReasonColumn : null, row => row.OrientedBoxes),
                [.. picture, oriented]);
        if (explains)
            outputs.Add(new(Options.SourceIdColumn, NumberDataViewType.UInt64, id, row => row.SourceIdGetter()));
        return outputs;
    }

    private static void AddBoxes(InputColumns input, List<AugmentedColumn> outputs, BoxColumnSet set, string[] needs)
    {
        // A box may be dropped, so whatever has one value a box has no known size after it.
        _ = input.Require(set.Boxes, set.Kind);
        outputs.Add(new(set.Boxes, set.Type, needs, row => set.Moved(row).Getter()));
        if (set.Classes is { } classes)
        {
            _ = input.Require(classes, ColumnKind.Classes);
            outputs.Add(new(classes, VisionTypes.Classes, [.. needs, classes], row => row.ClassesGetter(set.Moved(row), classes)));
        }
        foreach (var name in set.Others)
        {
            var shape = input.Require(name, s_anyVector);
            outputs.Add(new(name, shape.Vector is { } vector ? new VectorDataViewType(vector.ItemType) : null, [.. needs, name], row => row.ParallelGetter(set.Moved(row), name)));
        }
        if (set.Reasons is { } reasons)
            outputs.Add(new(reasons, VisionTypes.Classes, needs, row => set.Moved(row).ReasonsGetter()));
    }

    private DataViewType After(ColumnShape shape)
    {
        (int Width, int Height)? before = shape.ItemType is ImageDataViewType { Height: > 0, Width: > 0 } sized ? (sized.Width, sized.Height) : null;
        var after = Recipe.SizeAfter(before);
        if (Options.IncludeOriginals && after != before)
            after = null;
        return after is var (width, height) ? VisionTypes.SizedImage(width, height) : VisionTypes.Image;
    }
}

/// <summary>A column of an augmented view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type; null where there is no data yet and so it is not known.</param>
/// <param name="Inputs">The columns that are read for it.</param>
/// <param name="Getter">Makes its getter.</param>
internal sealed record AugmentedColumn(string Name, DataViewType? Type, IReadOnlyList<string> Inputs, Func<AugmentedRow, Delegate> Getter);

/// <summary>Boxes of one kind and what has one value a box.</summary>
/// <param name="Boxes">The column of boxes.</param>
/// <param name="Kind">What it must be.</param>
/// <param name="Type">What it is afterwards.</param>
/// <param name="Classes">The column of class ids, where there is one.</param>
/// <param name="Others">Other columns with one value a box.</param>
/// <param name="Reasons">The column that says why a box was dropped, where it is wanted.</param>
/// <param name="Moved">The moved boxes of a row.</param>
internal sealed record BoxColumnSet(
    string Boxes, ColumnKind Kind, DataViewType Type, string? Classes, ImmutableArray<string> Others, string? Reasons, Func<AugmentedRow, MovedBoxes> Moved);
