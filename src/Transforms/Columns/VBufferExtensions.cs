using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reading vectors without copying where they are dense already.</summary>
internal static class VBufferExtensions
{
    /// <summary>All values of a vector, zeros included; <paramref name="room"/> is used only where they must be spread out.</summary>
    public static ReadOnlySpan<float> Dense(this in VBuffer<float> source, ref float[] room)
    {
        if (source.IsDense)
            return source.GetValues();
        if (room.Length < source.Length)
            room = new float[source.Length];
        source.CopyTo(room.AsSpan(0, source.Length));
        return room.AsSpan(0, source.Length);
    }
}
