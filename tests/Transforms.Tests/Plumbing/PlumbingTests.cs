using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>The row-map base under a step made for the purpose.</summary>
public sealed class PlumbingTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        public float A { get; set; }

        public string Class { get; set; } = "";

        [VectorType(3)]
        public float[] V { get; set; } = [];
    }

    /// <summary>Doubles every value of a vector, and counts how often it did.</summary>
    private sealed record Doubled(string Output, string Input) : VisionStep
    {
        public static int Computed { get; set; }

        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input) => [new(Output, input.Require(Input, ColumnKind.Floats), [Input], KeepsSlotNames: Input)];

        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(context.Getter<VBuffer<float>>(Input));

        private sealed class Worker(ValueGetter<VBuffer<float>> getter) : StepWorker
        {
            private VBuffer<float> _source;

            public override Delegate Getter(int output) => (ValueGetter<VBuffer<float>>)Double;

            private void Double(ref VBuffer<float> value)
            {
                Computed++;
                getter(ref _source);
                var editor = VBufferEditor.Create(ref value, _source.Length);
                _source.CopyTo(editor.Values);
                foreach (ref var item in editor.Values)
                    item *= 2;
                value = editor.Commit();
            }
        }
    }

    [Fact]
    public void A_reused_name_hides_the_old_column_and_the_new_one_is_read()
    {
        var model = (StepTransformer)_context.Vision().Step(new Doubled("V", "V")).Fit(Data());
        var view = model.Transform(Data());
        Assert.True(model.IsRowToRowMapper);
        Assert.Equal(2, view.Schema.Count(column => column.Name == "V"));
        Assert.True(view.Schema.First(column => column.Name == "V").IsHidden);
        Assert.Equal("V=[2,4,6]", Rows.Of(view, "V")[0]);
    }

    [Fact]
    public void Steps_on_steps_compute_each_row_once_and_nothing_unasked()
    {
        var vision = _context.Vision();
        var view = vision.Step(new Doubled("W", "V")).Append(vision.Step(new Doubled("X", "W"))).Fit(Data()).Transform(Data());
        Doubled.Computed = 0;
        Assert.Equal("X=[4,8,12]", Rows.Of(view, "X")[0]);
        Assert.Equal(2 * 4, Doubled.Computed);
        _ = Rows.Of(view, "A", "Class");
        Assert.Equal(2 * 4, Doubled.Computed);
    }

    [Fact]
    public void Keys_and_scalars_pass_through_untouched()
    {
        var data = _context.Transforms.Conversion.MapValueToKey("Key", "Class").Fit(Data()).Transform(Data());
        var view = _context.Vision().Step(new Doubled("W", "V")).Fit(data).Transform(data);
        Assert.Equal(Rows.Of(data, "Key", "A", "Class"), Rows.Of(view, "Key", "A", "Class"));
        Assert.IsType<KeyDataViewType>(view.Schema["Key"].Type);
    }

    [Fact]
    public void Slot_names_stay_where_the_slots_do()
    {
        var data = _context.Transforms.Concatenate("Named", "A", "V").Fit(Data()).Transform(Data());
        var view = _context.Vision().Step(new Doubled("W", "Named")).Fit(data).Transform(data);
        VBuffer<ReadOnlyMemory<char>> before = default, after = default;
        data.Schema["Named"].GetSlotNames(ref before);
        view.Schema["W"].GetSlotNames(ref after);
        Assert.Equal(before.DenseValues().Select(name => name.ToString()), after.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void A_normalised_vector_that_is_scaled_is_not_called_normalised()
    {
        var data = _context.Transforms.NormalizeMinMax("N", "V").Fit(Data()).Transform(Data());
        Assert.True(data.Schema["N"].IsNormalized());
        Assert.False(_context.Vision().Step(new Doubled("W", "N")).Fit(data).Transform(data).Schema["W"].IsNormalized());
    }

    [Fact]
    public void A_column_that_was_not_asked_for_is_refused_by_name()
    {
        var view = _context.Vision().Step(new Doubled("W", "V")).Fit(Data()).Transform(Data());
        using var cursor = view.GetRowCursor([view.Schema["A"]]);
        Assert.False(cursor.IsColumnActive(view.Schema["W"]));
        Assert.Contains("'W'", Assert.ThrowsAny<ArgumentException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["W"])).Message);
    }

    [Fact]
    public void A_getter_of_the_wrong_type_says_which_is_right()
    {
        var view = _context.Vision().Step(new Doubled("W", "V")).Fit(Data()).Transform(Data());
        using var cursor = view.GetRowCursor([view.Schema["W"]]);
        Assert.Contains("VBuffer", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["W"])).Message);
    }

    [Fact]
    public void A_trainer_behind_a_step_is_saved_and_loaded_with_it()
    {
        var vision = _context.Vision();
        var pipeline = vision.Step(new ClampToByte("Bytes", "V")).Append(_context.Transforms.Conversion.ConvertType("Features", "Bytes"))
            .Append(_context.Regression.Trainers.FastTree(labelColumnName: "A", numberOfTrees: 3, minimumExampleCountPerLeaf: 1));
        var model = pipeline.Fit(Data(40));
        using var stream = new MemoryStream();
        _context.Model.Save(model, Data().Schema, stream);
        var loaded = new MLContext().UseDeepRecipes().Model.Load(new MemoryStream(stream.ToArray()), out _);
        Assert.Equal(Rows.Of(model.Transform(Data()), "Score"), Rows.Of(loaded.Transform(Data()), "Score"));
    }

    private IDataView Data(int rows = 4) =>
        _context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i => new Row { A = i, Class = i % 2 == 0 ? "even" : "odd", V = [i + 1, i + 2, i + 3] }).ToArray());
}
