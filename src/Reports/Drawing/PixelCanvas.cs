namespace DeepRecipes.Reports;

/// <summary>
/// Smooth-edged lines, rectangles, dots and letters over the pixels of an image of 3 or 4 channels, in continuous coordinates: the pixel (0, 0) covers 0 to 1. What
/// lies outside the image is not drawn. Rectangles cover a pixel by their area in it; a line covers a pixel whose centre lies d within its edge by d + 1/2, at most wholly.
/// </summary>
internal readonly ref struct PixelCanvas(Span<byte> pixels, ImageShape shape, ChannelOrder order)
{
    private readonly Span<byte> _pixels = pixels;

    public ImageShape Shape => shape;

    /// <summary>A line with round ends. A dashed one is drawn in pieces as long as its gaps.</summary>
    public void Line(double x1, double y1, double x2, double y2, double width, uint color, double opacity = 1, double dash = 0)
    {
        double length = Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)));
        if (dash <= 0 || length <= dash)
        {
            Segment(x1, y1, x2, y2, width, color, opacity);
            return;
        }
        // Only the pieces near the image: a line may lie far outside.
        (double from, double to) = Inside(x1, y1, x2 - x1, y2 - y1, width);
        double pieces = length / (2 * dash), first = Math.Floor(from * pieces);
        int count = (int)Math.Clamp(Math.Ceiling(to * pieces) - first, 0, shape.Width + shape.Height + 2);
        for (int i = 0; i < count; i++)
        {
            double a = Math.Clamp((first + i) / pieces, 0, 1), b = Math.Min(1, (first + i + 0.5) / pieces);
            Segment(x1 + (a * (x2 - x1)), y1 + (a * (y2 - y1)), x1 + (b * (x2 - x1)), y1 + (b * (y2 - y1)), width, color, opacity);
        }
    }

    /// <summary>The outline of a rectangle, half of its width on either side of the edges.</summary>
    public void Outline(Box box, double width, uint color, double opacity = 1, double dash = 0)
    {
        double left = Math.Min(box.X1, box.X2), right = Math.Max(box.X1, box.X2), top = Math.Min(box.Y1, box.Y2), bottom = Math.Max(box.Y1, box.Y2);
        if (dash > 0)
        {
            Line(left, top, right, top, width, color, opacity, dash);
            Line(right, top, right, bottom, width, color, opacity, dash);
            Line(right, bottom, left, bottom, width, color, opacity, dash);
            Line(left, bottom, left, top, width, color, opacity, dash);
            return;
        }
        // What the outer rectangle covers of a pixel less what the inner one does; whole rows near the top and bottom, the two sides elsewhere.
        double half = width / 2;
        (int firstRow, int lastRow) = Rows(top - half, bottom + half);
        for (int row = firstRow; row <= lastRow; row++)
        {
            double outer = Overlap(row, top - half, bottom + half), inner = Overlap(row, top + half, bottom - half);
            bool isSides = inner == 1 && right - left > width + 2;
            OutlineRow(row, left, right, half, left - half, isSides ? left + half : right + half, outer, inner, color, opacity);
            if (isSides)
                OutlineRow(row, left, right, half, right - half, right + half, outer, inner, color, opacity);
        }
    }

    /// <summary>A filled rectangle.</summary>
    public void Fill(double left, double top, double right, double bottom, uint color, double opacity = 1)
    {
        (int firstRow, int lastRow) = Rows(top, bottom);
        (int firstColumn, int lastColumn) = Columns(left, right);
        for (int row = firstRow; row <= lastRow; row++)
        {
            double vertical = Overlap(row, top, bottom);
            for (int column = firstColumn; column <= lastColumn; column++)
                Blend(column, row, color, opacity * vertical * Overlap(column, left, right));
        }
    }

    /// <summary>A filled circle.</summary>
    public void Dot(double x, double y, double radius, uint color, double opacity = 1) => Segment(x, y, x, y, 2 * radius, color, opacity);

    /// <summary>Letters whose capitals are <paramref name="height"/> high, the first one's top left corner at (<paramref name="x"/>, <paramref name="y"/>).</summary>
    public void Text(string text, double x, double y, double height, uint color)
    {
        foreach ((double x1, double y1, double x2, double y2) in StrokeFont.Strokes(text, x, y, height))
            Segment(x1, y1, x2, y2, Math.Max(1, height / 7), color, opacity: 1);
    }

    private void Segment(double x1, double y1, double x2, double y2, double width, uint color, double opacity)
    {
        double dx = x2 - x1, dy = y2 - y1, squared = (dx * dx) + (dy * dy), half = width / 2, reach = half + 1;
        (int firstRow, int lastRow) = Rows(Math.Min(y1, y2) - reach, Math.Max(y1, y2) + reach);
        for (int row = firstRow; row <= lastRow; row++)
        {
            // The part of the line that comes near this row bounds the columns to look at.
            double y = row + 0.5, from = 0, to = 1;
            if (Math.Abs(dy) > 1e-9)
            {
                double a = (y - reach - y1) / dy, b = (y + reach - y1) / dy;
                from = Math.Clamp(Math.Min(a, b), 0, 1);
                to = Math.Clamp(Math.Max(a, b), 0, 1);
            }
            double xa = x1 + (from * dx), xb = x1 + (to * dx);
            (int firstColumn, int lastColumn) = Columns(Math.Min(xa, xb) - reach, Math.Max(xa, xb) + reach);
            for (int column = firstColumn; column <= lastColumn; column++)
            {
                double x = column + 0.5;
                double t = squared == 0 ? 0 : Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / squared, 0, 1);
                double ex = x - x1 - (t * dx), ey = y - y1 - (t * dy);
                Blend(column, row, color, opacity * Math.Clamp(half + 0.5 - Math.Sqrt((ex * ex) + (ey * ey)), 0, 1));
            }
        }
    }

    private void OutlineRow(int row, double left, double right, double half, double since, double until, double outer, double inner, uint color, double opacity)
    {
        (int firstColumn, int lastColumn) = Columns(since, until);
        for (int column = firstColumn; column <= lastColumn; column++)
            Blend(column, row, color, opacity * ((outer * Overlap(column, left - half, right + half)) - (inner * Overlap(column, left + half, right - half))));
    }

    /// <summary>How much of the pixel's length from <paramref name="at"/> to the next lies from <paramref name="start"/> to <paramref name="end"/>.</summary>
    private static double Overlap(int at, double start, double end) => Math.Max(0, Math.Min(at + 1, end) - Math.Max(at, start));

    // The part of a line, 0 to 1, that can touch the image.
    private (double From, double To) Inside(double x, double y, double dx, double dy, double width)
    {
        double from = 0, to = 1;
        Narrow(x, dx, shape.Width, width, ref from, ref to);
        Narrow(y, dy, shape.Height, width, ref from, ref to);
        return (from, to);
    }

    private static void Narrow(double start, double delta, double size, double width, ref double from, ref double to)
    {
        if (Math.Abs(delta) < 1e-9)
            return;
        double a = (-width - 1 - start) / delta, b = (size + width + 1 - start) / delta;
        from = Math.Max(from, Math.Min(a, b));
        to = Math.Min(to, Math.Max(a, b));
    }

    private (int First, int Last) Rows(double top, double bottom) => (Whole(Math.Floor(top), shape.Height), Whole(Math.Ceiling(bottom), shape.Height) - 1);

    private (int First, int Last) Columns(double left, double right) => (Whole(Math.Floor(left), shape.Width), Whole(Math.Ceiling(right), shape.Width) - 1);

    private static int Whole(double value, int end) => (int)Math.Clamp(value, 0, end);

    private void Blend(int column, int row, uint color, double share)
    {
        if (share <= 0)
            return;
        Span<byte> pixel = _pixels.Slice((row * shape.Stride) + (column * shape.Channels), shape.Channels);
        int red = order == ChannelOrder.Rgb ? 0 : 2;
        Mix(ref pixel[red], (byte)(color >> 16), share);
        Mix(ref pixel[1], (byte)(color >> 8), share);
        Mix(ref pixel[2 - red], (byte)color, share);
        if (shape.Channels == 4)
            Mix(ref pixel[3], 255, share);
    }

    private static void Mix(ref byte sample, byte color, double share) => sample = Saturate.ToByte(sample + ((color - sample) * Math.Min(1, share)));
}
