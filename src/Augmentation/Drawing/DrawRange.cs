using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRecipes.Augmentation;

/// <summary>An option of an op: a fixed value, or the range that one is drawn from for each sample. In a file it is a number or <c>[least, most]</c>.</summary>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The largest value; not less than <paramref name="Least"/>.</param>
[JsonConverter(typeof(DrawRangeConverter))]
public readonly record struct DrawRange(double Least, double Most)
{
    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsFixed => Least.Equals(Most);

    /// <summary>A fixed value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator DrawRange(double value) => new(value, value);

    /// <summary>A range.</summary>
    /// <param name="range">The smallest and the largest value.</param>
    public static implicit operator DrawRange((double Least, double Most) range) => new(range.Least, range.Most);

    /// <summary>The fixed value, or one drawn uniformly from the range.</summary>
    /// <param name="draws">Where it is drawn.</param>
    public double Draw(Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return IsFixed ? Least : draws.Uniform(Least, Most);
    }

    /// <summary>The fixed whole number, or one of those in the range, each as likely.</summary>
    /// <param name="draws">Where it is drawn.</param>
    public int DrawWhole(Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return IsFixed ? (int)Least : draws.Whole((int)Least, (int)Most);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsFixed ? Least.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"[{Least}, {Most}]");

    /// <summary>The range itself where it is a proper one inside the limits; the guard of every such option.</summary>
    internal DrawRange Within(double least, double most, [CallerMemberName] string name = "")
    {
        if (!(Least >= least && Most <= most && Least <= Most))
            throw new ArgumentOutOfRangeException(name, this, string.Create(CultureInfo.InvariantCulture, $"{name} must be a value or a range [least, most] from {least} to {most}."));
        return this;
    }

    /// <summary>As <see cref="Within"/>, and of whole numbers.</summary>
    internal DrawRange WholeWithin(int least, int most, [CallerMemberName] string name = "")
    {
        _ = Within(least, most, name);
        if (Least != Math.Floor(Least) || Most != Math.Floor(Most))
            throw new ArgumentOutOfRangeException(name, this, $"{name} must be a whole number or a range of whole numbers from {least} to {most}.");
        return this;
    }
}

/// <summary>A number, or two in a list.</summary>
internal sealed class DrawRangeConverter : JsonConverter<DrawRange>
{
    public override DrawRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDouble();
        if (reader.TokenType == JsonTokenType.StartArray && Next(ref reader, JsonTokenType.Number))
        {
            var least = reader.GetDouble();
            if (Next(ref reader, JsonTokenType.Number))
            {
                var most = reader.GetDouble();
                if (Next(ref reader, JsonTokenType.EndArray))
                    return new(least, most);
            }
        }
        throw new JsonException("A number or a list [least, most] of two numbers was expected.");

        static bool Next(ref Utf8JsonReader reader, JsonTokenType type) => reader.Read() && reader.TokenType == type;
    }

    public override void Write(Utf8JsonWriter writer, DrawRange value, JsonSerializerOptions options)
    {
        if (value.IsFixed)
        {
            writer.WriteNumberValue(value.Least);
            return;
        }
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Least);
        writer.WriteNumberValue(value.Most);
        writer.WriteEndArray();
    }
}
