using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>The picture a getter gave last. If the caller still holds it when it asks for the next one, it is disposed; any other picture it holds is somebody else's.</summary>
internal sealed class HandedOutImage
{
    private MLImage? _last;

    public void Replace(ref MLImage? value, MLImage? next)
    {
        if (value is not null && ReferenceEquals(value, _last))
            value.Dispose();
        value = _last = next;
    }
}
