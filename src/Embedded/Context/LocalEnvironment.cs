using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The environment behind a context, and the hosts registered in it; they share catalog, settings and listener.</summary>
internal sealed class LocalEnvironment : IHost
{
    private readonly LocalEnvironment _root;
    private readonly string _fullName;
    private readonly Lock _randLock = new();

    public LocalEnvironment(int? seed = null)
    {
        _root = this;
        Seed = seed;
        Rand = seed.HasValue ? new Random(seed.Value) : new Random();
        ComponentCatalog = new ComponentCatalog();
        Settings = new ContextSettings();
    }

    private LocalEnvironment(LocalEnvironment parent, string name, int? seed)
    {
        _root = parent._root;
        _fullName = parent._fullName == null ? name : $"{parent._fullName}; {name}";
        Seed = parent.Seed;
        Rand = new Random(seed ?? parent.NextSeed());
        ComponentCatalog = parent.ComponentCatalog;
        Settings = parent.Settings;
    }

    public event Action<string, ChannelMessage> Listener;

    public ComponentCatalog ComponentCatalog { get; }

    public ContextSettings Settings { get; }

    public int? Seed { get; }

    public Random Rand { get; }

    public string ContextDescription => _fullName ?? "HostEnvironment";

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new LocalEnvironment(this, name, seed);
    }

    public IChannel Start(string name) => new Channel(this, _fullName == null ? name : $"{_fullName}; {name}", _root.Dispatch);

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new SilentPipe<TMessage>(this);

    public IProgressChannel StartProgressChannel(string name) => new SilentProgressChannel();

    public TException Process<TException>(TException ex)
        where TException : Exception
    {
        ex?.Data["Throwing component"] = _fullName ?? "Environment";
        return ex;
    }

    public int NextSeed()
    {
        lock (_randLock)
            return Rand.Next();
    }

    private void Dispatch(string source, ChannelMessage message) => Listener?.Invoke(source, message);
}
