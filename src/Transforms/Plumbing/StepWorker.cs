using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>Computes a step's columns for one cursor. It is used by one thread; a getter of it may be called never, once or twice a row.</summary>
public abstract class StepWorker : IDisposable
{
    /// <summary>The getter of an output, of the type <see cref="ValueGetter{TValue}"/> that the column has. Asked for once, and only where the column is active.</summary>
    /// <param name="output">The index among the step's outputs.</param>
    public abstract Delegate Getter(int output);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives pooled buffers back.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>What a worker has to do with: the row it reads, which of its outputs are wanted, and the schema it was bound to.</summary>
public sealed class WorkerContext
{
    private readonly bool[] _wanted;
    private readonly IHostEnvironment? _environment;
    private readonly string _step;

    internal WorkerContext(DataViewRow row, bool[] wanted, IHostEnvironment? environment = null, string step = "")
    {
        _environment = environment;
        _step = step;
        Row = row;
        _wanted = wanted;
    }

    /// <summary>The input row.</summary>
    public DataViewRow Row { get; }

    /// <summary>Whether anybody will ask for this output.</summary>
    /// <param name="output">The index among the step's outputs.</param>
    public bool Wants(int output) => _wanted[output];

    /// <summary>Says something to the context's log.</summary>
    /// <param name="text">What the user should know.</param>
    public void Warn(string text)
    {
        using var channel = _environment?.Start(_step);
        channel?.Warning(MessageSensitivity.None, text);
    }

    /// <summary>The getter of an input column.</summary>
    /// <param name="column">Its name.</param>
    public ValueGetter<T> Getter<T>(string column) => Row.GetGetter<T>(Row.Schema[column]);
}
