using System.Text;
using System.Text.Json;

namespace DeepRecipes.Metrics.Tests.Classification.Files;

public sealed class ClassificationFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("deeprecipes-csv-").FullName, "scores.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Quotes_line_ends_and_a_byte_order_mark_are_understood()
    {
        BinaryClassificationAccumulator plain = Binary("y,s\n1,0.25\n0,0.5");
        BinaryClassificationAccumulator quoted = Binary("\uFEFF\"y\",note,s\r\n1,\"a, \"\"b\"\"\r\nc\",0.25\r\n0,,\"0.5\"\r\n");
        Assert.Equal(JsonOf(plain.Compute()), JsonOf(quoted.Compute()));
        Assert.Equal(2, plain.Count);
    }

    [Fact]
    public void A_place_behind_a_quoted_line_end_is_counted_in_the_files_lines()
    {
        CsvFormatException e = Assert.Throws<CsvFormatException>(() => Binary("y,note,s\n1,\"a\nb\",2\n"));
        Assert.Equal(("scores.csv", 3, 4), (e.File, e.Line, e.Column));
    }

    [Theory]
    [InlineData("y,s\r1,0.5\r", 1, 3)]
    [InlineData("y,s\n1,0.5\n1,\u0001\n", 3, 3)]
    public void What_is_no_csv_is_refused(string csv, long line, int column)
    {
        CsvFormatException e = Assert.Throws<CsvFormatException>(() => Binary(csv));
        Assert.Equal((line, column), (e.Line, e.Column));
    }

    [Fact]
    public void Other_encodings_are_refused()
    {
        File.WriteAllBytes(_path, [.. "y,s\n1,"u8, 0xFF, 0xFE, (byte)'\n']);
        Assert.Contains("UTF-8", Assert.Throws<CsvFormatException>(() => ClassificationFile.Binary(_path, "y", "s")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_class_has_its_column_and_may_have_another_name()
    {
        File.WriteAllText(_path, "y,a,b,w\nb,0.25,0.75,2\na,0.5,0.5,1\n");
        MulticlassClassificationAccumulator accumulator = ClassificationFile.Multiclass(_path, "y", ["a", "b"], weight: "w");
        Assert.Equal(3, accumulator.Compute().Confusion.Total);
        Assert.Equal(1, accumulator.Compute().Accuracy);
        CsvFormatException e = Assert.Throws<CsvFormatException>(() => ClassificationFile.Multiclass(_path, "y", ["a", "b"], ["x", "b"]));
        Assert.Equal((3, 1), (e.Line, e.Column));
        Assert.Throws<ArgumentException>(() => ClassificationFile.Multiclass(_path, "y", ["a", "b"], ["x"]));
    }

    [Fact]
    public void A_file_is_a_part_that_counts_once()
    {
        BinaryClassificationAccumulator one = Binary("y,s\n1,0.25\n");
        BinaryClassificationAccumulator same = Binary("y,s\n1,0.25\n");
        Assert.Throws<DuplicateSampleException>(() => one.Merge(same));
        one.Merge(Binary("y,s\n1,0.5\n"));
        Assert.Equal(2, one.Count);
    }

    [Fact]
    public void KindOf_a_state_is_read_from_its_head()
    {
        byte[] state = Binary("y,s\n1,0.25\n").Serialize();
        Assert.Equal("binary", MetricState.KindOf(state));
        Assert.Equal("detection", MetricState.KindOf(new DetectionAccumulator(DetectionCategory.FromNames("a")).Serialize()));
        Assert.Throws<MetricStateCorruptException>(() => MetricState.KindOf(state.AsSpan(0, 8)));
        Assert.Throws<MetricStateVersionException>(() => MetricState.KindOf("no state"u8));
    }

    [Fact]
    public void Classes_of_one_name_keep_apart_in_the_json()
    {
        using var stream = new MemoryStream();
        CocoResultJson.Write(stream, new DetectionAccumulator([new(1, "a"), new(2, "a"), new(3, "b")]).Compute());
        JsonElement classes = JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("perClass");
        Assert.Equal(["a (1)", "a (2)", "b"], classes.EnumerateObject().Select(p => p.Name));
    }

    private BinaryClassificationAccumulator Binary(string csv)
    {
        File.WriteAllText(_path, csv);
        return ClassificationFile.Binary(_path, "y", "s");
    }

    private static string JsonOf(BinaryClassificationResult result)
    {
        using var stream = new MemoryStream();
        ClassificationJson.Write(stream, result);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
