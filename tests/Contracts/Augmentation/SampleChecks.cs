using System.Collections.Immutable;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;

namespace DeepRecipes.Contracts;

/// <summary>What is asked of an op, as checks that a test can also turn on a wrong op, to see that they find it.</summary>
public static class SampleChecks
{
    /// <summary>Even and odd, one row, one column, one pixel.</summary>
    public static ImmutableArray<ImageShape> Shapes { get; } = [new(16, 12, 3), new(15, 11, 4), new(9, 14, 1), new(1, 9, 3), new(9, 1, 3), new(1, 1, 3), new(31, 33, 3)];

    /// <summary>A random order of joints with two pairs and one in the middle.</summary>
    public static KeypointSkeleton Skeleton { get; } = new(["nose", "left eye", "right eye", "left ear", "right ear"], [new(1, 2), new(3, 4)]);

    /// <summary>A picture in which a marked pixel, and the point on it, are moved: they must come to the same pixel, and no other pixel may carry the mark.</summary>
    /// <remarks>For ops that copy pixels whole. The picture, the mask, the point and a box around the pixel are moved by what a user calls.</remarks>
    public static void MarkedPixels(SampleOp op, int draws = 3)
    {
        foreach (var shape in Shapes)
        {
            for (var draw = 0; draw < draws; draw++)
            {
                foreach (var (x, y) in Marks(shape))
                    MarkedPixel(op, shape, x, y, (ulong)draw);
            }
        }
    }

