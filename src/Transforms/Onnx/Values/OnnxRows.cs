using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Rows of one input, one behind the other, as a network reads them. What was never written is 0, or no text.</summary>
internal abstract class OnnxRows : IDisposable
{
    /// <summary>A tensor over some of the rows. There may be more of them than were written: whatever stands behind fills it up.</summary>
    public abstract OrtValue Tensor(int start, int rows, int rowLength, long[] shape);

    public abstract void Dispose();
}

/// <inheritdoc/>
internal abstract class OnnxRows<T> : OnnxRows
{
    /// <summary>Where a row belongs.</summary>
    public abstract Span<T> Row(int row, int length);
}

/// <summary>Rows of numbers, in memory that the network reads itself.</summary>
internal sealed class OnnxNumberRows<T>(OnnxBuffer<T> numbers) : OnnxRows<T>
    where T : unmanaged
{
    public override Span<T> Row(int row, int length) => numbers.Upto(checked((row + 1) * length))[(row * length)..];

    public override OrtValue Tensor(int start, int rows, int rowLength, long[] shape) => numbers.Tensor(checked(start * rowLength), checked(rows * rowLength), shape);

    public override void Dispose() => numbers.Dispose();
}

/// <summary>Rows of texts, which each run copies.</summary>
internal sealed class OnnxTextRows : OnnxRows<ReadOnlyMemory<char>>
{
    private ReadOnlyMemory<char>[] _texts = [];

    public override Span<ReadOnlyMemory<char>> Row(int row, int length)
    {
        var end = checked((row + 1) * length);
        if (end > _texts.Length)
            Array.Resize(ref _texts, Math.Max(end, 2 * _texts.Length));
        return _texts.AsSpan(end - length, length);
    }

    public override OrtValue Tensor(int start, int rows, int rowLength, long[] shape)
    {
        if (rows > 0)
            Row(start + rows - 1, rowLength);
        var tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (var i = 0; i < rows * rowLength; i++)
            tensor.StringTensorSetElementAt(_texts[(start * rowLength) + i].Span, i);
        return tensor;
    }

    public override void Dispose() => _texts = [];
}
