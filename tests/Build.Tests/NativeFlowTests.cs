namespace DeepRecipes.Build.Tests;

/// <summary>A room's native library stands beside every program that reaches the room, also where it was fetched only by that very build, and is published with it.</summary>
public sealed class NativeFlowTests : IDisposable
{
    private readonly MadeRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [FactOnUnix]
    public void ANativeLibraryGoesWhereTheRoomGoes()
    {
        var npm = new NpmPackage(_repository, ("lib/made", "native"));
        string library = OperatingSystem.IsMacOS() ? "made.dylib" : "made.so";
        _repository.Replace("eng/Natives.proj", "  <UsingTask", $"""
              <ItemGroup>
                <Part Include="made" Folder="natives" Package="made" Version="1.0.0" Integrity="{npm.Integrity}" Keep="lib/made -> {library}" />
              </ItemGroup>
              <UsingTask
            """);
        _repository.Replace("src/Embedded/DeepRecipes.Embedded.csproj", "<ItemGroup>", "<ItemGroup><NativePart Include=\"made\" Library=\"made\" />");
        _repository.Write("examples/Made/Made.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><UsesOnnxRuntime>true</UsesOnnxRuntime></PropertyGroup>
              <ItemGroup><ProjectReference Include="../../src/Room/DeepRecipes.Room.csproj" /></ItemGroup>
            </Project>
            """);
        _repository.Write("examples/Made/Program.cs", "return;");

        _ = _repository.Dotnet.Run("publish", "examples/Made", "--output", "published").Succeeded();
        Assert.Equal("native", File.ReadAllText(_repository.Path("published/" + library)));
        Assert.Equal("native", File.ReadAllText(_repository.Path("examples/Made/bin/Release/net10.0/" + library)));
        Assert.Equal(1, npm.Calls);
    }
}
