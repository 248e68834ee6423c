using Microsoft.ML;

namespace DeepRecipes.Transforms.Tests;

/// <summary>
/// What every step owes to ML.NET. A new step gets the whole suite by saying what it is, over which data, and which columns come out:
/// <code>public sealed class ResizeTests : StepContract { protected override VisionStep Step => ...; protected override string[] Outputs => [...]; }</code>
/// </summary>
public abstract class StepContract
{
    protected MLContext Context { get; } = new(seed: 1);

    /// <summary>The step under test, over <see cref="SampleRows"/>.</summary>
    protected abstract VisionStep Step { get; }

    /// <summary>The columns that it reads.</summary>
    protected abstract string[] Inputs { get; }

    /// <summary>The columns that come out.</summary>
    protected abstract string[] Outputs { get; }

    /// <summary>An input column that a test may replace by one of a wrong type, and how an error names what was expected.</summary>
    protected abstract (string Column, string Expected) Wrong { get; }

    /// <summary>The column of the wrong type that takes its place.</summary>
    protected virtual string WrongBy => "Name";

    protected virtual IDataView Data => SampleRows.View(Context);

    [Fact]
    public void Schema_of_the_estimator_and_of_the_transformer_agree()
    {
        var estimator = Context.Vision().Step(Step);
        var shape = estimator.GetOutputSchema(Shape(Data.Schema));
        var schema = Shape(estimator.Fit(Data).GetOutputSchema(Data.Schema));
        Assert.Equal(Describe(schema), Describe(shape));
    }

    [Fact]
    public void Nothing_is_read_before_a_cursor_asks_and_only_what_is_needed_then()
    {
        var watched = new WatchedView(Data);
        var view = Context.Vision().Step(Step).Fit(watched).Transform(watched);
        _ = view.Schema;
        Assert.Equal(0, watched.Cursors);

        _ = Rows.Of(view, "Name");
        Assert.Equal(["Name"], watched.Asked);

        _ = Rows.Of(view, Outputs[0]);
        Assert.Empty(watched.Asked.Except([.. Inputs, "Name"]));
        Assert.Equal(watched.Cursors, watched.Closed);
    }

    [Fact]
    public void A_set_of_cursors_gives_the_rows_of_one()
    {
        var view = Context.Vision().Step(Step).Fit(Data).Transform(Data);
        string[] columns = [.. Outputs, "Name"];
        Assert.Equal(Rows.WithIds(view, columns).OrderBy(row => row.Id), Rows.OfSet(view, 3, columns));
    }

    [Fact]
    public void A_getter_called_twice_gives_the_same()
    {
        var view = Context.Vision().Step(Step).Fit(Data).Transform(Data);
        var needed = Rows.Columns(view.Schema, Outputs);
        using var cursor = view.GetRowCursor(needed);
        var once = Array.ConvertAll(needed, column => Rows.Reader(cursor, column));
        var twice = Array.ConvertAll(needed, column => Rows.Reader(cursor, column));
        var rows = 0;
        while (cursor.MoveNext())
        {
            var first = Rows.Values(once);
            Assert.Equal(first, Rows.Values(twice));
            Assert.Equal(first, Rows.Values(once));
            rows++;
        }
        Assert.Equal(SampleRows.Count, rows);
    }

    [Fact]
    public void Saved_and_loaded_it_is_the_same_and_saves_the_same_bytes()
    {
        var model = Context.Vision().Step(Step).Fit(Data);
        var bytes = Save(Context, model, Data.Schema);
        var other = new MLContext(seed: 2).UseDeepRecipes();
        var loaded = other.Model.Load(new MemoryStream(bytes), out var schema);
        Assert.Equal(ModelBytes.Of(bytes), ModelBytes.Of(Save(other, loaded, schema)));
        Assert.Equal(Rows.Of(model.Transform(Data), Outputs), Rows.Of(loaded.Transform(Data), Outputs));
    }

    [Fact]
    public void In_a_recipe_it_is_the_same()
    {
        var recipe = new PipelineRecipe([Step]);
        var read = PipelineRecipe.Parse(recipe.ToJson());
        Assert.Equal(recipe.ToJson(), read.ToJson());
        Assert.Equal(
            Rows.Of(Context.Vision().Step(Step).Fit(Data).Transform(Data), Outputs),
            Rows.Of(read.ToEstimator(Context.Vision()).Fit(Data).Transform(Data), Outputs));
    }

    [Fact]
    public void A_row_mapper_gives_what_transform_gives()
    {
        var data = Data;
        var model = Context.Vision().Step(Step).Fit(data);
        var expected = Rows.Of(model.Transform(data), Outputs);
        var mapper = model.GetRowToRowMapper(data.Schema);
        var wanted = Rows.Columns(mapper.OutputSchema, Outputs);
        using var cursor = data.GetRowCursor(mapper.GetDependencies(wanted));
        using var row = mapper.GetRow(cursor, wanted);
        var readers = Array.ConvertAll(wanted, column => Rows.Reader(row, column));
        var got = new List<string>();
        while (cursor.MoveNext())
            got.Add(Rows.Values(readers));
        Assert.Equal(expected, got);
    }

    [Fact]
    public void A_wrong_column_is_an_error_that_says_what_was_expected_and_got()
    {
        var wrong = Context.Transforms.CopyColumns(Wrong.Column, WrongBy).Fit(Data).Transform(Data);
        var error = Assert.ThrowsAny<ArgumentException>(() => Context.Vision().Step(Step).Fit(wrong));
        Assert.Contains($"'{Wrong.Column}'", error.Message);
        Assert.Contains(Wrong.Expected, error.Message);
        Assert.Contains("String", error.Message);
        Assert.ThrowsAny<ArgumentException>(() => Context.Vision().Step(Step).GetOutputSchema(Shape(wrong.Schema)));
    }

    [Fact]
    public void A_missing_column_is_an_error_that_names_it()
    {
        var without = Context.Transforms.SelectColumns("Name").Fit(Data).Transform(Data);
        var error = Assert.ThrowsAny<ArgumentException>(() => Context.Vision().Step(Step).Fit(without));
        Assert.Contains(Inputs, input => error.Message.Contains($"'{input}'", StringComparison.Ordinal));
    }

    /// <summary>What ML.NET's chains make of a schema.</summary>
    protected static SchemaShape Shape(DataViewSchema schema) =>
        new(schema.Where(column => !column.IsHidden).Select(column => SchemaShapeColumn.Of(column.Name, ColumnShape.Of(column.Type))));

    protected static byte[] Save(MLContext context, ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        context.Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    private static string[] Describe(SchemaShape shape) =>
        [.. shape.Select(column => $"{column.Name}: {column.Kind} {column.ItemType} {column.IsKey}").Order(StringComparer.Ordinal)];
}
