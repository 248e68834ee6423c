using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using DeepRecipes.Detection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reads an output of a network from its column, whatever numbers it holds, as the decoders want it: floats, with a first dimension of 1.</summary>
internal abstract class TensorReader
{
    private delegate TensorReader Make(DataViewRow row, string column, int[][] shapes);

    private static readonly Dictionary<DataViewType, Make> s_readers = new()
    {
        [NumberDataViewType.Single] = static (row, column, shapes) => new Reader<float>(row, column, shapes),
        [NumberDataViewType.Double] = static (row, column, shapes) => new Reader<double>(row, column, shapes),
        [NumberDataViewType.Byte] = static (row, column, shapes) => new Reader<byte>(row, column, shapes),
        [NumberDataViewType.SByte] = static (row, column, shapes) => new Reader<sbyte>(row, column, shapes),
        [NumberDataViewType.Int16] = static (row, column, shapes) => new Reader<short>(row, column, shapes),
        [NumberDataViewType.UInt16] = static (row, column, shapes) => new Reader<ushort>(row, column, shapes),
        [NumberDataViewType.Int32] = static (row, column, shapes) => new Reader<int>(row, column, shapes),
        [NumberDataViewType.UInt32] = static (row, column, shapes) => new Reader<uint>(row, column, shapes),
        [NumberDataViewType.Int64] = static (row, column, shapes) => new Reader<long>(row, column, shapes),
        [NumberDataViewType.UInt64] = static (row, column, shapes) => new Reader<ulong>(row, column, shapes),
    };

    /// <summary>Any vector of numbers; open dimensions follow from how many values a row has.</summary>
    public static ColumnKind Kind { get; } = new("Vector<Single>, or of other numbers", shape => shape.Kind != SchemaShape.Column.VectorKind.Scalar && !shape.IsKey && s_readers.ContainsKey(shape.ItemType));

    /// <summary>For one of the outputs that a decoder expects.</summary>
    public static TensorReader Of(DataViewRow row, string column, IDetectionDecoder decoder) => Of(row, column, ShapesOf((VectorDataViewType)row.Schema[column].Type, decoder));

    /// <summary>For an output of one of these shapes, 0 where they are open.</summary>
    public static TensorReader Of(DataViewRow row, string column, params int[][] shapes) => s_readers[((VectorDataViewType)row.Schema[column].Type).ItemType](row, column, shapes);

    /// <summary>Whether the numbers may be fractions: scores, and not classes.</summary>
    public static bool IsFloating(VectorDataViewType type) => type.ItemType == NumberDataViewType.Single || type.ItemType == NumberDataViewType.Double;

    /// <summary>The current row's tensor; its memory is used again for the next row.</summary>
    /// <param name="input">The size of the network's input, from which open dimensions follow.</param>
    public abstract TensorView Read(NetworkSize input);

    /// <summary>
    /// The dimensions of a row with the first one of 1 that decoders see. Where a model gives its inputs' and outputs' open rows different names, or leaves the inputs' open and says that
    /// its outputs have one (as TensorFlow's detectors do), they are still among the column's: then its first dimension is that one already, if the decoder expects so many.
    /// </summary>
    private static int[][] ShapesOf(VectorDataViewType type, IDetectionDecoder decoder)
    {
        int[] dimensions = [.. type.Dimensions];
        int[] row = [1, .. dimensions];
        return dimensions[0] is 0 or 1 && decoder.ExpectedOutputs.Any(output => output.Rank == dimensions.Length) ? [[1, .. dimensions[1..]], row] : [row];
    }

    private sealed class Reader<T>(DataViewRow row, string column, int[][] shapes) : TensorReader
        where T : INumberBase<T>
    {
        private readonly ValueGetter<VBuffer<T>> _getter = row.GetGetter<VBuffer<T>>(row.Schema[column]);
        private readonly int[][] _resolved = Array.ConvertAll(shapes, shape => new int[shape.Length]);
        private VBuffer<T> _value;
        private T[] _dense = [];
        private float[] _floats = [];

        private bool IsInPlace => (object)_floats is T[] { Length: > 0 } own && _value.GetValues() is { Length: > 0 } given && given.Length == _value.Length && Unsafe.AreSame(in given[0], in own[0]);

        public override TensorView Read(NetworkSize input)
        {
            // Getters fill the array that they are given, where it is large enough: then floats, which may be a mask of the input's size for each detection, lie in memory once.
            if ((object)_floats is T[] own)
                _value = new(own.Length, own);
            _getter(ref _value);
            var length = _value.Length;
            var shape = 0;
            while (shape < shapes.Length && !OpenDimensions.TryResolve(shapes[shape], length, input, _resolved[shape]))
                shape++;
            if (shape == shapes.Length)
                throw new InvalidOperationException($"Row {row.Position}: column '{column}' ({row.Schema[column].Type}) has {length} values, from which its open dimensions do not follow for an input of {input.Width} x {input.Height}.");
            if (!IsInPlace)
            {
                if (_floats.Length < length)
                    _floats = new float[length];
                TensorPrimitives.ConvertTruncating<T, float>(_value.Dense(ref _dense), _floats);
            }

            return new(column, _resolved[shape], _floats.AsMemory(0, length));
        }
    }
}
