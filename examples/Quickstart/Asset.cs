using System.Reflection;

namespace Quickstart;

/// <summary>The models, photos and digits that the build fetched.</summary>
internal static class Asset
{
    private static readonly string s_root = typeof(Asset).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "AssetsRoot").Value!;

    /// <summary>The path of a fetched file.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string Path(string part, string file)
    {
        var path = System.IO.Path.Combine(s_root, part, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"'{path}' is missing. Build in a clone of the repository: the build fetches it.", path);
    }
}
