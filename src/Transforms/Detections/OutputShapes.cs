using DeepRecipes.Detection;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>How large the outputs of a model are for one picture.</summary>
internal static class OutputShapes
{
    /// <summary>What the model says of them; where it leaves sizes open, what it gives for a picture of zeros.</summary>
    /// <param name="network">The model, and where it runs.</param>
    /// <param name="size">The size of its input; null where it is not known.</param>
    /// <returns>Views whose values mean nothing; none where not all sizes are known.</returns>
    public static TensorView[] Of(OnnxScore network, NetworkSize? size)
    {
        using var session = network.Rent();
        var outputs = session.Info.Outputs;
        if (outputs.Any(output => output.Kind != OnnxValueKind.Tensor))
            return [];
        // Where rows are open there is one.
        if (outputs.All(output => output.Dimensions.Skip(1).All(length => length >= 0)))
            return [.. outputs.Select(output => View(output.Name, [.. output.Dimensions.Select(Math.Abs)]))];
        return size is { } known ? Run(session, known) : [];
    }

    private static TensorView[] Run(OnnxSession session, NetworkSize size)
    {
        var (tensor, layout, hasRowDimension) = PictureModel.InputOf(session.Info);
        var rows = Math.Max(1, tensor.FixedBatch);
        long[] shape = layout == TensorLayout.Chw ? [rows, tensor.Dimensions[1], size.Height, size.Width] : [rows, size.Height, size.Width, tensor.Dimensions[3]];
        string[] names = [.. session.Info.Outputs.Select(output => output.Name)];
        using var memory = session.NewMemory();
        // What was never written is 0.
        using var zeros = OnnxElement.Of(tensor).NewRows(memory);
        using var picture = zeros.Tensor(0, rows, checked((int)(shape[1] * shape[2] * shape[3])), hasRowDimension ? shape : shape[1..]);
        try
        {
            using var results = session.Run([tensor.Name], [picture], names, memory);
            return [.. results.Select((result, i) => View(names[i], Array.ConvertAll(result.GetTensorTypeAndShape().Shape, length => (int)length)))];
        }
        catch (OnnxRuntimeException)
        {
            // It takes no zeros: then its sizes are not known before a picture was seen, which is said.
            return [];
        }
    }

    private static TensorView View(string name, int[] shape) => new(name, shape, new float[shape.Aggregate(1, (product, size) => checked(product * size))]);
}
