using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>A step on a schema: which columns come out, and which must be read for which.</summary>
internal sealed class BoundStep : IRowToRowMapper
{
    private readonly VisionStep _step;
    private readonly IReadOnlyList<OutputColumn> _outputs;
    private readonly IHostEnvironment? _environment;

    public BoundStep(VisionStep step, DataViewSchema input, IHostEnvironment? environment = null)
    {
        _environment = environment;
        _step = step;
        InputSchema = input;
        _outputs = step.Bind(InputColumns.Of(input));
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        foreach (var output in _outputs)
            schema.AddColumn(output.Name, TypeOf(output), AnnotationsOf(output, input));
        OutputSchema = schema.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The input columns come first and keep their indices, so that an index says whose column it is.</summary>
    public bool IsInput(int column) => column < InputSchema.Count;

    /// <summary>The outputs that are wanted, one flag each.</summary>
    public bool[] Wanted(IEnumerable<DataViewSchema.Column> columns)
    {
        var wanted = new bool[_outputs.Count];
        foreach (var column in columns)
        {
            if (!IsInput(column.Index))
                wanted[column.Index - InputSchema.Count] = true;
        }
        return wanted;
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new bool[InputSchema.Count];
        foreach (var column in dependingColumns)
        {
            if (IsInput(column.Index))
            {
                needed[column.Index] = true;
                continue;
            }
            foreach (var input in _outputs[column.Index - InputSchema.Count].Inputs)
                needed[InputSchema[input].Index] = true;
        }
        return InputSchema.Where(column => needed[column.Index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new StepRow(this, input, Wanted(activeColumns));

    public StepWorker CreateWorker(DataViewRow input, bool[] wanted) => _step.CreateWorker(new(input, wanted, _environment, _step.GetType().Name));

    private static DataViewType TypeOf(OutputColumn output) =>
        output.Shape.Exact ?? throw new InvalidOperationException($"The type of output column '{output.Name}' is not known although there is data.");

    private static DataViewSchema.Annotations AnnotationsOf(OutputColumn output, DataViewSchema input)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        // Only the slots' names still hold: a copied "IsNormalized" would be a lie after a scaling.
        if (output.KeepsSlotNames is { } source)
            annotations.Add(input[source].Annotations, name => name == ColumnAnnotations.SlotNames);
        if (!output.SlotNames.IsEmpty)
            annotations.Add(ColumnAnnotations.SlotNames, ColumnAnnotations.TypeOfSlotNames(output), ColumnAnnotations.ReaderOfSlotNames(output));
        foreach (var (kind, text) in output.Annotations)
            annotations.AddPrimitiveValue(kind, TextDataViewType.Instance, text.AsMemory());
        return annotations.ToAnnotations();
    }
}
