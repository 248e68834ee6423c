using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Detections to pictures of their own.</summary>
    public static class CropObjectsCatalog
    {
        /// <summary>Makes a row of each detection, with the piece of the picture around its box: for a second network that looks at one object at a time.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The piece.</param>
        /// <param name="imageColumnName">The picture that the detections are in.</param>
        /// <param name="margin">Share of the box's width and height that is added on each side, 0 to 100.</param>
        /// <param name="aspectRatio">Width over height to which the shorter side is widened; null keeps the box's own.</param>
        /// <param name="mappingColumnName">A column that keeps where the piece was, so that what is found in it can be brought back; null when none is wanted.</param>
        /// <param name="columns">The columns of the detections; null for the usual ones.</param>
        public static VisionEstimator CropObjects(
            this VisionCatalog catalog, string outputColumnName, string imageColumnName, double margin = 0, double? aspectRatio = null, string? mappingColumnName = null,
            DetectionColumns? columns = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new CropObjects(outputColumnName, imageColumnName)
            {
                Margin = margin, AspectRatio = aspectRatio, Mapping = mappingColumnName, Columns = columns ?? new(),
            });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>A row of each detection, with the whole pixels around its box, inside the picture (<see cref="Crop"/>). A box with nothing in the picture has a row without a picture.</summary>
    /// <param name="Output">The piece.</param>
    /// <param name="Image">The picture that the detections are in.</param>
    public sealed record CropObjects(string Output, string Image) : ObjectRows(Output, Image)
    {
        /// <summary>Share of the box's own width and height that is added on each side, 0 to 100; 0 by default.</summary>
        public double Margin { get; init; }

        /// <summary>Width over height to which the shorter side is widened, before the picture's border cuts it; null, the default, keeps the box's own.</summary>
        public double? AspectRatio { get; init; }

        /// <summary>The column that keeps where the piece was; null for none.</summary>
        public string? Mapping { get; init; }

        internal override string? MappingColumnName => Mapping;

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.InRange(Margin, 0, 100);
            if (AspectRatio is { } ratio)
                Ensure.InRange(ratio, 0.001, 1000, nameof(AspectRatio));
            return base.Bind(input);
        }

        internal override MLImage? Cut(MLImage picture, DetectionBuffer objects, int index, PixelBuffer pixels)
        {
            if (TileOf(picture, objects, index) is not { } tile)
                return null;
            var piece = pixels.Take(tile.Width * tile.Height * 4);
            CropKernel.Apply(picture.Pixels, picture.Shape(), new(tile.Left, tile.Top, tile.Width, tile.Height), piece);
            return MLImage.CreateFromPixels(tile.Width, tile.Height, picture.PixelFormat, piece);
        }

        internal override ResizeMapping? MappingOf(MLImage picture, DetectionBuffer objects, int index) =>
            TileOf(picture, objects, index) is { } tile ? new(1, 1, -tile.Left, -tile.Top, picture.Width, picture.Height, new(tile.Width, tile.Height)) : null;

        private Tile? TileOf(MLImage picture, DetectionBuffer objects, int index) =>
            Crop.TryAround(objects.Boxes[index], picture.Width, picture.Height, out var tile, Margin, AspectRatio) ? tile : null;
    }
}
