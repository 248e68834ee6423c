using System.Runtime.InteropServices;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace DeepRecipes.Kernels.Tests.Boxes;

public class BoxOverlapKernelTests
{
    public delegate void Overlap<T>(ReadOnlySpan<T> boxes1, ReadOnlySpan<T> boxes2, Span<T> destination);

    private static readonly Dictionary<string, (Overlap<double> Paired, Overlap<double> Pairwise, Overlap<float> PairedSingle, Overlap<float> PairwiseSingle, Func<Box, Box, float> Value)> Kernels = new(StringComparer.Ordinal)
    {
        ["iou"] = (IoUKernel.Paired, IoUKernel.Pairwise, IoUKernel.Paired, IoUKernel.Pairwise, IoUKernel.Value),
        ["giou"] = (GeneralizedIoUKernel.Paired, GeneralizedIoUKernel.Pairwise, GeneralizedIoUKernel.Paired, GeneralizedIoUKernel.Pairwise, GeneralizedIoUKernel.Value),
        ["diou"] = (DistanceIoUKernel.Paired, DistanceIoUKernel.Pairwise, DistanceIoUKernel.Paired, DistanceIoUKernel.Pairwise, DistanceIoUKernel.Value),
        ["ciou"] = (CompleteIoUKernel.Paired, CompleteIoUKernel.Pairwise, CompleteIoUKernel.Paired, CompleteIoUKernel.Pairwise, CompleteIoUKernel.Value),
        ["ios"] = (IntersectionOverSmallerKernel.Paired, IntersectionOverSmallerKernel.Pairwise, IntersectionOverSmallerKernel.Paired, IntersectionOverSmallerKernel.Pairwise, IntersectionOverSmallerKernel.Value),
    };

    /// <summary>Those torchvision has too.</summary>
    public static TheoryData<string> Names => ["iou", "giou", "diou", "ciou"];

