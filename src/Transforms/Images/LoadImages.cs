using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes
{
    /// <summary>Pictures from files.</summary>
    public static class LoadImagesCatalog
    {
        /// <summary>Reads pictures (JPEG, PNG, WebP) strictly: a file that is missing, not whole or no image is dealt with as you say, never guessed at.</summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="outputColumnName">The picture.</param>
        /// <param name="inputColumnName">The file's path, a text.</param>
        /// <param name="folder">The folder that the paths are in, and must not leave; null when they are whole paths, or relative to the current folder.</param>
        /// <param name="onBadImage">What happens to a row whose image cannot be read.</param>
        public static VisionEstimator LoadImages(
            this VisionCatalog catalog, string outputColumnName, string inputColumnName, string? folder = null, BadImagePolicy onBadImage = BadImagePolicy.Throw)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(new LoadImages(outputColumnName, inputColumnName) { Folder = folder, OnBadImage = onBadImage });
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>Reads pictures from files, without colour management and without turning them by their EXIF orientation.</summary>
    /// <param name="Output">The picture column.</param>
    /// <param name="Input">The column of paths.</param>
    public sealed record LoadImages(string Output, string Input) : VisionStep
    {
        /// <summary>The folder that the paths are in, and must not leave; null when they are whole paths, or relative to the current folder.</summary>
        public string? Folder { get; init; }

        /// <summary>What happens to a row whose image cannot be read. Default: an error.</summary>
        public BadImagePolicy OnBadImage { get; init; }

        /// <summary>The Boolean column that says whether the row has a picture, where bad ones are marked; null for the picture's name and "IsValid".</summary>
        public string? Valid { get; init; }

        /// <summary>The most pixels a picture may have. Default: 268,435,456.</summary>
        public long MostPixels { get; init; } = 1L << 28;

        internal string ValidColumn => Valid ?? Output + "IsValid";

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            Ensure.Positive(MostPixels);
            input.Require(Input, ColumnKind.Text);
            var image = new OutputColumn(Output, ColumnShape.Of(VisionTypes.Image), [Input]);
            return OnBadImage == BadImagePolicy.Throw ? [image] : [image, new(ValidColumn, ColumnShape.Of(BooleanDataViewType.Instance), [Input])];
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new Worker(this, context);

        /// <inheritdoc/>
        protected internal override ITransformer CreateTransformer(IHostEnvironment environment) =>
            OnBadImage == BadImagePolicy.Skip ? new LoadImagesSkippingTransformer(this, environment) : base.CreateTransformer(environment);

        private string PathOf(string name)
        {
            if (Folder is null)
                return name;
            var folder = Path.GetFullPath(Folder);
            var path = Path.GetFullPath(Path.Combine(folder, name));
            return path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? path
                : throw new InvalidDataException($"'{name}' leaves the folder '{Folder}'");
        }

        private sealed class Worker(LoadImages step, WorkerContext context) : StepWorker
        {
            private readonly ValueGetter<ReadOnlyMemory<char>> _path = context.Getter<ReadOnlyMemory<char>>(step.Input);
            private readonly HandedOutImage _handedOut = new();
            private MLImage? _read;
            private long _position = long.MinValue;
            private ReadOnlyMemory<char> _name;

            public override Delegate Getter(int output) => output == 0 ? (ValueGetter<MLImage?>)Image : (ValueGetter<bool>)IsValid;

            protected override void Dispose(bool disposing)
            {
                _read?.Dispose();
                base.Dispose(disposing);
            }

            private void Image(ref MLImage? value)
            {
                Read();
                // The file is read once a row, and each caller gets a picture of its own.
                _handedOut.Replace(ref value, _read?.Copy());
            }

            private void IsValid(ref bool value)
            {
                Read();
                value = _read is not null;
            }

            private void Read()
            {
                if (_position == context.Row.Position)
                    return;
                _read?.Dispose();
                _read = null;
                _path(ref _name);
                try
                {
                    _read = ImageFile.Read(step.PathOf(_name.ToString()), step.MostPixels);
                }
                catch (InvalidDataException e)
                {
                    if (step.OnBadImage == BadImagePolicy.Throw)
                        throw new InvalidDataException($"Row {context.Row.Position}, column '{step.Input}': {e.Message}. Mend the file, or mark or skip such rows (OnBadImage).", e);
                }
                _position = context.Row.Position;
            }
        }
    }
}
