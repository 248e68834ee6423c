namespace DeepRecipes.Reports;

/// <summary>Draws objects into an image's own pixels, looking as they do in a report's <see cref="PhotoFigure"/>: for image files beside detections, and previews.</summary>
public static class PhotoDrawing
{
    /// <summary>Draws layers over an image, the first lowest, then all their tags.</summary>
    /// <param name="pixels">The image, changed in place: HWC, 3 or 4 channels, <c>shape.Length</c> bytes. An alpha channel becomes opaque where something is drawn.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="order">The order of its colours.</param>
    /// <param name="layers">The layers; at most 2,000 objects together.</param>
    /// <param name="markScale">The size of lettering and lines against the usual one (2 pixels on an image 560 wide), 0.25 to 8.</param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is not as long as the shape says, the shape has fewer than 3 channels, or a limb names a point that is not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too many objects, a coordinate that is not finite, or another value out of its range.</exception>
    public static void Draw(Span<byte> pixels, ImageShape shape, ChannelOrder order, IReadOnlyList<PhotoLayer> layers, double markScale = 1)
    {
        Ensure.Shape(shape);
        Ensure.Length(pixels.Length, shape.Length, nameof(pixels));
        Ensure.InRange(markScale, 0.25, 8);
        if (shape.Channels < 3)
            throw new ArgumentException($"shape has {shape.Channels} channels; drawing needs 3 or 4.", nameof(shape));
        PlotData.AtMost(layers, 8, nameof(layers));
        PlotData.AtMost([.. layers.SelectMany(layer => layer.Objects)], PhotoFigure.MostObjects, nameof(layers));
        foreach (PhotoLayer layer in layers)
        {
            for (int i = 0; i < layer.Objects.Count; i++)
                layer.Objects[i].Check($"layers '{layer.Name}' object {i}");
        }
        PixelCanvas canvas = new(pixels, shape, order);
        // Below one unit a pixel, lines would fade and letters could not be read.
        double unit = Math.Max(0.6, markScale * MarkStyle.Unit(shape.Width, shape.Height));
        foreach (PhotoLayer layer in layers)
        {
            foreach (PhotoObject one in layer.Objects)
                DrawObject(canvas, one, layer.IsDashed, unit);
        }
        foreach (PhotoLayer layer in layers)
        {
            foreach (PhotoObject one in layer.Objects)
                DrawTag(canvas, one, layer.IsDashed, unit);
        }
    }

    private static void DrawObject(PixelCanvas canvas, PhotoObject one, bool isDashed, double unit)
    {
        if (one.Box is Box box)
        {
            canvas.Outline(box, MarkStyle.HaloWidth * unit, MarkStyle.Dark, MarkStyle.HaloOpacity);
            canvas.Outline(box, MarkStyle.BoxWidth * unit, MarkStyle.Object(one, isDashed), dash: isDashed ? MarkStyle.BoxDash * unit : 0);
        }
        foreach ((int from, int to) in one.Limbs)
        {
            PhotoPoint a = one.Points[from], b = one.Points[to];
            if (a.Visibility == 0 || b.Visibility == 0)
                continue;
            canvas.Line(a.X + 0.5, a.Y + 0.5, b.X + 0.5, b.Y + 0.5, MarkStyle.LimbHaloWidth * unit, MarkStyle.Dark, MarkStyle.HaloOpacity);
            canvas.Line(a.X + 0.5, a.Y + 0.5, b.X + 0.5, b.Y + 0.5, MarkStyle.LimbWidth * unit, MarkStyle.Limb(one, a, b, isDashed), dash: isDashed ? MarkStyle.LimbDash * unit : 0);
        }
        foreach (PhotoPoint point in one.Points.Where(point => point.Visibility > 0))
            DrawPoint(canvas, point, point.Visibility == 1 || isDashed, unit);
    }

    // A keypoint's integer is its pixel's centre, half a pixel from that pixel's edges.
    private static void DrawPoint(PixelCanvas canvas, PhotoPoint point, bool isHollow, double unit)
    {
        double x = point.X + 0.5, y = point.Y + 0.5, radius = MarkStyle.DotRadius * unit;
        uint color = MarkStyle.Point(point.Side);
        uint rim = isHollow ? color : MarkStyle.Dark, inside = isHollow ? MarkStyle.Dark : color;
        double inner = radius - (isHollow ? unit : 0), outer = radius + (0.5 * unit);
        if (point.Side == PointSide.Right)
        {
            canvas.Fill(x - outer, y - outer, x + outer, y + outer, rim);
            canvas.Fill(x - inner, y - inner, x + inner, y + inner, inside);
        }
        else
        {
            canvas.Dot(x, y, outer, rim);
            canvas.Dot(x, y, inner, inside);
        }
    }

    private static void DrawTag(PixelCanvas canvas, PhotoObject one, bool isDashed, double unit)
    {
        if (one.Box is not Box box || one.Caption.Length == 0)
            return;
        double capitals = MarkStyle.TagText * 0.68 * unit, padding = MarkStyle.TagPadding * unit, height = MarkStyle.TagHeight * unit;
        string text = one.Caption;
        while (text.Length > 1 && StrokeFont.Width(text, capitals) + (2 * padding) > canvas.Shape.Width)
            text = text.Length > 2 ? text[..^2] + "." : text[..1];
        double width = StrokeFont.Width(text, capitals) + (2 * padding);
        (double x, double y) = MarkStyle.TagAt(box, isDashed, width, unit, canvas.Shape.Width, canvas.Shape.Height);
        canvas.Fill(x, y, x + width, y + height, MarkStyle.Object(one, isDashed), MarkStyle.TagOpacity);
        canvas.Text(text, x + padding, y + ((height - capitals) / 2), capitals, MarkStyle.Dark);
    }
}
