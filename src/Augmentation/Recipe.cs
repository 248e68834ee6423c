using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRecipes.Augmentation;

/// <summary>
/// What is done to samples in training, one step after the other: <c>Recipe recipe = [new FlipHorizontal().WithProbability(.5), new Rotate { Degrees = (-15, 15) }]</c>.
/// As a file it is JSON that a person reads and writes; it names ops from <see cref="SampleOps.Kinds"/> and no .NET type.
/// </summary>
[CollectionBuilder(typeof(Recipe), nameof(Create))]
public sealed class Recipe : IEquatable<Recipe>
{
    /// <summary>The version of the file format.</summary>
    public const int Version = 1;

    /// <summary>The most characters that a file may have.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The most steps.</summary>
    public const int MaxSteps = 1000;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private readonly Sequence? _sequence;

    private Recipe(ImmutableArray<SampleOp> steps)
    {
        if (steps.Length > MaxSteps)
            throw new ArgumentException($"A recipe has at most {MaxSteps} steps; this one has {steps.Length}.", nameof(steps));
        Steps = steps;
        _sequence = steps.IsEmpty ? null : new(steps);
    }

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<SampleOp> Steps { get; }

    /// <summary>A recipe of these steps.</summary>
    /// <param name="steps">In order; none leaves every sample as it is.</param>
    public static Recipe Create(ReadOnlySpan<SampleOp> steps) => new([.. steps]);

    /// <summary>Reads a recipe from its JSON text.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is no recipe of this version; the text says where the fault is and what is allowed there.</exception>
    public static Recipe Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MaxLength)
            throw new FormatException($"A recipe has at most {MaxLength} characters; this one has {json.Length}.");
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 });
        }
        catch (JsonException e)
        {
            throw new FormatException($"The recipe is no JSON: {e.Message}", e);
        }
        try
        {
            return Read(node);
        }
        catch (ArgumentException e) when (e is not ArgumentOutOfRangeException)
        {
            throw new FormatException($"The recipe cannot be read: {e.Message}", e); // a name given twice in one object
        }
    }

    /// <summary>Reads a recipe from a file.</summary>
    /// <param name="path">The file.</param>
    /// <inheritdoc cref="Parse" path="/exception"/>
    public static Recipe Load(string path)
    {
        if (new FileInfo(path).Length > 4L * MaxLength)
            throw new FormatException($"{Path.GetFileName(path)}: a recipe has at most {MaxLength} characters.");
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{Path.GetFileName(path)}: {e.Message}", e);
        }
    }

    /// <summary>The recipe as indented JSON.</summary>
    public string ToJson() =>
        new JsonObject { ["deeprecipes"] = Version, ["steps"] = new JsonArray([.. Steps.Select(SampleOps.Write)]) }.ToJsonString(s_indented);

    /// <summary>Writes the recipe to a file.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => File.WriteAllText(path, ToJson() + "\n");

    /// <summary>Draws everything that is random and gives the one act that moves all of a sample.</summary>
    /// <param name="image">The picture that it is for.</param>
    /// <param name="draws">Where random values come from.</param>
    public GeometricAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var act = _sequence is null ? draws.Act<Chain>().Begin(image.Shape) : (Chain)_sequence.Draw(image, draws);
        draws.Finish();
        return act;
    }

    /// <summary>The width and height after the recipe where every draw gives the same; null where that is not known.</summary>
    /// <param name="before">The width and height before, where they are known.</param>
    public (int Width, int Height)? SizeAfter((int Width, int Height)? before) => _sequence is null ? before : _sequence.SizeAfter(before);

    /// <summary>Refuses targets that a step cannot move, so that nothing of a sample is left behind.</summary>
    /// <param name="targets">What samples are made of.</param>
    /// <param name="name">How the caller calls a target ("mask", "keypoints", "boxes", "oriented boxes"), for instance the name of its column.</param>
    /// <exception cref="ArgumentException">A step cannot move a target; the text names both, and why.</exception>
    public void Check(SampleTargets targets, Func<string, string>? name = null)
    {
        name ??= target => target;
        var nothing = targets with { HasMask = false, HasBoxes = false, HasKeypoints = false, HasOrientedBoxes = false };
        for (var i = 0; i < Steps.Length; i++)
        {
            // One target at a time: so it is known which one is refused.
            Refuse(i, targets.HasMask, nothing with { HasMask = true }, "mask");
            Refuse(i, targets.HasKeypoints, nothing with { HasKeypoints = true }, "keypoints");
            Refuse(i, targets.HasBoxes, nothing with { HasBoxes = true }, "boxes");
            Refuse(i, targets.HasOrientedBoxes, nothing with { HasOrientedBoxes = true }, "oriented boxes");
        }

        void Refuse(int step, bool present, SampleTargets one, string target)
        {
            if (present && Steps[step].Refuses(one) is { } reason)
                throw new ArgumentException($"steps[{step}] ({Steps[step].GetType().Name}) cannot move {name(target)}: {reason}.", nameof(targets));
        }
    }

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<SampleOp>.Enumerator GetEnumerator() => Steps.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Recipe? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Recipe);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.IsEmpty ? 0 : HashCode.Combine(Steps.Length, Steps[0]);

    private static Recipe Read(JsonNode? node)
    {
        if (node is not JsonObject given)
            throw new FormatException("A recipe is an object {\"deeprecipes\": 1, \"steps\": [...]}.");
        if (given["deeprecipes"] is not JsonValue value || !value.TryGetValue(out int version))
            throw new FormatException("\"deeprecipes\" is missing or no whole number; it holds the version of the format, 1.");
        if (version != Version)
            throw new FormatException($"\"deeprecipes\" is {version}; this program reads version {Version}.");
        if (given.FirstOrDefault(member => member.Key is not ("deeprecipes" or "steps")) is { Key: { } unknown })
            throw new FormatException($"\"{unknown}\" is unknown; a recipe has \"deeprecipes\" and \"steps\".");
        if (given["steps"] is not JsonArray steps)
            throw new FormatException("\"steps\" is missing or no list; it holds the ops, in order.");
        if (steps.Count > MaxSteps)
            throw new FormatException($"\"steps\" holds {steps.Count} ops; at most {MaxSteps} are allowed.");
        return new([.. steps.Select((step, i) => SampleOps.Read(step, $"steps[{i}]"))]);
    }
}
