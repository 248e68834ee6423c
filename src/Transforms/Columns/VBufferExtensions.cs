using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reading vectors without copying where they are dense already.</summary>
internal static class VBufferExtensions
{
    /// <summary>All values of a vector, zeros included; <paramref name="room"/> is used only where they must be spread out.</summary>
    public static ReadOnlySpan<T> Dense<T>(this in VBuffer<T> source, ref T[] room)
    {
        if (source.IsDense)
            return source.GetValues();
        if (room.Length < source.Length)
            room = new T[source.Length];
        source.CopyTo(room.AsSpan(0, source.Length));
        return room.AsSpan(0, source.Length);
    }
}
