using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Column = Microsoft.ML.SchemaShape.Column;

namespace DeepRecipes.Transforms;

/// <summary>Makes columns of a <see cref="SchemaShape"/>. ML.NET's constructor of them is internal, so this one file reaches for it.</summary>
internal static class SchemaShapeColumn
{
    private static readonly ConstructorInfo s_constructor =
        typeof(Column).GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public,
            [typeof(string), typeof(Column.VectorKind), typeof(DataViewType), typeof(bool), typeof(SchemaShape)])
        ?? throw new NotSupportedException("This version of ML.NET has no SchemaShape.Column constructor (name, kind, item type, is key, annotations); DeepRecipes was made for ML.NET 5.0.");

    public static Column Of(string name, ColumnShape shape, SchemaShape? annotations = null) =>
        (Column)s_constructor.Invoke([name, shape.Kind, shape.ItemType, shape.IsKey, annotations]);
}
