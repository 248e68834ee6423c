using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Pictures of another size that keep their aspect.</summary>
    public static class LetterboxCatalog
    {
        /// <summary>Brings pictures to one size, keeps their aspect, and fills the bars that are left.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The picture, of a known size.</param>
        /// <param name="width">Pixels in a row, at least 1.</param>
        /// <param name="height">Rows, at least 1.</param>
        /// <param name="inputColumnName">The picture before; null when it has the output's name.</param>
        /// <param name="mappingColumnName">A column that keeps what was done, so that results can be mapped back; null when none is wanted.</param>
        /// <param name="fill">The grey of the bars, 0 to 255; YOLO's is 114.</param>
        /// <param name="centred">Whether the picture stands in the middle (the default) or at the top left.</param>
        public static VisionEstimator Letterbox(
            this VisionCatalog catalog, string outputColumnName, int width, int height, string? inputColumnName = null,
            string? mappingColumnName = null, byte fill = 0, bool centred = true)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new Letterbox(outputColumnName, inputColumnName ?? outputColumnName, width, height) { Mapping = mappingColumnName, Fill = fill, Centred = centred });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Brings pictures to one size, keeps their aspect, and fills the bars that are left. Bilinear with half-pixel centres.</summary>
    /// <param name="Output">The picture column that comes out, of a known size.</param>
    /// <param name="Input">The picture column that goes in.</param>
    /// <param name="Width">Pixels in a row, at least 1.</param>
    /// <param name="Height">Rows, at least 1.</param>
    public sealed record Letterbox(string Output, string Input, int Width, int Height) : VisionStep
    {
        /// <summary>The column that keeps what was done; null for none.</summary>
        public string? Mapping { get; init; }

        /// <summary>The grey of the bars. Default: black.</summary>
        public byte Fill { get; init; }

        /// <summary>Whether the picture stands in the middle (the default) or at the top left.</summary>
        public bool Centred { get; init; } = true;

        private ResizeFit Fit => Centred ? ResizeFit.Letterbox : ResizeFit.LetterboxTopLeft;

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.Positive(Width);
            Ensure.Positive(Height);
            input.Require(Input, ColumnKind.Image);
            return VisionTypes.ResizedImage(Output, Input, Width, Height, Mapping);
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(Letterbox step, WorkerContext context) : ResizeWorker(context, step.Input, step.Fit, step.Width, step.Height)
        {
            protected override void Resize(MLImage image, ImageShape target, Span<byte> pixels) => LetterboxKernel.ToBytes(
                image.Pixels, image.Shape(), step.Fit.Place(image.Width, image.Height, target.Width, target.Height), [step.Fill, step.Fill, step.Fill, 255], pixels);
        }
    }
}
