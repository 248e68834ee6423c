using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>
/// The immutable definition of something that is done to each row: its options and the names of its columns, and nothing else.
/// It is what a model file and a recipe file hold. The work is done by the <see cref="StepWorker"/> it makes for each cursor.
/// </summary>
public abstract record VisionStep
{
    /// <summary>Checks the input columns and says which columns come out.</summary>
    /// <param name="input">The columns there are, from a schema or from the shape of one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type; the text has its name, what was expected and what was got.</exception>
    protected internal abstract IReadOnlyList<OutputColumn> Bind(InputColumns input);

    /// <summary>Makes the worker of one cursor or row.</summary>
    /// <param name="context">The row whose getters give the input, and which outputs are wanted.</param>
    protected internal abstract StepWorker CreateWorker(WorkerContext context);

    /// <summary>Bytes that belong to the definition and are no text, such as a network; saved beside it in a model file, never in a recipe.</summary>
    protected internal virtual ReadOnlyMemory<byte> Payload => default;

    /// <summary>The definition with the bytes that <see cref="Payload"/> gave when it was saved.</summary>
    /// <param name="payload">The bytes; empty when none were saved.</param>
    protected internal virtual VisionStep WithPayload(ReadOnlyMemory<byte> payload) => this;

    /// <summary>The transformer of this step; steps with a cursor of their own override it.</summary>
    /// <param name="environment">Where it may log.</param>
    protected internal virtual ITransformer CreateTransformer(IHostEnvironment environment) => new StepTransformer(this, environment);
}

/// <summary>A column that a step adds. Where the name exists already, the new column hides the old one, as everywhere in ML.NET.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its type, as far as it is known.</param>
/// <param name="Inputs">The input columns that are read to compute it.</param>
/// <param name="KeepsSlotNames">The input column whose slot names still hold; null when none.</param>
public sealed record OutputColumn(string Name, ColumnShape Shape, IReadOnlyList<string> Inputs, string? KeepsSlotNames = null)
{
    /// <summary>The names of the slots of a vector of known size; empty where they have none of their own.</summary>
    public ImmutableArray<string> SlotNames { get; init; } = [];

    /// <summary>Texts that say more of the column, by their kind. ML.NET's users read them by <c>column.Annotations.GetValue</c>.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
