using System.Text.Json.Nodes;
using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class RecipeTests
{
    private static Recipe Everything =>
    [
        new FlipHorizontal().WithProbability(.5),
        new OneOf(new FlipHorizontal(), new Sequence(new FlipHorizontal(), new FlipHorizontal())) { Weights = [1, 3] },
        new SomeOf(new FlipHorizontal(), new FlipHorizontal().WithProbability(.25), new FlipHorizontal()) { Count = (1, 2) },
    ];

    [Fact]
    public void AFileIsReadAndWrittenAlike()
    {
        var json = Everything.ToJson();
        var read = Recipe.Parse(json);
        Assert.Equal(Everything, read);
        Assert.Equal(json, read.ToJson());
        Assert.StartsWith("{\n  \"deeprecipes\": 1,\n  \"steps\": [", json.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[]""", "object")]
    [InlineData("""{"steps": []}""", "deeprecipes")]
    [InlineData("""{"deeprecipes": 2, "steps": []}""", "version 1")]
    [InlineData("""{"deeprecipes": 1}""", "steps")]
    [InlineData("""{"deeprecipes": 1, "steps": [], "seed": 3}""", "seed")]
    [InlineData("""{"deeprecipes": 1, "steps": [3]}""", "steps[0]")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "FlipHorizontal"}, {"kind": "Flop"}]}""", "steps[1]: unknown op \"Flop\"; ops are: ", "FlipHorizontal")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "OneOf", "ops": [{"kind": "FlipHorizontal"}, {"kind": "Flop"}]}]}""", "steps[0].ops[1]: unknown op \"Flop\"")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "Sometimes", "probability": 0.5, "op": {"kind": "FlipHorizontal", "p": 1}}]}""", "steps[0].op: op \"FlipHorizontal\" has no option \"p\"")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "JpegArtefacts", "subsampling": "4:2:0"}]}""", "steps[0]: op \"JpegArtefacts\"", "\"subsampling\" must be one of chroma420, chroma444.")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "Sometimes", "probability": 1.5, "op": {"kind": "FlipHorizontal"}}]}""", "steps[0]", "Probability must be from 0 to 1")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "Sometimes", "op": {"kind": "FlipHorizontal"}}]}""", "steps[0]", "probability")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "SomeOf", "count": [1, 5], "ops": [{"kind": "FlipHorizontal"}]}]}""", "steps[0]", "from 0 to 1")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "SomeOf", "count": [0, 0.5], "ops": [{"kind": "FlipHorizontal"}]}]}""", "steps[0]", "whole")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "SomeOf", "count": "many", "ops": [{"kind": "FlipHorizontal"}]}]}""", "steps[0]", "[least, most]")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "OneOf", "ops": []}]}""", "steps[0]", "at least one")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "OneOf", "weights": [1, 2], "ops": [{"kind": "FlipHorizontal"}]}]}""", "steps[0]", "Weights")]
    [InlineData("""{"deeprecipes": 1, "steps": [{"kind": "System.Diagnostics.Process"}]}""", "steps[0]: unknown op")]
    [InlineData("""{"deeprecipes": 1, "steps": [""", "no JSON")]
    public void AWrongFileIsRefusedWithItsPlace(string json, params string[] says)
    {
        var e = Assert.Throws<FormatException>(() => Recipe.Parse(json));
        Assert.All(says, text => Assert.Contains(text, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void TooLargeAFileIsRefused()
    {
        Assert.Throws<FormatException>(() => Recipe.Parse(new string(' ', Recipe.MaxLength + 1)));
        var steps = new JsonArray([.. Enumerable.Range(0, Recipe.MaxSteps + 1).Select(_ => SampleOps.Write(new FlipHorizontal()))]);
        Assert.Throws<FormatException>(() => Recipe.Parse(new JsonObject { ["deeprecipes"] = 1, ["steps"] = steps }.ToJsonString()));
        Assert.Throws<FormatException>(() => Recipe.Parse("""{"deeprecipes": 1, "steps": [""" + string.Concat(Enumerable.Repeat("""{"kind": "Sometimes", "probability": 1, "op": """, 5000))));
    }

    [Fact]
    public void AFileErrorNamesTheFile()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "{}");
        Assert.Contains(Path.GetFileName(path), Assert.Throws<FormatException>(() => Recipe.Load(path)).Message, StringComparison.Ordinal);
        Everything.Save(path);
        Assert.Equal(Everything, Recipe.Load(path));
        File.Delete(path);
    }

    [Fact]
    public void ProbabilitiesAndChoicesHold()
    {
        int mirrored = Count([new FlipHorizontal().WithProbability(.3)]);
        Assert.InRange(mirrored, 250, 350);
        Assert.InRange(Count([new OneOf(new FlipHorizontal(), new Sequence(new FlipHorizontal(), new FlipHorizontal())) { Weights = [1, 3] }]), 200, 300);
        Assert.Equal(1000, Count([new SomeOf(new FlipHorizontal(), new FlipHorizontal(), new FlipHorizontal()) { Count = 1 }]));
        Assert.Equal(0, Count([new SomeOf(new FlipHorizontal(), new FlipHorizontal(), new FlipHorizontal()) { Count = 2 }]));
        Assert.InRange(Count([new SomeOf(new FlipHorizontal(), new FlipHorizontal()) { Count = (0, 2) }]), 280, 390);

        static int Count(Recipe recipe) =>
            Enumerable.Range(0, 1000).Count(i => recipe.Draw(new ImageShape(4, 4, 3), Draws.Keyed(new(3, 0, (ulong)i))).Mirrors);
    }

    [Fact]
    public void ARecipeOfNothingCopies()
    {
        var shape = new ImageShape(5, 4, 3);
        var sample = new Sample(shape, Samples.Bytes(shape.Length)) { Mask = Samples.Bytes(20) };
        var copy = new Augmenter([]).Apply(sample, 1).Sample;
        Assert.Equal(sample.Pixels.ToArray(), copy.Pixels.ToArray());
        Assert.Equal(sample.Mask.Value.ToArray(), copy.Mask!.Value.ToArray());
    }

    [Fact]
    public void OnlyWhatIsRandomIsCalledRandom()
    {
        Assert.False(new FlipHorizontal().WithProbability(1).IsRandom);
        Assert.False(new FlipHorizontal().WithProbability(0).IsRandom);
        Assert.True(new FlipHorizontal().WithProbability(.5).IsRandom);
        Assert.False(new OneOf(new FlipHorizontal()).IsRandom);
        Assert.True(new OneOf(new FlipHorizontal(), new FlipHorizontal()).IsRandom);
        Assert.False(new SomeOf(new FlipHorizontal(), new FlipHorizontal()) { Count = 2 }.IsRandom);
        Assert.True(new SomeOf(new FlipHorizontal(), new FlipHorizontal()) { Count = 1 }.IsRandom);
        Assert.False(new SomeOf(new FlipHorizontal().WithProbability(.5)) { Count = 0 }.IsRandom);
        Assert.True(new Sequence(new FlipHorizontal(), new FlipHorizontal().WithProbability(.5)).IsRandom);
    }
}
