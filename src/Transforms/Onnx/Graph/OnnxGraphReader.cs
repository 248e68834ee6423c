using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>Reads a <c>ModelProto</c>. The field numbers are those of <c>onnx.proto</c> (IR version 3 and later).</summary>
internal static class OnnxGraphReader
{
    /// <summary>Graphs within graphs; real ones have a handful.</summary>
    private const int Deepest = 32;

    /// <summary>Numbers of one tensor; those of the largest models have a thousandth of it.</summary>
    private const long MostNumbers = 1L << 36;

    /// <summary>Longer tensors are weights, whose numbers nobody looks at.</summary>
    private const int MostNumbersKept = 16;

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
                case 5: Store(reader.Bytes(), null, body); break;
                case 11: body.Inputs.Add(ReadValue(reader.Bytes())); break;
                case 12: body.Outputs.Add(ReadValue(reader.Bytes())); break;
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
            Store(constant, outputs[0], body);
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

    /// <summary>Notes a stored tensor, under its own name or the one given.</summary>
    private static void Store(ReadOnlySpan<byte> tensor, string? given, OnnxBody body)
    {
        var (name, type, external) = ("", 0L, false);
        var (dimensions, numbers) = (new List<long>(), new List<long>());
        var floats = ImmutableArray<double>.Empty;
        var raw = default(ReadOnlySpan<byte>);
        var places = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var reader = new ProtobufReader(tensor);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: reader.Int64s(dimensions); break;
                case 2: type = reader.Int64(); break;
                case 4: floats = reader.Floats(MostNumbersKept); break;
                // Truths are stored among the 32-bit numbers; longer lists are weights, which nobody reads here.
                case 5 when type is (long)TensorElementType.Bool or 0: reader.Int64s(numbers); break;
                case 8: name = reader.Text(); break;
                case 9: raw = reader.Bytes(); break;
                case 13: ReadEntry(reader.Bytes(), places); break;
                case 14: external = reader.Int64() == 1; break;
                default: reader.Skip(); break;
            }
        }
        name = given ?? name;
        var count = 1L;
        foreach (var size in dimensions)
        {
            if (size < 0 || (size > 0 && count > MostNumbers / size))
                throw new FormatException($"The ONNX model's tensor '{name}' has the dimensions [{string.Join(", ", dimensions)}].");
            count *= size;
        }
        if (type == (long)TensorElementType.Bool && count == 1 && (raw.Length == 1 || numbers.Count == 1))
            body.Truths[name] = raw.Length == 1 ? raw[0] != 0 : numbers[0] != 0;
        body.Stored.Add(new(name, (TensorElementType)type, count, external ? places.GetValueOrDefault("location", "?") : null)
        {
            Numbers = floats.IsEmpty && count <= MostNumbersKept ? Numbers((TensorElementType)type, raw, (int)count) : floats,
        });
    }

    /// <summary>The numbers of a short tensor; none where they are not fractions or not all there.</summary>
    private static ImmutableArray<double> Numbers(TensorElementType type, ReadOnlySpan<byte> raw, int count)
    {
        var size = type switch { TensorElementType.Float => sizeof(float), TensorElementType.Double => sizeof(double), TensorElementType.Float16 => sizeof(ushort), _ => 0 };
        if (size == 0 || raw.Length != size * count)
            return [];
        var numbers = ImmutableArray.CreateBuilder<double>(count);
        for (; raw.Length > 0; raw = raw[size..])
        {
            numbers.Add(type switch
            {
                TensorElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(raw),
                TensorElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(raw),
                _ => (double)BinaryPrimitives.ReadHalfLittleEndian(raw),
            });
        }
        return numbers.MoveToImmutable();
    }

    private static OnnxTensorInfo ReadValue(ReadOnlySpan<byte> value)
    {
        var name = "";
        var type = new OnnxTensorInfo("", TensorElementType.DataTypeMax, [], []);
        var reader = new ProtobufReader(value);
        while (reader.Next(out var field))
        {
            if (field == 1)
                name = reader.Text();
            else if (field == 2)
                type = ReadType(reader.Bytes(), 0);
            else
                reader.Skip();
        }
        return type with { Name = name };
    }

    /// <summary>The type and shape of a value; its name is yet to come. What is neither a tensor nor a sequence nor a map has the element type <see cref="TensorElementType.DataTypeMax"/>.</summary>
    private static OnnxTensorInfo ReadType(ReadOnlySpan<byte> type, int depth)
    {
        if (depth > Deepest)
            throw new FormatException($"The ONNX model has types within types, more than {Deepest} deep.");
        var info = new OnnxTensorInfo("", TensorElementType.DataTypeMax, [], []);
        var reader = new ProtobufReader(type);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: info = ReadTensorType(reader.Bytes()); break;
                case 4:
                    var element = ReadPart(reader.Bytes(), 1, depth, out _);
                    info = element with { Kind = element.Kind == OnnxValueKind.Map ? OnnxValueKind.SequenceOfMaps : OnnxValueKind.Sequence };
                    break;
                case 5:
                    info = ReadPart(reader.Bytes(), 2, depth, out var key) with { Kind = OnnxValueKind.Map, KeyType = key, Dimensions = [], Symbols = [] };
                    break;
                default: reader.Skip(); break;
            }
        }
        return info;
    }

    /// <summary>The type within a sequence (field 1) or a map (field 2, behind the type of its keys).</summary>
    private static OnnxTensorInfo ReadPart(ReadOnlySpan<byte> message, int part, int depth, out TensorElementType key)
    {
        key = TensorElementType.DataTypeMax;
        var info = new OnnxTensorInfo("", TensorElementType.DataTypeMax, [], []);
        var reader = new ProtobufReader(message);
        while (reader.Next(out var field))
        {
            if (field == part)
                info = ReadType(reader.Bytes(), depth + 1);
            else if (field == 1)
                key = (TensorElementType)reader.Int64();
            else
                reader.Skip();
        }
        return info;
    }

    private static OnnxTensorInfo ReadTensorType(ReadOnlySpan<byte> tensor)
    {
        var element = TensorElementType.DataTypeMax;
        var (sizes, symbols) = (new List<int>(), new List<string>());
        var reader = new ProtobufReader(tensor);
        while (reader.Next(out var field))
        {
            if (field == 1)
                element = (TensorElementType)reader.Int64();
            else if (field == 2)
                ReadShape(reader.Bytes(), sizes, symbols);
            else
                reader.Skip();
        }
        return new("", element, [.. sizes], [.. symbols]);
    }

    private static void ReadShape(ReadOnlySpan<byte> shape, List<int> sizes, List<string> symbols)
    {
        var reader = new ProtobufReader(shape);
        while (reader.Next(out var field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }
            var (size, symbol) = (-1L, "");
            var dimension = new ProtobufReader(reader.Bytes());
            while (dimension.Next(out var part))
            {
                if (part == 1)
                    size = dimension.Int64();
                else if (part == 2)
                    symbol = dimension.Text();
                else
                    dimension.Skip();
            }
            sizes.Add(size is >= 0 and <= int.MaxValue ? (int)size : -1);
            symbols.Add(symbol);
        }
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

    private static void ReadEntry(ReadOnlySpan<byte> entry, ImmutableSortedDictionary<string, string>.Builder entries)
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
