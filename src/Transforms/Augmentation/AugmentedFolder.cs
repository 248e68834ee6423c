using System.Runtime.ExceptionServices;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Copies of a COCO data set's pictures on disk: what the command line's <c>augment</c> does.</summary>
public static class AugmentedFolder
{
    private const long MostPixels = 1L << 28;

    /// <summary>Reads each picture, makes its copies and writes them, several at once and handed out in the order of the file. A copy is written whole or not at all.</summary>
    /// <param name="augmenter">The COCO file and the recipe.</param>
    /// <param name="images">The folder that the file's names are in; none may leave it.</param>
    /// <param name="destination">The folder that the copies go to, by <see cref="CocoCopy.FileName"/>.</param>
    /// <param name="copies">Copies of each picture, at least 1.</param>
    /// <exception cref="IOException">A copy cannot be written.</exception>
    public static IEnumerable<AugmentedPicture> Write(CocoAugmenter augmenter, string images, string destination, int copies)
    {
        ArgumentNullException.ThrowIfNull(augmenter);
        Ensure.Positive(copies);
        return InOrder(augmenter.Pictures.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(picture => One(augmenter, picture, images, destination, copies)));
    }

    private static IEnumerable<AugmentedPicture> InOrder(IEnumerable<(AugmentedPicture Picture, Exception? Error)> pictures)
    {
        foreach (var (picture, error) in pictures)
        {
            // Thrown here and not where it happened, so that it comes as itself and not wrapped by the parallel query.
            if (error is not null)
                ExceptionDispatchInfo.Throw(error);
            yield return picture;
        }
    }

    private static (AugmentedPicture, Exception?) One(CocoAugmenter augmenter, CocoPicture picture, string images, string destination, int copies)
    {
        try
        {
            using var image = ImageFile.Read(Inside(images, picture.FileName), MostPixels);
            var format = new PictureFormat(image.Shape(), image.Order());
            var made = new CocoCopy[copies];
            for (var i = 0; i < copies; i++)
            {
                made[i] = augmenter.Augment(picture, format, image.Pixels, i);
                using var copy = MLImage.CreateFromPixels(made[i].Format.Shape.Width, made[i].Format.Shape.Height, image.PixelFormat, made[i].Pixels.Span);
                PictureFile.Save(copy, Inside(destination, made[i].FileName));
            }
            return (new(picture, made, null), null);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or ArgumentException or InvalidOperationException)
        {
            return (new(picture, [], $"image {picture.Id} ({picture.FileName}): {e.Message}"), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (new(picture, [], null), e);
        }
    }

    private static string Inside(string folder, string name)
    {
        var root = Path.GetFullPath(folder);
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"the name leaves the folder '{folder}'");
    }
}

/// <summary>A picture and its copies.</summary>
/// <param name="Source">The picture.</param>
/// <param name="Copies">Its copies, as they were written; none where there is a problem.</param>
/// <param name="Problem">Why the picture could not be augmented, with its id; null where it could.</param>
public sealed record AugmentedPicture(CocoPicture Source, IReadOnlyList<CocoCopy> Copies, string? Problem);
