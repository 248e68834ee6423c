using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class TextLoaderTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".tsv");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Columns_come_from_fields()
    {
        File.WriteAllText(_path, "Name\tA\tB\tClass\nfirst\t1.5\t2\t0\nsecond\t-3\t\t2\n");

        var view = _ml.Data.LoadFromTextFile(
            _path,
            [
                new TextLoader.Column("Name", DataKind.String, 0),
                new TextLoader.Column("Values", DataKind.Single, 1, 2),
                new TextLoader.Column("Key", DataKind.UInt32, [new TextLoader.Range(3)], new KeyCount(3)),
            ],
            hasHeader: true);

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), view.Schema["Values"].Type);
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), view.Schema["Key"].Type);
        Assert.Equal(["first", "second"], view.GetColumn<string>("Name"), StringComparer.Ordinal);
        Assert.Equal([[1.5f, 2f], [-3f, 0f]], view.GetColumn<float[]>("Values"));
        Assert.Equal([1u, 3u], view.GetColumn<uint>("Key"));
    }

    [Fact]
    public void A_header_names_slots_only_where_the_file_is_looked_at_beforehand()
    {
        File.WriteAllText(_path, "Name\tA\tB\nfirst\t1.5\t2\n");
        TextLoader.Column[] columns = [new("Values", DataKind.Single, 1, 2)];

        var plain = _ml.Data.LoadFromTextFile(_path, columns, hasHeader: true);
        var looked = _ml.Data.LoadFromTextFile(_path, new TextLoader.Options { Columns = columns, HasHeader = true });

        Assert.False(plain.Schema["Values"].HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        looked.Schema["Values"].GetSlotNames(ref names);
        Assert.Equal(["A", "B"], names.DenseValues().Select(n => n.ToString()), StringComparer.Ordinal);
    }

    [Fact]
    public void Members_name_their_fields()
    {
        File.WriteAllText(_path, "1,\"a, b\",true\n2,c,0\n");

        var view = _ml.Data.LoadFromTextFile<Line>(_path, separatorChar: ',', allowQuoting: true);
        var rows = _ml.Data.CreateEnumerable<Line>(view, reuseRowObject: false).ToArray();

        Assert.Equal([1f, 2f], rows.Select(r => r.Number));
        Assert.Equal(["a, b", "c"], rows.Select(r => r.Text), StringComparer.Ordinal);
        Assert.Equal([true, false], rows.Select(r => r.Truth));
        Assert.Contains("LoadColumn", Assert.Throws<InvalidOperationException>(() => _ml.Data.LoadFromTextFile<Example>(_path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_cursor_set_shares_the_lines_in_batches(int n)
    {
        var view = Numbers(1000);
        var set = view.GetRowCursorSet([view.Schema["Number"]], n);
        Assert.Equal(n, set.Length);
        var parts = new (float[] Values, DataViewRowId[] Ids, long[] Positions, long[] Batches)[n];
        Thread[] threads = [.. set.Select((cursor, i) => new Thread(() => parts[i] = Rows.Read<float>(cursor, "Number")))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (float)i), parts.SelectMany(p => p.Values).Order());
        Assert.All(parts, p => Assert.Equal(p.Batches.Order(), p.Batches));
        Assert.Equal(parts.Sum(p => p.Batches.Distinct().Count()), parts.SelectMany(p => p.Batches).Distinct().Count());
        var inOrder = parts.SelectMany(p => p.Batches.Zip(p.Values)).OrderBy(r => r.First).Select(r => r.Second);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (float)i), inOrder);

        // The id of a line is the same however the lines are shared.
        var ids = Rows.Read<float>(view, "Number") is var alone ? alone.Values.Zip(alone.Ids).ToDictionary() : [];
        Assert.All(parts.SelectMany(p => p.Values.Zip(p.Ids)), p => Assert.Equal(ids[p.First], p.Second));
        Assert.Equal(1000, ids.Values.Distinct().Count());
    }

    [Fact]
    public void A_trainer_like_pipeline_over_lines_keeps_their_order()
    {
        var view = Numbers(1000);
        var pipeline = _ml.Transforms.CopyColumns("A", "Number").Append(_ml.Transforms.Concatenate("Features", "A", "Number")).Append(_ml.Transforms.NormalizeMinMax("Features"));

        var values = Rows.Read<VBuffer<float>>(pipeline.Fit(view).Transform(view), "Features").Values.Select(v => v.GetItemOrDefault(1));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i * (1 / 999f)), values);
    }

    [Fact]
    public void Saved_with_a_model_the_loader_comes_back()
    {
        var view = Numbers(10);
        var loader = _ml.Data.CreateTextLoader([new TextLoader.Column("Number", DataKind.Single, 0)]);
        var model = _ml.Transforms.NormalizeMinMax("Number").Fit(view);
        using var file = new MemoryStream();
        _ml.Model.Save(model, loader, file);
        file.Position = 0;

        var loaded = new MLContext().Model.LoadWithDataLoader(file, out var loadedLoader);

        var rows = loaded.Transform(loadedLoader.Load(new MultiFileSource(_path)));
        Assert.Equal(model.Transform(view).GetColumn<float>("Number"), rows.GetColumn<float>("Number"));
    }

    private IDataView Numbers(int count)
    {
        File.WriteAllLines(_path, Enumerable.Range(0, count).Select(i => $"{i}"));
        return _ml.Data.LoadFromTextFile(_path, [new TextLoader.Column("Number", DataKind.Single, 0)]);
    }

    private sealed class Line
    {
        [LoadColumn(0)]
        public float Number { get; set; }

        [LoadColumn(1)]
        public string Text { get; set; } = "";

        [LoadColumn(2)]
        public bool Truth { get; set; }
    }
}
