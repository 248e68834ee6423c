using System.Reflection;

namespace DeepRecipes.Embedded.Tests;

/// <summary>A public type as mlnet-5.0-api.txt shows it: what it is, what it derives from, what it holds.</summary>
internal sealed record ApiType(string Name, string Kind, string Constraints, string[] Bases, string[] Members)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Reads a block of the list: "[assembly] modifiers kind name : bases where constraints", then a line for each member.</summary>
    public static ApiType Parse(string block)
    {
        var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = lines[0][(lines[0].IndexOf("] ", StringComparison.Ordinal) + 2)..];
        var where = head.IndexOf(" where ", StringComparison.Ordinal);
        var constraints = where < 0 ? "" : head[where..];
        head = where < 0 ? head : head[..where];
        var colon = head.IndexOf(" : ", StringComparison.Ordinal);
        var bases = colon < 0 ? [] : SplitTopLevel(head[(colon + 3)..]);
        var declaration = (colon < 0 ? head : head[..colon]).TrimEnd();
        // "sealed class A.B<C, D>": the name begins after the kind.
        var kind = new[] { "class", "struct", "interface", "enum", "delegate" }.First(k => $" {declaration}".Contains($" {k} ", StringComparison.Ordinal));
        var nameAt = $" {declaration}".IndexOf($" {kind} ", StringComparison.Ordinal) + kind.Length + 1;
        return new ApiType(declaration[nameAt..], declaration[..nameAt].Trim(), constraints, bases, [.. lines.Skip(1).Select(l => l.Trim())]);
    }

    public static ApiType Of(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var bases = new List<string>();
        if (type.IsClass && kind != "delegate" && type.BaseType != typeof(object))
            bases.Add(ApiNames.Of(type.BaseType!));
        if (kind is not "enum" and not "delegate")
            bases.AddRange(type.GetInterfaces().Where(i => i.IsVisible).Select(ApiNames.Of).Order(StringComparer.Ordinal));
        var constraints = type.IsGenericTypeDefinition ? ApiNames.Constraints(type.GetGenericArguments()) : "";
        return new ApiType(ApiNames.Of(type), kind, constraints, [.. bases], [.. MembersOf(type, kind)]);
    }

    /// <summary>The name of a method or "constructor" for the parts before a line's parameter list; null for what cannot be overloaded.</summary>
    public static string? OverloadName(string member)
    {
        var parenthesis = member.IndexOf('(', StringComparison.Ordinal);
        if (parenthesis <= 0 || member.Contains(" { ", StringComparison.Ordinal) || member.StartsWith("(no", StringComparison.Ordinal))
            return null;
        var name = member[..parenthesis];
        var generic = name.EndsWith('>') ? name.LastIndexOf('<') : -1;
        // A generic method's own parameters come last; those of its return type stand before its name.
        if (generic >= 0)
            name = name[..generic];
        return name[(name.LastIndexOf(' ') + 1)..];
    }

    private static IEnumerable<string> MembersOf(Type type, string kind)
    {
        if (kind == "delegate")
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"delegate {ApiNames.Of(invoke.ReturnType)} ({ApiNames.Of(invoke.GetParameters())})"];
        }

        if (kind == "enum")
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"{f.Name} = {Convert.ToInt64(f.GetRawConstantValue())}");
        return Constructors(type, kind).Concat(Fields(type)).Concat(Properties(type)).Concat(Events(type)).Concat(Methods(type));
    }

    private static IEnumerable<string> Constructors(Type type, string kind)
    {
        string[] lines = [.. type.GetConstructors(Declared).Where(c => IsVisible(c) && !c.IsStatic).Select(c => $"{Access(c)} .ctor({ApiNames.Of(c.GetParameters())})")];
        return lines.Length > 0 ? lines
            : kind == "abstract class" ? ["(no constructor visible outside the assembly)"]
            : kind is "class" or "sealed class" ? ["(no public constructor)"]
            : [];
    }

    private static IEnumerable<string> Fields(Type type) => type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Select(f =>
        $"{(f.IsPublic ? "public" : "protected")}{(f.IsLiteral ? " const" : f.IsStatic ? " static" : "")}{(f.IsInitOnly ? " readonly" : "")} {ApiNames.Of(f.FieldType)} {f.Name}{(f.IsLiteral ? $" = {f.GetRawConstantValue()}" : "")}");

    private static IEnumerable<string> Properties(Type type) => type.GetProperties(Declared).Where(p => IsVisible(p.GetMethod) || IsVisible(p.SetMethod)).Select(p =>
    {
        var method = p.GetMethod ?? p.SetMethod!;
        var index = p.GetIndexParameters().Length > 0 ? $"[{ApiNames.Of(p.GetIndexParameters())}]" : "";
        return $"{Access(method)}{Modifiers(method)} {ApiNames.Of(p.PropertyType)} {p.Name}{index} {{{(IsVisible(p.GetMethod) ? " get;" : "")}{(IsVisible(p.SetMethod) ? " set;" : "")} }}";
    });

    private static IEnumerable<string> Events(Type type)
        => type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod)).Select(e => $"public event {ApiNames.Of(e.EventHandlerType!)} {e.Name}");

    private static IEnumerable<string> Methods(Type type)
        => type.GetMethods(Declared).Where(m => IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))).Select(m =>
        {
            var parameters = m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";
            var extension = m.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), inherit: false) ? "this " : "";
            return $"{Access(m)}{Modifiers(m)} {ApiNames.Of(m.ReturnType)} {m.Name}{parameters}({extension}{ApiNames.Of(m.GetParameters())}){(m.IsGenericMethod ? ApiNames.Constraints(m.GetGenericArguments()) : "")}";
        });

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Modifiers(MethodInfo method)
        => (method.IsStatic ? " static" : "")
            + (method.IsAbstract ? " abstract" : !method.IsVirtual || method.IsFinal ? "" : method.GetBaseDefinition() != method ? " override" : " virtual");

    private static string[] SplitTopLevel(string list)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] == '<' ? 1 : list[i] == '>' ? -1 : 0;
            if (list[i] == ',' && depth == 0)
            {
                parts.Add(list[start..i].Trim());
                start = i + 1;
            }
        }

        return [.. parts, list[start..].Trim()];
    }
}
