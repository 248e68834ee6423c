using System.Collections.Immutable;
using DeepRecipes.Kernels;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace DeepRecipes
{
    /// <summary>Scoring ONNX models.</summary>
    public static class OnnxScoreCatalog
    {
        /// <summary>
        /// Scores an ONNX model in batches. The model's inputs are read from the columns of the same names, and its outputs become columns of their names;
        /// give a step of your own to <see cref="VisionCatalog.Step"/> to bind other names or set options:
        /// <c>mlContext.Vision().Step(OnnxScore.Of("model.onnx") with { Device = DevicePolicy.PreferGpu })</c>.
        /// </summary>
        /// <param name="catalog">The catalog.</param>
        /// <param name="modelPath">The ONNX file.</param>
        /// <param name="inputColumnName">The column of the model's only input; null when the columns are named as the model's inputs.</param>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="FormatException">The file is no ONNX model.</exception>
        public static VisionEstimator OnnxScore(this VisionCatalog catalog, string modelPath, string? inputColumnName = null)
        {
            ArgumentNullException.ThrowIfNull(catalog);
            return catalog.Step(Transforms.OnnxScore.Of(modelPath, inputColumnName));
        }
    }
}

namespace DeepRecipes.Transforms
{
    /// <summary>
    /// Scores an ONNX model: takes rows ahead, scores many at once, and hands them out one by one in their order.
    /// Batch size, callers and threads never change a result. Outputs are vectors with the model's dimensions without the rows' one.
    /// </summary>
    public sealed record OnnxScore : VisionStep
    {
        private OnnxModelFile? _file;

        /// <summary>Where the model lies; read when a saved model does not hold its bytes.</summary>
        public string? ModelPath { get; init; }

        /// <summary>The hash that the model must have, in hexadecimal.</summary>
        public required string ModelSha256 { get; init; }

        /// <summary>Whether <c>Model.Save</c> stores the model's bytes (the default), or only its path and hash.</summary>
        public bool SavesModelBytes { get; init; } = true;

        /// <summary>Which column each input of the model reads; an input that is not named here reads the column of its own name.</summary>
        public ImmutableArray<OnnxColumn> Inputs { get; init; } = [];

        /// <summary>Which column each output of the model becomes; an output that is not named here becomes a column of its own name.</summary>
        public ImmutableArray<OnnxColumn> Outputs { get; init; } = [];

