using System.Text.RegularExpressions;
using Microsoft.ML;

namespace DeepRecipes.Embedded.Tests;

/// <summary>
/// What src/Embedded offers is a part of what ML.NET 5.0 offers, spelled the same, so that sources written against it mean the same on the real one.
/// It may hold fewer types, members and interfaces, but never a type, member, base class or constraint of its own; and where it holds a part of
/// something whose parts depend on each other (overloads, enumerations, interfaces, abstract members), it holds the whole.
/// </summary>
public sealed partial class ApiFaithfulnessTests
{
    private static readonly Dictionary<string, ApiType> Listed = ReadList();
    private static readonly Dictionary<string, ApiType> Held = typeof(MLContext).Assembly.GetExportedTypes().Select(ApiType.Of).ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static TheoryData<string> Types => new(Held.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_is_one_of_ML_NETs(string name)
    {
        Assert.True(Listed.TryGetValue(name, out var listed), $"{name} is no public type of ML.NET 5.0.");
        var held = Held[name];
        Assert.Equal(listed.Kind, held.Kind);
        Assert.Equal(listed.Constraints, held.Constraints);
        Assert.All(held.Bases, b => Assert.Contains(b, listed.Bases, StringComparer.Ordinal));
        Assert.Equal(BaseClass(listed), BaseClass(held));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_members_are_ML_NETs(string name)
        => Assert.Empty(Held[name].Members.Except(Listed[name].Members, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void What_belongs_together_is_there_as_a_whole(string name)
    {
        var (held, listed) = (Held[name], Listed[name]);
        var overloaded = held.Members.Select(ApiType.OverloadName).Where(n => n != null).ToHashSet(StringComparer.Ordinal);
        var needed = listed.Members.Where(member =>
            held.Kind is "enum" or "interface"
            || member.Contains(" abstract ", StringComparison.Ordinal)
            || (ApiType.OverloadName(member) is { } overload && overloaded.Contains(overload)));

        Assert.Empty(needed.Where(OnlyNamesHeldTypes).Except(held.Members, StringComparer.Ordinal));
    }

    [Fact]
    public void The_list_is_read_whole()
    {
        Assert.True(Listed.Count > 400, $"{Listed.Count} types");
        Assert.Contains("public System.Nullable<Microsoft.ML.DataViewSchema.Column> GetColumnOrNull(string name)", Listed["Microsoft.ML.DataViewSchema"].Members, StringComparer.Ordinal);
        Assert.Equal("class", Listed["Microsoft.ML.Data.BinaryClassificationMetrics"].Kind);
        Assert.Equal(" where TSrc : class where TDst : class, new()", Listed["Microsoft.ML.PredictionEngineBase<TSrc, TDst>"].Constraints);
    }

    [Theory]
    [InlineData("public static void Add<T>(int a)", "Add")]
    [InlineData("public .ctor(int a)", ".ctor")]
    [InlineData("public System.Func<int, bool> Make(int a)", "Make")]
    [InlineData("public System.Func<int, bool> Make<T, U>(int a) where T : new()", "Make")]
    [InlineData("public int Count { get; }", null)]
    [InlineData("(no public constructor)", null)]
    public void The_name_of_an_overload_is_found(string member, string? name) => Assert.Equal(name, ApiType.OverloadName(member));

    /// <summary>Types that a member names, in its signature or as the enumeration of a default value, are all held.</summary>
    private static bool OnlyNamesHeldTypes(string member) => MLNetTypeName().Matches(member).All(match => Held.Values.Any(held =>
        held.Name == match.Value
        || held.Name.StartsWith(match.Value + "<", StringComparison.Ordinal)
        || (held.Kind == "enum" && match.Value.StartsWith(held.Name + ".", StringComparison.Ordinal))));

    /// <summary>In a list of bases, the class comes first; interfaces are known by their I.</summary>
    private static string? BaseClass(ApiType type)
        => type.Kind.EndsWith("class", StringComparison.Ordinal) && type.Bases.Length > 0 && !InterfaceName().IsMatch(type.Bases[0]) ? type.Bases[0] : null;

    private static Dictionary<string, ApiType> ReadList()
    {
        using var reader = new StreamReader(typeof(ApiFaithfulnessTests).Assembly.GetManifestResourceStream("mlnet-5.0-api.txt")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(block => ApiType.Parse(block.Trim('\n')))
            .ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"Microsoft\.ML\.[A-Za-z0-9_.]*[A-Za-z0-9_]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MLNetTypeName();

    [GeneratedRegex(@"(^|\.)I[A-Z][A-Za-z0-9]*(<.*>)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InterfaceName();
}
