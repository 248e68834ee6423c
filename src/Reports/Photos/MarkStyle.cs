using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>
/// How marks on a photo look, in a report and in drawn pixels alike. Colours are fixed and bright, with a dark halo, because a photo follows no
/// light or dark setting; left and right differ in shape too, for those who cannot tell the colours apart.
/// </summary>
internal static class MarkStyle
{
    /// <summary>0xRRGGBB.</summary>
    public const uint Dark = 0x10141A;

    /// <summary>0xRRGGBB: dashed layers, and points on neither side.</summary>
    public const uint White = 0xFFFFFF;

    public const double HaloOpacity = 0.5;
    public const double BoxWidth = 2;
    public const double HaloWidth = 4;
    public const double LimbWidth = 1.8;
    public const double LimbHaloWidth = 3.6;
    public const double DotRadius = 3.2;
    public const double BoxDash = 6;
    public const double LimbDash = 5;
    public const double TagText = 13;
    public const double TagPadding = 4;
    public const double TagHeight = TagText + 5;
    public const double TagOpacity = 0.92;

    private static readonly uint[] Classes = [0x5CC8FF, 0xFFB000, 0x4BE3A4, 0xFF8AC4, 0xF7E652, 0xFF7D47, 0xB9A5FF, 0xE6E6E6];

    /// <summary>One unit is a pixel of a photo 560 wide: marks look the same on a thumbnail's grid and on a camera's.</summary>
    public static double Unit(int width, int height) => Math.Max(width, height * 0.75) / 560;

    public static uint Object(PhotoObject one, bool isDashed) => isDashed ? White : Classes[one.ClassIndex % Classes.Length];

    public static uint Point(PointSide side) => side switch { PointSide.Left => Classes[0], PointSide.Right => Classes[1], _ => White };

    /// <summary>A limb has the colour of the side it belongs to; one that joins the sides has its object's.</summary>
    public static uint Limb(PhotoObject one, PhotoPoint a, PhotoPoint b, bool isDashed)
    {
        PointSide side = a.Side == PointSide.None ? b.Side : b.Side == PointSide.None || a.Side == b.Side ? a.Side : PointSide.None;
        return isDashed || side == PointSide.None ? Object(one, isDashed) : Point(side);
    }

    /// <summary>
    /// Where the tag of a box goes: above it, or inside where there is no room above; a dashed layer's below, so that the two layers' tags do not
    /// cover one another. Never outside the photo.
    /// </summary>
    public static (double X, double Y) TagAt(Box box, bool isDashed, double tagWidth, double unit, int width, int height)
    {
        double tagHeight = TagHeight * unit;
        double y = isDashed
            ? box.Y2 + tagHeight <= height ? box.Y2 : box.Y2 - tagHeight
            : box.Y1 - tagHeight >= 0 ? box.Y1 - tagHeight : box.Y1;
        return (Math.Clamp(box.X1 - unit, 0, Math.Max(0, width - tagWidth)), Math.Clamp(y, 0, Math.Max(0, height - tagHeight)));
    }

    public static string Css(uint color) => "#" + color.ToString("x6", CultureInfo.InvariantCulture);
}
