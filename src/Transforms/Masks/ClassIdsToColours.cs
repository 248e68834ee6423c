using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Masks of class ids to label maps in colours.</summary>
    public static class ClassIdsToColoursCatalog
    {
        /// <summary>Draws each class of a mask in its colour.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The label map.</param>
        /// <param name="inputColumnName">The mask; null when it has the output's name.</param>
        /// <param name="palette">Which class has which colour; what is ignored has the first of the ignored colours, or black.</param>
        public static VisionEstimator ClassIdsToColours(this VisionCatalog catalog, string outputColumnName, LabelPalette palette, string? inputColumnName = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new ClassIdsToColours(outputColumnName, inputColumnName ?? outputColumnName, palette));
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Draws each class of a mask in its colour. An id that is no class is an error that names row and pixel; a row without a mask stays without.</summary>
    /// <param name="Output">The label map.</param>
    /// <param name="Input">The mask.</param>
    /// <param name="Palette">Which class has which colour; what is ignored has the first of the ignored colours, or black.</param>
    public sealed record ClassIdsToColours(string Output, string Input, LabelPalette Palette) : VisionStep
    {
        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Palette.Check();
            return [new(Output, input.Require(Input, ColumnKind.Image), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(ClassIdsToColours step, WorkerContext context) : StepWorker
        {
            private readonly ClassIdReader _mask = new(context, step.Input);
            private readonly HandedOutImage _handedOut = new();
            private readonly PixelBuffer _pixels = new();
            private readonly byte[] _rgb = RgbColour.Bytes(step.Palette.Classes, bgr: false);
            private readonly byte[] _bgr = RgbColour.Bytes(step.Palette.Classes, bgr: true);
            private readonly byte[] _ignoredRgb = RgbColour.Bytes([step.Palette.Ignored.FirstOrDefault()], bgr: false);
            private readonly byte[] _ignoredBgr = RgbColour.Bytes([step.Palette.Ignored.FirstOrDefault()], bgr: true);

            public override Delegate Getter(int output) => (ValueGetter<MLImage?>)Map;

            protected override void Dispose(bool disposing)
            {
                _mask.Dispose();
                _pixels.Dispose();
                base.Dispose(disposing);
            }

            private void Map(ref MLImage? value)
            {
                if (_mask.Current() is not { } mask)
                {
                    _handedOut.Replace(ref value, null);
                    return;
                }
                var ids = _mask.Ids(mask);
                var classes = step.Palette.Classes.Length;
                if (LabelMapKernel.FirstNoClass(ids, classes, step.Palette.IgnoredId) is var pixel and >= 0)
                    throw new InvalidOperationException($"{_mask.Where(mask, pixel)} holds {ids[pixel]}; 0 to {classes - 1} and the ignore index {step.Palette.IgnoredId} have colours.");
                var pixels = _pixels.Take(4 * ids.Length);
                LabelMapKernel.ToPixels(ids, mask.IsBgr() ? _bgr : _rgb, mask.IsBgr() ? _ignoredBgr : _ignoredRgb, pixels);
                _handedOut.Replace(ref value, MLImage.CreateFromPixels(mask.Width, mask.Height, mask.PixelFormat, pixels));
            }
        }
    }
}
