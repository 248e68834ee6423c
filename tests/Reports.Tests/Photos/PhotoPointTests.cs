namespace DeepRecipes.Reports.Tests;

public class PhotoPointTests
{
    [Fact]
    public void Sides_come_from_the_skeletons_names()
    {
        float[] triples = new float[3 * 17];
        (triples[3], triples[4], triples[5]) = (7, 8, 2);
        PhotoPoint[] points = PhotoPoint.From(triples, KeypointSkeleton.CocoPerson);
        Assert.Equal(new PhotoPoint(7, 8, "left_eye", PointSide.Left, 2), points[1]);
        Assert.Equal(new PhotoPoint(0, 0, "right_ankle", PointSide.Right, 0), points[16]);
        Assert.Equal(PointSide.None, points[0].Side);
    }

    [Fact]
    public void Refuses_a_wrong_count_and_a_visibility_that_is_none()
    {
        _ = Assert.Throws<ArgumentException>(() => PhotoPoint.From(new float[14], KeypointSkeleton.Face5));
        Assert.Contains("'right_eye' must be 0, 1 or 2", Assert.Throws<ArgumentOutOfRangeException>(() => PhotoPoint.From([0, 0, 0.5f, .. new float[12]], KeypointSkeleton.Face5)).Message, StringComparison.Ordinal);
    }
}
