namespace DeepRecipes.PublicApi.Tests;

/// <summary>The dump itself, on types whose API is written down here by hand.</summary>
public class ApiTextTests
{
    [Fact]
    public void Spells_members_as_CSharp_does() => Assert.Equal(
        """
        PublicApi.Tests.SampleBase = abstract class
        PublicApi.Tests.SampleBase | abstract string Kind { get; }
        PublicApi.Tests.SampleBase | protected .ctor(int size)
        PublicApi.Tests.SampleBase | protected virtual void Grow(ref int by, out double size)
        PublicApi.Tests.SampleClass = sealed class : SampleBase, IDisposable
        PublicApi.Tests.SampleClass | .ctor()
        PublicApi.Tests.SampleClass | const float Half = 0.5f
        PublicApi.Tests.SampleClass | double this[int index] { get; }
        PublicApi.Tests.SampleClass | event EventHandler Changed
        PublicApi.Tests.SampleClass | override string Kind { get; }
        PublicApi.Tests.SampleClass | required int Size { get; init; }
        PublicApi.Tests.SampleClass | static Dictionary<string, (int, float)[]> Table(string name = "a\"b", SampleKind kind = SampleKind.Second, int? most = null)
        PublicApi.Tests.SampleClass | void Dispose()
        PublicApi.Tests.SampleExtensions = static class
        PublicApi.Tests.SampleExtensions | static T Largest<T>(this ReadOnlySpan<T> values, in SamplePoint near) where T : struct, IComparable<T>
        PublicApi.Tests.SampleExtensions | static void All(params ReadOnlySpan<System.Xml.Linq.XElement> elements)
        PublicApi.Tests.SampleKind = enum : byte
        PublicApi.Tests.SampleKind | First = 1
        PublicApi.Tests.SampleKind | Second = 2
        PublicApi.Tests.SamplePoint = readonly record struct
        PublicApi.Tests.SamplePoint | .ctor(float X, float Y = 1f)
        PublicApi.Tests.SamplePoint | float X { get; init; }
        PublicApi.Tests.SamplePoint | float Y { get; init; }
        PublicApi.Tests.SamplePoint | static SamplePoint op_Addition(SamplePoint a, SamplePoint b)
        """,
        string.Join('\n', ApiText.Of([typeof(SampleClass), typeof(SampleBase), typeof(SampleExtensions), typeof(SampleKind), typeof(SamplePoint)])));
}

#pragma warning disable CA1067, CA1815, MA0095, CS0067 // Samples of API, not API.
public enum SampleKind : byte
{
    First = 1,
    Second = 2,
}

public readonly record struct SamplePoint(float X, float Y = 1)
{
    public static SamplePoint operator +(SamplePoint a, SamplePoint b) => new(a.X + b.X, a.Y + b.Y);
}

public abstract class SampleBase
{
    protected SampleBase(int size) => _ = size;

    public abstract string Kind { get; }

    public override string ToString() => Kind;

    protected virtual void Grow(ref int by, out double size) => size = by;

    private protected virtual void Hidden()
    {
    }
}

public sealed class SampleClass() : SampleBase(1), IDisposable
{
    public const float Half = 0.5f;

    public event EventHandler? Changed;

    public override string Kind => "";

    public required int Size { get; init; }

    public double this[int index] => index;

    public static Dictionary<string, (int Count, float Share)[]> Table(string name = "a\"b", SampleKind kind = SampleKind.Second, int? most = null)
    {
        _ = (name, kind, most);
        return [];
    }

    public void Dispose() => Changed?.Invoke(this, EventArgs.Empty);
}

public static class SampleExtensions
{
    public static T Largest<T>(this ReadOnlySpan<T> values, in SamplePoint near)
        where T : struct, IComparable<T>
    {
        _ = near;
        return values[0];
    }

    public static void All(params ReadOnlySpan<System.Xml.Linq.XElement> elements) => _ = elements.Length;
}
