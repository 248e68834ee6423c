using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Messages nobody can listen to: a context only listens to <see cref="ChannelMessage"/>.</summary>
internal sealed class SilentPipe<TMessage>(IExceptionContext context) : IPipe<TMessage>
{
    public string ContextDescription => context.ContextDescription;

    public TException Process<TException>(TException ex)
        where TException : Exception
        => context.Process(ex);

    public void Send(TMessage msg)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>Progress nobody can listen to: a context offers no such event.</summary>
internal sealed class SilentProgressChannel : IProgressChannel
{
    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
    }

    public void Checkpoint(params double?[] values)
    {
    }

    public IProgressChannel StartProgressChannel(string name) => this;

    public void Dispose()
    {
    }
}
