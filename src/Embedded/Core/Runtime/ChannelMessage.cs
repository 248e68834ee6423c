namespace Microsoft.ML.Runtime;

/// <summary>A message of a channel, formatted when it is read.</summary>
public readonly struct ChannelMessage
{
    public readonly ChannelMessageKind Kind;
    public readonly MessageSensitivity Sensitivity;

    private readonly string _format;
    private readonly object[] _args;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, params object[] args)
    {
        Kind = kind;
        Sensitivity = sensitivity;
        _format = format;
        _args = args;
    }

    public string Message => _args is { Length: > 0 } ? string.Format(_format, _args) : _format;
}
