namespace DeepRecipes.Transforms;

/// <summary>How a network is run, and how much it has done.</summary>
/// <param name="Provider">The execution provider that is used: "CPU", or the name of a <see cref="GpuProvider"/>.</param>
/// <param name="FallbackReason">Why a provider that was wanted before it is not used, each with its reason; null where the first choice is used.</param>
/// <param name="Callers">How many runs may be under way at once.</param>
/// <param name="Threads">Threads of one run.</param>
/// <param name="BatchSize">Rows of one run, where the model leaves it open.</param>
/// <param name="IsMeasured">Whether callers, threads and batch size were chosen by trying them on the rows; before enough rows have come, they are what is good most of the time.</param>
/// <param name="RowsScored">Rows scored so far by data views. Trainers make many passes: if this is much more than the rows there are, put <c>AppendCacheCheckpoint</c> behind the step, or set <see cref="OnnxScore.KeepsOutputs"/>.</param>
/// <param name="RowsFromKept">Rows that came again and whose outputs had been kept.</param>
/// <param name="IsQuantized">Whether the model computes on quantised numbers.</param>
/// <param name="IsFloat16">Whether the model has weights, inputs or outputs of 16 bits.</param>
public sealed record OnnxDiagnostics(
    string Provider, string? FallbackReason, int Callers, int Threads, int BatchSize, bool IsMeasured, long RowsScored, long RowsFromKept, bool IsQuantized, bool IsFloat16);
