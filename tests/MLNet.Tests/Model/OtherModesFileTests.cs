using DeepRecipes.Contracts;
using Microsoft.ML;

namespace DeepRecipes.MLNet.Tests;

/// <summary>A model file is of the ML.NET that saved it: the other one refuses it, and says why.</summary>
public sealed class OtherModesFileTests
{
    private const string EmbeddedFile = "saved-by-embedded.zip";
    private const string PackagesFile = "saved-by-packages.zip";

    [Fact]
    public void The_file_of_this_mode_is_read_and_that_of_the_other_refused()
    {
        var isEmbedded = typeof(MLContext).Assembly.GetName().Name == "DeepRecipes.Embedded";

        _ = Load(isEmbedded ? EmbeddedFile : PackagesFile);

        var error = Assert.ThrowsAny<Exception>(() => Load(isEmbedded ? PackagesFile : EmbeddedFile));
        var text = error.ToString();
        Assert.Contains("embedded ML.NET", text, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML packages", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_saved_twice_has_the_same_content()
    {
        var context = new MLContext(1);
        var view = context.Data.LoadFromEnumerable(Example.Make(3));
        var model = context.Transforms.NormalizeMinMax("Number").Append(context.Transforms.Conversion.MapValueToKey("Text")).Fit(view);

        Assert.Equal(Entries(context, model, view), Entries(context, model, view));
    }

    private static ITransformer Load(string file) => new MLContext().Model.Load(TestData.Path("models", file), out _);

    /// <summary>Zip entries may carry a time, so their contents are compared.</summary>
    private static Dictionary<string, string> Entries(MLContext context, ITransformer model, IDataView view)
    {
        using var file = new MemoryStream();
        context.Model.Save(model, view.Schema, file);
        using var zip = new System.IO.Compression.ZipArchive(file);
        return zip.Entries.ToDictionary(
            e => e.FullName,
            e =>
            {
                using var stream = e.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return Convert.ToHexString(bytes.ToArray());
            },
            StringComparer.Ordinal);
    }
}
