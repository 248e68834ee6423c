using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>
/// A step that makes a row of each detection: a picture of the object alone, and the detection's box, score, class, keypoints and mask, which hide those of the whole picture.
/// All other columns are handed on with each object. A second network then looks at the objects, many at once, whichever pictures they are of. A picture with nothing in
/// it gives no row; an object that cannot be cut out has a row without a picture.
/// </summary>
/// <param name="Output">The object's picture.</param>
/// <param name="Image">The picture that the object is in.</param>
public abstract record ObjectRows(string Output, string Image) : VisionStep
{
    /// <summary>The columns of the detections. Keypoints and masks take part where their columns are there.</summary>
    public DetectionColumns Columns { get; init; } = new();

    /// <summary>The column that says where in the picture the object was, where the step keeps one.</summary>
    internal virtual string? MappingColumnName => null;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
    {
        input.Require(Image, ColumnKind.Image);
        var detections = DetectionReader.Require(input, Columns);
        IReadOnlyList<string> inputs = [Image, .. detections];
        List<OutputColumn> outputs = [new(Output, ColumnShape.Of(PictureType), inputs), .. Columns.Outputs(0, detections)];
        if (input.Find(Columns.Keypoints) is { } keypoints)
            outputs.Add(new(Columns.Keypoints, keypoints, detections));
        if (DetectionReader.RequireMasks(input, Columns) is { } masks)
            outputs.Add(new(masks, ColumnShape.Of(VisionTypes.Masks), [.. detections, masks]));
        if (MappingColumnName is { } mapping)
            outputs.Add(new(mapping, ColumnShape.Of(VisionTypes.ResizeMapping), inputs));
        return outputs;
    }

    /// <inheritdoc/>
    protected internal override StepWorker CreateWorker(WorkerContext context) => new ObjectWorker(this, context);

    /// <inheritdoc/>
    protected internal override ITransformer CreateTransformer(IHostEnvironment environment) => new ObjectRowsTransformer(this, environment);

    /// <summary>The type of the objects' pictures.</summary>
    private protected virtual DataViewType PictureType => VisionTypes.Image;

    /// <summary>The object's picture, or null where it cannot be cut out.</summary>
    internal abstract MLImage? Cut(MLImage picture, DetectionBuffer objects, int index, PixelBuffer pixels);

    /// <summary>Where the object's picture lies in the whole one, or null where it cannot be cut out.</summary>
    internal virtual ResizeMapping? MappingOf(MLImage picture, DetectionBuffer objects, int index) => null;
}
