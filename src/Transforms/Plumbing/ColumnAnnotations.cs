using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>What is said of an output column beside its type, for a schema and for the shape of one.</summary>
internal static class ColumnAnnotations
{
    /// <summary>ML.NET's kind for the names of a vector's slots.</summary>
    public const string SlotNames = "SlotNames";

    public static VectorDataViewType TypeOfSlotNames(OutputColumn output) => new(TextDataViewType.Instance, output.SlotNames.Length);

    public static ValueGetter<VBuffer<ReadOnlyMemory<char>>> ReaderOfSlotNames(OutputColumn output)
    {
        ReadOnlyMemory<char>[] names = [.. output.SlotNames.Select(name => name.AsMemory())];
        return (ref value) => new VBuffer<ReadOnlyMemory<char>>(names.Length, names).CopyTo(ref value);
    }

    /// <summary>What a pipeline knows before there is data. Names of slots that are kept depend on the data's.</summary>
    public static SchemaShape ShapeOf(OutputColumn output)
    {
        var columns = output.Annotations.Keys.Select(kind => SchemaShapeColumn.Of(kind, ColumnShape.Of(TextDataViewType.Instance)));
        return new(output.SlotNames.IsEmpty ? columns : columns.Prepend(SchemaShapeColumn.Of(SlotNames, ColumnShape.Of(TypeOfSlotNames(output)))));
    }
}
