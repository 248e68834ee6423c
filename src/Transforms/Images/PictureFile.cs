using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Writes pictures.</summary>
public static class PictureFile
{
    /// <summary>Writes a picture whole or not at all: beside its place, and moved there. Folders are made where they do not exist.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="path">The file; its ending says how the picture is encoded (.png, .jpg, .jpeg, .webp).</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="ArgumentException">The ending is another.</exception>
    public static void Save(MLImage image, string path)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        // The ending stays the last.
        var temporary = Path.ChangeExtension(full, null) + $".{Guid.NewGuid():N}.tmp{Path.GetExtension(full)}";
        try
        {
            image.Save(temporary);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
