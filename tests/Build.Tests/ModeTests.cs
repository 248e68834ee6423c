namespace DeepRecipes.Build.Tests;

/// <summary>The rules of eng/MLNet.targets, each on a small made repository.</summary>
public sealed class ModeTests : IDisposable
{
    private readonly MadeRepository _repository = new();

    private string RestoredRoom => File.ReadAllText(_repository.Path("src/Room/obj/project.assets.json"));

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void ASourceWithoutMLNetMeansEmbeddedAndAChangedSourceIsAskedAgain()
    {
        _ = _repository.Dotnet.Run("restore").Succeeded();
        Assert.Equal("embedded", _repository.Answer);
        Assert.Contains("DeepRecipes.Embedded/", RestoredRoom, StringComparison.Ordinal);

        // From one project, whose own evaluation still has the old answer.
        _repository.UseSourceWithMLNet();
        _ = _repository.Dotnet.Run("restore", "src/Room").Succeeded();
        Assert.Equal("package", _repository.Answer);
        Assert.Contains("Microsoft.ML.FastTree/5.0.0", RestoredRoom, StringComparison.Ordinal);
        Assert.DoesNotContain("DeepRecipes.Embedded/", RestoredRoom, StringComparison.Ordinal);
    }

    [Fact]
    public void ASourceOutOfReachStopsTheBuildAndLeavesNoAnswer()
    {
        _repository.Write("artifacts/mlnet.txt", "embedded and-another-key");
        _repository.UseSource("nowhere");
        _ = _repository.Dotnet.Run("restore").FailedOnlyWith("DRM006").Says("NU1301");
        Assert.Null(_repository.Answer);
    }

    [Fact]
    public void TheGpuLibraryIsNeededUnlessTheCpuOneIsChosen()
    {
        _repository.UseSourceWithMLNet(without: "Microsoft.ML.OnnxRuntime.Gpu");
        _ = _repository.Dotnet.Run("restore", "src/Room").Succeeded();
        Assert.Equal(OperatingSystem.IsMacOS() ? "package" : "embedded", _repository.Answer);
        _ = _repository.Dotnet.Run("restore", "src/Room", "-p:OnnxRuntime=cpu").Succeeded();
        Assert.Equal("package", _repository.Answer);
    }

    [Fact]
    public void OnePackageMissingMeansEmbeddedButAnotherVersionIsNoAnswer()
    {
        _repository.UseSourceWithMLNet(without: "Microsoft.ML.FastTree");
        _ = _repository.Dotnet.Run("restore", "src/Room").Succeeded();
        Assert.Equal("embedded", _repository.Answer);

        // Only an older one: NU1102.
        _repository.UseSourceWithMLNet();
        _repository.Replace("Directory.Packages.props", "\"Microsoft.ML.FastTree\" Version=\"5.0.0\"", "\"Microsoft.ML.FastTree\" Version=\"5.0.1\"");
        _ = _repository.Dotnet.Run("restore", "src/Room").Succeeded();
        Assert.Equal("embedded", _repository.Answer);

        // Only a newer one, which NuGet would take with a warning (NU1603): the pins are exact.
        _repository.Replace("Directory.Packages.props", "\"Microsoft.ML.FastTree\" Version=\"5.0.1\"", "\"Microsoft.ML.FastTree\" Version=\"4.0.0\"");
        _ = _repository.Dotnet.Run("restore", "src/Room").FailedOnlyWith("DRM006").Says("NU1603");
        Assert.Null(_repository.Answer);
    }

    [Fact]
    public void PackageModeNeitherBuildsNorTestsNorPacksTheEmbeddedPart()
    {
        _repository.UseSourceWithMLNet();
        foreach (string folder in (string[])["src/Embedded", "src/Embedded/OnnxRuntime", "tests/Embedded.Tests"])
        {
            _repository.Write(folder + "/Broken.cs", "#error compiled");
        }

        _ = _repository.Dotnet.Run("build").Succeeded().Says("ML.NET: package");
        _ = _repository.Dotnet.Run("pack", "--no-build", "--configuration", "Debug", "--output", "packed").Succeeded();
        Assert.Equal("package", _repository.Answer);
        Assert.Equal("DeepRecipes.Room.0.1.0.nupkg", string.Join(' ', Directory.EnumerateFiles(_repository.Path("packed")).Select(f => Path.GetFileName(f))));
        _ = _repository.Dotnet.Run("test", "--no-restore").Succeeded();
        Assert.False(Directory.Exists(_repository.Path("src/Embedded/bin")));
    }

    [Fact]
    public void EmbeddedModeBuildsAndSaysSoOnceButDoesNotPack()
    {
        Ran built = _repository.Dotnet.Run("build").Succeeded();
        Assert.Equal(1, built.Count("ML.NET: embedded"));
        Assert.True(File.Exists(_repository.Path("src/Room/bin/Debug/net10.0/DeepRecipes.Embedded.dll")));
        _ = _repository.Dotnet.Run("pack", "src/Room", "--no-restore").FailedOnlyWith("DRM004");
        _ = _repository.Dotnet.Run("msbuild", "src/Room", "-t:Pack", "-p:Configuration=Debug").FailedOnlyWith("DRM004");
        Assert.Empty(Directory.EnumerateFiles(_repository.Folder, "*.nupkg", SearchOption.AllDirectories));
    }

    [Fact]
    public void AGivenModeIsTakenUnasked()
    {
        _ = _repository.Dotnet.Run("restore", "src/Room", "-p:MLNet=both").FailedOnlyWith("DRM001");
        _repository.UseSource("nowhere");
        _repository.Dotnet.Variables["MLNet"] = "embedded";
        _ = _repository.Dotnet.Run("build", "src/Embedded").Succeeded().Says("ML.NET: embedded");
        Assert.Null(_repository.Answer);
    }

    [Fact]
    public void AProgramThatReachesOnnxRuntimeChoosesItsNativeLibrary()
    {
        _repository.Write("examples/Made/Made.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup><ProjectReference Include="../../src/Room/DeepRecipes.Room.csproj" /></ItemGroup>
            </Project>
            """);
        _repository.Write("examples/Made/Program.cs", "return;");
        _ = _repository.Dotnet.Run("build", "examples/Made").FailedOnlyWith("DRM005");
    }
}
