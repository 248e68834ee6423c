using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class PredictionEngineTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public PredictionEngineTests() => _view = _ml.Data.LoadFromEnumerable(Example.Make(5));

    [Fact]
    public void It_gives_what_transform_gives()
    {
        var model = _ml.Transforms.NormalizeMinMax("Scaled", "Number").Append(_ml.Transforms.Concatenate("All", "Scaled", "Pair")).Fit(_view);
        using var engine = _ml.Model.CreatePredictionEngine<Example, Output>(model);

        var expected = model.Transform(_view).GetColumn<float[]>("All").ToArray();

        Assert.Equal(expected, Example.Make(5).Select(e => engine.Predict(e).All!));
        Assert.Equal(["Number", "Text", "Pair", "Scaled", "All"], engine.OutputSchema.Names());
    }

    [Fact]
    public void Only_what_the_output_class_asks_for_is_computed()
    {
        var calls = 0;
        var model = _ml.Transforms.CustomMapping<Input, Doubled>((input, output) => { calls++; output.Twice = input.Number * 2; }, null).Append(_ml.Transforms.CopyColumns("Copy", "Number")).Fit(_view);
        using var idle = _ml.Model.CreatePredictionEngine<Example, OnlyCopy>(model);
        using var busy = _ml.Model.CreatePredictionEngine<Example, Doubled>(model);

        Assert.Equal(3, idle.Predict(new Example { Number = 3 }).Copy);
        Assert.Equal(0, calls);
        Assert.Equal(6, busy.Predict(new Example { Number = 3 }).Twice);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_given_object_is_filled_and_a_missing_one_made()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Example, OnlyCopy>(_ml.Transforms.CopyColumns("Copy", "Number").Fit(_view));
        var given = new OnlyCopy { Other = "kept" };
        var same = given;
        engine.Predict(new Example { Number = 1 }, ref given);
        Assert.Same(same, given);
        Assert.Equal((1f, "kept"), (given.Copy, given.Other));
        OnlyCopy made = null!;
        engine.Predict(new Example { Number = 2 }, ref made);
        Assert.Equal(2, made.Copy);
    }

    [Fact]
    public void Members_without_a_column_are_an_error_only_when_asked_for()
    {
        var model = _ml.Transforms.CopyColumns("A", "Number").Fit(_view);
        _ = _ml.Model.CreatePredictionEngine<Example, Output>(model);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Example, Output>(model, ignoreMissingColumns: false));
        Assert.Contains("All", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_class_without_a_needed_column_is_an_error()
        => Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<OnlyCopy, Output>(_ml.Transforms.CopyColumns("A", "Number").Fit(_view)));

    [Fact]
    public void A_schema_gives_the_types_of_the_input()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(_view).Transform(_view);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", keyed.Schema["Key"].Type, keyed.Schema["Key"].Annotations);
        var model = _ml.Transforms.Conversion.MapKeyToValue("Value", "Key").Fit(keyed);

        using var engine = _ml.Model.CreatePredictionEngine<WithKey, WithValue>(model, builder.ToSchema());

        // What a class holds is counted from 0.
        Assert.Equal("t1", engine.Predict(new WithKey { Key = 1 }).Value);
    }

    private sealed class Input
    {
        public float Number { get; set; }
    }

    private sealed class Doubled
    {
        public float Twice { get; set; }
    }

    private sealed class OnlyCopy
    {
        public float Copy { get; set; }

        [NoColumn]
        public string Other { get; set; } = "";
    }

    private sealed class Output
    {
        public float[]? All { get; set; }
    }

    private sealed class WithKey
    {
        public uint Key { get; set; }
    }

    private sealed class WithValue
    {
        public string Value { get; set; } = "";
    }
}
