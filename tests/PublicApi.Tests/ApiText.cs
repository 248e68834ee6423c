using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeepRecipes.PublicApi.Tests;

/// <summary>
/// The public API of an assembly as lines, sorted, each of which says on its own to which type it belongs: "Kernels.Box | float Width { get; }"; a type's own line, with "=", comes before its members.
/// What the compiler adds to records, and overrides of object's methods, are left out; nullability is not part of it.
/// </summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(IEnumerable<Type> types)
    {
        List<string> lines = [];
        foreach (Type type in types)
            AddType(type, lines);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static void AddType(Type type, List<string> lines)
    {
        string prefix = TypeText.Own(type) + " | ";
        lines.Add(TypeText.Own(type) + " = " + Declaration(type));
        if (type.IsEnum)
        {
            lines.AddRange(Enum.GetNames(type).Select(name => $"{prefix}{name} = {Convert.ToDecimal(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"));
            return;
        }
        if (type.IsSubclassOf(typeof(Delegate)))
            return;
        lines.AddRange(type.GetConstructors(Declared).Where(IsVisible).Where(c => !c.IsStatic && !IsCompilers(c)).Select(c => $"{prefix}{Access(c)}.ctor({Parameters(c)})"));
        lines.AddRange(type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(f => prefix + Field(f)));
        lines.AddRange(type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsVisible) && !IsCompilers(p)).Select(p => prefix + Property(p)));
        lines.AddRange(type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(e => $"{prefix}{Access(e.AddMethod!)}event {TypeText.Of(e.EventHandlerType!)} {e.Name}"));
        lines.AddRange(type.GetMethods(Declared).Where(IsOfInterest).Select(m => prefix + Method(m)));
        foreach (Type nested in type.GetNestedTypes(Declared).Where(t => (t.IsNestedPublic || t.IsNestedFamily || t.IsNestedFamORAssem) && !t.Name.StartsWith('<')))
            AddType(nested, lines);
    }

    private static string Declaration(Type type)
    {
        if (type.IsEnum)
            return "enum : " + TypeText.Of(Enum.GetUnderlyingType(type));
        if (type.IsSubclassOf(typeof(Delegate)))
            return "delegate " + Method(type.GetMethod("Invoke")!).Replace("virtual ", "", StringComparison.Ordinal);
        bool isRecord = type.GetMethods(Declared).Any(m => m.Name == "PrintMembers" && IsCompilers(m));
        string kind = type.IsInterface ? "interface"
            : type.IsValueType ? (Has(type, "IsReadOnlyAttribute") ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (isRecord ? "record struct" : "struct")
            : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (isRecord ? "record" : "class");
        List<string> bases = [];
        if (type.BaseType is Type parent && parent != typeof(object) && parent != typeof(ValueType))
            bases.Add(TypeText.Of(parent));
        HashSet<Type> inherited = [.. type.BaseType?.GetInterfaces() ?? [], .. type.GetInterfaces().SelectMany(i => i.GetInterfaces())];
        bases.AddRange(type.GetInterfaces().Where(i => (i.IsPublic || i.IsNestedPublic) && !inherited.Contains(i) && !(isRecord && IsEquatableToItself(i, type)))
            .Select(TypeText.Of).Order(StringComparer.Ordinal));
        return kind + (bases.Count > 0 ? " : " + string.Join(", ", bases) : "") + Constraints(type.GetGenericArguments());
    }

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "" : "protected ";
        return field.IsLiteral
            ? $"{access}const {TypeText.Of(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)}"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeText.Of(field.FieldType)} {field.Name}";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo[] visible = [.. property.GetAccessors(nonPublic: true).Where(IsVisible)];
        MethodInfo first = visible[0];
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        string accessors = string.Concat(visible.Select(a => a == property.GetMethod ? "get; " : IsInit(a) ? "init; " : "set; "));
        string required = Has(property, "RequiredMemberAttribute") ? "required " : "";
        return $"{Access(first)}{Modifiers(first)}{required}{ReturnType(property.GetMethod?.ReturnParameter, property.PropertyType)} {name} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethodDefinition ? "<" + string.Join(", ", method.GetGenericArguments().Select(TypeText.Of)) + ">" : "";
        return $"{Access(method)}{Modifiers(method)}{ReturnType(method.ReturnParameter, method.ReturnType)} {method.Name}{generic}({Parameters(method)}){Constraints(method.IsGenericMethodDefinition ? method.GetGenericArguments() : [])}";
    }

    private static string Parameters(MethodBase method)
    {
        string list = string.Join(", ", method.GetParameters().Select(Parameter));
        return method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " + list : list;
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string by = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : Has(parameter, "RequiresLocationAttribute") ? "ref readonly " : "ref ";
        string parameters = parameter.IsDefined(typeof(ParamArrayAttribute)) || Has(parameter, "ParamCollectionAttribute") ? "params " : "";
        string scoped = Has(parameter, "ScopedRefAttribute") && parameters.Length == 0 && !parameter.IsOut ? "scoped " : "";
        string value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{parameters}{scoped}{by}{TypeText.Of(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string ReturnType(ParameterInfo? returned, Type type) => !type.IsByRef ? TypeText.Of(type)
        : (returned is not null && Has(returned, "IsReadOnlyAttribute") ? "ref readonly " : "ref ") + TypeText.Of(type);

    private static string Literal(object? value, Type type)
    {
        bool isNullable = Nullable.GetUnderlyingType(type) is not null || !type.IsValueType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => isNullable ? "null" : "default",
            _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
            string text => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"",
            bool truth => truth ? "true" : "false",
            char letter => $"'{letter}'",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    private static string Constraints(Type[] parameters)
    {
        string all = "";
        foreach (Type parameter in parameters.Where(p => p.IsGenericParameter))
        {
            GenericParameterAttributes flags = parameter.GenericParameterAttributes;
            List<string> parts = [];
            bool isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            if (isStruct)
                parts.Add(Has(parameter, "IsUnmanagedAttribute") ? "unmanaged" : "struct");
            if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
                parts.Add("class");
            parts.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(TypeText.Of).Order(StringComparer.Ordinal));
            if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
                parts.Add("new()");
            if (parts.Count > 0)
                all += $" where {parameter.Name} : {string.Join(", ", parts)}";
        }
        return all;
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
            return method.IsAbstract ? "static abstract " : method.IsVirtual ? "static virtual " : "static ";
        if (method.DeclaringType!.IsInterface)
            return method.IsAbstract ? "" : "virtual ";
        if (!method.IsVirtual || (method.IsFinal && method.GetBaseDefinition() == method))
            return "";
        bool isOverride = method.GetBaseDefinition() != method;
        return method.IsAbstract ? "abstract " : isOverride ? (method.IsFinal ? "sealed override " : "override ") : "virtual ";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOfInterest(MethodInfo method) => IsVisible(method) && !IsCompilers(method) && !method.Name.StartsWith('<')
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && method.GetBaseDefinition().DeclaringType != typeof(object) && method.GetBaseDefinition().DeclaringType != typeof(ValueType);

    private static bool IsCompilers(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");

    private static bool IsEquatableToItself(Type candidate, Type type) =>
        candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEquatable<>) && candidate.GetGenericArguments()[0] == type;

    private static bool Has(Type type, string attribute) => type.CustomAttributes.Any(a => a.AttributeType.Name == attribute);

    private static bool Has(MemberInfo member, string attribute) => member.CustomAttributes.Any(a => a.AttributeType.Name == attribute);

    private static bool Has(ParameterInfo parameter, string attribute) => parameter.CustomAttributes.Any(a => a.AttributeType.Name == attribute);
}
