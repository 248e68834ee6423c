namespace Microsoft.ML.Runtime;

/// <summary>Names where an exception came from.</summary>
public interface IExceptionContext
{
    string ContextDescription { get; }

    TException Process<TException>(TException ex)
        where TException : Exception;
}
