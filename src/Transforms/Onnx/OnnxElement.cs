using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>A type of number of networks: which columns hold it, and how its rows go in and come out.</summary>
internal abstract class OnnxElement(PrimitiveDataViewType item)
{
    private static readonly Dictionary<TensorElementType, OnnxElement> s_all = new()
    {
        [TensorElementType.Float] = new OnnxElement<float>(NumberDataViewType.Single),
        [TensorElementType.Float16] = new Float16Element(),
        [TensorElementType.Double] = new OnnxElement<double>(NumberDataViewType.Double),
        [TensorElementType.UInt8] = new OnnxElement<byte>(NumberDataViewType.Byte),
        [TensorElementType.Int8] = new OnnxElement<sbyte>(NumberDataViewType.SByte),
        [TensorElementType.UInt16] = new OnnxElement<ushort>(NumberDataViewType.UInt16),
        [TensorElementType.Int16] = new OnnxElement<short>(NumberDataViewType.Int16),
        [TensorElementType.UInt32] = new OnnxElement<uint>(NumberDataViewType.UInt32),
        [TensorElementType.Int32] = new OnnxElement<int>(NumberDataViewType.Int32),
        [TensorElementType.UInt64] = new OnnxElement<ulong>(NumberDataViewType.UInt64),
        [TensorElementType.Int64] = new OnnxElement<long>(NumberDataViewType.Int64),
        [TensorElementType.Bool] = new OnnxElement<bool>(BooleanDataViewType.Instance),
    };

    /// <summary>The type of the column's items.</summary>
    public PrimitiveDataViewType Item { get; } = item;

    /// <exception cref="NotSupportedException">Columns have no such numbers.</exception>
    public static OnnxElement Of(OnnxTensorInfo tensor) =>
        s_all.GetValueOrDefault(tensor.ElementType)
        ?? throw new NotSupportedException($"'{tensor}' of the ONNX model has elements of type {tensor.ElementType}; supported are {string.Join(", ", s_all.Keys)}.");

    /// <summary>What reads a column of these numbers.</summary>
    public abstract OnnxInput Input(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Room for an output of these numbers.</summary>
    public abstract OnnxOutput Output(OnnxPlan.Output output, int capacity, bool keeps);

    /// <summary>The getter of a column that reads the row which <paramref name="current"/> finds.</summary>
    public abstract Delegate Getter(Func<(OnnxOutput Output, int Slot)> current);
}

/// <summary>Numbers that are the same in columns and networks.</summary>
internal sealed class OnnxElement<T>(PrimitiveDataViewType item) : OnnxElement(item)
    where T : unmanaged
{
    public override OnnxInput Input(DataViewRow row, DataViewSchema.Column column) =>
        new OnnxInput<T, T>(row, column, static (in source, destination) => source.CopyTo(destination));

    public override OnnxOutput Output(OnnxPlan.Output output, int capacity, bool keeps) => new OnnxOutput<T>(output, capacity, keeps);

    public override Delegate Getter(Func<(OnnxOutput Output, int Slot)> current) => OnnxOutput<T>.Getter(current);
}

/// <summary>Numbers of 16 bits, which columns hold as <see cref="float"/>. What is too large for them becomes infinite, as in every conversion of IEEE 754.</summary>
internal sealed class Float16Element() : OnnxElement(NumberDataViewType.Single)
{
    public override OnnxInput Input(DataViewRow row, DataViewSchema.Column column)
    {
        var dense = Array.Empty<float>();
        return new OnnxInput<float, Float16>(row, column, Place);

        void Place(in VBuffer<float> source, Span<Float16> destination)
        {
            if (dense.Length < source.Length)
                dense = new float[source.Length];
            source.CopyTo(dense);
            TensorPrimitives.ConvertToHalf(dense.AsSpan(0, source.Length), MemoryMarshal.Cast<Float16, Half>(destination));
        }
    }

    public override OnnxOutput Output(OnnxPlan.Output output, int capacity, bool keeps) => new Float16Output(output, capacity, keeps);

    public override Delegate Getter(Func<(OnnxOutput Output, int Slot)> current) => OnnxOutput<float>.Getter(current);

    private sealed class Float16Output(OnnxPlan.Output output, int capacity, bool keeps) : OnnxOutput<float>(output, capacity, keeps)
    {
        private float[] _wide = [];

        protected override ReadOnlySpan<float> Numbers(OrtValue result)
        {
            var halves = MemoryMarshal.Cast<Float16, Half>(result.GetTensorDataAsSpan<Float16>());
            if (_wide.Length < halves.Length)
                _wide = new float[halves.Length];
            TensorPrimitives.ConvertToSingle(halves, _wide.AsSpan(0, halves.Length));
            return _wide.AsSpan(0, halves.Length);
        }
    }
}
