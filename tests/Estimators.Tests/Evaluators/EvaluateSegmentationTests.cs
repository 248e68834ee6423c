using DeepRecipes.Metrics;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Estimators.Tests;

public sealed class EvaluateSegmentationTests
{
    private static readonly string[] Names = ["ground", "tree"];
    private readonly MLContext _context = new(seed: 1);

    private sealed class Masks
    {
        public long Id { get; set; }

        public int Other { get; set; }

        [VisionImage]
        public MLImage? TruthMask { get; set; }

        [VisionImage]
        public MLImage? Mask { get; set; }
    }

    private static MLImage Picture(int width, params byte[] ids) =>
        MLImage.CreateFromPixels(width, ids.Length / width, MLPixelFormat.Rgba32, [.. ids.SelectMany(id => new byte[] { id, id, id, 255 })]);

    private IDataView View(params Masks[] rows) => _context.Data.LoadFromEnumerable(rows);

    private static Masks[] Rows() =>
    [
        new() { Id = 7, TruthMask = Picture(3, 0, 0, 1, 0, 1, 1), Mask = Picture(3, 0, 1, 1, 0, 1, 0) },
        new() { Id = 3, TruthMask = Picture(2, 0, 255, 1, 1), Mask = Picture(2, 0, 9, 1, 1) },
    ];

    [Fact]
    public void Pixels_are_counted_over_all_rows_and_the_ignored_one_nowhere()
    {
        SegmentationResult result = _context.Vision().EvaluateSegmentation(View(Rows()), Names);
        // Trees: 4 pixels right, one missed, one too many; ground: 3 right of 4 and 4.
        Assert.Equal(1, result.IgnoredPixels);
        Assert.Equal(7.0 / 9, result.PixelAccuracy, 15);
        Assert.Equal(4.0 / 6, result.IoU(1), 15);
        Assert.Equal(3.0 / 5, result.IoU(0), 15);
        Assert.Contains("tree", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_cursor_reads_the_columns_that_are_needed_and_no_others()
    {
        var view = new CountingView(View(Rows()));
        _ = _context.Vision().EvaluateSegmentation(view, Names, new() { ImageId = "Id" });
        Assert.Equal([["Id", "Mask", "TruthMask"]], view.Cursors);
    }

    [Fact]
    public void Parts_merge_to_the_whole_and_an_image_given_twice_is_refused()
    {
        SegmentationEvaluationColumns columns = new() { ImageId = "Id" };
        SegmentationAccumulator whole = _context.Vision().AccumulateSegmentation(View(Rows()), Names, columns);
        SegmentationAccumulator parts = _context.Vision().AccumulateSegmentation(View(Rows()[1]), Names, columns);
        parts.Merge(_context.Vision().AccumulateSegmentation(View(Rows()[0]), Names, columns));
        Assert.Equal(whole.Serialize(), parts.Serialize());
        Assert.Equal(7, Assert.Throws<DuplicateSampleException>(() => _context.Vision().EvaluateSegmentation(View(Rows()[0], Rows()[0]), Names, columns)).Sample);
    }

    [Fact]
    public void What_is_no_mask_is_named_with_row_column_and_pixel()
    {
        var coloured = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 1, 1, 255, 1, 0, 1, 255]);
        Refused(new Masks { TruthMask = Picture(2, 0, 1), Mask = coloured }, "Row 0", "'Mask' holds colours at pixel (1, 0)");
        Refused(new Masks { TruthMask = Picture(2, 0, 1), Mask = Picture(1, 0, 1) }, "Row 0", "1 x 2", "2 x 1");
        Refused(new Masks { TruthMask = null, Mask = Picture(2, 0, 1) }, "Row 0", "'TruthMask' is empty");
        Refused(new Masks { TruthMask = Picture(2, 0, 1), Mask = Picture(2, 0, 2) }, "Row 0", "predictions", "2");

        void Refused(Masks row, params string[] texts)
        {
            var error = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().EvaluateSegmentation(View(row), Names));
            Assert.All(texts, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Columns_that_are_none_are_named_with_what_was_expected_and_got()
    {
        var missing = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Vision().EvaluateSegmentation(View(Rows()), Names, new() { Mask = "Nowhere" }));
        Assert.Contains("'Nowhere' (expected: Image)", missing.Message, StringComparison.Ordinal);
        var wrong = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Vision().EvaluateSegmentation(View(Rows()), Names, new() { Mask = "Other" }));
        Assert.Contains("'Other': expected Image, got Int32", wrong.Message, StringComparison.Ordinal);
    }
}
