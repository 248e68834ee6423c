using System.Collections.Immutable;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace DeepRecipes.Transforms;

/// <summary>
/// Gives the open dimensions of a model their sizes: those that are told, then a column that holds the size of each row, then the dimensions of the input's column,
/// and at last how many numbers a row has.
/// </summary>
internal sealed class OnnxDimensions
{
    private static readonly ColumnKind s_size = new("Int32, Int64 or Single",
        shape => shape is { Kind: VectorKind.Scalar, IsKey: false } && (shape.ItemType == NumberDataViewType.Int32 || shape.ItemType == NumberDataViewType.Int64 || shape.ItemType == NumberDataViewType.Single));

    private readonly OnnxScore _step;
    private readonly InputColumns _columns;
    private readonly Dictionary<string, int> _sizes;
    private readonly List<OnnxPlan.OpenSize> _open = [];

    public OnnxDimensions(OnnxScore step, OnnxModelInfo model, InputColumns columns)
    {
        _step = step;
        _columns = columns;
        _sizes = step.Dimensions.ToDictionary(StringComparer.Ordinal);
        var names = model.Inputs.SelectMany(tensor => Enumerable.Range(1, Math.Max(0, tensor.Dimensions.Length - 1)).Where(i => tensor.Dimensions[i] < 0).Select(i => NameOf(tensor, i))).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in step.Dimensions.Keys.Concat(step.DimensionColumns.Keys))
        {
            if (!names.Contains(name))
                throw new ArgumentException($"The ONNX model has no open dimension '{name}'; its open dimensions are: {string.Join(", ", names)}.", nameof(step));
        }
        foreach (var column in step.DimensionColumns.Values)
            columns.Require(column, s_size);
    }

    public ImmutableArray<OnnxPlan.OpenSize> OpenSizes => [.. _open];

    /// <summary>What an open dimension is called: by the model, or by its input and place where the model gives it no name.</summary>
    public static string NameOf(OnnxTensorInfo tensor, int dimension) =>
        tensor.Symbols.ElementAtOrDefault(dimension) is { Length: > 0 } symbol ? symbol : $"{tensor.Name}.{dimension}";

    /// <summary>The size of an open dimension that is the same for all rows; 0 where it is not known.</summary>
    public int KnownSize(OnnxTensorInfo tensor, int dimension) => _sizes.GetValueOrDefault(NameOf(tensor, dimension));

    public OnnxPlan.Input Bind(OnnxTensorInfo tensor, string column)
    {
        var element = OnnxElement.Of(tensor);
        var shape = _columns.Require(column, new($"Vector<{element.Item}>", found => found.ItemType == element.Item && !found.IsKey));
        var row = tensor.Dimensions.IsEmpty ? [] : tensor.Dimensions[1..].ToArray();
        var open = new int[row.Length];
        Array.Fill(open, OnnxPlan.NotKnown);
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] >= 0)
                continue;
            var name = NameOf(tensor, i + 1);
            row[i] = Known(name, i, row.Length, shape);
            if (row[i] >= 0)
                _sizes[name] = row[i];
            else
                open[i] = Open(name);
        }
        CheckSize(tensor, column, shape, row);
        return new(tensor, column, [.. row], [.. open]);
    }

    private int Known(string name, int dimension, int rank, ColumnShape shape)
    {
        if (_sizes.TryGetValue(name, out var size))
            return size;
        if (_step.DimensionColumns.ContainsKey(name) || _open.Exists(open => open.Name == name))
            return OnnxPlan.NotKnown;
        if (shape.Vector is { } vector)
            return vector.Dimensions.Length == rank && vector.Dimensions[dimension] > 0 ? vector.Dimensions[dimension] : OnnxPlan.NotKnown;
        // No data yet: only whether the size is known matters, and it will be.
        return shape.Kind == VectorKind.VariableVector ? OnnxPlan.NotKnown : 1;
    }

    private int Open(string name)
    {
        var index = _open.FindIndex(open => open.Name == name);
        if (index < 0)
        {
            index = _open.Count;
            _open.Add(new(name, _step.DimensionColumns.GetValueOrDefault(name)));
        }
        return index;
    }

    /// <summary>Where all is known before the first row, so is whether it fits.</summary>
    private void CheckSize(OnnxTensorInfo tensor, string column, ColumnShape shape, int[] row)
    {
        if (shape.Exact is null || shape.Vector is { IsKnownSize: false })
            return;
        var length = 1L;
        foreach (var size in row)
            length *= size < 0 ? 1 : size;
        var given = shape.Vector?.Size ?? 1;
        if (shape.Vector is { } vector && !HasOrderOf(vector.Dimensions.AsSpan(), row))
            throw Mismatch();
        var (fits, unknown) = (Array.TrueForAll(row, size => size >= 0) ? length == given : length > 0 && given % length == 0, row.Count(size => size < 0));
        if (!fits)
            throw Mismatch();
        if (unknown > 1 && _open.TrueForAll(open => open.Column is null))
        {
            throw new ArgumentOutOfRangeException(
                nameof(column),
                $"Input {tensor} of the ONNX model leaves more than one dimension open, and column '{column}' ({shape}) has not the dimensions to fill them: give sizes in {nameof(OnnxScore.Dimensions)} or {nameof(OnnxScore.DimensionColumns)}.");
        }

        ArgumentOutOfRangeException Mismatch() => new(nameof(column), $"Schema mismatch for input column '{column}': expected Vector<{OnnxElement.Of(tensor).Item}, {string.Join(", ", row.Select(size => size < 0 ? "*" : size.ToString()))}> for input {tensor} of the ONNX model, got {shape}.");
    }

    /// <summary>Whether numbers of these dimensions lie as the input has them: with width and height, or planes and pixels, exchanged there are as many. Dimensions of 1 change nothing, and who has another number of the rest has put them in a row.</summary>
    private static bool HasOrderOf(ReadOnlySpan<int> given, ReadOnlySpan<int> row)
    {
        int[] from = [.. given.ToArray().Where(size => size != 1)], to = [.. row.ToArray().Where(size => size != 1)];
        return from.Length != to.Length || from.Zip(to).All(pair => pair.Second < 0 || pair.First == pair.Second);
    }
}
