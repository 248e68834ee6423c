using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>
/// Finds the outputs whose first dimension is the rows' one although the model has another name for it, as exporters give that number all open dimensions (paddle2onnx, tf2onnx)
/// or name those of the inputs only. Without it such a model would be run row by row. Nothing is run for it: the runtime says which shapes follow from a number of rows.
/// </summary>
internal static class RowDimension
{
    /// <summary>A number of rows that an open dimension hardly has for another reason.</summary>
    private const int Rows = 7;

    /// <summary>The same model, with the inputs' name for the rows at all outputs that have them.</summary>
    public static OnnxModelInfo Unify(OnnxModelInfo info, byte[] model)
    {
        string[] names = [.. info.Inputs.Where(input => input.BatchIsOpen).Select(input => input.Symbols[0]).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0 || !info.Outputs.Any(IsCalledOtherwise))
            return info;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            // The least that folds what is computed from shapes.
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        foreach (var name in names)
            options.AddFreeDimensionOverrideByName(name, Rows);
        try
        {
            using var session = new InferenceSession(model, options);
            return info with
            {
                Outputs = [.. info.Outputs.Select(output => IsCalledOtherwise(output) && session.OutputMetadata[output.Name].Dimensions is [Rows, ..] ? output with { Symbols = output.Symbols.SetItem(0, names[0]) } : output)],
            };
        }
        catch (OnnxRuntimeException)
        {
            // It was loaded before: what it does not take is so many rows.
            return info;
        }

        bool IsCalledOtherwise(OnnxTensorInfo output) => output.BatchIsOpen && !names.Contains(output.Symbols[0], StringComparer.Ordinal);
    }
}
