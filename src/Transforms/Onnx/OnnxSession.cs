using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>How a session is made. Two steps with the same model and settings share one.</summary>
internal readonly record struct OnnxSessionSettings(DevicePolicy Device, int DeviceId, int Threads);

/// <summary>A session that is shared by everybody who scores the same model in the same way, and closed when the last of them lets go. Runs may be made from many threads.</summary>
internal sealed class OnnxSession : IDisposable
{
    /// <summary>The provider that is always there.</summary>
    public const string Processor = "CPU";

    private static readonly Lock s_lock = new();
    private static readonly Dictionary<(string Sha256, OnnxSessionSettings Settings), Shared> s_open = [];

    private readonly (string Sha256, OnnxSessionSettings Settings) _key;
    private Shared? _shared;

    private OnnxSession((string Sha256, OnnxSessionSettings Settings) key, Shared shared)
    {
        _key = key;
        _shared = shared;
        Info = shared.Info;
        Provider = shared.Provider;
        WhyNotGpu = shared.WhyNotGpu;
        Inspection = shared.Inspection;
        Repeatability = shared.Repeatability;
        Threads = key.Settings.Threads;
    }

    public OnnxModelInfo Info { get; }

    public string Provider { get; }

    public string? WhyNotGpu { get; }

    public OnnxInspection Inspection { get; }

    public RepeatabilityCheck Repeatability { get; }

    public int Threads { get; }

    public InferenceSession Session => (_shared ?? throw new ObjectDisposedException(nameof(OnnxSession))).Session;

    /// <summary>A session for the model; dispose it to let go of it.</summary>
    public static OnnxSession Rent(OnnxModelFile model, OnnxSessionSettings settings)
    {
        var key = (model.Sha256, settings);
        lock (s_lock)
        {
            if (!s_open.TryGetValue(key, out var shared))
                s_open[key] = shared = new(model, settings);
            shared.Users++;
            return new(key, shared);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _shared, null) is not { } shared)
            return;
        lock (s_lock)
        {
            if (--shared.Users > 0)
                return;
            s_open.Remove(_key);
        }
        shared.Session.Dispose();
    }

    private sealed class Shared
    {
        public Shared(OnnxModelFile model, OnnxSessionSettings settings)
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = settings.Threads,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            // Spinning threads take the processor from whoever decodes the next rows.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            Provider = Processor;
            if (settings.Device != DevicePolicy.CpuOnly)
            {
                WhyNotGpu = TryCuda(options, settings.DeviceId);
                if (WhyNotGpu is null)
                    Provider = "CUDA";
                else if (settings.Device == DevicePolicy.RequireGpu)
                    throw new InvalidOperationException($"A GPU is required ({nameof(DevicePolicy)}.{nameof(DevicePolicy.RequireGpu)}) and cannot be used: {WhyNotGpu}");
            }
            try
            {
                Session = new(model.Bytes, options);
            }
            catch (OnnxRuntimeException e)
            {
                throw new FormatException($"The ONNX model (SHA-256 {model.Sha256}, {model.Bytes.Length} bytes) cannot be loaded: {e.Message}", e);
            }
            Info = OnnxModelInfo.Of(Session);
            Inspection = model.Inspection;
        }

        public InferenceSession Session { get; }

        public OnnxModelInfo Info { get; }

        public string Provider { get; }

        public string? WhyNotGpu { get; }

        public OnnxInspection Inspection { get; }

        public RepeatabilityCheck Repeatability { get; } = new();

        public int Users { get; set; }

        private static string? TryCuda(SessionOptions options, int deviceId)
        {
            try
            {
                options.AppendExecutionProvider_CUDA(deviceId);
                return null;
            }
            catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
            {
                return e is EntryPointNotFoundException
                    ? "the native ONNX Runtime library in use was built without CUDA; reference Microsoft.ML.OnnxRuntime.Gpu."
                    : e.Message;
            }
        }
    }
}
