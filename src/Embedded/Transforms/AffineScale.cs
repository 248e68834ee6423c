using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.Transforms.NormalizingTransformer;

namespace Microsoft.ML.Transforms;

/// <summary>Scales and offsets of one column, of its own type.</summary>
internal abstract class AffineScale(DataViewType type)
{
    public DataViewType Type { get; } = type;

    public static AffineScale Load(BinaryReader reader)
    {
        var single = reader.ReadBoolean();
        var dims = new int[reader.ReadInt32()];
        for (var i = 0; i < dims.Length; i++)
            dims[i] = reader.ReadInt32();
        var item = single ? NumberDataViewType.Single : NumberDataViewType.Double;
        DataViewType type = dims.Length == 0 ? item : new VectorDataViewType(item, dims);
        return single ? AffineScale<float>.Load(type, reader) : AffineScale<double>.Load(type, reader);
    }

    public void Save(BinaryWriter writer)
    {
        var dims = Type is VectorDataViewType vector ? vector.Dimensions : [];
        writer.Write(Type.GetItemType() == NumberDataViewType.Single);
        writer.Write(dims.Length);
        foreach (var dim in dims)
            writer.Write(dim);
        SaveValues(writer);
    }

    public abstract Delegate Getter(DataViewRow input, DataViewSchema.Column column);

    public abstract NormalizerModelParametersBase ToParameters();

    protected abstract void SaveValues(BinaryWriter writer);
}

internal sealed class AffineScale<T>(DataViewType type, T[] scales, T[] offsets) : AffineScale(type)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static AffineScale<T> Load(DataViewType type, BinaryReader reader)
    {
        var scales = new T[reader.ReadInt32()];
        var offsets = new T[scales.Length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(scales.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(offsets.AsSpan()));
        return new AffineScale<T>(type, scales, offsets);
    }

    public override Delegate Getter(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var getter = input.GetGetter<T>(column);
            return (ValueGetter<T>)((ref T value) =>
            {
                getter(ref value);
                value = (value - offsets[0]) * scales[0];
            });
        }

        var vectors = input.GetGetter<VBuffer<T>>(column);
        var sparseStaysSparse = Array.TrueForAll(offsets, o => o == T.Zero);
        VBuffer<T> source = default;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> result) =>
        {
            vectors(ref source);
            Contracts.Check(source.Length == scales.Length, $"Normalizer expected {scales.Length} slots but got {source.Length}");
            if (sparseStaysSparse)
                source.CopyTo(ref result);
            else
                source.CopyToDense(ref result);
            var editor = VBufferEditor.CreateFromBuffer(ref result);
            for (var i = 0; i < editor.Values.Length; i++)
            {
                var slot = editor.Indices.IsEmpty ? i : editor.Indices[i];
                editor.Values[i] = (editor.Values[i] - offsets[slot]) * scales[slot];
            }

            result = editor.Commit();
        });
    }

    public override NormalizerModelParametersBase ToParameters()
        => Type is VectorDataViewType
            ? new AffineNormalizerModelParameters<System.Collections.Immutable.ImmutableArray<T>>([.. scales], Array.TrueForAll(offsets, o => o == T.Zero) ? [] : [.. offsets])
            : new AffineNormalizerModelParameters<T>(scales[0], offsets[0]);

    protected override void SaveValues(BinaryWriter writer)
    {
        writer.Write(scales.Length);
        writer.Write(MemoryMarshal.AsBytes(scales.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(offsets.AsSpan()));
    }
}
