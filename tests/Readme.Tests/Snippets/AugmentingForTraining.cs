using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Readme.Tests.Snippets;

internal static class AugmentingForTraining
{
    private sealed class Face
    {
        public string Name { get; set; } = "";

        [VisionImage]
        public MLImage? Image { get; set; }

        [VectorType(5, 3)]
        public float[] Points { get; set; } = [];
    }

    public static void Run()
    {
        var mlContext = new MLContext();
        var pixels = new byte[4 * 20 * 10];
        var faces = mlContext.Data.LoadFromEnumerable([new Face
        {
            Name = "a", Image = MLImage.CreateFromPixels(20, 10, MLPixelFormat.Bgra32, pixels),
            Points = [4, 3, 2, 12, 3, 2, 8, 5, 2, 5, 8, 2, 11, 8, 2],
        }]);
        var augmented = Augment(mlContext, faces);
        var points = augmented.GetColumn<float[]>("Points").First();
        // The right eye was at x = 4 and the left one at 12: mirrored, the place of the right eye holds what was the left one's mirror image.
        Assert.Equal(19 - 12, points[0]);
    }

    private static IDataView Augment(MLContext mlContext, IDataView faces)
    {
        Recipe recipe = [new FlipHorizontal(), new BrightnessContrast { Brightness = new(-20, 20) }, new GaussianNoise { Deviation = new(0, 10) }];
        SampleColumns columns = new("Image") { Keypoints = "Points", Skeleton = KeypointSkeleton.Face5 };

        IDataView augmented = mlContext.Data.Augment(faces, recipe, columns, copies: 3, seed: 7);
        return augmented;
    }
}
