using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Moves the nodes of a regular grid, and the pixels between them in proportion. The picture's edges stay on its edges. Keypoints move by the inverse of the same map;
/// boxes become the hull of places along their edges. A record holds the nodes' key.
/// </summary>
public sealed record GridDistortion : WarpOp
{
    /// <summary>Cells across, 1 to 100.</summary>
    public int Columns { get; init => field = Limits.Within(value, 1, 100); } = 5;

    /// <summary>Cells down, 1 to 100.</summary>
    public int Rows { get; init => field = Limits.Within(value, 1, 100); } = 5;

    /// <summary>How far a node may move in each direction, as a share of its cell's side, 0 to 0.45: so that the grid does not fold.</summary>
    public double Strength { get; init => field = Limits.Within(value, 0, .45); } = .3;

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (width, height) = (image.Shape.Width, image.Shape.Height);
        var random = draws.Stream();
        double reachX = Strength * width / Columns, reachY = Strength * height / Rows;
        using var room = new Pooled<(float X, float Y)>((Columns + 1) * (Rows + 1));
        var nodes = room.Span;
        for (var i = 0; i < nodes.Length; i++)
        {
            var (column, row) = (i % (Columns + 1), i / (Columns + 1));
            var x = column == 0 || column == Columns ? 0 : random.Uniform((uint)(2 * i), -reachX, reachX);
            var y = row == 0 || row == Rows ? 0 : random.Uniform((uint)((2 * i) + 1), -reachY, reachY);
            nodes[i] = ((float)x, (float)y);
        }
        var act = draws.Act<RemapAct>().Set(image.Shape, Sampling);
        DisplacementKernel.Grid(width, height, Columns, nodes, act.MapX, act.MapY);
        return act;
    }
}
