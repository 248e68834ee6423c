namespace DeepRecipes.Detection.Tests;

/// <summary>One output of a network, written by hand.</summary>
internal sealed class Head(string name, params int[] dimensions)
{
    public float[] Values { get; } = new float[dimensions.Aggregate(1, (a, b) => a * b)];

    public TensorView View => new(name, dimensions, Values);

    public float this[params int[] at]
    {
        get => Values[Index(at)];
        set => Values[Index(at)] = value;
    }

    public static float Logit(double probability) => (float)Math.Log(probability / (1 - probability));

    public Head Fill(float value)
    {
        Values.AsSpan().Fill(value);
        return this;
    }

    private int Index(int[] at)
    {
        Assert.Equal(dimensions.Length, at.Length);
        var index = 0;
        for (var d = 0; d < at.Length; d++)
        {
            Assert.InRange(at[d], 0, dimensions[d] - 1);
            index = (index * dimensions[d]) + at[d];
        }

        return index;
    }
}
