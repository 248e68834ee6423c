using System.Reflection;
using System.Xml.Linq;
using DeepRecipes.Contracts;

namespace DeepRecipes.PublicApi.Tests;

/// <summary>The rooms of the library, found by their folders. src/Embedded is no room: it is ML.NET's API, which has a test of its own.</summary>
internal static class Rooms
{
    public static IEnumerable<string> Names { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(TestData.RepoRoot, "src"))
            .Where(folder => Path.GetFileName(folder) != "Embedded" && File.Exists(ProjectFile(Path.GetFileName(folder))))
            .Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> All => new(Names);

    public static string ProjectFile(string room) => Path.Combine(TestData.RepoRoot, "src", room, $"DeepRecipes.{room}.csproj");

    public static Assembly Load(string room)
    {
        string name = XDocument.Load(ProjectFile(room)).Descendants("AssemblyName").SingleOrDefault()?.Value ?? $"DeepRecipes.{room}";
        return Assembly.Load(name);
    }

    /// <summary>The public types that a person wrote: not nested, not the compiler's.</summary>
    public static IEnumerable<Type> PublicTypes(string room) =>
        Load(room).GetExportedTypes().Where(type => !type.IsNested && !type.Name.StartsWith('<') && type.Name != "Program");
}
