using System.Reflection;

namespace DeepRecipes.PublicApi.Tests;

/// <summary>Which room may know which, as docs and DESIGN say. What is not written here is forbidden; ML.NET is known only from Transforms on.</summary>
public class RoomArrowsTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Kernels"] = [],
        ["Detection"] = ["Kernels"],
        ["Metrics"] = ["Kernels"],
        ["Augmentation"] = ["Kernels"],
        ["Reports"] = ["Kernels", "Metrics"],
        ["Transforms"] = ["Augmentation", "Detection", "Kernels", "Microsoft.ML"],
        ["Estimators"] = ["Augmentation", "Detection", "Kernels", "Metrics", "Microsoft.ML", "Transforms"],
        ["Doctor"] = ["Augmentation", "Detection", "Estimators", "Kernels", "Metrics", "Microsoft.ML", "Reports", "Transforms"],
        ["Cli"] = ["Augmentation", "Detection", "Doctor", "Estimators", "Kernels", "Metrics", "Microsoft.ML", "Reports", "Transforms"],
    };

    public static TheoryData<string> AllRooms => Rooms.All;

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void A_room_references_only_what_it_may_know(string room)
    {
        Assert.True(MayKnow.TryGetValue(room, out string[]? allowed), $"The room {room} is new: write here which rooms it may know.");
        foreach (AssemblyName reference in Rooms.Load(room).GetReferencedAssemblies())
        {
            string name = reference.Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal) || reference.Name == "DeepRecipes.Embedded" ? "Microsoft.ML"
                : reference.Name.Replace("DeepRecipes.", "", StringComparison.Ordinal);
            bool isOurs = name == "Microsoft.ML" || reference.Name.StartsWith("DeepRecipes.", StringComparison.Ordinal);
            Assert.True(!isOurs || allowed!.Contains(name, StringComparer.Ordinal), $"{room} references {reference.Name}; it may know only: {string.Join(", ", allowed!)}.");
        }
    }
}
