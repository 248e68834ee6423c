using Microsoft.ML;
using Microsoft.ML.Data;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Scoring where ML.NET makes it hardest: over a text loader that hands its lines to two cursors, under a normaliser.</summary>
public sealed class OnnxPipelineTests
{
    private const int Count = 400;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Two_cursors_over_a_text_file_give_each_row_what_belongs_to_it()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        File.WriteAllLines(path, Enumerable.Range(0, Count).Select(i => $"name {i}\t{i}\t{Count - i}\t{-i}\t{i + 1}"));
        try
        {
            var text = _context.Data.LoadFromTextFile(path, [new("Name", DataKind.String, 0), new("raw", DataKind.Single, 1, 4)]);
            var model = _context.Vision().Step(OnnxScore.Of(OneNode(13, "Relu"), "raw") with { BatchSize = 7, Callers = 2 }).Append(_context.Transforms.NormalizeMinMax("z", "y")).Fit(text);
            var scored = model.Transform(text);
            var expected = Marks(text, 1, "Name", "raw").ToDictionary(mark => mark.Id);
            var got = Marks(scored, 2, "Name", "raw", "y", "z");
            Assert.Equal(expected.Keys.Order(), got.Select(mark => mark.Id).Order());
            foreach (var (id, _, row) in got)
            {
                var i = int.Parse(row[0].AsSpan("Name=name ".Length));
                var z = FormattableString.Invariant($"{i / (Count - 1f)},{(Count - i) / (float)Count},0,{(i + 1f) / Count}");
                Assert.Equal([.. expected[id].Row, $"y=[{i},{Count - i},0,{i + 1}]"], row[..3]);
                Assert.Equal(z.Split(',').Select(float.Parse), row[3]["z=".Length..].Trim('[', ']').Split(',').Select(float.Parse), (a, b) => Math.Abs(a - b) < 1e-6f);
            }
            // ML.NET's consolidator puts rows in order by the batch they came in, so that is the input's own.
            var batches = Marks(text, 2, "Name").ToDictionary(mark => mark.Id, mark => mark.Batch);
            Assert.Equal(batches.OrderBy(batch => batch.Key), got.Select(mark => KeyValuePair.Create(mark.Id, mark.Batch)).OrderBy(batch => batch.Key));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>All rows through a set of cursors, each read by a thread of its own, with a getter called twice a row.</summary>
    private static List<(DataViewRowId Id, long Batch, string[] Row)> Marks(IDataView view, int cursors, params string[] columns)
    {
        var needed = Rows.Columns(view.Schema, columns);
        var parts = view.GetRowCursorSet(needed, cursors).AsParallel().WithDegreeOfParallelism(cursors).Select(cursor =>
        {
            using (cursor)
            {
                var once = Array.ConvertAll(needed, column => Rows.Reader(cursor, column));
                var twice = Array.ConvertAll(needed, column => Rows.Reader(cursor, column));
                var getId = cursor.GetIdGetter();
                var rows = new List<(DataViewRowId, long, string[])>();
                while (cursor.MoveNext())
                {
                    var id = default(DataViewRowId);
                    getId(ref id);
                    Assert.Equal(rows.Count, cursor.Position);
                    var row = Array.ConvertAll(once, read => read());
                    Assert.Equal(row, Array.ConvertAll(twice, read => read()));
                    rows.Add((id, cursor.Batch, row));
                }
                return rows;
            }
        });
        return [.. parts.SelectMany(rows => rows)];
    }
}
