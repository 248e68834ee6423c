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
