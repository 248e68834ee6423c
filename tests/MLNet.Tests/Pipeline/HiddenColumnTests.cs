using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class HiddenColumnTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;
    private readonly IDataView _scaled;

    public HiddenColumnTests()
    {
        _view = _ml.Data.LoadFromEnumerable(Example.Make(5));
        _scaled = _ml.Transforms.NormalizeMinMax("Number").Append(_ml.Transforms.CopyColumns("New", "Number")).Fit(_view).Transform(_view);
    }

    [Fact]
    public void A_name_used_again_hides_the_old_column_and_stands_next_to_it()
    {
        Assert.Equal(["Number", "Number", "Text", "Pair", "New"], _scaled.Schema.Names());
        Assert.Equal([true, false, false, false, false], _scaled.Schema.Select(c => c.IsHidden));
        Assert.Equal(1, _scaled.Schema["Number"].Index);
        Assert.Equal(1, _scaled.Schema.GetColumnOrNull("Number")!.Value.Index);
    }

    [Fact]
    public void The_hidden_column_is_still_there()
    {
        Assert.Equal([0f, 1f, 2f, 3f, 4f], _scaled.GetColumn<float>(_scaled.Schema[0]));
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f, 1f], _scaled.GetColumn<float>("Number"));
    }

    [Fact]
    public void Dropping_a_name_drops_both()
        => Assert.Equal(["Text", "Pair", "New"], _ml.Transforms.DropColumns("Number").Fit(_scaled).Transform(_scaled).Schema.Names());

    [Fact]
    public void Selecting_a_name_keeps_the_visible_one_unless_asked_otherwise()
    {
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f, 1f], _ml.Transforms.SelectColumns("Number").Fit(_scaled).Transform(_scaled).GetColumn<float>("Number"));
        Assert.Equal(["Number", "Number"], _ml.Transforms.SelectColumns(["Number"], keepHidden: true).Fit(_scaled).Transform(_scaled).Schema.Names());
    }

    [Fact]
    public void Objects_are_filled_from_the_visible_one()
        => Assert.Equal([0f, 0.25f, 0.5f, 0.75f, 1f], _ml.Data.CreateEnumerable<Example>(_scaled, reuseRowObject: false).Select(e => e.Number));
}
