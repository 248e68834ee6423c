namespace DeepRecipes.Transforms.Tests;

/// <summary>Networks that find the bright part of a picture of 64 x 64, in the manner of the two usual families with masks.</summary>
internal static class MaskNetworks
{
    private const int Coefficients = 32, Candidates = 3;

    /// <summary>
    /// YOLOv8-seg with two classes. Its prototypes are the brightness on cells of 4 pixels, less one half. It has two candidates, both over the whole input: what is bright is of class 0, what is dark of
    /// class 1. Where nothing is bright, it finds neither.
    /// </summary>
    public static byte[] Prototypes()
    {
        // A row of each: centre x, y, width, height, two classes' scores, the coefficients.
        var boxes = new float[(6 + Coefficients) * Candidates];
        var scores = new float[boxes.Length];
        for (var i = 0; i < 2; i++)
        {
            for (var row = 0; row < 4; row++)
                boxes[(row * Candidates) + i] = row < 2 ? 32 : 64;
            scores[((4 + i) * Candidates) + i] = .9f - (.2f * i);
            boxes[(6 * Candidates) + i] = i == 0 ? 1 : -1;
        }
        var first = new float[Coefficients];
        first[0] = 1;
        return OnnxBytes.Bare(13,
            OnnxBytes.Node("ReduceMean", "grey", ["images"], ["grey"], OnnxBytes.Integers("axes", 1), OnnxBytes.Integer("keepdims", 1)),
            OnnxBytes.Node("AveragePool", "cells", ["grey"], ["cells"], OnnxBytes.Integers("kernel_shape", 4, 4), OnnxBytes.Integers("strides", 4, 4)),
            OnnxBytes.Node("Add", "less", ["cells", "half"], ["less"]),
            OnnxBytes.Node("Mul", "all", ["less", "first"], ["output1"]),
            OnnxBytes.Node("ReduceMax", "brightest", ["grey"], ["brightest"], OnnxBytes.Integers("axes", 1, 2, 3), OnnxBytes.Integer("keepdims", 0)),
            OnnxBytes.Node("Mul", "sure", ["scores", "brightest"], ["sure"]),
            OnnxBytes.Node("Add", "found", ["boxes", "sure"], ["output0"]),
            OnnxBytes.Text(2, "g"),
            OnnxBytes.Stored(OnnxBytes.Floats("half", [1], -.5f)), OnnxBytes.Stored(OnnxBytes.Floats("first", [1, Coefficients, 1, 1], first)),
            OnnxBytes.Stored(OnnxBytes.Floats("boxes", [1, 6 + Coefficients, Candidates], boxes)), OnnxBytes.Stored(OnnxBytes.Floats("scores", [1, 6 + Coefficients, Candidates], scores)),
            OnnxBytes.Input("images", OnnxBytes.Float, 1, 3, 64, 64),
            OnnxBytes.Output("output0", OnnxBytes.Float, 1, 6 + Coefficients, Candidates), OnnxBytes.Output("output1", OnnxBytes.Float, 1, Coefficients, 16, 16));
    }

    /// <summary>
    /// Mask R-CNN with two boxes, 8, 16 to 36, 44 and 50, 0 to 78, 28, which reaches over the input's right edge. The first one's mask is its upper half, the second one's all of it.
    /// </summary>
    public static byte[] Boxes()
    {
        var masks = new float[2 * 28 * 28];
        masks.AsSpan(0, 14 * 28).Fill(1);
        masks.AsSpan(28 * 28).Fill(1);
        return OnnxBytes.Bare(13,
            OnnxBytes.Node("ReduceMean", "grey", ["images"], ["grey"], OnnxBytes.Integers("axes", 1, 2, 3), OnnxBytes.Integer("keepdims", 0)),
            OnnxBytes.Node("Mul", "nothing", ["grey", "zero"], ["nothing"]),
            OnnxBytes.Node("Add", "b", ["b", "nothing"], ["boxes"]), OnnxBytes.Node("Add", "l", ["l", "nothing"], ["labels"]),
            OnnxBytes.Node("Add", "s", ["s", "nothing"], ["scores"]), OnnxBytes.Node("Add", "m", ["m", "nothing"], ["masks"]),
            OnnxBytes.Text(2, "g"),
            OnnxBytes.Stored(OnnxBytes.Floats("zero", [1], 0)), OnnxBytes.Stored(OnnxBytes.Floats("b", [2, 4], 8, 16, 36, 44, 50, 0, 78, 28)),
            OnnxBytes.Stored(OnnxBytes.Floats("l", [2], 1, 2)), OnnxBytes.Stored(OnnxBytes.Floats("s", [2], .9f, .8f)), OnnxBytes.Stored(OnnxBytes.Floats("m", [2, 1, 28, 28], masks)),
            OnnxBytes.Input("images", OnnxBytes.Float, 1, 3, 64, 64),
            OnnxBytes.Output("boxes", OnnxBytes.Float, "n", 4), OnnxBytes.Output("labels", OnnxBytes.Float, "n"), OnnxBytes.Output("scores", OnnxBytes.Float, "n"),
            OnnxBytes.Output("masks", OnnxBytes.Float, "n", 1, 28, 28));
    }

