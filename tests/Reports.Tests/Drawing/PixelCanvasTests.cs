namespace DeepRecipes.Reports.Tests;

/// <summary>Shapes against an oracle that asks 16 x 16 points of every pixel of the image whether they lie in the shape.</summary>
public class PixelCanvasTests
{
    private const int Side = 24;
    private const int Samples = 16;

    // The distance's rule and the true area agree but for corners and very thin shapes.
    private const double Tolerance = 0.16;

    [Theory]
    [InlineData(4, 4, 19, 11, 3)]
    [InlineData(12, 2, 12, 20, 2)]
    [InlineData(3.5, 20.25, 20, 20.25, 2.5)]
    [InlineData(20, 3, 4, 21, 1.5)]
    [InlineData(-10, -10, 40, 30, 4)] // both ends outside
    [InlineData(10.3, 9.8, 10.3, 9.8, 7)] // a dot
    public void A_line_covers_what_lies_within_half_its_width(double x1, double y1, double x2, double y2, double width)
    {
        double[] drawn = Drawn((canvas, color) => canvas.Line(x1, y1, x2, y2, width, color));
        Check(drawn, (x, y) => SquaredDistance(x, y, x1, y1, x2, y2) <= width * width / 4);
    }

    [Theory]
    [InlineData(5, 6, 18, 15, 2)]
    [InlineData(5.5f, 6.25f, 8, 9, 3)] // the sides meet
    [InlineData(18, 15, 5, 6, 2)] // edges the wrong way round
    [InlineData(-5, 4, 12, 40, 4)]
    [InlineData(2, 2, 22, 22, 1)]
    public void An_outline_lies_on_both_sides_of_the_edges(float x1, float y1, float x2, float y2, double width)
    {
        float left = Math.Min(x1, x2), right = Math.Max(x1, x2), top = Math.Min(y1, y2), bottom = Math.Max(y1, y2);
        double half = width / 2;
        double[] drawn = Drawn((canvas, color) => canvas.Outline(new Box(x1, y1, x2, y2), width, color));
        Check(drawn, (x, y) => x >= left - half && x <= right + half && y >= top - half && y <= bottom + half
            && !(x > left + half && x < right - half && y > top + half && y < bottom - half));
    }

    [Theory]
    [InlineData(3, 4, 9, 12)]
    [InlineData(3.25, 4.5, 9.75, 4.75)]
    [InlineData(-3, -3, 30, 2.5)]
    [InlineData(30, 30, 40, 40)]
    [InlineData(7, 7, 7, 7)]
    public void A_filled_rectangle_covers_each_pixel_by_its_area(double left, double top, double right, double bottom)
    {
        double[] drawn = Drawn((canvas, color) => canvas.Fill(left, top, right, bottom, color));
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                double area = Math.Max(0, Math.Min(x + 1, right) - Math.Max(x, left)) * Math.Max(0, Math.Min(y + 1, bottom) - Math.Max(y, top));
                Assert.Equal(area, drawn[(y * Side) + x], 0.003);
            }
        }
    }

    [Fact]
    public void Dashes_are_as_long_as_the_gaps_between_them()
    {
        double[] drawn = Drawn((canvas, color) => canvas.Line(2, 12, 22, 12, 2, color, dash: 4));
        double[] row = drawn[(12 * Side)..(13 * Side)];
        // Drawn 2..6, 10..14, 18..22, with round ends of radius 1.
        foreach (int on in new[] { 3, 4, 11, 12, 19, 20 })
            Assert.True(row[on] > 0.9, $"column {on}");
        foreach (int off in new[] { 8, 16 })
            Assert.True(row[off] < 0.5 && row[off - 1] < 0.5, $"column {off}");
    }

    [Theory]
    [InlineData(1e30)]
    [InlineData(3.4e38)]
    [InlineData(-3.4e38)]
    public void Shapes_without_measure_end_at_once_and_stay_inside(double far)
    {
        _ = Drawn((canvas, color) => canvas.Line(-far, 5, far, 7, 3, color, dash: 6));
        _ = Drawn((canvas, color) => canvas.Line(far, far, far, -far, 3, color));
        _ = Drawn((canvas, color) => canvas.Outline(new Box(-(float)far, 3, (float)far, 9), 3, color, dash: 4));
        _ = Drawn((canvas, color) => canvas.Fill(-far, -far, far, far, color));
        _ = Drawn((canvas, color) => canvas.Dot(far, -far, 5, color));
    }

    [Fact]
    public void Colours_go_where_the_order_says_and_alpha_becomes_opaque()
    {
        byte[] rgba = new byte[4], bgra = new byte[4], bgr = new byte[3];
        new PixelCanvas(rgba, new ImageShape(1, 1, 4), ChannelOrder.Rgb).Fill(0, 0, 1, 1, 0x102030);
        new PixelCanvas(bgra, new ImageShape(1, 1, 4), ChannelOrder.Bgr).Fill(0, 0, 1, 1, 0x102030);
        new PixelCanvas(bgr, new ImageShape(1, 1, 3), ChannelOrder.Bgr).Fill(0, 0, 1, 1, 0x102030);
        Assert.Equal([0x10, 0x20, 0x30, 0xFF], rgba);
        Assert.Equal([0x30, 0x20, 0x10, 0xFF], bgra);
        Assert.Equal([0x30, 0x20, 0x10], bgr);
    }

    private delegate void Drawing(PixelCanvas canvas, uint color);

    // White on black: a sample is its coverage.
    private static double[] Drawn(Drawing draw)
    {
        byte[] pixels = new byte[Side * Side * 3];
        draw(new PixelCanvas(pixels, new ImageShape(Side, Side, 3), ChannelOrder.Rgb), 0xFFFFFF);
        return [.. Enumerable.Range(0, Side * Side).Select(i => pixels[3 * i] / 255.0)];
    }

    private static void Check(double[] drawn, Func<double, double, bool> isInside)
    {
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int inside = 0;
                for (int i = 0; i < Samples * Samples; i++)
                    inside += isInside(x + (((i % Samples) + 0.5) / Samples), y + (((i / Samples) + 0.5) / Samples)) ? 1 : 0;
                double expected = (double)inside / (Samples * Samples);
                Assert.True(Math.Abs(expected - drawn[(y * Side) + x]) < Tolerance, $"({x}, {y}): {drawn[(y * Side) + x]:0.00} drawn, {expected:0.00} covered.");
            }
        }
    }

    private static double SquaredDistance(double x, double y, double x1, double y1, double x2, double y2)
    {
        double dx = x2 - x1, dy = y2 - y1, squared = (dx * dx) + (dy * dy);
        double t = squared == 0 ? 0 : Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / squared, 0, 1);
        double ex = x1 + (t * dx) - x, ey = y1 + (t * dy) - y;
        return (ex * ex) + (ey * ey);
    }
}
