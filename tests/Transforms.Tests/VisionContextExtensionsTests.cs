using Microsoft.ML;

namespace DeepRecipes.Transforms.Tests;

public sealed class VisionContextExtensionsTests
{
    [Fact]
    public void A_context_learns_to_load_steps_once_from_however_many_threads()
    {
        var context = new MLContext();
        Parallel.For(0, 64, _ => Assert.Same(context, context.UseDeepRecipes()));
        VisionCatalog catalog = context.Vision();
        Assert.Same(context, catalog.Context);
    }

    [Fact]
    public void LoadModel_needs_no_preparation_and_plain_Load_does()
    {
        var context = new MLContext();
        var data = SampleRows.View(context);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        context.Model.Save(context.Vision().ClampToByte("Bytes", "Pixels").Fit(data), data.Schema, path);
        try
        {
            Assert.Equal(7, Rows.Of(new MLContext().LoadModel(path, out _).Transform(data), "Bytes").Count);
            Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(path, out _));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_save_that_fails_leaves_the_file_that_stood_there()
    {
        var context = new MLContext();
        var data = SampleRows.View(context);
        var folder = Directory.CreateTempSubdirectory("deeprecipes").FullName;
        var path = Path.Combine(folder, "model.zip");
        try
        {
            context.SaveModel(context.Vision().ClampToByte("Bytes", "Pixels").Fit(data), data.Schema, path);
            var before = File.ReadAllBytes(path);
            Assert.ThrowsAny<Exception>(() => context.SaveModel(new Unsavable(), data.Schema, path));
            Assert.Equal(before, File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Unsavable : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public Microsoft.ML.Data.IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => input;

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException("not to be saved");
    }

    [Fact]
    public void A_recipe_that_is_wrong_says_where_and_what_is_allowed()
    {
        var error = Assert.Throws<FormatException>(() => PipelineRecipe.Parse("""{ "deeprecipesPipeline": 1, "steps": [{ "kind": "Resize", "output": "a", "input": "b", "width": 1, "height": 1, "colour": 2 }] }"""));
        Assert.Contains("steps[0]", error.Message);
        Assert.Contains("mapping", error.Message);
        Assert.Contains("Resize", Assert.Throws<FormatException>(() => PipelineRecipe.Parse("""{ "deeprecipesPipeline": 1, "steps": [{ "kind": "Nothing" }] }""")).Message);
        Assert.Contains("version 2", Assert.Throws<FormatException>(() => PipelineRecipe.Parse("""{ "deeprecipesPipeline": 2, "steps": [] }""")).Message);
        Assert.Contains("no JSON", Assert.Throws<FormatException>(() => PipelineRecipe.Parse("{")).Message);
        Assert.Contains("no pipeline recipe", Assert.Throws<FormatException>(() => PipelineRecipe.Parse("[]")).Message);
    }
}
