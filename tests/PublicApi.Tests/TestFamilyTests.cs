using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DeepRecipes.Contracts;

namespace DeepRecipes.PublicApi.Tests;

/// <summary>Nothing public goes untested: each public type that does some work is named in its room's tests. Interfaces, abstract bases, enums and plain data are tested through what implements, takes or gives them.</summary>
public partial class TestFamilyTests
{
    public static TheoryData<string> AllRooms => Rooms.All;

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Each_public_type_that_works_is_named_in_its_rooms_tests(string room)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        foreach (string file in TestFiles(room))
            words.UnionWith(Word().Matches(File.ReadAllText(file)).Select(match => match.Value));
        string[] untested = [.. Rooms.PublicTypes(room).Where(DoesWork).Where(type => !IsNamed(type, words)).Select(type => type.Name.Split('`')[0]).Order(StringComparer.Ordinal)];
        Assert.True(untested.Length == 0, $"tests/{room}.Tests does not name {string.Join(", ", untested)}.");
    }

    private static bool DoesWork(Type type) => !type.IsInterface && !type.IsEnum && !(type.IsAbstract && !type.IsSealed) && type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Any(method => !method.IsSpecialName && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && method.GetBaseDefinition() == method);

    // An attribute is used without its ending, extension methods without their class.
    private static bool IsNamed(Type type, HashSet<string> words)
    {
        string name = type.Name.Split('`')[0];
        MethodInfo[] extensions = [.. type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false))];
        return words.Contains(name)
            || (name.EndsWith("Attribute", StringComparison.Ordinal) && words.Contains(name[..^"Attribute".Length]))
            || (extensions.Length > 0 && extensions.All(method => words.Contains(method.Name)));
    }

    private static IEnumerable<string> TestFiles(string room)
    {
        string tests = Path.Combine(TestData.RepoRoot, "tests");
        string[] folders = [Path.Combine(tests, room + ".Tests"), Path.Combine(tests, "Contracts"), Path.Combine(tests, "MLNet.Tests")];
        return folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