    /// <summary>The values of a picture that grows evenly to the right and down tell where a pixel was before: each must be where the moved point is.</summary>
    /// <remarks>For ops that interpolate. Near the border of what was there before, filling is mixed in, so that is left out.</remarks>
    /// <param name="op">The op.</param>
    /// <param name="tolerance">How far off in pixels of the picture before.</param>
    /// <param name="draws">How many draws are tried.</param>
    public static void Ramps(SampleOp op, double tolerance, int draws = 5)
    {
        foreach (var shape in new ImageShape[] { new(48, 36, 3), new(35, 49, 3), new(50, 50, 3) })
        {
            var pixels = new byte[shape.Length];
            for (var i = 0; i < shape.Width * shape.Height; i++)
                (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = ((byte)(40 + (4 * (i % shape.Width))), (byte)(40 + (4 * (i / shape.Width))), 255);
            for (var draw = 0; draw < draws; draw++)
                Ramp(op, shape, pixels, tolerance, (ulong)draw);
        }
    }

    /// <summary>A patch of the mask moves with its point, and no class appears that was not there.</summary>
    public static void MaskPatches(SampleOp op, int draws = 5)
    {
        var shape = new ImageShape(48, 36, 3);
        for (var draw = 0; draw < draws; draw++)
        {
            foreach (var (x, y) in new[] { (10, 10), (24, 18), (40, 8), (7, 30) })
            {
                var mask = new byte[shape.Width * shape.Height];
                for (var dy = -3; dy <= 3; dy++)
                    mask.AsSpan(((y + dy) * shape.Width) + x - 3, 7).Fill(200);
                var moved = Moved(op, new(shape, new byte[shape.Length]) { Mask = mask, Keypoints = new float[] { x, y, 2 } }, (ulong)draw, new() { SymmetricKeypoints = true });
                Assert.True(moved.Mask!.Value.Span.IndexOfAnyExcept((byte)0, (byte)200) < 0, "A class appeared in the mask that was not there: it was interpolated.");
                var point = moved.Keypoints!.Value.Span;
                var after = moved.Format.Shape;
                if (point[2] == 0 || point[0] < 1 || point[1] < 1 || point[0] > after.Width - 2 || point[1] > after.Height - 2)
                    continue;
                var at = ((int)Math.Round(point[1]) * after.Width) + (int)Math.Round(point[0]);
                Assert.True(moved.Mask.Value.Span[at] == 200, $"The patch at ({x}, {y}) is not where its point went, ({point[0]}, {point[1]}), with draw {draw}.");
            }
        }
    }

    /// <summary>In a mirror paired keypoints change places with their visibility, in any other act none does.</summary>
    public static void LabelsFollowMirrors(SampleOp op, int draws = 8)
    {
        var shape = new ImageShape(20, 20, 3);
        float[] points = [10, 4, 2, 6, 6, 1, 14, 6, 2, 4, 10, 2, 16, 10, 1];
        for (var draw = 0; draw < draws; draw++)
        {
            var act = (GeometricAct)op.Draw(shape, Draws.Keyed(new(5, 0, (ulong)draw)));
            var moved = new float[points.Length];
            SamplePoints.MoveKeypoints(act, shape, points, Skeleton, moved, keepOutside: true);
            var mirrors = Mirrors(act, shape);
            int[] from = mirrors ? [0, 2, 1, 4, 3] : [0, 1, 2, 3, 4];
            for (var i = 0; i < from.Length; i++)
            {
                var expected = act.Move(new(points[3 * from[i]] + .5, points[(3 * from[i]) + 1] + .5), shape);
                Assert.True(
                    Math.Abs(expected.X - .5 - moved[3 * i]) < 1e-3 && Math.Abs(expected.Y - .5 - moved[(3 * i) + 1]) < 1e-3 && moved[(3 * i) + 2].Equals(points[(3 * from[i]) + 2]),
                    $"{Skeleton.Names[i]} must come from {Skeleton.Names[from[i]]} with draw {draw}; the act {(mirrors ? "mirrors" : "does not mirror")}.");
            }
        }
    }

    /// <summary>In a mirror paired classes of the mask change places, in any other act none does.</summary>
    public static void MaskClassesFollowMirrors(SampleOp op, int draws = 8)
    {
        var shape = new ImageShape(20, 20, 3);
        var mask = new byte[400];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = (byte)(i % 20 < 8 ? 7 : i % 20 < 12 ? 3 : 9);
        for (var draw = 0; draw < draws; draw++)
        {
            var plain = Mask([]);
            var paired = Mask([new(7, 9)]);
            var mirrors = Mirrors(Recipe.Create([op]).Draw(shape, Draws.Keyed(new(5, 0, (ulong)draw))), shape);
            var expected = Array.ConvertAll(plain, id => (byte)(mirrors && (id is 7 or 9) ? 16 - id : id));
            Assert.True(expected.AsSpan().SequenceEqual(paired), $"The classes 7 and 9 must {(mirrors ? "" : "not ")}change places with draw {draw}.");

            byte[] Mask(ImmutableArray<ClassPair> pairs) => Moved(op, new(shape, new byte[shape.Length]) { Mask = mask }, (ulong)draw, new() { MaskPairs = pairs }).Mask!.Value.ToArray();
        }
    }

    /// <summary>An oriented box after the act holds the corners that it had, and where lines stay straight no smaller one along its axes does.</summary>
    public static void OrientedBoxesHoldTheirCorners(SampleOp op, int draws = 5)
    {
        var shape = new ImageShape(48, 36, 3);
        for (var draw = 0; draw < draws; draw++)
        {
            var act = (GeometricAct)op.Draw(shape, Draws.Keyed(new(5, 0, (ulong)draw)));
            foreach (var box in new OrientedBox[] { new(24, 18, 12, 6, .4), new(20, 15, 5, 9, -1.2), new(30, 20, 8, 8, 0) })
            {
                var moved = new OrientedBox[1];
                SampleOrientedBoxes.Move(act, shape, [box], moved);
                double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
                foreach (var (u, v) in new[] { (-.5, -.5), (.5, -.5), (.5, .5), (-.5, .5) })
                {
                    var (sin, cos) = Math.SinCos(box.Angle);
                    var place = act.Move(new(box.CenterX + (u * box.Width * cos) - (v * box.Height * sin), box.CenterY + (u * box.Width * sin) + (v * box.Height * cos)), shape);
                    (sin, cos) = Math.SinCos(moved[0].Angle);
                    double dx = place.X - moved[0].CenterX, dy = place.Y - moved[0].CenterY, along = (cos * dx) + (sin * dy), across = (cos * dy) - (sin * dx);
                    (left, right, top, bottom) = (Math.Min(left, along), Math.Max(right, along), Math.Min(top, across), Math.Max(bottom, across));
                }
                var slack = act.KeepsLines ? 1e-6 : 48;
                Assert.InRange(moved[0].Angle, -Math.PI / 2, Math.PI / 2);
                Assert.InRange((moved[0].Width / 2) - Math.Max(-left, right), -1e-6, slack);
                Assert.InRange((moved[0].Height / 2) - Math.Max(-top, bottom), -1e-6, slack);
                Assert.InRange(moved[0].Width - (right - left), -1e-6, slack);
                Assert.InRange(moved[0].Height - (bottom - top), -1e-6, slack);
            }
        }
    }

    /// <summary>Points and boxes come back under the inverse, within the tolerance in pixels.</summary>
    public static void Inverse(SampleOp op, SampleOp inverse, double tolerance)
    {
        var shape = new ImageShape(37, 22, 3);
        var act = (GeometricAct)op.Draw(shape, Draws.None);
        var after = act.OutputShape(shape);
        var back = (GeometricAct)inverse.Draw(after, Draws.None);
        Assert.Equal(shape, back.OutputShape(after));
        foreach (var (x, y) in Marks(shape))
        {
            var place = back.Move(act.Move(new(x + .5, y + .5), shape), after);
            Assert.Equal(x + .5, place.X, tolerance);
            Assert.Equal(y + .5, place.Y, tolerance);
        }
        Box box = new(3.25f, 4, 20, 17.5f);
        Span<Box> moved = [box];
        SamplePoints.MoveBoxes(act, shape, moved, moved);
        SamplePoints.MoveBoxes(back, after, moved, moved);
        Assert.Equal(box.X1, moved[0].X1, tolerance);
        Assert.Equal(box.Y1, moved[0].Y1, tolerance);
        Assert.Equal(box.X2, moved[0].X2, tolerance);
        Assert.Equal(box.Y2, moved[0].Y2, tolerance);
    }

    /// <summary>
    /// Nothing overflows: of a picture that is black on the left and white on the right, no part away from the edge between them changes sides, however far beyond 0..255 the op's numbers go.
    /// </summary>
    /// <param name="op">An op that keeps left and right, and dark and light, apart.</param>
    /// <param name="edge">How near the edge, in pixels of the result, a pixel may be anything.</param>
    public static void NothingWraps(SampleOp op, int edge)
    {
        var shape = new ImageShape(40, 24, 3);
        var pixels = new byte[shape.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i / 3 % shape.Width < shape.Width / 2 ? 0 : 255);
        for (ulong draw = 0; draw < 4; draw++)
        {
            var moved = Moved(op, new(shape, pixels), draw);
            var after = moved.Format.Shape;
            for (var i = 0; i < moved.Pixels.Length; i++)
            {
                var x = i / 3 % after.Width;
                if (Math.Abs(x + .5 - (after.Width / 2.0)) <= edge)
                    continue;
                var value = moved.Pixels.Span[i];
                Assert.True(value < 128 == x < after.Width / 2, $"{op}: {(x < after.Width / 2 ? "black" : "white")} became {value} at column {x} of {after.Width} with draw {draw}.");
            }
        }
    }

    /// <summary>Moves a sample as a user does.</summary>
    public static Sample Moved(SampleOp op, Sample sample, ulong id, SampleRules? rules = null) => new Augmenter([op], rules, seed: 5).Apply(sample, id).Sample;

    // Three points not on a line tell whether the map mirrors, without asking the act.
    private static bool Mirrors(GeometricAct act, ImageShape shape)
    {
        Place a = act.Move(new(10, 10), shape), b = act.Move(new(11, 10), shape), c = act.Move(new(10, 11), shape);
        return ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X)) < 0;
    }

    private static void MarkedPixel(SampleOp op, ImageShape shape, int x, int y, ulong draw)
    {
        var pixels = new byte[shape.Length];
        pixels.AsSpan(((y * shape.Width) + x) * shape.Channels, shape.Channels).Fill(255);
        var mask = new byte[shape.Width * shape.Height];
        mask[(y * shape.Width) + x] = 9;
        var sample = new Sample(shape, pixels) { Mask = mask, Keypoints = new float[] { x, y, 2 }, Boxes = new Box[] { new(x, y, x + 1, y + 1) } };
        var moved = Moved(op, sample, draw, new() { SymmetricKeypoints = true });
        var after = moved.Format.Shape;
        var point = moved.Keypoints!.Value.Span;
        var what = $"The pixel ({x}, {y}) of {shape.Width} x {shape.Height} x {shape.Channels} with draw {draw}, whose point went to ({point[0]}, {point[1]})";
        for (var i = 0; i < after.Width * after.Height; i++)
        {
            var marked = point[2] != 0 && i % after.Width == point[0] && i / after.Width == point[1];
            var value = moved.Pixels.Span[i * after.Channels];
            Assert.True(marked == (value == 255), $"{what}: {(marked ? "is not there" : $"is at ({i % after.Width}, {i / after.Width})")} in the picture.");
            Assert.True(marked == (moved.Mask!.Value.Span[i] == 9), $"{what}: {(marked ? "is not there" : $"is at ({i % after.Width}, {i / after.Width})")} in the mask.");
        }
        Assert.True(moved.Boxes!.Value.Length == (point[2] == 0 ? 0 : 1), $"{what}: the box around it is {(point[2] == 0 ? "still there" : "gone")}.");
        if (point[2] != 0)
            Assert.True(moved.Boxes.Value.Span[0] == new Box(point[0], point[1], point[0] + 1, point[1] + 1), $"{what}: the box around it went to {moved.Boxes.Value.Span[0]}.");
    }

    private static void Ramp(SampleOp op, ImageShape shape, byte[] pixels, double tolerance, ulong draw)
    {
        var points = new List<float>();
        for (var y = 2; y < shape.Height - 2; y += 3)
        {
            for (var x = 2; x < shape.Width - 2; x += 3)
                points.AddRange([x, y, 2]);
        }
        var moved = Moved(op, new(shape, pixels) { Keypoints = points.ToArray() }, draw, new() { SymmetricKeypoints = true });
        var after = moved.Format.Shape;
        var seen = 0;
        for (var i = 0; i < points.Count; i += 3)
        {
            var point = moved.Keypoints!.Value.Span.Slice(i, 3);
            int left = (int)Math.Floor(point[0]), top = (int)Math.Floor(point[1]);
            if (point[2] == 0 || left < 0 || top < 0 || left + 1 >= after.Width || top + 1 >= after.Height)
                continue;
            double red = 0, green = 0, blue = 255;
            for (var corner = 0; corner < 4; corner++)
            {
                int dx = corner & 1, dy = corner >> 1;
                var weight = (dx == 1 ? point[0] - left : 1 - point[0] + left) * (dy == 1 ? point[1] - top : 1 - point[1] + top);
                var pixel = moved.Pixels.Span.Slice((((top + dy) * after.Width) + left + dx) * 3, 3);
                (red, green, blue) = (red + (weight * pixel[0]), green + (weight * pixel[1]), Math.Min(blue, pixel[2]));
            }
            if (blue < 250)
                continue; // filling is mixed in
            seen++;
            double x = (red - 40) / 4, y = (green - 40) / 4;
            Assert.True(
                Math.Abs(x - points[i]) <= tolerance && Math.Abs(y - points[i + 1]) <= tolerance,
                $"The point ({points[i]}, {points[i + 1]}) of {shape.Width} x {shape.Height} went to ({point[0]}, {point[1]}) with draw {draw}, where the picture shows what was at ({x:0.00}, {y:0.00}).");
        }
        Assert.True(seen > 10, $"Only {seen} points stayed in the picture with draw {draw}: the op's options leave too little to see.");
    }

    private static IEnumerable<(int X, int Y)> Marks(ImageShape shape) =>
        new[] { (0, 0), (shape.Width - 1, 0), (0, shape.Height - 1), (shape.Width - 1, shape.Height - 1), (shape.Width / 2, shape.Height / 3), (shape.Width / 3, shape.Height / 2) }.Distinct();
}
