namespace Microsoft.ML.Runtime;

/// <summary>Opens progress channels.</summary>
public interface IProgressChannelProvider
{
    IProgressChannel StartProgressChannel(string name);
}

/// <summary>Takes reports of how far a computation is.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    void Checkpoint(params double?[] values);
}

/// <summary>One report.</summary>
public interface IProgressEntry
{
    void SetProgress(int index, double value);

    void SetProgress(int index, double value, double lim);

    void SetMetric(int index, double value);
}

/// <summary>Names what is reported.</summary>
public sealed class ProgressHeader
{
    public ProgressHeader(string[] metricNames, string[] unitNames)
    {
        UnitNames = unitNames ?? [];
        MetricNames = metricNames ?? [];
    }

    public ProgressHeader(params string[] unitNames)
        : this(null, unitNames)
    {
    }

    public readonly IReadOnlyList<string> UnitNames;
    public readonly IReadOnlyList<string> MetricNames;
}
