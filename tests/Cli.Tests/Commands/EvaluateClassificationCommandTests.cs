using System.Globalization;
using System.Text;
using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Cli.Tests.Commands;

public class EvaluateClassificationCommandTests
{
    private static readonly Dictionary<string, JsonElement> Cases = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("classification.json"))).RootElement
        .GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!, StringComparer.Ordinal);

    // Those with probabilities of a positive class, and no weights.
    public static TheoryData<string> Binary => [.. Cases.Where(c => c.Value.GetProperty("kind").GetString() == "binary" && c.Value.TryGetProperty("log_loss", out _)
        && c.Value.GetProperty("sample_weight").ValueKind == JsonValueKind.Null && c.Value.GetProperty("roc_auc").ValueKind == JsonValueKind.Number).Select(c => c.Key)];

    [Theory]
    [MemberData(nameof(Binary))]
    public void Json_holds_scikit_learns_numbers(string name)
    {
        using var tool = new Tool();
        JsonElement oracle = Cases[name];
        var csv = new StringBuilder("id,y,p\n");
        foreach ((JsonElement y, JsonElement p) in oracle.GetProperty("y_true").EnumerateArray().Zip(oracle.GetProperty("y_score").EnumerateArray()))
            csv.Append(CultureInfo.InvariantCulture, $"x,{y.GetInt32()},{p.GetDouble():R}\n");
        tool.Does("evaluate", "classification", "--data", tool.Write("s.csv", csv.ToString()), "--label", "y", "--score", "p", "--json", tool.PathOf("out.json"), "--report", tool.PathOf("out.html"));

        JsonElement stats = tool.Json("out.json").GetProperty("stats");
        Close(oracle.GetProperty("roc_auc"), stats.GetProperty("ROCAUC"));
        Close(oracle.GetProperty("average_precision"), stats.GetProperty("AP"));
        Close(oracle.GetProperty("log_loss"), stats.GetProperty("logLoss"));
        JsonElement curves = tool.Json("out.json").GetProperty("curves");
        Points(oracle.GetProperty("roc_curve").GetProperty("fpr"), curves.GetProperty("roc").GetProperty("falsePositiveRates"));
        Points(oracle.GetProperty("roc_curve").GetProperty("tpr"), curves.GetProperty("roc").GetProperty("truePositiveRates"));
        Points(oracle.GetProperty("pr_curve").GetProperty("precision"), curves.GetProperty("precisionRecall").GetProperty("precisions"));
        Points(oracle.GetProperty("pr_curve").GetProperty("recall"), curves.GetProperty("precisionRecall").GetProperty("recalls"));
        Points(oracle.GetProperty("pr_curve").GetProperty("thresholds"), curves.GetProperty("precisionRecall").GetProperty("thresholds"));
        Assert.Contains("ROC AUC", tool.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(tool.PathOf("out.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_classes_have_a_column_each()
    {
        using var tool = new Tool();
        string csv = tool.Write("s.csv", "label,p0,p1,p2\r\ncat,0.7,0.2,0.1\r\n\"big \"\"dog\"\"\",0.1,0.8,0.1\r\ncat,0.3,0.6,0.1\r\nowl,0.1,0.1,0.8\r\n");
        string[] args = ["evaluate", "classification", "--data", csv, "--label", "label", "--scores", "p0,p1,p2"];
        tool.Refuses(args, "line 2, column 1", "'cat'", "p0, p1, p2");
        tool.Does([.. args, "--classes", "cat,big \"dog\",owl", "--json", tool.PathOf("out.json")]);
        JsonElement result = tool.Json("out.json");
        Assert.Equal(0.75, result.GetProperty("stats").GetProperty("accuracy").GetDouble());
        Assert.Equal(0.5, result.GetProperty("perClass").GetProperty("cat").GetProperty("recall").GetDouble());
        Assert.Equal(1, result.GetProperty("perClass").GetProperty("owl").GetProperty("curves").GetProperty("roc").GetProperty("truePositiveRates").EnumerateArray().Last().GetDouble());
        Assert.Equal(2, result.GetProperty("confusion").GetProperty("truthByPredicted")[0].EnumerateArray().Sum(n => n.GetDouble()));
    }

    [Fact]
    public void Raw_scores_and_a_named_positive_and_weights()
    {
        using var tool = new Tool();
        string csv = tool.Write("s.csv", "y,s,w\nspam,2.5,1\nham,-1,2\nham,3,1\nspam,-2,0\n");
        string[] args = ["evaluate", "classification", "--data", csv, "--label", "y", "--score", "s", "--positive", "spam", "--weight", "w"];
        tool.Refuses(args, "line 2, column 6", "'2.5'", "0 to 1");
        tool.Does([.. args, "--raw", "--json", tool.PathOf("out.json")]);
        JsonElement stats = tool.Json("out.json").GetProperty("stats");
        Assert.Equal(0.75, stats.GetProperty("accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, stats.GetProperty("logLoss").ValueKind);
    }

    [Fact]
    public void Intervals_are_the_same_for_parts_that_merge()
    {
        using var tool = new Tool();
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 2},{((i * 37) % 100 / 200.0) + (i % 2 * 0.3)}"))];
        string Csv(string name, IEnumerable<string> part) => tool.Write(name, "y,s\n" + string.Join('\n', part));
        void Evaluate(string csv, params string[] more) => tool.Does(["evaluate", "classification", "--data", csv, "--label", "y", "--score", "s", .. more]);
        Evaluate(Csv("all.csv", rows), "--bootstrap", "100", "--json", tool.PathOf("all.json"));
        Assert.Contains("ROCAUC", tool.Output, StringComparison.Ordinal);
        JsonElement result = tool.Json("all.json");
        foreach (JsonProperty interval in result.GetProperty("intervals").EnumerateObject())
            Assert.InRange(result.GetProperty("stats").GetProperty(interval.Name).GetDouble(), interval.Value.GetProperty("low").GetDouble() - 0.05, interval.Value.GetProperty("high").GetDouble() + 0.05);
        Assert.True(result.GetProperty("intervals").GetProperty("AP").GetProperty("low").GetDouble() < result.GetProperty("intervals").GetProperty("AP").GetProperty("high").GetDouble());
        Evaluate(Csv("a.csv", rows[..20]), "--partial", tool.PathOf("a.bin"));
        Evaluate(Csv("b.csv", rows[20..]), "--partial", tool.PathOf("b.bin"));
        tool.Does("merge", tool.PathOf("b.bin"), tool.PathOf("a.bin"), "--bootstrap", "100", "--json", tool.PathOf("merged.json"));
        Assert.Equal(File.ReadAllText(tool.PathOf("all.json")), File.ReadAllText(tool.PathOf("merged.json")));
        tool.Refuses(["merge", tool.PathOf("a.bin"), "--bootstrap", "3"], "Replicates", "10");
    }

    [Fact]
    public void Best_thresholds_say_what_they_give()
    {
        using var tool = new Tool();
        tool.Does("evaluate", "classification", "--data", tool.Write("s.csv", "y,s\n0,0.1\n0,0.4\n1,0.35\n1,0.8\n"), "--label", "y", "--score", "s", "--json", tool.PathOf("out.json"));
        JsonElement best = tool.Json("out.json").GetProperty("bestThresholds");
        Assert.Equal((0.35, 0.8), (best.GetProperty("F1").GetProperty("threshold").GetDouble(), best.GetProperty("F1").GetProperty("F1").GetDouble()));
        Assert.Equal((0.8, 0.0), (best.GetProperty("youden").GetProperty("threshold").GetDouble(), best.GetProperty("youden").GetProperty("falsePositiveRate").GetDouble()));
        // One class only: no aim can be met, and nothing is invented.
        tool.Does("evaluate", "classification", "--data", tool.Write("s.csv", "y,s\n0,0.1\n"), "--label", "y", "--score", "s", "--json", tool.PathOf("out.json"));
        Assert.Equal(JsonValueKind.Null, tool.Json("out.json").GetProperty("bestThresholds").GetProperty("youden").ValueKind);
    }

    [Theory]
    [InlineData("y,s\n1,0.5\n0\n", "line 3, column 1", "1 fields", "2 columns")]
    [InlineData("y,s\n1,0.5\n0,\"0.2\n", "line 3, column 3", "never closed")]
    [InlineData("y,s\n1,0.5\n0,0\"2\n", "line 3, column 4", "quote")]
    [InlineData("y,s\n1,\"0.5\"x\n", "line 2, column 8", "text follows")]
    [InlineData("y,s\n1,0.5\n2,0.5\n", "line 3, column 1", "'2'", "neither 1 nor 0")]
    [InlineData("y,s\n1,NaN\n", "line 2, column 3", "'NaN'", "0 to 1")]
    [InlineData("y,s\n1,1.5\n", "line 2, column 3", "'1.5'", "0 to 1")]
    [InlineData("y,s\n1,\n", "line 2, column 3", "''")]
    [InlineData("y,s\n1,0.5\n\n", "line 3, column 1", "1 fields")]
    [InlineData("y,y\n1,0.5\n", "line 1, column 3", "two columns", "'y'")]
    [InlineData("y,score\n1,0.5\n", "no column 's'", "'y', 'score'")]
    [InlineData("", "empty")]
    public void A_bad_file_is_named_with_line_and_column(string csv, params string[] texts)
    {
        using var tool = new Tool();
        tool.Refuses(["evaluate", "classification", "--data", tool.Write("s.csv", csv), "--label", "y", "--score", "s"], ["s.csv", .. texts]);
    }

    [Theory]
    [InlineData("Give either --score", "--label", "y")]
    [InlineData("Give either --score", "--label", "y", "--score", "a", "--scores", "a,b")]
    [InlineData("--positive and --raw belong to --score", "--label", "y", "--scores", "a,b", "--positive", "1")]
    [InlineData("--classes belongs to --scores", "--label", "y", "--score", "a", "--classes", "1,2")]
    public void Options_that_do_not_go_together_are_refused(string problem, params string[] args)
    {
        using var tool = new Tool();
        tool.Refuses(["evaluate", "classification", "--data", "s.csv", .. args], problem);
    }

    private static void Points(JsonElement expected, JsonElement actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
        foreach ((JsonElement one, JsonElement other) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
            Close(one, other);
    }

    private static void Close(JsonElement expected, JsonElement actual) => Assert.Equal(expected.GetDouble(), actual.GetDouble(), 1e-12);
}
