namespace DeepRecipes.Kernels.Tests;

public class OrientedBoxConversionKernelTests
{
    [Fact]
    public void FiveFloatsAreABoxAndComeBack()
    {
        float[] floats = [1, 2, 3, 4, .5f, -6, 7, 8, 9, -1], back = new float[10];
        var boxes = new OrientedBox[2];
        OrientedBoxConversionKernel.FromFloats(floats, boxes);
        Assert.Equal(new OrientedBox(-6, 7, 8, 9, -1), boxes[1]);
        OrientedBoxConversionKernel.ToFloats(boxes, back);
        Assert.Equal(floats, back);
        Assert.Throws<ArgumentException>(() => OrientedBoxConversionKernel.FromFloats(new float[6], boxes));
        Assert.Throws<ArgumentException>(() => OrientedBoxConversionKernel.FromFloats(new float[15], boxes));
        Assert.Throws<ArgumentException>(() => OrientedBoxConversionKernel.ToFloats(boxes, new float[9]));
    }
}
