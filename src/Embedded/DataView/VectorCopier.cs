namespace Microsoft.ML.Data;

internal delegate void CopyValue<TValue>(in TValue source, ref TValue destination);

/// <summary>How values of a type known only at run time are copied so that source and copy share no buffers.</summary>
internal static class VectorCopier
{
    /// <summary>The copy of vectors into the destination's own arrays; null for types that are copied by assignment.</summary>
    public static CopyValue<TValue> For<TValue>()
    {
        if (!typeof(TValue).IsGenericType || typeof(TValue).GetGenericTypeDefinition() != typeof(VBuffer<>))
            return null;
        return (CopyValue<TValue>)Generics.Call<Delegate>((Func<Delegate>)Copier<int>, typeof(TValue).GenericTypeArguments[0]);
    }

    private static CopyValue<VBuffer<TItem>> Copier<TItem>() => (in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);
}
