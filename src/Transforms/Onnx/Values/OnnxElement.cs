using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>A type of value of networks: which columns hold it, and how its rows go in and come out.</summary>
internal abstract class OnnxElement(PrimitiveDataViewType item)
{
    private static readonly Dictionary<TensorElementType, OnnxElement> s_all = new()
    {
        [TensorElementType.Float] = new NumberElement<float>(TensorElementType.Float, NumberDataViewType.Single),
        [TensorElementType.Float16] = new Float16Element(),
        [TensorElementType.Double] = new NumberElement<double>(TensorElementType.Double, NumberDataViewType.Double),
        [TensorElementType.UInt8] = new NumberElement<byte>(TensorElementType.UInt8, NumberDataViewType.Byte),
        [TensorElementType.Int8] = new NumberElement<sbyte>(TensorElementType.Int8, NumberDataViewType.SByte),
        [TensorElementType.UInt16] = new NumberElement<ushort>(TensorElementType.UInt16, NumberDataViewType.UInt16),
        [TensorElementType.Int16] = new NumberElement<short>(TensorElementType.Int16, NumberDataViewType.Int16),
        [TensorElementType.UInt32] = new NumberElement<uint>(TensorElementType.UInt32, NumberDataViewType.UInt32),
        [TensorElementType.Int32] = new NumberElement<int>(TensorElementType.Int32, NumberDataViewType.Int32),
        [TensorElementType.UInt64] = new NumberElement<ulong>(TensorElementType.UInt64, NumberDataViewType.UInt64),
        [TensorElementType.Int64] = new NumberElement<long>(TensorElementType.Int64, NumberDataViewType.Int64),
        [TensorElementType.Bool] = new NumberElement<bool>(TensorElementType.Bool, BooleanDataViewType.Instance),
        [TensorElementType.String] = new TextElement(),
    };

    /// <summary>The type of the column's items.</summary>
    public PrimitiveDataViewType Item { get; } = item;

    /// <exception cref="NotSupportedException">Columns have no such values.</exception>
    public static OnnxElement Of(OnnxTensorInfo tensor) => Of(tensor, tensor.ElementType);

    /// <summary>One of the types that a value of the network is made of.</summary>
    /// <exception cref="NotSupportedException">Columns have no such values.</exception>
    public static OnnxElement Of(OnnxTensorInfo tensor, TensorElementType type) =>
        s_all.GetValueOrDefault(type)
        ?? throw new NotSupportedException($"'{tensor}' of the ONNX model has elements of type {type}; supported are {string.Join(", ", s_all.Keys)}.");

    /// <summary>What reads a column of these values; the length is that of all rows where each is run alone and may be read in place, else null.</summary>
    public abstract OnnxInput Input(DataViewRow row, DataViewSchema.Column column, int? rowLength);

    /// <summary>Room for rows of an input of these values.</summary>
    public abstract OnnxRows NewRows(OnnxMemory memory);

    /// <summary>Room for an output of these values.</summary>
    public abstract OnnxOutput Output(OnnxPlan.Output output, int capacity, bool keeps);

    /// <summary>The getter of a column that reads the row which <paramref name="current"/> finds.</summary>
    public abstract Delegate Getter(Func<(OnnxOutput Output, int Slot)> current);
}

/// <inheritdoc/>
/// <typeparam name="T">The values of the column.</typeparam>
internal abstract class OnnxElement<T>(PrimitiveDataViewType item) : OnnxElement(item)
{
    public override Delegate Getter(Func<(OnnxOutput Output, int Slot)> current) => OnnxOutput<T>.Getter(current);

    public override OnnxOutput Output(OnnxPlan.Output output, int capacity, bool keeps) => (output.Tensor.Kind, output.Part) switch
    {
        (_, OnnxPart.Lengths) => new OnnxLengthsOutput(capacity, keeps),
        (OnnxValueKind.Tensor, _) => new OnnxTensorOutput<T>(output, capacity, keeps, NewReader()),
        (OnnxValueKind.Sequence, _) => new OnnxSequenceOutput<T>(capacity, keeps, NewReader()),
        _ => new OnnxMapOutput<T>(output, capacity, keeps, NewReader()),
    };

    /// <summary>What reads the values of a tensor; used by one thread.</summary>
    protected abstract ReadTensor<T> NewReader();
}

/// <summary>Numbers that are the same in columns and networks.</summary>
internal sealed class NumberElement<T>(TensorElementType type, PrimitiveDataViewType item) : OnnxElement<T>(item)
    where T : unmanaged
{
    public override OnnxInput Input(DataViewRow row, DataViewSchema.Column column, int? rowLength) =>
        rowLength is { } length
            ? new OnnxNumberInput<T>(row, column, length)
            : new OnnxInput<T, T>(row, column, static (in source, destination) => source.CopyTo(destination));

    public override OnnxRows NewRows(OnnxMemory memory) => new OnnxNumberRows<T>(memory.NewBuffer<T>(type));

    protected override ReadTensor<T> NewReader() => static tensor => tensor.GetTensorDataAsSpan<T>();
}

/// <summary>Numbers of 16 bits, which columns hold as <see cref="float"/>. What is too large for them becomes infinite, as in every conversion of IEEE 754.</summary>
internal sealed class Float16Element() : OnnxElement<float>(NumberDataViewType.Single)
{
    public override OnnxInput Input(DataViewRow row, DataViewSchema.Column column, int? rowLength) => new OnnxInput<float, Float16>(row, column, Place);

    public override OnnxRows NewRows(OnnxMemory memory) => new OnnxNumberRows<Float16>(memory.NewBuffer<Float16>(TensorElementType.Float16));

    private static void Place(in VBuffer<float> source, Span<Float16> destination)
    {
        var halves = MemoryMarshal.Cast<Float16, Half>(destination);
        if (source.IsDense)
            TensorPrimitives.ConvertToHalf(source.GetValues(), halves);
        else
            TensorPrimitives.ConvertToHalf(source.DenseValues().ToArray(), halves);
    }

    protected override ReadTensor<float> NewReader()
    {
        var wide = Array.Empty<float>();
        return tensor =>
        {
            var halves = MemoryMarshal.Cast<Float16, Half>(tensor.GetTensorDataAsSpan<Float16>());
            if (wide.Length < halves.Length)
                wide = new float[halves.Length];
            TensorPrimitives.ConvertToSingle(halves, wide.AsSpan(0, halves.Length));
            return wide.AsSpan(0, halves.Length);
        };
    }
}

/// <summary>Texts.</summary>
internal sealed class TextElement() : OnnxElement<ReadOnlyMemory<char>>(TextDataViewType.Instance)
{
    public override OnnxInput Input(DataViewRow row, DataViewSchema.Column column, int? rowLength) =>
        new OnnxInput<ReadOnlyMemory<char>, ReadOnlyMemory<char>>(row, column, static (in source, destination) => source.CopyTo(destination));

    public override OnnxRows NewRows(OnnxMemory memory) => new OnnxTextRows();

    protected override ReadTensor<ReadOnlyMemory<char>> NewReader() => static tensor => Array.ConvertAll(tensor.GetStringTensorAsArray(), text => text.AsMemory());
}