    /// <summary>
    /// Mask R-CNN in torchvision's manner: all but one of its outputs' sizes are open, labels are integers, and masks are as large as the input. It has two boxes, both over the whole input: the first one's mask is the
    /// brightness, of class 0, the second one's what is left of it, of class 1. Where nothing is bright, it finds the second only.
    /// </summary>
    /// <param name="image">The input's dimensions: <c>[1, 3, 64, 64]</c>, or torchvision's own without the rows' one; sizes may be open.</param>
    public static byte[] Pasted(params object[] image)
    {
        var first = image.Length == 4 ? 1 : 0;
        return OnnxBytes.Bare(13,
            OnnxBytes.Node("ReduceMean", "grey", ["images"], ["g"], OnnxBytes.Integers("axes", first), OnnxBytes.Integer("keepdims", 1)),
            // A size that the runtime cannot know before a picture was seen.
            OnnxBytes.Node("ReduceMax", "most", ["g"], ["most"], OnnxBytes.Integer("keepdims", 0)), OnnxBytes.Node("Mul", "brightest", ["most", "one"], ["brightest"]),
            OnnxBytes.Node("Mul", "nothing", ["most", "zero"], ["nothing"]), OnnxBytes.Node("Add", "sides", ["sides", "nothing"], ["seen"]),
            OnnxBytes.Node("Cast", "shape", ["seen"], ["shape"], OnnxBytes.Integer("to", OnnxBytes.Int64)),
            OnnxBytes.Node("Reshape", "plane", ["g", "shape"], ["grey"]),
            OnnxBytes.Node("Sub", "rest", ["one", "grey"], ["dark"]),
            OnnxBytes.Node("Concat", "both", ["grey", "dark"], ["masks"], OnnxBytes.Integer("axis", 0)),
            OnnxBytes.Node("Concat", "sure", ["brightest", "one"], ["sure"], OnnxBytes.Integer("axis", 0)),
            OnnxBytes.Node("Mul", "s", ["sure", "s"], ["scores"]),
            OnnxBytes.Node("Identity", "b", ["b"], ["boxes"]), OnnxBytes.Node("Identity", "l", ["l"], ["labels"]),
            OnnxBytes.Text(2, "g"),
            OnnxBytes.Stored(OnnxBytes.Floats("sides", [4], 1, 1, 64, 64)), OnnxBytes.Stored(OnnxBytes.Floats("zero", [1], 0)), OnnxBytes.Stored(OnnxBytes.Floats("one", [1], 1)), OnnxBytes.Stored(OnnxBytes.Floats("s", [2], .9f, .7f)),
            OnnxBytes.Stored(OnnxBytes.Floats("b", [2, 4], 0, 0, 64, 64, 0, 0, 64, 64)), OnnxBytes.Stored(OnnxBytes.Longs("l", 1, 2)),
            OnnxBytes.Input("images", OnnxBytes.Float, image),
            OnnxBytes.Output("boxes", OnnxBytes.Float, "nb", 4), OnnxBytes.Output("labels", OnnxBytes.Int64, "nl"), OnnxBytes.Output("scores", OnnxBytes.Float, "ns"),
            OnnxBytes.Output("masks", OnnxBytes.Float, "nm", 1, "h", "w"));
    }
}
