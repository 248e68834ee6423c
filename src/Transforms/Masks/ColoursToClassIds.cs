using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes
{
    /// <summary>Label maps in colours to masks of class ids.</summary>
    public static class ColoursToClassIdsCatalog
    {
        /// <summary>Turns a label map in colours into a mask whose red, green and blue hold the class id, counted from 0 as the palette does.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The mask.</param>
        /// <param name="inputColumnName">The label map; null when it has the output's name.</param>
        /// <param name="palette">Which colour is which class.</param>
        /// <param name="ignoreUnknown">Colours that the palette does not name get its ignore index; by default they are an error that names row, pixel and colour.</param>
        public static VisionEstimator ColoursToClassIds(
            this VisionCatalog catalog, string outputColumnName, LabelPalette palette, string? inputColumnName = null, bool ignoreUnknown = false)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new ColoursToClassIds(outputColumnName, inputColumnName ?? outputColumnName, palette) { IgnoreUnknown = ignoreUnknown });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Turns a label map in colours into a mask of class ids. A row without a label map stays without.</summary>
    /// <param name="Output">The mask.</param>
    /// <param name="Input">The label map.</param>
    /// <param name="Palette">Which colour is which class.</param>
    public sealed record ColoursToClassIds(string Output, string Input, LabelPalette Palette) : VisionStep
    {
        /// <summary>Colours that the palette does not name get its ignore index; by default they are an error.</summary>
        public bool IgnoreUnknown { get; init; }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Palette.Check();
            return [new(Output, input.Require(Input, ColumnKind.Image), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        private sealed class Worker(ColoursToClassIds step, WorkerContext context) : StepWorker
        {
            private readonly ImageReader _image = new(context, step.Input);
            private readonly HandedOutImage _handedOut = new();
            private readonly PixelBuffer _ids = new();
            private readonly PixelBuffer _pixels = new();
            private byte[] _classes = [];
            private byte[] _known = [];
            private bool? _bgr;

            public override Delegate Getter(int output) => (ValueGetter<MLImage?>)Mask;

            protected override void Dispose(bool disposing)
            {
                _ids.Dispose();
                _pixels.Dispose();
                base.Dispose(disposing);
            }

            private void Mask(ref MLImage? value)
            {
                if (_image.Current() is not { } map)
                {
                    _handedOut.Replace(ref value, null);
                    return;
                }
                Order(map.IsBgr());
                var ids = _ids.Take(map.Width * map.Height);
                var ignored = LabelMapKernel.FromColours(map.Pixels, map.Shape(), _classes, step.Palette.IgnoredId, ids);
                if (ignored > 0 && !step.IgnoreUnknown && LabelMapKernel.FirstUnknown(map.Pixels, map.Shape(), _known) is var pixel and >= 0)
                    throw new InvalidOperationException(Unknown(map, pixel));
                var pixels = _pixels.Take(4 * ids.Length);
                GreyPixelsKernel.Write(ids, pixels);
                _handedOut.Replace(ref value, MLImage.CreateFromPixels(map.Width, map.Height, map.PixelFormat, pixels));
            }

            private void Order(bool bgr)
            {
                if (_bgr == bgr)
                    return;
                _bgr = bgr;
                _classes = RgbColour.Bytes(step.Palette.Classes, bgr);
                _known = RgbColour.Bytes(step.Palette.Classes.Concat(step.Palette.Ignored), bgr);
            }

            private string Unknown(MLImage map, int pixel)
            {
                var bytes = map.Pixels.Slice(4 * pixel, 3);
                var colour = map.IsBgr() ? new RgbColour(bytes[2], bytes[1], bytes[0]) : new(bytes[0], bytes[1], bytes[2]);
                return $"Row {context.Row.Position}: label map '{step.Input}' has the colour {colour} at pixel ({pixel % map.Width}, {pixel / map.Width}), which is none of the palette's {step.Palette.Classes.Length} classes"
                    + " and not among those ignored: name it in the palette, or say that unknown colours are ignored. A colour between two of the palette's means that the map was resized or saved with loss.";
            }
        }
    }
}
