using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where everything starts: the catalogs of operations and the environment they run in.</summary>
public sealed class MLContext : IHostEnvironment, IEnvironmentOwner
{
    private readonly LocalEnvironment _environment;

    public MLContext(int? seed = null)
    {
        _environment = new LocalEnvironment(seed);
        _environment.Listener += (source, message) => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source));
        BinaryClassification = new BinaryClassificationCatalog(_environment);
        MulticlassClassification = new MulticlassClassificationCatalog(_environment);
        Regression = new RegressionCatalog(_environment);
        Transforms = new TransformsCatalog(_environment);
        Model = new ModelOperationsCatalog(_environment);
        Data = new DataOperationsCatalog(_environment);
    }

    /// <summary>Raised for every message of every component, on the thread that sends it.</summary>
    public event EventHandler<LoggingEventArgs> Log;

    public BinaryClassificationCatalog BinaryClassification { get; }

    public MulticlassClassificationCatalog MulticlassClassification { get; }

    public RegressionCatalog Regression { get; }

    public TransformsCatalog Transforms { get; }

    public ModelOperationsCatalog Model { get; }

    public DataOperationsCatalog Data { get; }

    public ComponentCatalog ComponentCatalog => _environment.ComponentCatalog;

    public string TempFilePath
    {
        get => _environment.Settings.TempFilePath;
        set => _environment.Settings.TempFilePath = value;
    }

    public bool FallbackToCpu
    {
        get => _environment.Settings.FallbackToCpu;
        set => _environment.Settings.FallbackToCpu = value;
    }

    public int? GpuDeviceId
    {
        get => _environment.Settings.GpuDeviceId;
        set => _environment.Settings.GpuDeviceId = value;
    }

    string IExceptionContext.ContextDescription => _environment.ContextDescription;

    LocalEnvironment IEnvironmentOwner.Environment => _environment;

    public bool TryAddOption<T>(string name, T value)
    {
        ThrowIfBlank(name);
        return _environment.Settings.Options.TryAdd(name, value);
    }

    public void SetOption<T>(string name, T value)
    {
        ThrowIfBlank(name);
        _environment.Settings.Options[name] = value;
    }

    public bool TryGetOption<T>(string name, out T value)
    {
        ThrowIfBlank(name);
        var found = _environment.Settings.Options.TryGetValue(name, out var held) && held is T;
        value = found ? (T)held : default;
        return found;
    }

    public T GetOptionOrDefault<T>(string name)
    {
        ThrowIfBlank(name);
        _ = _environment.Settings.Options.TryAdd(name, default(T));
        return (T)_environment.Settings.Options[name];
    }

    public bool RemoveOption(string name)
    {
        ThrowIfBlank(name);
        return _environment.Settings.Options.Remove(name);
    }

    TException IExceptionContext.Process<TException>(TException ex) => _environment.Process(ex);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _environment.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _environment.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _environment.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _environment.StartProgressChannel(name);

    private static void ThrowIfBlank(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentNullException(nameof(name));
    }
}
