using System.Reflection;

// dotnet run --project examples/Tasks -- NAME: one task of this folder, each a file with a static Run().
Type[] tasks = [.. Assembly.GetExecutingAssembly().GetTypes().Where(type => type.Namespace == "Tasks" && type.GetMethod("Run", BindingFlags.Public | BindingFlags.Static) is not null)];
if (args is not [var name] || Array.Find(tasks, task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } wanted)
{
    Console.Error.WriteLine($"Which task? {string.Join(", ", tasks.Select(task => task.Name).Order(StringComparer.Ordinal))}");
    return 1;
}

wanted.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
return 0;
