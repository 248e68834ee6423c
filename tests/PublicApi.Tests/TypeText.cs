using System.Globalization;

namespace DeepRecipes.PublicApi.Tests;

/// <summary>Types spelled as in C#. Namespaces are left out where everybody knows them (System's collections, our own); all others stand in full.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword;
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is Type underlying)
            return Of(underlying) + "?";
        if (type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
            return "(" + string.Join(", ", type.GetGenericArguments().Select(Of)) + ")";
        return Qualified(type);
    }

    /// <summary>The name under which a type of ours stands in the text file: its namespace without "DeepRecipes.", its outer types, its type parameters.</summary>
    public static string Own(Type type)
    {
        string space = type.Namespace == "DeepRecipes" ? "" : type.Namespace!.Replace("DeepRecipes.", "", StringComparison.Ordinal) + ".";
        return space + Nested(type, type.GetGenericArguments());
    }

    private static string Qualified(Type type)
    {
        string space = type.Namespace is null or "System" or "System.Collections.Generic" or "System.IO" or "DeepRecipes" || type.Namespace.StartsWith("DeepRecipes.", StringComparison.Ordinal)
            ? ""
            : type.Namespace + ".";
        return space + Nested(type, type.GetGenericArguments());
    }

    // Reflection gives a nested type the type arguments of its outer types too; each name takes as many as its `n says.
    private static string Nested(Type type, Type[] arguments)
    {
        string[] parts = (type.DeclaringType is null ? type.Name : Path(type)).Split('+');
        int used = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            string[] nameAndCount = parts[i].Split('`');
            if (nameAndCount.Length == 1)
                continue;
            int count = int.Parse(nameAndCount[1], CultureInfo.InvariantCulture);
            parts[i] = nameAndCount[0] + "<" + string.Join(", ", arguments.Skip(used).Take(count).Select(Of)) + ">";
            used += count;
        }
        return string.Join('.', parts);
    }

    private static string Path(Type type) => type.DeclaringType is null ? type.Name : Path(type.DeclaringType) + "+" + type.Name;
}
