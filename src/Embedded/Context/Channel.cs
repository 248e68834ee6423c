using System.Diagnostics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Sends messages to the listener, with its start and end as trace messages.</summary>
internal sealed class Channel : IChannel
{
    private readonly IExceptionContext _context;
    private readonly string _source;
    private readonly Action<string, ChannelMessage> _dispatch;
    private readonly long _started = Stopwatch.GetTimestamp();
    private bool _disposed;

    public Channel(IExceptionContext context, string source, Action<string, ChannelMessage> dispatch)
    {
        _context = context;
        _source = source;
        _dispatch = dispatch;
        Trace(MessageSensitivity.None, "Channel started");
    }

    public string ContextDescription => _context.ContextDescription;

    public TException Process<TException>(TException ex)
        where TException : Exception
        => _context.Process(ex);

    public void Send(ChannelMessage msg) => _dispatch(_source, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Trace, sensitivity, fmt));

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new ChannelMessage(ChannelMessageKind.Trace, sensitivity, fmt, args));

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Error, sensitivity, fmt));

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new ChannelMessage(ChannelMessageKind.Error, sensitivity, fmt, args));

    public void Warning(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Warning, sensitivity, fmt));

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new ChannelMessage(ChannelMessageKind.Warning, sensitivity, fmt, args));

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(new ChannelMessage(ChannelMessageKind.Info, sensitivity, fmt));

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(new ChannelMessage(ChannelMessageKind.Info, sensitivity, fmt, args));

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Trace(MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", Stopwatch.GetElapsedTime(_started));
        Trace(MessageSensitivity.None, "Channel disposed");
    }
}
