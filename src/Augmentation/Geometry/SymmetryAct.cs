using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>One of the eight symmetries of the square.</summary>
internal sealed class SymmetryAct(SquareSymmetry symmetry) : GeometricAct
{
    private static readonly SymmetryAct[] s_all = [.. Enum.GetValues<SquareSymmetry>().Select(symmetry => new SymmetryAct(symmetry))];

    public override bool Mirrors => SquareSymmetryKernel.Mirrors(symmetry);

    /// <summary>The act of a symmetry: it has no state, so there is one of each.</summary>
    public static SymmetryAct Of(SquareSymmetry symmetry) => s_all[(int)symmetry];

    public override ImageShape OutputShape(ImageShape image) => SquareSymmetryKernel.OutputShape(image, symmetry);

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => SquareSymmetryKernel.Apply(source, shape, symmetry, destination);

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => SquareSymmetryKernel.Apply(source, shape, symmetry, destination);

    public override Place Move(Place place, ImageShape image)
    {
        var (x, y) = AffineTransform.FromSymmetry(symmetry, image.Width, image.Height).Map(place.X - .5, place.Y - .5);
        return new(x + .5, y + .5);
    }
}
