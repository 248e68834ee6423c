using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class TensorReaderTests
{
    [Fact]
    public void Floats_lie_in_memory_once_and_are_those_of_their_row()
    {
        var row = new Row<float>(NumberDataViewType.Single);
        var reader = TensorReader.Of(row, "x", [1, 0, 4]);
        foreach (var (count, isInPlace) in new[] { (2, false), (2, true), (1, true), (0, false), (3, false), (2, true), (3, true) })
        {
            var expected = Enumerable.Range(0, 4 * count).Select(i => i + count + .5f).ToArray();
            row.Next(expected);

            var tensor = reader.Read(new(8, 8));

            Assert.Equal([1, count, 4], tensor.Dimensions.ToArray());
            Assert.Equal(expected, tensor.Values.ToArray());
            Assert.Equal(isInPlace, count > 0 && Unsafe.AreSame(in row.Given.GetValues()[0], in tensor.Values[0]));
        }
    }

    [Fact]
    public void Integers_and_rows_that_leave_zeros_out_are_read_too()
    {
        var row = new Row<long>(NumberDataViewType.Int64);
        var reader = TensorReader.Of(row, "x", [1, 0, 2]);
        foreach (var values in new long[][] { [1, 2], [3, 4, 5, 6], [7, 8] })
        {
            row.Next(values);
            Assert.Equal(values.Select(value => (float)value), reader.Read(new(8, 8)).Values.ToArray());
        }

        var sparse = new Row<float>(NumberDataViewType.Single) { IsSparse = true };
        reader = TensorReader.Of(sparse, "x", [1, 0, 2]);
        foreach (var values in new float[][] { [1, 0, 0, 2], [0, 3, 0, 0], [0, 0, 0, 0] })
        {
            sparse.Next(values);
            Assert.Equal(values, reader.Read(new(8, 8)).Values.ToArray());
        }
    }

    /// <summary>A row whose getter fills what it is given, and remembers what it gave.</summary>
    private sealed class Row<T> : DataViewRow
        where T : struct
    {
        private T[] _values = [];

        public Row(PrimitiveDataViewType item)
        {
            var schema = new DataViewSchema.Builder();
            schema.AddColumn("x", new VectorDataViewType(item));
            Schema = schema.ToSchema();
        }

        public bool IsSparse { get; init; }

        public VBuffer<T> Given { get; private set; }

        public override DataViewSchema Schema { get; }

        public override long Position => 0;

        public override long Batch => 0;

        public void Next(T[] values) => _values = values;

        public override ValueGetter<DataViewRowId> GetIdGetter() => throw new NotSupportedException();

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)(Delegate)(ValueGetter<VBuffer<T>>)Get;

        private void Get(ref VBuffer<T> value)
        {
            int[] places = [.. Enumerable.Range(0, _values.Length).Where(i => !IsSparse || !_values[i].Equals(default(T)))];
            var editor = VBufferEditor.Create(ref value, _values.Length, places.Length);
            for (var i = 0; i < places.Length; i++)
            {
                editor.Values[i] = _values[places[i]];
                if (places.Length < _values.Length)
                    editor.Indices[i] = places[i];
            }
            value = Given = editor.Commit();
        }
    }
}
