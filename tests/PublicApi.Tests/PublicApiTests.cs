using DeepRecipes.Contracts;

namespace DeepRecipes.PublicApi.Tests;

/// <summary>
/// The public API of every room stands in a text file beside this one, so that a change of it shows in the diff that a reviewer reads. To accept a
/// change: <c>DEEPRECIPES_ACCEPT_API=1 dotnet test tests/PublicApi.Tests</c>, and commit the files.
/// </summary>
public class PublicApiTests
{
    private const string AcceptVariable = "DEEPRECIPES_ACCEPT_API";

    public static TheoryData<string> AllRooms => Rooms.All;

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Is_what_the_text_file_says(string room)
    {
        string path = Path.Combine(TestData.RepoRoot, "tests", "PublicApi.Tests", room + ".txt");
        IReadOnlyList<string> actual = ApiText.Of(Rooms.PublicTypes(room));
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
            File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
        string[] expected = File.Exists(path) ? File.ReadAllLines(path) : [];
        Assert.True(expected.SequenceEqual(actual, StringComparer.Ordinal), Difference(room, expected, actual));
    }

    [Fact]
    public void No_text_file_outlives_its_room()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Path.Combine(TestData.RepoRoot, "tests", "PublicApi.Tests"), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!);
        Assert.Empty(files.Except(Rooms.Names, StringComparer.Ordinal));
    }

    private static string Difference(string room, string[] expected, IReadOnlyList<string> actual)
    {
        IEnumerable<string> lines = expected.Except(actual, StringComparer.Ordinal).Select(line => "- " + line)
            .Concat(actual.Except(expected, StringComparer.Ordinal).Select(line => "+ " + line))
            // A change of one member stands as two lines, one under the other.
            .OrderBy(line => line[2..], StringComparer.Ordinal).ThenByDescending(line => line[0]);
        return $"""
            The public API of {room} is not what tests/PublicApi.Tests/{room}.txt says (- the file, + the code):

            {string.Join('\n', lines)}

            If that is meant: {AcceptVariable}=1 dotnet test tests/PublicApi.Tests, and commit the file. A line that went away breaks callers: say so in CHANGELOG.md.
            """;
    }
}