    public static TheoryData<string> All => [.. Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Paired_GivesTorchvisionsNumbers(string name)
    {
        JsonElement paired = BoxOracle.Root.GetProperty("paired");
        double[] boxes1 = BoxOracle.Numbers(paired.GetProperty("box1"));
        double[] boxes2 = BoxOracle.Numbers(paired.GetProperty("box2"));
        var actual = new double[boxes1.Length / 4];
        Kernels[name].Paired(boxes1, boxes2, actual);
        BoxOracle.AssertClose(BoxOracle.Numbers(paired.GetProperty("float64").GetProperty(name)), actual, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Paired_GivesTorchvisionsNumbersInSinglePrecision(string name)
    {
        JsonElement paired = BoxOracle.Root.GetProperty("paired");
        float[] boxes1 = BoxOracle.Singles(paired.GetProperty("box1"));
        float[] boxes2 = BoxOracle.Singles(paired.GetProperty("box2"));
        var actual = new float[boxes1.Length / 4];
        Kernels[name].PairedSingle(boxes1, boxes2, actual);
        double[] expected = BoxOracle.Numbers(paired.GetProperty("float32").GetProperty(name));
        BoxOracle.AssertClose(expected, Array.ConvertAll(actual, x => (double)x), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Pairwise_GivesTorchvisionsTable(string name)
    {
        JsonElement table = BoxOracle.Root.GetProperty("pairwise");
        double[] boxes1 = BoxOracle.Numbers(table.GetProperty("box1"));
        double[] boxes2 = BoxOracle.Numbers(table.GetProperty("box2"));
        var actual = new double[boxes1.Length / 4 * (boxes2.Length / 4)];
        Kernels[name].Pairwise(boxes1, boxes2, actual);
        BoxOracle.AssertClose(BoxOracle.Numbers(table.GetProperty(name)), actual, 1e-14);
    }

    /// <summary>Every length from 0 to 70, so that each vector width meets its remainder: paired, pairwise and one by one are the same bits.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void EveryLength_EqualsTheScalar(string name)
    {
        var random = new Random(5);
        for (int count = 0; count <= 70; count++)
        {
            float[] boxes1 = RandomBoxes(random, count);
            float[] boxes2 = RandomBoxes(random, count);
            var paired = new float[count];
            Kernels[name].PairedSingle(boxes1, boxes2, paired);
            for (int i = 0; i < count; i++)
            {
                Box a = MemoryMarshal.Cast<float, Box>(boxes1)[i];
                Box b = MemoryMarshal.Cast<float, Box>(boxes2)[i];
                Assert.Equal(BitConverter.SingleToInt32Bits(Kernels[name].Value(a, b)), BitConverter.SingleToInt32Bits(paired[i]));
            }

            var singles = new float[count * 3];
            float[] rows = RandomBoxes(random, 3);
            Kernels[name].PairwiseSingle(rows, boxes1, singles);
            for (int i = 0; i < singles.Length; i++)
            {
                float value = Kernels[name].Value(MemoryMarshal.Cast<float, Box>(rows)[i / count], MemoryMarshal.Cast<float, Box>(boxes1)[i % count]);
                Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(singles[i]));
            }

            var table = new double[count * 3];
            double[] few = Array.ConvertAll(RandomBoxes(random, 3), x => (double)x);
            double[] many = Array.ConvertAll(boxes1, x => (double)x);
            Kernels[name].Pairwise(few, many, table);
            var one = new double[1];
            for (int i = 0; i < table.Length; i++)
            {
                Kernels[name].Paired(few.AsSpan(i / count * 4, 4), many.AsSpan(i % count * 4, 4), one);
                Assert.Equal(BitConverter.DoubleToInt64Bits(one[0]), BitConverter.DoubleToInt64Bits(table[i]));
            }
        }
    }

    [Fact]
    public void IntersectionOverSmaller_IsThatOfTheSmallerArea()
    {
        double[] boxes1 = [0, 0, 4, 4, 0, 0, 4, 4, 1, 1, 3, 2, 0, 0, 1, 1], boxes2 = [2, 2, 6, 4, 0, 0, 8, 8, 0, 0, 2, 4, 2, 2, 3, 3], actual = new double[4];
        IntersectionOverSmallerKernel.Paired<double>(boxes1, boxes2, actual);
        Assert.Equal([4 / 8.0, 1, 1 / 2.0, 0], actual);
    }

    [Fact]
    public void Order_GeneralizedAndDistanceNeverAboveIoU_CompleteNeverAboveDistance() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            float[] boxes = RandomBoxes(new Random(seed), 2);
            Box a = MemoryMarshal.Cast<float, Box>(boxes)[0];
            Box b = MemoryMarshal.Cast<float, Box>(boxes)[1];
            float iou = IoUKernel.Value(a, b);
            Assert.InRange(iou, 0, 1);
            Assert.InRange(GeneralizedIoUKernel.Value(a, b), -1, iou + 1e-6f);
            float distance = DistanceIoUKernel.Value(a, b);
            Assert.InRange(distance, -1, iou);
            Assert.True(CompleteIoUKernel.Value(a, b) <= distance);
            Assert.Equal(iou, IoUKernel.Value(b, a));
            Assert.True(IntersectionOverSmallerKernel.Value(a, b) >= iou);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Same_IsOne()
    {
        var box = new Box(3, 4, 10, 20);
        Assert.Equal(1, IoUKernel.Value(box, box));
        Assert.Equal(1, GeneralizedIoUKernel.Value(box, box));
        Assert.Equal(1, DistanceIoUKernel.Value(box, box));
        Assert.Equal(1, CompleteIoUKernel.Value(box, box));
        Assert.Equal(1, IntersectionOverSmallerKernel.Value(box, new Box(4, 5, 6, 7)));
    }

    [Fact]
    public void NaN_InABoxIsNeverLost()
    {
        var broken = new Box(float.NaN, 0, 1, 1);
        var box = new Box(0, 0, 1, 1);
        foreach (Func<Box, Box, float> value in Kernels.Values.Select(k => k.Value))
        {
            Assert.True(float.IsNaN(value(broken, box)));
            Assert.True(float.IsNaN(value(box, broken)));
        }
    }

    [Fact]
    public void WrongLengths_AreRefusedByName()
    {
        Assert.Equal("boxes2", Assert.Throws<ArgumentException>(() => IoUKernel.Paired<float>(new float[8], new float[4], new float[2])).ParamName);
        Assert.Equal("boxes1", Assert.Throws<ArgumentException>(() => IoUKernel.Paired<float>(new float[7], new float[7], new float[2])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => IoUKernel.Pairwise<float>(new float[8], new float[8], new float[3])).ParamName);
    }

    private static float[] RandomBoxes(Random random, int count)
    {
        var boxes = new float[4 * count];
        for (int i = 0; i < boxes.Length; i += 4)
        {
            (boxes[i], boxes[i + 1]) = (random.NextSingle() * 50, random.NextSingle() * 50);
            (boxes[i + 2], boxes[i + 3]) = (boxes[i] + 1 + (random.NextSingle() * 40), boxes[i + 1] + 1 + (random.NextSingle() * 40));
        }

        return boxes;
    }
}
