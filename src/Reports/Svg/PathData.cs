using System.Text;

namespace DeepRecipes.Reports;

/// <summary>Builds the <c>d</c> of an SVG path from points in figure units.</summary>
internal sealed class PathData
{
    private readonly StringBuilder _data = new();

    public bool IsEmpty => _data.Length == 0;

    public PathData MoveTo(double x, double y) => Add('M', x, y);

    public PathData LineTo(double x, double y) => Add('L', x, y);

    public PathData Close()
    {
        _ = _data.Append('Z');
        return this;
    }

    public override string ToString() => _data.ToString();

    private PathData Add(char command, double x, double y)
    {
        _ = _data.Append(command).Append(SvgNumber.Format(x)).Append(' ').Append(SvgNumber.Format(y));
        return this;
    }
}
