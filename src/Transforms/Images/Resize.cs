using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Pictures of another size.</summary>
    public static class ResizeCatalog
    {
        /// <summary>Brings pictures to one size; the aspect is not kept (see <see cref="LetterboxCatalog"/>).</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The picture, of a known size.</param>
        /// <param name="width">Pixels in a row, at least 1.</param>
        /// <param name="height">Rows, at least 1.</param>
        /// <param name="inputColumnName">The picture before; null when it has the output's name.</param>
        /// <param name="interpolation">How values between pixels are found. Masks need <see cref="Interpolation.Nearest"/>.</param>
        /// <param name="mappingColumnName">A column that keeps what was done, so that results can be mapped back; null when none is wanted.</param>
        public static VisionEstimator Resize(
            this VisionCatalog catalog, string outputColumnName, int width, int height, string? inputColumnName = null,
            Interpolation interpolation = Interpolation.Bilinear, string? mappingColumnName = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new Resize(outputColumnName, inputColumnName ?? outputColumnName, width, height) { Interpolation = interpolation, Mapping = mappingColumnName });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Brings pictures to one size; the aspect is not kept.</summary>
    /// <param name="Output">The picture column that comes out, of a known size.</param>
    /// <param name="Input">The picture column that goes in.</param>
    /// <param name="Width">Pixels in a row, at least 1.</param>
    /// <param name="Height">Rows, at least 1.</param>
    public sealed record Resize(string Output, string Input, int Width, int Height) : VisionStep
    {
        /// <summary>How values between pixels are found. Default: bilinear.</summary>
        public Interpolation Interpolation { get; init; }

        /// <summary>The column that keeps what was done; null for none.</summary>
        public string? Mapping { get; init; }

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

        private sealed class Worker(Resize step, WorkerContext context) : ResizeWorker(context, step.Input, ResizeFit.Stretch, step.Width, step.Height)
        {
            protected override void Resize(MLImage image, ImageShape target, Span<byte> pixels) =>
                step.Interpolation.Resize(image.Pixels, image.Shape(), target.Width, target.Height, pixels);
        }
    }
}
