namespace DeepRecipes.Reports;

/// <summary>
/// Many small pictures in one, in rows: to look through what an augmentation or a detector did. Each picture is fitted into its cell, its marks are drawn after it was made
/// smaller (so that they stay sharp), and its caption stands under it.
/// </summary>
public sealed class ContactSheet
{
    private const int Margin = 8;
    private const int CaptionHeight = 18;
    private const int Channels = 4;

    private readonly byte[] _pixels;
    private readonly int _capacity;
    private readonly int _columns;
    private readonly int _cellWidth;
    private readonly int _cellHeight;

    /// <summary>Makes an empty sheet.</summary>
    /// <param name="capacity">Pictures it will hold, 1 to 10,000.</param>
    /// <param name="columns">Pictures in a row, 1 to 100; fewer where there are fewer pictures.</param>
    /// <param name="cellWidth">The widest a picture is shown, 32 to 2,048 pixels.</param>
    /// <param name="cellHeight">The highest a picture is shown, 32 to 2,048 pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or the sheet would have more than 100 million pixels.</exception>
    public ContactSheet(int capacity, int columns = 4, int cellWidth = 320, int cellHeight = 240)
    {
        Ensure.InRange(capacity, 1, 10_000);
        Ensure.InRange(columns, 1, 100);
        Ensure.InRange(cellWidth, 32, 2048);
        Ensure.InRange(cellHeight, 32, 2048);
        _capacity = capacity;
        _columns = Math.Min(columns, capacity);
        _cellWidth = cellWidth;
        _cellHeight = cellHeight;
        long width = Margin + ((long)_columns * (cellWidth + Margin));
        long height = Margin + ((capacity + _columns - 1L) / _columns * (cellHeight + CaptionHeight + Margin));
        if (width * height > 100_000_000)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"capacity gives a sheet of {width} x {height} pixels; 100 million are allowed. Make several sheets, or smaller cells.");
        Shape = new ImageShape((int)width, (int)height, Channels);
        _pixels = new byte[Shape.Length];
        new PixelCanvas(_pixels, Shape, ChannelOrder.Rgb).Fill(0, 0, width, height, MarkStyle.Dark);
    }

    /// <summary>The sheet's shape, 4 channels.</summary>
    public ImageShape Shape { get; }

    /// <summary>The shape of its upper part, down to the last row that holds a picture: what is to be saved where fewer came than it can hold.</summary>
    public ImageShape UsedShape => Shape with { Height = Margin + (Math.Max(1, (Count + _columns - 1) / _columns) * (_cellHeight + CaptionHeight + Margin)) };

    /// <summary>Pictures added so far.</summary>
    public int Count { get; private set; }

    /// <summary>The sheet: RGBA, opaque, tightly packed.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Puts a picture into the next cell.</summary>
    /// <param name="pixels">The picture, HWC, exactly as long as its shape says; it is not changed.</param>
    /// <param name="shape">Its shape: 1 channel (grey), 3 or 4 (alpha is ignored).</param>
    /// <param name="order">The order of its colours.</param>
    /// <param name="caption">What stands under it; letters other than ASCII's appear as boxes.</param>
    /// <param name="layers">What is drawn over it, in the picture's own coordinates.</param>
    /// <exception cref="InvalidOperationException">The sheet is full.</exception>
    /// <exception cref="ArgumentException">The picture's length or channels do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A mark cannot be drawn, as <see cref="PhotoDrawing.Draw"/> says.</exception>
    public void Add(ReadOnlySpan<byte> pixels, ImageShape shape, ChannelOrder order, string caption, params IReadOnlyList<PhotoLayer> layers)
    {
        Ensure.Shape(shape);
        Ensure.Length(pixels.Length, shape.Length, nameof(pixels));
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(layers);
        if (shape.Channels == 2)
            throw new ArgumentException("shape has 2 channels; a picture has 1, 3 or 4.", nameof(shape));
        if (Count == _capacity)
            throw new InvalidOperationException($"The sheet holds {_capacity} pictures and is full.");
        LetterboxPlacement placement = LetterboxPlacement.Fit(shape.Width, shape.Height, _cellWidth, _cellHeight, enlarge: false);
        byte[] small = Shrink(pixels, shape, placement.Width, placement.Height);
        ImageShape smallShape = new(placement.Width, placement.Height, Channels);
        byte[] rgba = ToRgba(small, shape.Channels, order);
        LetterboxPlacement onlyScaled = LetterboxPlacement.Stretch(shape.Width, shape.Height, placement.Width, placement.Height);
        double unit = MarkStyle.Unit(smallShape.Width, smallShape.Height);
        PhotoDrawing.Draw(rgba, smallShape, ChannelOrder.Rgb, [.. layers.Select(layer => Move(layer, onlyScaled))], Math.Clamp(0.85 / unit, 0.25, 8));
        int left = Margin + (Count % _columns * (_cellWidth + Margin)), top = Margin + (Count / _columns * (_cellHeight + CaptionHeight + Margin));
        for (int y = 0; y < smallShape.Height; y++)
            rgba.AsSpan(y * smallShape.Stride, smallShape.Stride).CopyTo(_pixels.AsSpan(((top + placement.Top + y) * Shape.Stride) + ((left + placement.Left) * Channels)));
        Write(caption, left, top + _cellHeight + 5);
        Count++;
    }

    private void Write(string caption, int left, int top)
    {
        const double capitals = 8;
        string text = caption;
        while (text.Length > 1 && StrokeFont.Width(text, capitals) > _cellWidth)
            text = text.Length > 2 ? text[..^2] + "." : text[..1];
        new PixelCanvas(_pixels, Shape, ChannelOrder.Rgb).Text(text, left + 1, top, capitals, MarkStyle.White);
    }

    // Halved as often as it can be, so that every source pixel has its share; then the rest bilinearly.
    private static byte[] Shrink(ReadOnlySpan<byte> pixels, ImageShape shape, int width, int height)
    {
        byte[]? current = null;
        while (shape.Width >= 2 * width && shape.Height >= 2 * height)
        {
            byte[] half = new byte[(shape.Width / 2) * (shape.Height / 2) * shape.Channels];
            ResizeKernel.Bilinear(current ?? pixels, shape, shape.Width / 2, shape.Height / 2, half);
            (current, shape) = (half, new ImageShape(shape.Width / 2, shape.Height / 2, shape.Channels));
        }
        byte[] result = new byte[width * height * shape.Channels];
        ResizeKernel.Bilinear(current ?? pixels, shape, width, height, result);
        return result;
    }

    private static byte[] ToRgba(byte[] pixels, int channels, ChannelOrder order)
    {
        int red = channels == 1 || order == ChannelOrder.Rgb ? 0 : 2, green = channels == 1 ? 0 : 1, blue = channels == 1 ? 0 : 2 - red;
        byte[] rgba = new byte[pixels.Length / channels * Channels];
        for (int from = 0, to = 0; from < pixels.Length; from += channels, to += Channels)
            (rgba[to], rgba[to + 1], rgba[to + 2], rgba[to + 3]) = (pixels[from + red], pixels[from + green], pixels[from + blue], 255);
        return rgba;
    }

    private static PhotoLayer Move(PhotoLayer layer, LetterboxPlacement placement) => layer with { Objects = [.. layer.Objects.Select(one => Move(one, placement))] };

    private static PhotoObject Move(PhotoObject one, LetterboxPlacement placement) => one with
    {
        Box = one.Box is Box box ? placement.Map(box) : null,
        Points = [.. one.Points.Select(point => Move(point, placement))],
    };

    private static PhotoPoint Move(PhotoPoint point, LetterboxPlacement placement)
    {
        (double x, double y) = placement.MapPoint(point.X, point.Y);
        return point with { X = x, Y = y };
    }
}
