using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>Reads what goes into a graph and comes out of it (<c>ValueInfoProto</c>).</summary>
internal static class OnnxValueReader
{
    /// <summary>An input or output with its name, type and shape.</summary>
    public static OnnxTensorInfo Read(ReadOnlySpan<byte> value)
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
        if (depth > OnnxGraphReader.Deepest)
            throw new FormatException($"The ONNX model has types within types, more than {OnnxGraphReader.Deepest} deep.");
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
}
