using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The form of a text file, with every column's fields found out.</summary>
internal sealed class TextFormat
{
    private string[] _fieldNames;

    private TextFormat(TextColumn[] columns) => Columns = columns;

    public TextColumn[] Columns { get; }

    public char[] Separators { get; private init; }

    public bool AllowQuoting { get; private init; }

    public bool TrimWhitespace { get; private init; }

    public bool HasHeader { get; private init; }

    public bool MissingRealsAsNaNs { get; private init; }

    public long MaxRows { get; private init; }

    public DataViewSchema Schema { get; private init; }

    public static TextFormat Create(TextLoader.Options options, IMultiStreamSource sample)
    {
        Contracts.CheckParam(options.Columns is { Length: > 0 }, nameof(options.Columns), "At least one column must be defined.");
        Contracts.CheckParam(options.Separators is { Length: > 0 }, nameof(options.Separators), "At least one separator must be given.");
        var reader = new FieldReader(options.Separators, options.AllowQuoting, options.TrimWhitespace);
        string[] firstLine = null;
        // Columns to the end of the line, and names out of the header, need a look at the file.
        if (sample is { Count: > 0 } && (options.HasHeader || Array.Exists(options.Columns, c => c.Source != null && Array.Exists(c.Source, r => r.AutoEnd))))
        {
            var lines = new TextLines(sample, hasHeader: false, maxRows: 1);
            if (lines.Next() is { } batch)
                firstLine = [.. reader.Split(batch.Lines[0]).Select(f => f.ToString())];
        }

        var columns = Array.ConvertAll(options.Columns, c => TextColumn.Create(c, firstLine?.Length));
        return Create(columns, options, firstLine != null && options.HasHeader ? firstLine : null);
    }

    public static TextFormat Load(BinaryReader reader)
    {
        var options = new TextLoader.Options
        {
            Separators = reader.ReadString().ToCharArray(),
            AllowQuoting = reader.ReadBoolean(),
            TrimWhitespace = reader.ReadBoolean(),
            HasHeader = reader.ReadBoolean(),
            MissingRealsAsNaNs = reader.ReadBoolean(),
            MaxRows = reader.ReadInt64(),
        };
        var columns = new TextColumn[reader.ReadInt32()];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = TextColumn.Load(reader);
        var names = reader.ReadBoolean() ? new string[reader.ReadInt32()] : null;
        for (var i = 0; i < names?.Length; i++)
            names[i] = reader.ReadString();
        return Create(columns, options, names);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(new string(Separators));
        writer.Write(AllowQuoting);
        writer.Write(TrimWhitespace);
        writer.Write(HasHeader);
        writer.Write(MissingRealsAsNaNs);
        writer.Write(MaxRows);
        writer.Write(Columns.Length);
        foreach (var column in Columns)
            column.Save(writer);
        writer.Write(_fieldNames != null);
        if (_fieldNames == null)
            return;
        writer.Write(_fieldNames.Length);
        foreach (var name in _fieldNames)
            writer.Write(name);
    }

    private static TextFormat Create(TextColumn[] columns, TextLoader.Options options, string[] fieldNames)
    {
        var schema = new DataViewSchema.Builder();
        foreach (var column in columns)
            schema.AddColumn(column.Name, column.Type, column.SlotNames(fieldNames));
        return new TextFormat(columns)
        {
            Separators = options.Separators,
            AllowQuoting = options.AllowQuoting,
            TrimWhitespace = options.TrimWhitespace,
            HasHeader = options.HasHeader,
            MissingRealsAsNaNs = options.MissingRealsAsNaNs,
            MaxRows = options.MaxRows ?? long.MaxValue,
            Schema = schema.ToSchema(),
            _fieldNames = fieldNames,
        };
    }
}
