using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class EstimatorChainTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public EstimatorChainTests() => _view = _ml.Data.LoadFromEnumerable(Example.Make(5));

    [Fact]
    public void A_chain_appended_to_a_chain_is_nested()
    {
        var inner = _ml.Transforms.CopyColumns("B", "Number").Append(_ml.Transforms.CopyColumns("C", "B"));
        var outer = _ml.Transforms.CopyColumns("A", "Number").Append(inner);

        var model = outer.Fit(_view);

        Assert.Equal(2, model.Count());
        _ = Assert.IsAssignableFrom<IEnumerable<ITransformer>>(model.Last());
        Assert.Equal(["Number", "Text", "Pair", "A", "B", "C"], model.Transform(_view).Schema.Names());
    }

    [Fact]
    public void Appending_leaves_the_chain_as_it_was()
    {
        var one = new EstimatorChain<ITransformer>().Append(_ml.Transforms.CopyColumns("A", "Number"));

        _ = one.Append(_ml.Transforms.CopyColumns("B", "A"));

        Assert.Equal(["Number", "Text", "Pair", "A"], one.Fit(_view).Transform(_view).Schema.Names());
    }

    [Fact]
    public void A_chain_is_checked_by_shape_before_anything_is_read()
    {
        var reads = 0;
        IEnumerable<Example> Counted()
        {
            reads++;
            yield return new Example();
        }

        var chain = _ml.Transforms.NormalizeMinMax("Pair").Append(_ml.Transforms.CopyColumns("A", "NotThere"));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => chain.Fit(_ml.Data.LoadFromEnumerable(Counted())));
        Assert.Contains("NotThere", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, reads);
    }

    [Fact]
    public void A_cache_checkpoint_keeps_the_rows_for_what_follows()
    {
        var reads = 0;
        var counting = _ml.Transforms.CustomMapping<Input, Output>(
            (input, output) =>
            {
                _ = Interlocked.Increment(ref reads);
                output.Doubled = input.Number * 2;
            },
            contractName: null);

        _ = counting.AppendCacheCheckpoint(_ml).Append(_ml.Transforms.NormalizeMinMax("Doubled")).Append(_ml.Transforms.NormalizeMinMax("Doubled")).Fit(_view);
        Assert.Equal(5, reads);

        reads = 0;
        _ = counting.Append(_ml.Transforms.NormalizeMinMax("Doubled")).Append(_ml.Transforms.NormalizeMinMax("Doubled")).Fit(_view);
        Assert.Equal(10, reads);
    }

    [Fact]
    public void A_checkpoint_needs_an_estimator_before_it()
        => Assert.Throws<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml));

    [Fact]
    public void Scopes_say_when_a_transformer_takes_part()
    {
        var model = new TransformerChain<ITransformer>()
            .Append(_ml.Transforms.CopyColumns("A", "Number").Fit(_view), TransformerScope.TrainTest)
            .Append(_ml.Transforms.CopyColumns("B", "Number").Fit(_view));

        Assert.Equal(["Number", "Text", "Pair", "B"], model.Transform(_view).Schema.Names());
        Assert.Equal(["Number", "Text", "Pair", "A", "B"], model.Transform(_view, TransformerScope.Everything).Schema.Names());
    }

    private sealed class Input
    {
        public float Number { get; set; }
    }

    private sealed class Output
    {
        public float Doubled { get; set; }
    }
}
