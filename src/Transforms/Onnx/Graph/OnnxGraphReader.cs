using System.Collections.Immutable;
using System.Globalization;

namespace DeepRecipes.Transforms;

/// <summary>Reads a <c>ModelProto</c>. The field numbers are those of <c>onnx.proto</c> (IR version 3 and later).</summary>
internal static class OnnxGraphReader
{
    /// <summary>Graphs within graphs, or types within types; real ones have a handful.</summary>
    public const int Deepest = 32;

    /// <exception cref="FormatException">The bytes are no ONNX model.</exception>
    public static OnnxGraph Read(ReadOnlySpan<byte> model)
    {
        if (model.Length >= 8 && model[4..8].SequenceEqual("ORTM"u8))
            throw new FormatException("It is in ONNX Runtime's own format (.ort), which cannot be inspected: give the .onnx file it was made of.");
        var (version, producer, producerVersion) = (0L, "", "");
        var opsets = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var graph = default(ReadOnlySpan<byte>);
        var hasGraph = false;
        var functions = new List<OnnxBody>();
        // The operator sets stand behind the graph, which needs them.
        var reader = new ProtobufReader(model);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: version = reader.Int64(); break;
                case 2: producer = reader.Text(); break;
                case 3: producerVersion = reader.Text(); break;
                case 7: graph = reader.Bytes(); hasGraph = true; break;
                case 8: ReadOpset(reader.Bytes(), opsets); break;
                case 14: ReadEntry(reader.Bytes(), metadata); break;
                case 25: functions.Add(ReadFunction(reader.Bytes())); break;
                default: reader.Skip(); break;
            }
        }
        if (!hasGraph || opsets.Count == 0)
            throw new FormatException("The bytes are no ONNX model: they have no graph or no operator set.");
        var main = ReadBody(graph, new(null, opsets.GetValueOrDefault("")), 0);
        return new(version, $"{producer} {producerVersion}".Trim(), opsets.ToImmutable(), metadata.ToImmutable(), main, functions);
    }

    private static OnnxBody ReadBody(ReadOnlySpan<byte> graph, OnnxBody body, int depth)
    {
        if (depth > Deepest)
            throw new FormatException($"The ONNX model has graphs within graphs, more than {Deepest} deep.");
        var reader = new ProtobufReader(graph);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: body.Nodes.Add(ReadNode(reader.Bytes(), body, depth)); break;
                case 5: OnnxStoredReader.Read(reader.Bytes(), null, body); break;
                case 11: body.Inputs.Add(OnnxValueReader.Read(reader.Bytes())); break;
                case 12: body.Outputs.Add(OnnxValueReader.Read(reader.Bytes())); break;
                default: reader.Skip(); break;
            }
        }
        return body;
    }

    private static OnnxBody ReadFunction(ReadOnlySpan<byte> function)
    {
        var opsets = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var reader = new ProtobufReader(function);
        while (reader.Next(out var field))
        {
            if (field == 9)
                ReadOpset(reader.Bytes(), opsets);
            else
                reader.Skip();
        }
        var body = new OnnxBody(null, opsets.GetValueOrDefault(""));
        reader = new(function);
        while (reader.Next(out var field))
        {
            if (field == 7)
                body.Nodes.Add(ReadNode(reader.Bytes(), body, 0));
            else
                reader.Skip();
        }
        return body;
    }

    private static OnnxNode ReadNode(ReadOnlySpan<byte> node, OnnxBody body, int depth)
    {
        var (name, domain, op) = ("", "", "");
        var (inputs, outputs, bodies) = (new List<string>(), new List<string>(), new List<OnnxBody>());
        var integers = new Dictionary<string, long>(StringComparer.Ordinal);
        var constant = default(ReadOnlySpan<byte>);
        var reader = new ProtobufReader(node);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: inputs.Add(reader.Text()); break;
                case 2: outputs.Add(reader.Text()); break;
                case 3: name = reader.Text(); break;
                case 4: op = reader.Text(); break;
                case 5:
                    if (ReadAttribute(reader.Bytes(), integers, bodies, body, depth) is { IsEmpty: false } tensor)
                        constant = tensor;
                    break;
                case 7: domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        var labels = op == "ZipMap" ? ReadLabels(node) : [];
        if (op == "Constant" && outputs.Count == 1 && !constant.IsEmpty)
            OnnxStoredReader.Read(constant, outputs[0], body);
        if (op == "Identity" && inputs.Count == 1 && outputs.Count == 1)
            body.Identities[outputs[0]] = inputs[0];
        return new(name, domain, op, inputs, outputs, integers, bodies) { Labels = labels };
    }

    /// <summary>The keys that a ZipMap gives: the numbers or texts of its only attribute.</summary>
    private static List<string> ReadLabels(ReadOnlySpan<byte> node)
    {
        var (numbers, labels) = (new List<long>(), new List<string>());
        var reader = new ProtobufReader(node);
        while (reader.Next(out var field))
        {
            if (field != 5)
            {
                reader.Skip();
                continue;
            }
            var attribute = new ProtobufReader(reader.Bytes());
            while (attribute.Next(out var part))
            {
                if (part == 8)
                    attribute.Int64s(numbers);
                else if (part == 9)
                    labels.Add(attribute.Text());
                else
                    attribute.Skip();
            }
        }
        labels.AddRange(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return labels;
    }

    /// <summary>Takes the integer or graphs of an attribute, and gives the message of its tensor, or nothing.</summary>
    private static ReadOnlySpan<byte> ReadAttribute(ReadOnlySpan<byte> attribute, Dictionary<string, long> integers, List<OnnxBody> bodies, OnnxBody body, int depth)
    {
        var name = "";
        var tensor = default(ReadOnlySpan<byte>);
        long? integer = null;
        var reader = new ProtobufReader(attribute);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: name = reader.Text(); break;
                case 3: integer = reader.Int64(); break;
                case 5: tensor = reader.Bytes(); break;
                case 6 or 11: bodies.Add(ReadBody(reader.Bytes(), new(body, body.Opset), depth + 1)); break;
                default: reader.Skip(); break;
            }
        }
        if (integer is { } value)
            integers[name] = value;
        return tensor;
    }

    private static void ReadOpset(ReadOnlySpan<byte> opset, ImmutableSortedDictionary<string, long>.Builder opsets)
    {
        var (domain, version) = ("", 0L);
        var reader = new ProtobufReader(opset);
        while (reader.Next(out var field))
        {
            if (field == 1)
                domain = reader.Text();
            else if (field == 2)
                version = reader.Int64();
            else
                reader.Skip();
        }
        // "ai.onnx" is the long name of the standard's own domain.
        opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    /// <summary>Adds a key and its value (<c>StringStringEntryProto</c>).</summary>
    public static void ReadEntry(ReadOnlySpan<byte> entry, ImmutableSortedDictionary<string, string>.Builder entries)
    {
        var (key, value) = ("", "");
        var reader = new ProtobufReader(entry);
        while (reader.Next(out var field))
        {
            if (field == 1)
                key = reader.Text();
            else if (field == 2)
                value = reader.Text();
            else
                reader.Skip();
        }
        entries[key] = value;
    }
}
