using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class CocoSkeletonTests
{
    [Fact]
    public void LeftAndRightArePairs()
    {
        var skeleton = Of("""{"categories": [{"id": 1}, {"id": 2, "keypoints": ["nose", "right_eye", "left_eye"]}]}""");
        Assert.Equal(["nose", "right_eye", "left_eye"], skeleton!.Names.AsEnumerable());
        Assert.Equal([0, 2, 1], skeleton.MirrorOrder.AsEnumerable());
        Assert.Null(Of("""{"categories": [{"id": 1}]}"""));
    }

    [Theory]
    [InlineData("""{"categories": [{"keypoints": ["left_eye"]}]}""", "right_eye")]
    [InlineData("""{"categories": [{"keypoints": ["a"]}, {"keypoints": ["b"]}]}""", "different")]
    [InlineData("""{"categories": [{"keypoints": [1]}]}""", "no name")]
    public void WhatCannotBeMirroredIsRefused(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => Of(json)).Message, StringComparison.Ordinal);

    private static KeypointSkeleton? Of(string json) => CocoSkeleton.Of(JsonNode.Parse(json)!.AsObject());
}
