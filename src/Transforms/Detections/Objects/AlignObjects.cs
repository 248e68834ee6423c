using System.Collections.Immutable;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Detections turned upright, for recognition.</summary>
    public static class AlignObjectsCatalog
    {
        /// <summary>Makes a row of each detection, with its picture turned, scaled and shifted so that its keypoints come to lie on a template's: what recognition networks want.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The aligned picture.</param>
        /// <param name="imageColumnName">The picture that the detections are in.</param>
        /// <param name="width">The aligned picture's width.</param>
        /// <param name="height">The aligned picture's height.</param>
        /// <param name="template">x, y of each point in the aligned picture; null for ArcFace's five (<see cref="SimilarityFit.ArcFace112"/>).</param>
        /// <param name="keypoints">Which keypoint of a detection belongs to each point of the template; null for the first ones in their order.</param>
        /// <param name="columns">The columns of the detections; null for the usual ones.</param>
        public static VisionEstimator AlignObjects(
            this VisionCatalog catalog, string outputColumnName, string imageColumnName, int width = 112, int height = 112, IEnumerable<float>? template = null,
            IEnumerable<int>? keypoints = null, DetectionColumns? columns = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            var step = new AlignObjects(outputColumnName, imageColumnName) { Width = width, Height = height, Columns = columns ?? new(), Keypoints = [.. keypoints ?? []] };
            return catalog.Step(template is null ? step : step with { Template = [.. template] });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>
    /// A row of each detection, with its picture turned, scaled and shifted (never mirrored) so that its keypoints come to lie on a template's, least squares (<see cref="SimilarityFit"/>).
    /// Bilinear; black beyond the picture. A detection of which a point was not found (visibility 0), or whose points are all the same, has a row without a picture.
    /// </summary>
    /// <param name="Output">The aligned picture.</param>
    /// <param name="Image">The picture that the detections are in.</param>
    public sealed record AlignObjects(string Output, string Image) : ObjectRows(Output, Image)
    {
        private const int MostPoints = 1024;

        /// <summary>The aligned picture's width; 112 by default.</summary>
        public int Width { get; init; } = 112;

        /// <summary>The aligned picture's height; 112 by default.</summary>
        public int Height { get; init; } = 112;

        /// <summary>x, y of each point in the aligned picture, 2 to 1024 points; ArcFace's five by default.</summary>
        public ImmutableArray<float> Template { get; init; } = [.. SimilarityFit.ArcFace112];

        /// <summary>Which keypoint of a detection, counted from 0, belongs to each point of the template; none, the default: the first ones in their order.</summary>
        public ImmutableArray<int> Keypoints { get; init; } = [];

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.Positive(Width);
            Ensure.Positive(Height);
            var points = Template.Length / 2;
            if (points is < 2 or > MostPoints || Template.Length % 2 != 0 || (!Keypoints.IsEmpty && Keypoints.Length != points))
                throw new ArgumentException($"{nameof(Template)} holds {Template.Length} values and {nameof(Keypoints)} {Keypoints.Length}; x, y of 2 to {MostPoints} points are needed, and a keypoint for each of them (or none, for the first ones).");
            foreach (var value in Template)
                Ensure.Finite(value, nameof(Template));
            var found = input.Require(Columns.Keypoints, ColumnKind.Keypoints);
            if (found.Vector is { } vector)
            {
                for (var i = 0; i < points; i++)
                    Ensure.InRange(KeypointOf(i), 0, vector.Dimensions[^2] - 1, nameof(Keypoints));
            }
            return base.Bind(input);
        }

        private protected override DataViewType PictureType => VisionTypes.SizedImage(Width, Height);

        internal override MLImage? Cut(MLImage picture, DetectionBuffer objects, int index, PixelBuffer pixels)
        {
            Span<float> from = stackalloc float[Template.Length];
            var found = objects.KeypointsOf(index);
            for (var i = 0; i < from.Length / 2; i++)
            {
                var point = found.Slice(3 * KeypointOf(i), 3);
                if (point[2] == 0)
                    return null;
                (from[2 * i], from[(2 * i) + 1]) = (point[0], point[1]);
            }
            if (!SimilarityFit.TryEstimate(from, Template.AsSpan(), out var transform))
                return null;
            var aligned = pixels.Take(Width * Height * 4);
            AffineWarpKernel.Apply(picture.Pixels, picture.Shape(), transform, new(Width, Height, Border: new(BorderMode.Constant, Fill3: 255)), aligned);
            return MLImage.CreateFromPixels(Width, Height, picture.PixelFormat, aligned);
        }

        private int KeypointOf(int point) => Keypoints.IsEmpty ? point : Keypoints[point];
    }
}
