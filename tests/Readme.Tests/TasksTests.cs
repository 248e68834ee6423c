using System.Reflection;

namespace DeepRecipes.Readme.Tests;

/// <summary>Every task under examples/Tasks runs, and those that show one job in two ways find the same. The console belongs to the process: nothing else runs beside.</summary>
[CollectionDefinition(nameof(TasksTests), DisableParallelization = true)]
[Collection(nameof(TasksTests))]
public class TasksTests
{
    public static TheoryData<string> All => new(typeof(Tasks.FaceLandmarks).Assembly.GetTypes().Where(type => RunOf(type) is not null && type.Namespace == "Tasks").Select(type => type.FullName!));

    [Theory]
    [MemberData(nameof(All))]
    public void A_task_runs(string task) => Assert.NotEmpty(Printed(typeof(Tasks.FaceLandmarks).Assembly.GetType(task)!));

    [Fact]
    public void With_and_without_MLNet_the_faces_are_the_same()
    {
        string[] with = Printed(typeof(Tasks.FaceLandmarks)), without = Printed(typeof(Tasks.WithoutMLNet));
        Assert.Equal(3, with.Length);
        Assert.Equal(without.Select(line => line[line.IndexOf("chin", StringComparison.Ordinal)..]), with.Select(line => line[line.IndexOf("chin", StringComparison.Ordinal)..]));
    }

    private static MethodInfo? RunOf(Type type) => type.GetMethod("Run", BindingFlags.Public | BindingFlags.Static);

    private static string[] Printed(Type task)
    {
        var (before, text) = (Console.Out, new StringWriter());
        Console.SetOut(text);
        try
        {
            RunOf(task)!.Invoke(null, null);
        }
        finally
        {
            Console.SetOut(before);
        }

        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
