using System.Globalization;
using System.Reflection;

namespace DeepRecipes.Embedded.Tests;

/// <summary>Names of types and parameters as mlnet-5.0-api.txt spells them.</summary>
internal static class ApiNames
{
    private static readonly (string Long, string Short)[] Keywords =
    [
        ("System.Single", "float"), ("System.Int32", "int"), ("System.Int64", "long"), ("System.Boolean", "bool"), ("System.String", "string"),
        ("System.Double", "double"), ("System.Void", "void"), ("System.Object", "object"), ("System.Byte", "byte"), ("System.UInt32", "uint"),
    ];

    public static string Of(Type type)
    {
        if (type.IsByRef)
            return "ref " + Of(type.GetElementType()!);
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.IsGenericType ? Closed(type) : type.FullName!;
        return Keywords.Aggregate(name.Replace('+', '.'), (text, keyword) => text.Replace(keyword.Long, keyword.Short, StringComparison.Ordinal));
    }

    public static string Of(ParameterInfo parameter)
    {
        var type = Of(parameter.ParameterType);
        var prefix = "";
        if (parameter.ParameterType.IsByRef && (parameter.IsOut || parameter.IsIn))
            (prefix, type) = (parameter.IsOut ? "out " : "in ", type["ref ".Length..]);
        if (parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false))
            prefix += "params ";
        return $"{prefix}{type} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : "")}";
    }

    public static string Of(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Of));

    /// <summary>" where T : ..." for each parameter that has constraints.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(parameter =>
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var constraints = parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Of).ToList();
        if (isStruct)
            constraints.Insert(0, "struct");
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            constraints.Insert(0, "class");
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            constraints.Add("new()");
        return constraints.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", constraints)}";
    }));

    /// <summary>The arguments stand where the definition counts them, also for a type nested in a generic one.</summary>
    private static string Closed(Type type)
    {
        var arguments = new Queue<string>(type.GetGenericArguments().Select(Of));
        var parts = type.GetGenericTypeDefinition().FullName!.Split('+').Select(part =>
        {
            var tick = part.IndexOf('`', StringComparison.Ordinal);
            if (tick < 0)
                return part;
            var count = int.Parse(part[(tick + 1)..], CultureInfo.InvariantCulture);
            return $"{part[..tick]}<{string.Join(", ", Enumerable.Range(0, count).Select(_ => arguments.Dequeue()))}>";
        });
        return string.Join('.', parts);
    }

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "null",
        string text => $"\"{text}\"",
        var value when parameter.ParameterType.IsEnum => $"{Of(parameter.ParameterType)}.{Enum.ToObject(parameter.ParameterType, value)}",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
