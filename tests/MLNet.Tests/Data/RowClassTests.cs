using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

/// <summary>How the members of a class become columns, and columns members.</summary>
public sealed class RowClassTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Fields_come_before_properties_and_attributes_name_and_shape_them()
    {
        var schema = _ml.Data.LoadFromEnumerable(Array.Empty<Everything>()).Schema;

        Assert.Equal(
            ["Field: Single", "Renamed: Int32", "Texts: Vector<String>", "Matrix: Vector<Double, 2, 3>", "Vector: Vector<Single, 4>", "Time: DateTime", "Truth: Boolean"],
            schema.Select(c => c.ToString()), StringComparer.Ordinal);
    }

    [Fact]
    public void Values_go_in_and_come_out()
    {
        var row = new Everything
        {
            Field = 1.5f,
            Number = -3,
            Texts = ["a", "", "c"],
            Matrix = [1, 2, 3, 4, 5, 6],
            Vector = new VBuffer<float>(4, 1, [7f], [2]),
            Time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            Truth = true,
        };

        var back = _ml.Data.CreateEnumerable<Everything>(_ml.Data.LoadFromEnumerable([row]), reuseRowObject: false).Single();

        Assert.Equal((row.Field, row.Number, row.Time, row.Truth), (back.Field, back.Number, back.Time, back.Truth));
        Assert.Equal(row.Texts, back.Texts);
        Assert.Equal(row.Matrix, back.Matrix);
        Assert.False(back.Vector.IsDense);
        Assert.Equal([0f, 0f, 7f, 0f], back.Vector.DenseValues());
        Assert.Equal("not a column", back.Ignored);
    }

    [Fact]
    public void A_null_text_becomes_empty_and_a_null_array_an_empty_vector()
    {
        var view = _ml.Data.LoadFromEnumerable([new Everything { Texts = null!, Text = null! }]);
        Assert.Equal(0, view.GetColumn<VBuffer<ReadOnlyMemory<char>>>("Texts").Single().Length);
        var example = _ml.Data.LoadFromEnumerable([new Example { Text = null! }]);
        Assert.Equal("", _ml.Data.CreateEnumerable<Example>(example, reuseRowObject: false).Single().Text);
    }

    [Fact]
    public void A_row_object_is_reused_only_when_asked_for()
    {
        var view = _ml.Data.LoadFromEnumerable(Example.Make(3));
        Assert.Single(_ml.Data.CreateEnumerable<Example>(view, reuseRowObject: true).Distinct(ReferenceEqualityComparer.Instance));
        Assert.Equal(3, _ml.Data.CreateEnumerable<Example>(view, reuseRowObject: false).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void A_missing_column_is_an_error_unless_it_may_be_missing()
    {
        var view = _ml.Data.LoadFromEnumerable(Example.Make(2));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.CreateEnumerable<Other>(view, reuseRowObject: false));
        Assert.Contains("Elsewhere", error.Message, StringComparison.Ordinal);
        Assert.Equal([0f, 1f], _ml.Data.CreateEnumerable<Other>(view, reuseRowObject: false, ignoreMissingColumns: true).Select(r => r.Number));
    }

    [Fact]
    public void A_column_of_another_type_does_not_fit()
    {
        var view = _ml.Data.LoadFromEnumerable(Example.Make(2));
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Data.CreateEnumerable<Wrong>(view, reuseRowObject: false));
        Assert.Contains("Number", error.Message, StringComparison.Ordinal);
        Assert.Contains("Single", error.Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => view.GetColumn<int>("Number"));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => view.GetColumn<float>("Elsewhere"));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => view.GetColumn<float[]>("Number"));
    }

    [Fact]
    public void Members_that_no_column_can_hold_are_refused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<OfStructs>()));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<OfNullable>()));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Twice>()));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<NoVector>()));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<NoKey>()));
    }

    [Fact]
    public void A_null_row_is_an_error_when_it_is_reached()
    {
        var view = _ml.Data.LoadFromEnumerable([new Example(), null!]);
        using var cursor = view.GetRowCursor(view.Schema);
        Assert.True(cursor.MoveNext());
        _ = Assert.Throws<InvalidOperationException>(() => cursor.MoveNext());
    }

    [Fact]
    public void A_definition_can_be_changed_before_it_is_used()
    {
        var definition = SchemaDefinition.Create(typeof(Example));
        definition["Pair"].ColumnName = "Features";
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1, 2);
        definition["Features"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
        _ = definition.Remove(definition["Text"]);

        var view = _ml.Data.LoadFromEnumerable(Example.Make(2), definition);

        Assert.Equal(["Number: Single", "Features: Vector<Single, 1, 2> {SlotNames}"], view.Schema.Select(c => c.ToString()), StringComparer.Ordinal);
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Features"].GetSlotNames(ref names);
        Assert.Equal(["x", "y"], names.DenseValues().Select(n => n.ToString()), StringComparer.Ordinal);
        definition["Number"].ColumnType = NumberDataViewType.Double;
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Example.Make(2), definition));
    }

    [Fact]
    public void A_schema_can_give_the_types_and_annotations()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(_ml.Data.LoadFromEnumerable(Example.Make(3))).Transform(_ml.Data.LoadFromEnumerable(Example.Make(3)));
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", keyed.Schema["Key"].Type, keyed.Schema["Key"].Annotations);

        var view = _ml.Data.LoadFromEnumerable([new KeyRow { Key = 0 }, new KeyRow { Key = 2 }], builder.ToSchema());

        Assert.Equal(keyed.Schema["Key"].Type, view.Schema["Key"].Type);
        Assert.Equal([1u, 3u], view.GetColumn<uint>("Key"));
        Assert.True(view.Schema["Key"].HasKeyValues());
    }

    [Fact]
    public void Keys_of_two_bytes_cannot_be_read_and_vectors_of_keys_keep_their_numbers()
    {
        var vectors = _ml.Data.LoadFromEnumerable([new KeyVector { Keys = [0, 1, 2] }]);
        Assert.Equal([[0u, 1u, 2u]], vectors.GetColumn<uint[]>("Keys"));
        var shorts = _ml.Data.LoadFromEnumerable([new ShortKey { Key = 1 }]);
        _ = Assert.ThrowsAny<Exception>(() => shorts.GetRowCursor(shorts.Schema));
    }

    [Fact]
    public void The_row_count_is_known_of_collections_only()
    {
        Assert.Equal(3, _ml.Data.LoadFromEnumerable(Example.Make(3)).GetRowCount());
        Assert.Null(_ml.Data.LoadFromEnumerable(Example.Make(3).Where(_ => true)).GetRowCount());
    }

    private sealed class Everything
    {
        public float Field;

        [ColumnName("Renamed")]
        public int Number { get; set; }

        public string[] Texts { get; set; } = [];

        [NoColumn]
        public string Text { get; set; } = "";

        [VectorType(2, 3)]
        public double[] Matrix { get; set; } = new double[6];

        [VectorType(4)]
        public VBuffer<float> Vector { get; set; }

        public DateTime Time { get; set; }

        public bool Truth { get; set; }

        [NoColumn]
        public string Ignored { get; set; } = "not a column";
    }

    private sealed class Other
    {
        public float Number { get; set; }

        public float Elsewhere { get; set; }
    }

    private sealed class Wrong
    {
        public double Number { get; set; }
    }

    private sealed class OfStructs
    {
        public KeyValuePair<int, int>[] Pairs { get; set; } = [];
    }

    private sealed class OfNullable
    {
        public float? Number { get; set; }
    }

    private sealed class Twice
    {
        [ColumnName("Same")]
        public float A { get; set; }

        [ColumnName("Same")]
        public float B { get; set; }
    }

    private sealed class NoVector
    {
        [VectorType(2)]
        public float Number { get; set; }
    }

    private sealed class NoKey
    {
        [KeyType(3)]
        public float Number { get; set; }
    }

    private sealed class KeyRow
    {
        public uint Key { get; set; }
    }

    private sealed class KeyVector
    {
        [KeyType(3)]
        public uint[] Keys { get; set; } = [];
    }

    private sealed class ShortKey
    {
        [KeyType(3)]
        public ushort Key { get; set; }
    }
}
