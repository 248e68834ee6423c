using System.Xml.Linq;

namespace DeepRecipes.Reports.Tests;

public class PhotoFigureTests : FigureContract
{
    protected override Figure Make(string text) => new PhotoFigure(text, MarkupAssert.TinyPhoto(640, 400),
        new PhotoLayer(text, [new() { Box = new Box(100, 60, 200, 180), Label = text }]) { IsDashed = true },
        new PhotoLayer("model", [new()
        {
            Box = new Box(102.5f, 61, 201, 179), Label = text, Score = 0.875, ClassIndex = 11,
            Points = [new(120, 90, text, PointSide.Right), new(160, 92, "left eye", PointSide.Left, 1), new(140, 110, "nose", Visibility: 0), new(140, 130, "mouth")],
            Limbs = [(0, 1), (1, 2), (0, 3)],
        }]))
    { ShowPointNames = true };

    protected override (Figure Figure, string Note) MakeEmpty() => (new PhotoFigure("empty", MarkupAssert.TinyPhoto(), new PhotoLayer("model", [])), "No objects");

    [Fact]
    public void Boxes_stand_at_their_edges_in_the_photos_pixels()
    {
        XElement svg = MarkupAssert.IsSound(Make("face").ToSvg());
        XElement[] boxes = [.. MarkupAssert.Elements(svg, "g", "box")];
        Assert.Equal([(100, 60, 100, 120), (102.5, 61, 98.5, 118)], boxes.Select(b => b.Elements().Last(e => e.Name.LocalName == "rect"))
            .Select(r => (MarkupAssert.Number(r, "x"), MarkupAssert.Number(r, "y"), MarkupAssert.Number(r, "width"), MarkupAssert.Number(r, "height"))));
        Assert.Single(MarkupAssert.Elements(boxes[0], "rect"), r => r.Attribute("stroke-dasharray") is not null);
        Assert.DoesNotContain(MarkupAssert.Elements(boxes[1], "rect"), r => r.Attribute("stroke-dasharray") is not null);
    }

    // A keypoint's integer is the centre of its pixel, and the pixel (0, 0) covers 0 to 1: half a pixel to the right and down.
    [Fact]
    public void Points_stand_on_the_centres_of_their_pixels()
    {
        XElement svg = MarkupAssert.IsSound(Make("face").ToSvg());
        XElement[] points = [.. MarkupAssert.Elements(svg, "g", "point")];
        Assert.Equal("face, left eye, mouth", string.Join(", ", points.Select(p => p.Elements().First(e => e.Name.LocalName == "title").Value)));
        XElement right = MarkupAssert.Elements(points[0], "rect").Single(), left = MarkupAssert.Elements(points[1], "circle").Single();
        Assert.Equal(120.5, MarkupAssert.Number(right, "x") + (MarkupAssert.Number(right, "width") / 2), 0.011);
        Assert.Equal(90.5, MarkupAssert.Number(right, "y") + (MarkupAssert.Number(right, "height") / 2), 0.011);
        Assert.Equal((160.5, 92.5), (MarkupAssert.Number(left, "cx"), MarkupAssert.Number(left, "cy")));
        Assert.False(right.Attribute("fill")!.Value == left.Attribute("stroke")!.Value, "Left and right share a colour."); // the left eye is hidden, so hollow
    }

    [Fact]
    public void Limbs_join_points_and_skip_those_not_labelled()
    {
        XElement svg = MarkupAssert.IsSound(Make("face").ToSvg());
        (double, double, double, double)[] limbs = [.. MarkupAssert.Elements(svg, "line").Where(l => l.Attribute("stroke-linecap") is not null)
            .Select(l => (MarkupAssert.Number(l, "x1"), MarkupAssert.Number(l, "y1"), MarkupAssert.Number(l, "x2"), MarkupAssert.Number(l, "y2"))).Distinct()];
        Assert.Equal([(120.5, 90.5, 160.5, 92.5), (120.5, 90.5, 140.5, 130.5)], limbs);
    }

    [Fact]
    public void A_photo_in_two_figures_is_embedded_once()
    {
        Photo photo = MarkupAssert.TinyPhoto();
        Report report = new("t");
        _ = report.Section("s").Figures(new PhotoFigure("a", photo), new PhotoFigure("b", photo), new PhotoFigure("c", MarkupAssert.TinyPhoto()));
        XElement page = MarkupAssert.IsSound(report.ToHtml());
        Assert.Equal(2, MarkupAssert.Elements(page, "image").Count());
        _ = Assert.Single(MarkupAssert.Elements(page, "use"));
    }

    [Theory]
    [InlineData(-50, -50, 20, 20)]
    [InlineData(90, 45, 300, 200)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(30, 20, 10, 5)]
    public void A_tag_stays_inside_the_photo_wherever_its_box_is(float x1, float y1, float x2, float y2)
    {
        PhotoObject one = new() { Box = new Box(x1, y1, x2, y2), Label = "a long label for so small a photo", Score = 0.5 };
        XElement svg = MarkupAssert.IsSound(new PhotoFigure("t", MarkupAssert.TinyPhoto(), new PhotoLayer("a", [one]), new PhotoLayer("b", [one]) { IsDashed = true }).ToSvg());
        foreach (XElement tag in MarkupAssert.Elements(svg, "rect").Where(r => r.Attribute("rx") is not null))
        {
            Assert.InRange(MarkupAssert.Number(tag, "x"), 0, 100);
            Assert.InRange(MarkupAssert.Number(tag, "x") + MarkupAssert.Number(tag, "width"), 0, 100.01);
            Assert.InRange(MarkupAssert.Number(tag, "y"), 0, 50 - MarkupAssert.Number(tag, "height") + 0.01);
        }
    }

    [Fact]
    public void Refuses_what_cannot_be_drawn_and_names_it()
    {
        static void Refused<T>(PhotoObject one, string part)
            where T : Exception => Assert.Contains(part, Assert.Throws<T>(() => new PhotoFigure("t", MarkupAssert.TinyPhoto(), new PhotoLayer("L", [new(), one]))).Message, StringComparison.Ordinal);
        Refused<ArgumentOutOfRangeException>(new() { Box = new Box(0, float.NaN, 1, 1) }, "layers 'L' object 1 Box.Y1");
        Refused<ArgumentOutOfRangeException>(new() { Points = [new(double.PositiveInfinity, 0)] }, "point 0 X");
        Refused<ArgumentOutOfRangeException>(new() { Points = [new(0, 0, Visibility: 3)] }, "point 0 Visibility");
        Refused<ArgumentOutOfRangeException>(new() { ClassIndex = -1 }, "ClassIndex");
        Refused<ArgumentException>(new() { Points = [new(0, 0)], Limbs = [(0, 1)] }, "limb from point 0 to point 1");
    }
}
