using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class CocoAugmenterTests
{
    private static readonly ImageShape s_shape = new(20, 10, 3);

    private static JsonObject Truth => JsonNode.Parse(
        """
        {
          "info": {"year": 2026}, "categories": [{"id": 1, "name": "left shoe"}, {"id": 2, "name": "right shoe"}],
          "images": [{"id": 7, "file_name": "a/b.png", "width": 20, "height": 10, "license": 3}],
          "annotations": [
            {"id": 1, "image_id": 7, "category_id": 1, "iscrowd": 0, "bbox": [2, 3, 4, 5], "area": 20, "segmentation": [[2, 3, 6, 3, 6, 8, 2, 8]], "keypoints": [2, 3, 2, 5, 4, 1, 0, 0, 0], "num_keypoints": 2},
            {"id": 2, "image_id": 7, "category_id": 2, "iscrowd": 1, "bbox": [0, 0, 2, 1], "area": 2, "segmentation": {"size": [10, 20], "counts": [0, 1, 9, 1, 189]}},
            {"id": 3, "image_id": 7, "category_id": 2, "iscrowd": 0, "bbox": [18, 0, 2, 10], "area": 20},
            {"id": 4, "image_id": 7, "category_id": 2, "iscrowd": 0, "bbox": [18, 0, 2]}
          ]
        }
        """)!.AsObject();

    private static SampleRules Rules => new()
    {
        Skeleton = new(["nose", "left", "right"], [new(1, 2)]),
        BoxPairs = [new(1, 2)],
    };

    [Fact]
    public void EverythingMovesAndWhatIsWrongIsReportedWithItsId()
    {
        var augmenter = new CocoAugmenter(Truth, [new Crop(0, 0, 16, 10), new FlipHorizontal()], Rules);
        var copy = augmenter.Augment(augmenter.Pictures[0], s_shape, new byte[s_shape.Length], 2);
        Assert.Equal("a/b_2.png", copy.FileName);
        Assert.Equal(new ImageShape(16, 10, 3), copy.Format.Shape);
        Assert.Equal([new CocoDrop(3, BoxDropReason.Outside)], copy.Dropped.ToArray());
        Assert.Contains("annotation 4 of image 7", Assert.Single(copy.Problems), StringComparison.Ordinal);

        var result = augmenter.Collect([copy, copy]);
        Assert.Equal(2026, (int)result["info"]!["year"]!);
        var image = result["images"]![1]!;
        Assert.Equal("""{"id":2,"file_name":"a/b_2.png","width":16,"height":10,"license":3,"source_image_id":7}""", image.ToJsonString());
        var first = result["annotations"]![2]!;
        Assert.Equal("[10,3,4,5]", first["bbox"]!.ToJsonString());
        Assert.Equal("[[14,3,10,3,10,8,14,8]]", first["segmentation"]!.ToJsonString());
        Assert.Equal("[13,3,2,0,0,0,10,4,1]", first["keypoints"]!.ToJsonString());
        Assert.Equal((2, 20, 2, 3, 2, 1), ((int)first["category_id"]!, (int)(double)first["area"]!, (int)first["num_keypoints"]!, (int)first["id"]!, (int)first["image_id"]!, (int)first["source_annotation_id"]!));
        // The two pixels (0, 0) and (1, 0) come to (15, 0) and (14, 0).
        Assert.Equal("""{"size":[10,16],"counts":[140,1,9,1,9]}""", result["annotations"]![1]!["segmentation"]!.ToJsonString());
    }

    [Fact]
    public void PackedRunsAreThoseOfTheListAndBoxesMayComeFromThem()
    {
        // pycocotools 2.0.11's run lengths of a square from (5, 5) to (20, 20) in 53 x 37 pixels, packed.
        var truth = JsonNode.Parse(
            """
            {"images": [{"id": 1, "file_name": "c.png", "width": 53, "height": 37}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 1, "bbox": [0, 0, 53, 37], "segmentation": {"size": [37, 53], "counts": "n5?f0000000000000000000000000000PV1"}}]}
            """)!.AsObject();
        var augmenter = new CocoAugmenter(truth, [], new() { Boxes = new() { Source = BoxSource.Mask } });
        var moved = Assert.Single(augmenter.Augment(augmenter.Pictures[0], new ImageShape(53, 37, 1), new byte[53 * 37], 0).Annotations);
        Assert.Equal("[190,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,22,15,1238]", moved["segmentation"]!["counts"]!.ToJsonString());
        Assert.Equal("[5,5,15,15]", moved["bbox"]!.ToJsonString());
        Assert.Equal(225, (double)moved["area"]!);
    }

    [Theory]
    [InlineData("images", "\"images\" is missing")]
    [InlineData("annotations", "\"annotations\" is missing")]
    public void AFileWithoutListsIsRefused(string without, string says)
    {
        var truth = Truth;
        truth.Remove(without);
        Assert.Contains(says, Assert.Throws<FormatException>(() => new CocoAugmenter(truth, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeMovedOrDoesNotFitIsRefused()
    {
        Assert.Contains("keypoints", Assert.Throws<ArgumentException>(() => new CocoAugmenter(Truth, [new FlipVertical()])).Message, StringComparison.Ordinal);
        var augmenter = new CocoAugmenter(Truth, [], Rules);
        Assert.Contains("image 7", Assert.Throws<FormatException>(() => augmenter.Augment(augmenter.Pictures[0], new ImageShape(19, 10, 3), new byte[570], 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnnotationsOfNoPictureOrNamedTwiceAreReportedAndTheRestIsMade()
    {
        var truth = Truth;
        truth["annotations"]![2]!["image_id"] = 9;
        truth["annotations"]![3]!["id"] = 1;
        truth["annotations"]![3]!["bbox"] = new JsonArray(1, 1, 2, 2);
        truth["annotations"]!.AsArray().Add(new JsonObject { ["image_id"] = 7 });
        var augmenter = new CocoAugmenter(truth, [], Rules);
        Assert.Equal(
            ["annotation 3 (annotations[2]): there is no image 9.", "annotation 1 (annotations[3]): its id stands in the file twice.", "annotations[4]: \"id\" and \"image_id\" are needed."],
            augmenter.Problems);
        Assert.Equal(2, augmenter.Augment(augmenter.Pictures[0], s_shape, new byte[s_shape.Length], 0).Annotations.Length);
    }

    [Fact]
    public void ABoxOfNegativeSizeIsReportedAndAnEmptyOneIsDropped()
    {
        var truth = Truth;
        truth["annotations"]![2]!["bbox"] = new JsonArray(5, 1, -2, 2);
        truth["annotations"]![3]!["bbox"] = new JsonArray(5, 1, 0, 2);
        var augmenter = new CocoAugmenter(truth, [], Rules);
        var copy = augmenter.Augment(augmenter.Pictures[0], s_shape, new byte[s_shape.Length], 0);
        Assert.Contains("annotation 3 of image 7: \"bbox\" is -2 wide", Assert.Single(copy.Problems), StringComparison.Ordinal);
        Assert.Equal([new CocoDrop(4, BoxDropReason.Degenerate)], copy.Dropped.ToArray());
    }

    [Fact]
    public void CopiesDifferAndRunsAreRepeatable()
    {
        var augmenter = new CocoAugmenter(Truth, [new RandomCrop(12, 9)], Rules, seed: 4);
        var made = Enumerable.Range(0, 20).Select(copy => augmenter.Collect([augmenter.Augment(augmenter.Pictures[0], s_shape, new byte[s_shape.Length], copy)]).ToJsonString()).ToArray();
        Assert.True(made.Distinct().Count() > 15);
        Assert.Equal(made[3], augmenter.Collect([augmenter.Augment(augmenter.Pictures[0], s_shape, new byte[s_shape.Length], 3)]).ToJsonString());
    }
}
