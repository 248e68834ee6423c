using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>A photo with boxes, keypoints and skeletons drawn over it, in one layer or several (the truth dashed, the prediction solid).</summary>
public sealed class PhotoFigure : Figure
{
    /// <summary>Objects that one figure shows at most.</summary>
    public const int MostObjects = 2000;

    private readonly Photo _photo;
    private readonly PhotoLayer[] _layers;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="photo">The photo. One that stands in several figures of a page is embedded once.</param>
    /// <param name="layers">The layers, the first lowest; up to 8, with at most <see cref="MostObjects"/> objects together.</param>
    /// <exception cref="ArgumentException">A limb names a point that is not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too many layers or objects, a coordinate that is not finite, or a visibility other than 0, 1 and 2.</exception>
    public PhotoFigure(string title, Photo photo, params IReadOnlyList<PhotoLayer> layers)
        : base(title)
    {
        ArgumentNullException.ThrowIfNull(photo);
        PlotData.AtMost(layers, 8, nameof(layers));
        PlotData.AtMost([.. layers.SelectMany(layer => layer.Objects)], MostObjects, nameof(layers));
        foreach (PhotoLayer layer in layers)
        {
            for (int i = 0; i < layer.Objects.Count; i++)
                layer.Objects[i].Check($"layers '{layer.Name}' object {i}");
        }
        _photo = photo;
        _layers = [.. layers];
    }

    /// <summary>Whether keypoints' names stand beside them (they are tooltips in any case).</summary>
    public bool ShowPointNames { get; init; }

    /// <summary>The size of lettering and lines against the usual one, 0.25 to 8: about 2 in a contact sheet, so that they can be read there.</summary>
    public double MarkScale
    {
        get;
        init
        {
            Ensure.InRange(value, 0.25, 8, nameof(MarkScale));
            field = value;
        }
    } = 1;

    /// <inheritdoc/>
    public override string Description => $"A photo of {_photo.Width} by {_photo.Height} pixels. " + (_layers.Length == 0
        ? "Nothing is marked."
        : string.Join(" ", _layers.Select(Describe)));

    internal override (double Width, double Height) Size => (_photo.Width, _photo.Height + LegendHeight);

    private protected override double WidestShown => Math.Clamp(_photo.Width, 320, 1000);

    private protected override double NarrowestShown => 0;

    private double Unit => MarkScale * MarkStyle.Unit(_photo.Width, _photo.Height);

    private bool HasSides => _layers.Any(layer => layer.Objects.Any(o => o.Points.Any(p => p.Side != PointSide.None)));

    private double LegendHeight => _layers.Length > 1 || HasSides ? 26 * Unit : 0;

    private protected override void Draw(SvgCanvas svg)
    {
        string clip = svg.Ids.Next("clip");
        DrawPhoto(svg);
        _ = svg.Markup.Start("clipPath").Attribute("id", clip);
        svg.Rect(0, 0, _photo.Width, _photo.Height, "clip");
        _ = svg.Markup.End().Start("g").Attribute("clip-path", $"url(#{clip})");
        PhotoMarks marks = new(svg, _photo.Width, _photo.Height, Unit);
        foreach (PhotoLayer layer in _layers)
        {
            _ = svg.Markup.Start("g").Attribute("data-layer", layer.Name);
            foreach (PhotoObject one in layer.Objects)
                marks.Object(one, layer.IsDashed, ShowPointNames);
            _ = svg.Markup.End();
        }
        // Tags come last, so that no line crosses a name.
        foreach (PhotoLayer layer in _layers)
        {
            foreach (PhotoObject one in layer.Objects)
                marks.Tag(one, layer.IsDashed);
        }
        if (_layers.Length > 0 && _layers.All(layer => layer.Objects.Count == 0))
            marks.Message("No objects");
        _ = svg.Markup.End();
        DrawLegend(svg);
    }

    private void DrawPhoto(SvgCanvas svg)
    {
        string id = svg.Ids.Photo(_photo, out bool isFirst);
        if (!isFirst)
        {
            _ = svg.Markup.Start("use").Attribute("href", "#" + id).End();
            return;
        }
        _ = svg.Markup.Start("image").Attribute("id", id).Attribute("width", _photo.Width).Attribute("height", _photo.Height)
            .Attribute("preserveAspectRatio", "none").Attribute("style", "image-orientation:none")
            .DataUri("href", _photo.MediaType, _photo.Encoded.Span).End();
    }

    private void DrawLegend(SvgCanvas svg)
    {
        if (LegendHeight == 0)
            return;
        double u = Unit, x = 2 * u, y = _photo.Height + (17 * u);
        void Name(string text, double mark)
        {
            svg.Text(x + mark, y, text, "tick", fontSize: 12 * u);
            x += mark + TextWidth.Of(text, 12 * u) + (16 * u);
        }
        foreach (PhotoLayer layer in _layers.Where(_ => _layers.Length > 1))
        {
            _ = svg.Markup.Start("line", "axis").Attribute("x1", x).Attribute("y1", y - (4 * u)).Attribute("x2", x + (22 * u)).Attribute("y2", y - (4 * u))
                .Attribute("style", string.Create(CultureInfo.InvariantCulture, $"stroke:var(--ink);stroke-width:{SvgNumber.Format(2 * u)}{(layer.IsDashed ? $";stroke-dasharray:{SvgNumber.Format(5 * u)}" : "")}")).End();
            Name($"{layer.Name} ({NumberText.Of(layer.Objects.Count)})", 28 * u);
        }
        if (!HasSides)
            return;
        PhotoMarks marks = new(svg, _photo.Width, _photo.Height, u);
        marks.Dot(x + (5 * u), y - (4 * u), PointSide.Left, isHollow: false);
        Name("left", 14 * u);
        marks.Dot(x + (5 * u), y - (4 * u), PointSide.Right, isHollow: false);
        Name("right", 14 * u);
    }

    private static string Describe(PhotoLayer layer)
    {
        if (layer.Objects.Count == 0)
            return $"{layer.Name}: no objects.";
        const int named = 20;
        string rest = layer.Objects.Count > named ? $", and {layer.Objects.Count - named} more" : "";
        return $"{layer.Name}: {string.Join(", ", layer.Objects.Take(named).Select(Describe))}{rest}.";
    }

    private static string Describe(PhotoObject one)
    {
        string name = one.Caption.Length > 0 ? one.Caption : "object";
        string where = one.Box is Box box ? string.Create(CultureInfo.InvariantCulture, $" at {box.X1:0}, {box.Y1:0} to {box.X2:0}, {box.Y2:0}") : "";
        return name + where + (one.Points.Count > 0 ? $" with {one.Points.Count(p => p.Visibility > 0)} points" : "");
    }
}
