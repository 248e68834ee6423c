using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms.Tests;

/// <summary>The memory that runs are made in. What stands in a GPU's pinned memory is tried with the processor's allocator, whose memory is had in the same way.</summary>
public sealed class OnnxBufferTests
{
    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Numbers_stay_when_it_grows_and_what_was_never_written_is_0(bool allocated)
    {
        using var buffer = allocated ? new AllocatedBuffer<float>(OrtAllocator.DefaultInstance, TensorElementType.Float) : (OnnxBuffer<float>)new ArrayBuffer<float>();
        Assert.Empty(buffer.Upto(0).ToArray());
        new float[] { 1, 2, 3 }.CopyTo(buffer.Upto(3));
        for (var length = 4; length < 5000; length *= 3)
        {
            Assert.Equal([1, 2, 3, 0], buffer.Upto(length)[..4].ToArray());
            Assert.Equal(0, buffer.Upto(length)[3..].ToArray().Max(Math.Abs));
        }
        using var tensor = buffer.Tensor(0, 6, [2, 3]);
        Assert.Equal([2, 3], tensor.GetTensorTypeAndShape().Shape);
        Assert.Equal([1, 2, 3, 0, 0, 0], tensor.GetTensorDataAsSpan<float>().ToArray());
        buffer.Upto(6)[5] = 7;
        Assert.Equal(7, tensor.GetTensorDataAsSpan<float>()[5]);
        using var empty = buffer.Tensor(0, 0, [0, 3]);
        Assert.Equal(0, empty.GetTensorTypeAndShape().ElementCount);
        buffer.Dispose();
        Assert.Equal([0, 0], buffer.Upto(2).ToArray());
    }

    [Fact]
    public void A_run_in_allocated_memory_gives_what_one_in_arrays_gives()
    {
        var model = OnnxBytes.OneNode(13, "Relu");
        using var session = OnnxScore.Of(model).Rent();
        using var owner = new InferenceSession(model);
        Assert.True(session.Device.IsProcessor);
        using var allocated = new OnnxMemory(new OrtAllocator(owner, OrtMemoryInfo.DefaultInstance));
        using var plain = session.NewMemory();
        Assert.Equal((true, false), (allocated.IsPinned, plain.IsPinned));
        foreach (var memory in new[] { allocated, plain })
        {
            using var numbers = memory.NewBuffer<float>(TensorElementType.Float);
            new float[] { 1, -2, 3, -4, -5, 6, -7, 8 }.CopyTo(numbers.Upto(8));
            using var tensor = numbers.Tensor(0, 8, [2, 4]);
            using var results = session.Run(["x"], [tensor], ["y"], memory);
            Assert.Equal([1, 0, 3, 0, 0, 6, 0, 8], results[0].GetTensorDataAsSpan<float>().ToArray());
        }
    }
}
