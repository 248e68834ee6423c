using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes;

/// <summary>
/// Steps with their options as a file that a person can read and edit. It holds no trained model and no network's bytes (a network stands in it by path and hash),
/// names no .NET type, and does not depend on ML.NET's model format.
/// </summary>
/// <param name="Steps">What is done, in order.</param>
public sealed record PipelineRecipe(ImmutableArray<VisionStep> Steps)
{
    private const int Version = 1;
    private const int LongestFile = 16 << 20;
    private const string Mark = "deeprecipesPipeline";

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    /// <summary>The recipe as JSON.</summary>
    public string ToJson() =>
        new JsonObject { [Mark] = Version, ["steps"] = new JsonArray([.. Steps.Select(step => (JsonNode)VisionSteps.Write(step))]) }.ToJsonString(s_readable);

    /// <summary>Reads a recipe.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote, or a person.</param>
    /// <exception cref="FormatException">It is no recipe, is of a newer version, or has an unknown step or option; the text says where and what is allowed.</exception>
    public static PipelineRecipe Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
        }
        catch (JsonException e)
        {
            throw new FormatException($"The recipe is no JSON: {e.Message}", e);
        }
        if (root is not JsonObject recipe || recipe[Mark] is not JsonValue mark || !mark.TryGetValue(out int version))
            throw new FormatException($"This is no pipeline recipe: it should begin with {{ \"{Mark}\": {Version}, \"steps\": [ ... ] }}.");
        if (version is < 1 or > Version)
            throw new FormatException($"The recipe is of version {version}; this DeepRecipes reads versions 1 to {Version}. Update DeepRecipes.");
        if (recipe.FirstOrDefault(member => member.Key is not (Mark or "steps")) is { Key: { } unknown })
            throw new FormatException($"The recipe has an unknown member \"{unknown}\"; \"{Mark}\" and \"steps\" are allowed.");
        if (recipe["steps"] is not JsonArray steps)
            throw new FormatException("The recipe has no array \"steps\".");
        return new([.. steps.Select((step, i) => VisionSteps.Read(step, $"steps[{i}]"))]);
    }

    /// <summary>Reads a recipe file.</summary>
    /// <param name="path">The file, at most 16 MB.</param>
    /// <exception cref="FormatException">The file is no recipe; the text says where and what is allowed.</exception>
    public static PipelineRecipe Load(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > LongestFile)
            throw new FormatException($"'{path}' has {length} bytes; a recipe has at most {LongestFile}.");
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{path}': {e.Message}", e);
        }
    }

    /// <summary>Writes a recipe file; what stood there before stays whole until the new one is.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, ToJson());
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The steps as one estimator.</summary>
    /// <param name="catalog">The catalog of the context that is used.</param>
    /// <exception cref="InvalidOperationException">There are no steps.</exception>
    public IEstimator<ITransformer> ToEstimator(VisionCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (Steps.IsDefaultOrEmpty)
            throw new InvalidOperationException("A recipe without steps makes no estimator.");
        return Steps.Aggregate(new EstimatorChain<ITransformer>(), (chain, step) => chain.Append(catalog.Step(step)));
    }

    /// <inheritdoc/>
    public bool Equals(PipelineRecipe? other) => other is not null && ToJson() == other.ToJson();

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Length;
}
