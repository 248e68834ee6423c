using System.Runtime.InteropServices;
using DeepRecipes;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Quickstart;

/// <summary>A photo with its faces, as augmentation moves them.</summary>
internal sealed class FaceRow
{
    public string Path { get; set; } = "";

    [VisionImage]
    public MLImage? Image { get; set; }

    [VectorType(0, 4)]
    public float[] Boxes { get; set; } = [];

    [VectorType(0, 5, 3)]
    public float[] Points { get; set; } = [];
}

/// <summary>An augmented picture for the report.</summary>
internal sealed record AugmentedPhoto(byte[] Jpeg, int Width, int Height, Box[] Boxes, float[] Points);

/// <summary>What flipping does when it is done right, and when it is not.</summary>
internal sealed record FlipResult(ReferencePhoto Original, AugmentedPhoto Right, float[] NaivePoints, double RightError, double NaiveError, double Agreement);

/// <summary>Augment: a photo is mirrored and given noise, clamped to its range, with everything that belongs to it.</summary>
internal static class FlipStage
{
    public const int Steps = 3;

    public static FlipResult Run(MLContext context, FaceResult faces, Action done)
    {
        var photo = faces.Photos[0];
        var augmented = Augment(context, photo);
        done();

        // On the mirrored photo the network says where the eyes are now: that is what the moved truth must agree with.
        var flipped = FaceStage.BlazeFace(context, context.Vision().FlipHorizontal(new("Image")));
        var data = FaceStage.View(context, faces.Photos);
        var found = FaceStage.Rows(context, flipped.Fit(data).Transform(data));
        done();

        var naive = Naive(photo);
        var result = new FlipResult(
            photo, augmented, naive, Error(augmented.Points, augmented.Boxes, found[0]), Error(naive, augmented.Boxes, found[0]), Agreement(faces, found));
        done();
        return result;
    }

    private static AugmentedPhoto Augment(MLContext context, ReferencePhoto photo)
    {
        var rows = context.Data.LoadFromEnumerable([new FaceRow
        {
            Path = photo.Path,
            Image = MLImage.CreateFromFile(photo.Path),
            Boxes = MemoryMarshal.Cast<Box, float>(photo.Boxes).ToArray(),
            Points = [.. photo.Points.SelectMany(point => point)],
        }]);
        SampleColumns columns = new("Image") { Boxes = "Boxes", Keypoints = "Points", Skeleton = KeypointSkeleton.Face5 };
        Recipe recipe = [new FlipHorizontal(), new GaussianNoise { Deviation = 12 }];
        var flipped = context.Data.Augment(rows, recipe, columns, copies: 1, seed: 1);
        var row = context.Data.CreateEnumerable<FaceRow>(flipped, reuseRowObject: false).Single();
        return new(Jpeg(row.Image!), row.Image!.Width, row.Image.Height, MemoryMarshal.Cast<float, Box>(row.Boxes).ToArray(), row.Points);
    }

    /// <summary>The two mistakes that are made again and again: x goes to w - x, and left stays in the place of left.</summary>
    private static float[] Naive(ReferencePhoto photo) =>
        [.. photo.Points.SelectMany(point => point.Select((value, i) => i % 3 == 0 ? photo.Width - value : value))];

    /// <summary>The mean distance of eyes and nose to where the network finds them on the mirrored photo, over the faces it finds.</summary>
    private static double Error(float[] points, Box[] boxes, FoundRow found)
    {
        var distances = new List<double>();
        for (var face = 0; face < boxes.Length; face++)
        {
            var match = Enumerable.Range(0, found.Scores.Length).MaxBy(i => IoUKernel.Value(boxes[face], found.BoxAt(i)));
            for (var point = 0; point < 3; point++)
            {
                var (a, b) = ((15 * face) + (3 * point), (18 * match) + (3 * point));
                distances.Add(Math.Sqrt(Math.Pow(points[a] - found.Keypoints[b], 2) + Math.Pow(points[a + 1] - found.Keypoints[b + 1], 2)));
            }
        }
        return distances.Average();
    }

    /// <summary>The mean overlap of the detections on the photos with those on the mirrored photos, mirrored back.</summary>
    private static double Agreement(FaceResult faces, FoundRow[] flipped)
    {
        var overlaps = new List<double>();
        var act = (GeometricAct)new FlipHorizontal().Draw(default, Draws.None);
        for (var i = 0; i < flipped.Length; i++)
        {
            var back = MemoryMarshal.Cast<float, Box>(flipped[i].Boxes).ToArray();
            SamplePoints.MoveBoxes(act, new(faces.Photos[i].Width, faces.Photos[i].Height, 4), back, back);
            var original = faces.Detectors[1].Found[i];
            for (var face = 0; face < original.Scores.Length; face++)
                overlaps.Add(back.Max(box => IoUKernel.Value(original.BoxAt(face), box)));
        }
        return overlaps.Average();
    }

    private static byte[] Jpeg(MLImage image)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        try
        {
            image.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