        /// <summary>
        /// Sizes of open dimensions of the model, by their names in it; the rows' dimension is not among them. One without a name is called by its input and place, "x.2".
        /// A dimension that is in neither list takes its size from the column's type, or, where the column varies by row, from how many numbers the row has.
        /// </summary>
        public ImmutableSortedDictionary<string, int> Dimensions { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

        /// <summary>Columns that hold the size of an open dimension for each row (Int32, Int64 or Single), by the dimension's name. Rows of the same sizes are scored together, and all come out in their order.</summary>
        public ImmutableSortedDictionary<string, string> DimensionColumns { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

        /// <summary>
        /// Whether the first dimension of the model's inputs is the rows' one. Default: yes. A model that takes a single picture and nothing around it, as torchvision's detectors do with <c>[3, height, width]</c>, has none: then all
        /// dimensions are the row's own, and each row is run alone.
        /// </summary>
        public bool HasRowDimension { get; init; } = true;

        /// <summary>Where the model runs. Default: on the processor.</summary>
        public DevicePolicy Device { get; init; }

        /// <summary>
        /// The providers to try where a GPU may be used, in their order. Default: none is named, and CUDA, DirectML, CoreML and OpenVINO are tried as far as the native library offers them; TensorRT and WebGPU have to be named.
        /// </summary>
        public ImmutableArray<GpuProvider> Providers { get; init => field = value.IsDefault ? [] : value; } = [];

        /// <summary>Which GPU, counted from 0, up to 64; said for a GPU only. CoreML and WebGPU choose by themselves, and are not used with another than 0.</summary>
        public int DeviceId { get; init => field = InRange(value, 64, nameof(DeviceId)); }

        /// <summary>
        /// Bytes of the GPU's memory that the session may take, up to 1 TiB; 0 (the default) leaves it to the provider. It is CUDA's gpu_mem_limit and TensorRT's trt_max_workspace_size;
        /// a provider that has no limit is not used with one.
        /// </summary>
        public long DeviceMemoryLimit
        {
            get;
            init
            {
                Ensure.InRange(value, 0, 1L << 40, nameof(DeviceMemoryLimit));
                field = value;
            }
        }

        /// <summary>Rows of one run, 0 to 4096; 0 (the default) lets the step choose. A model whose rows are fixed overrides it.</summary>
        public int BatchSize { get; init => field = InRange(value, 4096, nameof(BatchSize)); }

        /// <summary>Runs that are under way at once, 0 to 64; 0 (the default) lets the step choose.</summary>
        public int Callers { get; init => field = InRange(value, 64, nameof(Callers)); }

        /// <summary>Threads of one run, 0 to 64; 0 (the default) lets the step choose.</summary>
        public int Threads { get; init => field = InRange(value, 64, nameof(Threads)); }

        /// <summary>
        /// Whether a model exported in training mode is scored all the same. Default: no, it is an error that says which node drops values or normalises by the batch,
        /// because its answers differ from run to run, or depend on the rows beside.
        /// </summary>
        public bool AllowsTrainingMode { get; init; }

        /// <summary>
        /// Whether the first row of a session is scored again, in the same company and alone, and has to get the same answer (within 1e-4 of the largest number, 2e-2 on a
        /// GPU or with 16 bits). Default: yes. It costs two runs.
        /// </summary>
        public bool ChecksRepeatability { get; init; } = true;

        /// <summary>
        /// Whether a run over zeros (and empty texts) is made before the first row comes, when a cursor or a prediction engine is opened, so that what the runtime sets up at the first run
        /// costs no row its time. Default: no. All sizes must be known then: by the column's type, or by <see cref="Dimensions"/>.
        /// </summary>
        public bool WarmsUp { get; init; }

        /// <summary>
        /// Rows of each data view whose outputs are kept for the next pass, 0 to 10,000,000; 0 (the default) keeps none. Trainers make many passes, and what is kept is not scored again.
        /// The first rows are kept, by their ids, as long as the data view lives; memory is rows x numbers of the outputs.
        /// </summary>
        public int KeepsOutputs { get; init => field = InRange(value, 10_000_000, nameof(KeepsOutputs)); }

        /// <summary>The definition for a model file, with default options.</summary>
        /// <param name="modelPath">The ONNX file.</param>
        /// <param name="inputColumnName">The column of the model's only input; null when the columns are named as the model's inputs.</param>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="FormatException">The file is no ONNX model.</exception>
        public static OnnxScore Of(string modelPath, string? inputColumnName = null) =>
            Of(OnnxModelFile.Read(modelPath), inputColumnName) with { ModelPath = modelPath };

        /// <summary>The definition for a model in memory, with default options.</summary>
        /// <param name="modelBytes">The bytes of an ONNX file.</param>
        /// <param name="inputColumnName">The column of the model's only input; null when the columns are named as the model's inputs.</param>
        /// <exception cref="FormatException">The bytes are no ONNX model.</exception>
        public static OnnxScore Of(byte[] modelBytes, string? inputColumnName = null)
        {
            ArgumentNullException.ThrowIfNull(modelBytes);
            return Of(OnnxModelFile.Of(modelBytes), inputColumnName);
        }

        /// <summary>What goes into the model and comes out of it.</summary>
        public OnnxModelInfo ReadModelInfo()
        {
            using var session = Rent();
            return session.Info;
        }

        /// <summary>What the model is made of, read without running it; a model exported in training mode is inspected too.</summary>
        public OnnxInspection Inspect() => File.Inspection;

        /// <inheritdoc/>
        protected internal override ReadOnlyMemory<byte> Payload => SavesModelBytes ? File.Bytes : default(ReadOnlyMemory<byte>);

        private OnnxModelFile File =>
            _file ??= OnnxModelFile.Read(ModelPath ?? throw new InvalidOperationException("OnnxScore has neither a model path nor the model's bytes."), ModelSha256);

        /// <inheritdoc/>
        protected internal override VisionStep WithPayload(ReadOnlyMemory<byte> payload)
        {
            if (payload.IsEmpty)
                return this;
            var file = OnnxModelFile.Of(payload.ToArray());
            return file.Sha256 == ModelSha256
                ? this with { _file = file }
                : throw new FormatException($"The saved pipeline is damaged: the ONNX model in it has SHA-256 {file.Sha256}, expected {ModelSha256}.");
        }

        /// <inheritdoc/>
        protected internal override IReadOnlyList<OutputColumn> Bind(InputColumns input)
        {
            using var session = Rent();
            var annotations = ImmutableSortedDictionary<string, string>.Empty.Add(OnnxAnnotations.Provider, session.Device.Provider);
            if (session.Device.FallbackReason is { } reason)
                annotations = annotations.Add(OnnxAnnotations.FallbackReason, reason);
            return OnnxPlan.Of(this, session.Info, input).Columns(annotations);
        }

        /// <inheritdoc/>
        protected internal override StepWorker CreateWorker(WorkerContext context) => new OnnxRowWorker(this, context);

        /// <inheritdoc/>
        protected internal override ITransformer CreateTransformer(IHostEnvironment environment) => new OnnxScoreTransformer(this, environment);

        internal OnnxSession Rent() => Rent(OnnxSchedule.ThreadsOf(this));

        internal OnnxSession Rent(int threads)
        {
            var inspection = File.Inspection;
            if (!AllowsTrainingMode)
                inspection.RequireInference();
            if (!inspection.ExternalFiles.IsEmpty)
                throw new NotSupportedException($"The ONNX model keeps weights in other files ({string.Join(", ", inspection.ExternalFiles)}); save it as one file (onnx.save_model(..., save_as_external_data=False)).");
            return OnnxSession.Rent(File, OnnxSessionSettings.Of(this, threads));
        }

        private static OnnxScore Of(OnnxModelFile file, string? inputColumnName)
        {
            var step = new OnnxScore { ModelSha256 = file.Sha256, _file = file };
            // Read now, so that what is no model is an error here and not where it is used.
            var inputs = file.Inspection.Inputs;
            if (inputColumnName is null)
                return step;
            return inputs.Length == 1
                ? step with { Inputs = [new(inputs[0].Name, inputColumnName)] }
                : throw new ArgumentException(
                    $"The ONNX model has {inputs.Length} inputs ({string.Join(", ", inputs)}): bind them by {nameof(Inputs)}.", nameof(inputColumnName));
        }

        private static int InRange(int value, int most, string name)
        {
            Ensure.InRange(value, 0, most, name);
            return value;
        }
    }
}
