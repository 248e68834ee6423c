using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>A session that is shared by everybody who scores the same model in the same way, and closed when the last of them lets go. Runs may be made from many threads.</summary>
internal sealed class OnnxSession : IDisposable
{
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<(string Sha256, OnnxSessionSettings Settings), Entry> s_open = [];

    private readonly (string Sha256, OnnxSessionSettings Settings) _key;
    private Shared? _shared;

    private OnnxSession((string Sha256, OnnxSessionSettings Settings) key, Shared shared)
    {
        _key = key;
        _shared = shared;
        Info = shared.Info;
        Device = shared.Device;
        Inspection = shared.Inspection;
        Repeatability = shared.Repeatability;
    }

    /// <summary>Sessions that are open, for tests.</summary>
    public static int Open(string sha256)
    {
        lock (s_lock)
            return s_open.Keys.Count(key => key.Sha256 == sha256);
    }

    public OnnxModelInfo Info { get; }

    public OnnxDevice Device { get; }

    public OnnxInspection Inspection { get; }

    public RepeatabilityCheck Repeatability { get; }

    public int Threads => _key.Settings.Threads;

    private Shared Using => _shared ?? throw new ObjectDisposedException(nameof(OnnxSession));

    /// <summary>A session for the model; dispose it to let go of it.</summary>
    public static OnnxSession Rent(OnnxModelFile model, OnnxSessionSettings settings)
    {
        var key = (model.Sha256, settings);
        Entry entry;
        lock (s_lock)
        {
            if (!s_open.TryGetValue(key, out entry!))
                s_open[key] = entry = new(new(() => new(model, settings)));
            entry.Users++;
        }
        try
        {
            // Opening one may take long, and the others need not wait for it.
            return new(key, entry.Open());
        }
        catch
        {
            Leave(key);
            throw;
        }
    }

    /// <summary>Whether nobody has made a first run of so many rows, so that the caller has to.</summary>
    public bool ClaimWarmUp(int rows) => Using.WarmedUp.TryAdd(rows, rows);

    /// <summary>The run that was claimed failed: the next one is to see it too.</summary>
    public void GiveUpWarmUp(int rows) => Using.WarmedUp.TryRemove(rows, out _);

    /// <summary>The memory its inputs and outputs are best in; it must be disposed before the session.</summary>
    public OnnxMemory NewMemory() => OnnxMemory.Of(Using.Session, Device, _key.Settings.DeviceId);

    /// <summary>Makes one run. What is given is the inputs' memory itself, and the outputs come back in memory of the same kind.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(string[] inputNames, OrtValue[] inputs, string[] outputNames, OnnxMemory memory)
    {
        var session = Using.Session;
        if (Device.OneAtATime is not { } oneAtATime)
            return Run(session, inputNames, inputs, outputNames, memory);
        lock (oneAtATime)
            return Run(session, inputNames, inputs, outputNames, memory);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _shared, null) is not null)
            Leave(_key)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// ML.NET's prediction engines dispose no rows, and hardly anybody disposes a transformer. A session that only they held is left to its own finalizer: memory of
    /// its device that they held too is then let go of first.
    /// </summary>
    [SuppressMessage("Design", "MA0055:Do not use finalizer", Justification = "What must be let go of is an entry in a table, which no handle stands for.")]
    ~OnnxSession()
    {
        if (_shared is not null)
            Leave(_key);
    }

    /// <summary>One user less; gives the session to be closed when that was the last one.</summary>
    private static Shared? Leave((string Sha256, OnnxSessionSettings Settings) key)
    {
        lock (s_lock)
        {
            var entry = s_open[key];
            if (--entry.Users > 0)
                return null;
            s_open.Remove(key);
            return entry.Opened;
        }
    }

    private static IDisposableReadOnlyCollection<OrtValue> Run(InferenceSession session, string[] inputNames, OrtValue[] inputs, string[] outputNames, OnnxMemory memory)
    {
        using var options = new RunOptions();
        using var binding = session.CreateIoBinding();
        // Some providers take the inputs to the GPU here already.
        for (var i = 0; i < inputs.Length; i++)
            binding.BindInput(inputNames[i], inputs[i]);
        foreach (var name in outputNames)
            binding.BindOutputToDevice(name, memory.Info);
        session.RunWithBinding(options, binding);
        binding.SynchronizeBoundOutputs();
        return binding.GetOutputValues();
    }

    private sealed class Entry(Lazy<Shared> shared)
    {
        public int Users { get; set; }

        public Shared? Opened => shared.IsValueCreated ? shared.Value : null;

        public Shared Open() => shared.Value;
    }

    private sealed class Shared : IDisposable
    {
        public Shared(OnnxModelFile model, OnnxSessionSettings settings)
        {
            try
            {
                (Device, Session) = OnnxDevice.Open(model.Bytes, settings);
            }
            catch (OnnxRuntimeException e)
            {
                throw new FormatException($"The ONNX model (SHA-256 {model.Sha256}, {model.Bytes.Length} bytes) cannot be loaded: {e.Message}", e);
            }
            Inspection = model.Inspection;
            try
            {
                Info = RowDimension.Unify(OnnxModelInfo.Of(Session, Inspection), model.Bytes);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public InferenceSession Session { get; }

        public OnnxDevice Device { get; }

        public OnnxModelInfo Info { get; }

        public OnnxInspection Inspection { get; }

        public RepeatabilityCheck Repeatability { get; } = new();

        /// <summary>The numbers of rows that a first run was made of.</summary>
        public ConcurrentDictionary<int, int> WarmedUp { get; } = [];

        public void Dispose()
        {
            using var alone = Device.OneAtATime is { } oneAtATime ? oneAtATime.EnterScope() : default;
            Session.Dispose();
        }
    }
}
