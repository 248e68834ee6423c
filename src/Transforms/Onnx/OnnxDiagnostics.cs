namespace DeepRecipes.Transforms;

/// <summary>How a network is run, and how much it has done.</summary>
/// <param name="Provider">The execution provider that is used: "CPU", "CUDA", ...</param>
/// <param name="WhyNotGpu">Why a GPU that was asked for is not used; null when it is, or was not asked for.</param>
/// <param name="Callers">How many runs may be under way at once.</param>
/// <param name="Threads">Threads of one run.</param>
/// <param name="BatchSize">Rows of one run.</param>
/// <param name="RowsScored">Rows scored so far. Trainers make many passes: if this is much more than the rows there are, put <c>AppendCacheCheckpoint</c> behind the step.</param>
public sealed record OnnxDiagnostics(string Provider, string? WhyNotGpu, int Callers, int Threads, int BatchSize, long RowsScored);
