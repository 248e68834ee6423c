namespace DeepRecipes.Kernels.Tests;

public class StandardizeKernelTests
{
    [Fact]
    public void EachChannelHasItsOwnStatistics()
    {
        var result = new float[6];
        Assert.Equal(-1, StandardizeKernel.Apply([0, .5f, 1, 0, .5f, 1], 3, [.5, .25], [.5, .25], result));
        Assert.Equal([-1, 0, 1, -1, 1, 3], result);
        Assert.Equal(-1, StandardizeKernel.Apply([0, .5f, 1, 0, .5f, 1], 1, [.5, .25], [.5, .25], result));
        Assert.Equal([-1, 1, 1, -1, 0, 3], result);
    }

    [Theory]
    [InlineData(1.0000001f)]
    [InlineData(-1e-9f)]
    [InlineData(float.NaN)]
    [InlineData(255f)]
    public void AValueOutside0To1IsFound(float value) => Assert.Equal(2, StandardizeKernel.Apply([0, 1, value, 7], 1, [.5, .5], [1, 1], new float[4]));

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => StandardizeKernel.Apply(new float[5], 1, [.5, .5], [1, 1], new float[5]));
        Assert.Throws<ArgumentException>(() => StandardizeKernel.Apply(new float[4], 1, [.5, .5], [1], new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StandardizeKernel.Apply(new float[4], 1, [.5, .5], [1, 0], new float[4]));
        Assert.Throws<ArgumentException>(() => StandardizeKernel.Apply(new float[4], 1, [.5, .5], [1, 1], new float[3]));
    }
}
