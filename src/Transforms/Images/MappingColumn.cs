using DeepRecipes.Detection;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>The column that keeps what a resize did. A row without a picture has NaN in it.</summary>
internal static class MappingColumn
{
    public static void Write(MLImage? image, ResizeFit fit, int width, int height, ref VBuffer<float> value, float scale = 1) =>
        Write(image is null ? null : ResizeMapping.From(fit.Place(image.Width, image.Height, width, height, scale)), ref value);

    public static void Write(ResizeMapping? mapping, ref VBuffer<float> value)
    {
        var editor = VBufferEditor.Create(ref value, ResizeMapping.FloatCount);
        if (mapping is { } known)
            known.CopyTo(editor.Values);
        else
            editor.Values.Fill(float.NaN);
        value = editor.Commit();
    }

    /// <summary>The mapping of a row, or null where the row has no picture.</summary>
    public static ResizeMapping? Read(in VBuffer<float> value)
    {
        Span<float> floats = stackalloc float[ResizeMapping.FloatCount];
        value.CopyTo(floats);
        return float.IsNaN(floats[0]) ? null : ResizeMapping.FromFloats(floats);
    }
}
