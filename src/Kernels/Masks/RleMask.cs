using System.Text;

namespace DeepRecipes.Kernels;

/// <summary>
/// A mask as runs of equal pixels, COCO's RLE: column after column from the top left, runs of outside and inside in turn, beginning with outside.
/// </summary>
public sealed class RleMask
{
    private const int FurthestPoint = 1 << 20;

    private readonly uint[] _counts;

    private RleMask(int height, int width, uint[] counts)
    {
        Height = height;
        Width = width;
        _counts = counts;
    }

    /// <summary>Rows of the image.</summary>
    public int Height { get; }

    /// <summary>Columns of the image.</summary>
    public int Width { get; }

    /// <summary>The lengths of the runs.</summary>
    public ReadOnlySpan<uint> Counts => _counts;

    /// <summary>Pixels inside.</summary>
    public long Area
    {
        get
        {
            long area = 0;
            for (int i = 1; i < _counts.Length; i += 2)
                area += _counts[i];
            return area;
        }
    }

    /// <summary>A mask from the lengths of its runs.</summary>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <param name="counts">Runs of outside and inside in turn; together height times width.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentException">The runs do not fill the image.</exception>
    public static RleMask FromCounts(int height, int width, ReadOnlySpan<uint> counts)
    {
        EnsureSize(height, width);
        long sum = 0;
        foreach (uint count in counts)
            sum += count;
        if (sum != (long)height * width)
            throw new ArgumentException($"{nameof(counts)} covers {sum} pixels; the image has {height} x {width} = {(long)height * width}.", nameof(counts));
        return new(height, width, counts.ToArray());
    }

    /// <summary>A mask from COCO's compressed string.</summary>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <param name="text">The string as ASCII, characters 48 to 111.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentException">The string has other characters, ends too early, or its runs do not fill the image.</exception>
    public static RleMask FromCompressed(int height, int width, ReadOnlySpan<byte> text)
    {
        EnsureSize(height, width);
        var counts = new List<uint>(text.Length / 2);
        long sum = 0;
        int place = 0;
        while (place < text.Length)
        {
            // Five bits a character, the lowest first; bit 5 says that more follow, bit 4 of the last one is the sign.
            long value = 0;
            int shift = 0;
            bool more = true;
            while (more)
            {
                if (place == text.Length || text[place] is < 48 or > 111 || shift > 60)
                    throw new ArgumentException($"{nameof(text)} is no compressed mask: it breaks at character {place} of {text.Length}.", nameof(text));
                int bits = text[place++] - 48;
                value |= (long)(bits & 0x1F) << shift;
                shift += 5;
                more = (bits & 0x20) != 0;
                if (!more && (bits & 0x10) != 0)
                    value |= -1L << shift;
            }

            // From the fourth run on, the difference to the run before the last is written.
            if (counts.Count > 2)
                value += counts[^2];
            sum += value;
            if (value < 0 || sum > (long)height * width)
                throw new ArgumentException($"{nameof(text)} is no mask of {height} x {width}: run {counts.Count} has {value} pixels.", nameof(text));
            counts.Add((uint)value);
        }

        if (sum != (long)height * width)
            throw new ArgumentException($"{nameof(text)} covers {sum} pixels; the image has {height} x {width} = {(long)height * width}.", nameof(text));
        return new(height, width, [.. counts]);
    }

    /// <summary>A mask from COCO's object, as JSON.</summary>
    /// <param name="json"><c>{"size":[height,width],"counts":"..."}</c>; the counts may also be a list of run lengths.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="FormatException">The text is something else, or its runs do not fill the size.</exception>
    public static RleMask FromJson(ReadOnlySpan<char> json) => MaskJson.Read(json);

    /// <summary>A mask from pixels.</summary>
    /// <param name="pixels">Row by row; any value but 0 is inside.</param>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentException">There are not height times width pixels.</exception>
    public static RleMask FromPixels(ReadOnlySpan<byte> pixels, int height, int width)
    {
        EnsureSize(height, width);
        Ensure.Length(pixels.Length, checked(height * width), nameof(pixels));
        var runs = new RunWriter(height, width);
        for (int x = 0; x < width; x++)
        {
            for (int y = 0, start; y < height; y++)
            {
                if (pixels[(y * width) + x] == 0)
                    continue;
                for (start = y++; y < height && pixels[(y * width) + x] != 0; y++)
                {
                }

                runs.Add(x, start, y);
            }
        }

        return runs.ToMask();
    }

    /// <summary>A mask from polygons, rasterised as pycocotools does: a pixel is inside by its centre, sampled on a grid five times as fine.</summary>
    /// <param name="polygons">Each x, y, x, y, ... in pixels, at least three points, no number further than 2^20 from 0; a pixel inside any of them is inside.</param>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="ArgumentException">A polygon has fewer than three points, an odd number of numbers or one that is out of range, or there is no polygon.</exception>
    public static RleMask FromPolygons(IReadOnlyList<double[]> polygons, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        EnsureSize(height, width);
        if (polygons.Count == 0)
            throw new ArgumentException($"{nameof(polygons)} is empty; at least one is needed.", nameof(polygons));
        var masks = new RleMask[polygons.Count];
        for (int i = 0; i < masks.Length; i++)
        {
            double[] polygon = polygons[i];
            if (polygon.Length < 6 || polygon.Length % 2 != 0)
                throw new ArgumentException($"{nameof(polygons)}[{i}] has {polygon.Length} numbers; an even number of at least 6 is needed.", nameof(polygons));
            for (int j = 0; j < polygon.Length; j++)
            {
                // An outline is walked step by step, also where it is far outside the image.
                if (!(Math.Abs(polygon[j]) <= FurthestPoint))
                    throw new ArgumentException($"{nameof(polygons)}[{i}] has the number {polygon[j]} at {j}; it must be from -{FurthestPoint} to {FurthestPoint}.", nameof(polygons));
            }

            masks[i] = new(height, width, PolygonRaster.Counts(polygon, height, width));
        }

        return Union(masks);
    }

    /// <summary>The pixels inside any of some masks.</summary>
    /// <param name="masks">At least one, all of one size.</param>
    /// <returns>Their union.</returns>
    /// <exception cref="ArgumentException">There is none, or their sizes differ.</exception>
    public static RleMask Union(params ReadOnlySpan<RleMask> masks)
    {
        if (masks.IsEmpty)
            throw new ArgumentException($"{nameof(masks)} is empty; at least one is needed.", nameof(masks));
        RleMask union = masks[0];
        foreach (RleMask mask in masks[1..])
        {
            if (mask.Height != union.Height || mask.Width != union.Width)
                throw new ArgumentException($"{nameof(masks)} are {union.Height} x {union.Width} and {mask.Height} x {mask.Width}; one size is needed.", nameof(masks));
            union = new(union.Height, union.Width, RunMerge.Union(union._counts, mask._counts));
        }

        return union;
    }

    /// <summary>Intersection over union of two masks.</summary>
    /// <param name="detection">The mask judged.</param>
    /// <param name="truth">The mask it is judged by.</param>
    /// <param name="crowd">Whether the truth is a crowd: then the intersection is over the detection's own area.</param>
    /// <returns>0 to 1; 0 when they share nothing, also when both are empty (as pycocotools); -1 when their sizes differ and their bounding boxes meet (as pycocotools).</returns>
    public static double IoU(RleMask detection, RleMask truth, bool crowd = false)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(truth);
        if (!Meet(detection.BoundingBox(), truth.BoundingBox()))
            return 0;
        if (detection.Height != truth.Height || detection.Width != truth.Width)
            return -1;
        (long intersection, long union) = RunMerge.Overlap(detection._counts, truth._counts);
        if (intersection == 0)
            return 0;
        return (double)intersection / (crowd ? detection.Area : union);
    }

    /// <summary>The smallest box around the mask.</summary>
    /// <returns>x, y, width, height in pixels; all 0 for an empty mask.</returns>
    public (double X, double Y, double Width, double Height) BoundingBox()
    {
        // An odd last run is outside and tells nothing.
        int runs = _counts.Length / 2 * 2;
        if (runs == 0)
            return default;
        long left = Width;
        long top = Height;
        long right = 0;
        long bottom = 0;
        long end = 0;
        long firstColumn = 0;
        for (int i = 0; i < runs; i++)
        {
            end += _counts[i];
            // For a run of outside the next pixel is the first inside; for one of inside the last pixel is its own.
            long pixel = end - (i % 2);
            long y = pixel % Height;
            long x = pixel / Height;
            if (i % 2 == 0)
            {
                firstColumn = x;
            }
            else if (firstColumn < x)
            {
                top = 0;
                bottom = Height - 1;
            }

            left = Math.Min(left, x);
            right = Math.Max(right, x);
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y);
        }

        return (left, top, right - left + 1, bottom - top + 1);
    }

    /// <summary>The same pixels as a piece of a larger image.</summary>
    /// <param name="left">The piece's first column in the image; 0 or more.</param>
    /// <param name="top">The piece's first row in the image; 0 or more.</param>
    /// <param name="height">The image's rows; at least <paramref name="top"/> and the mask's own.</param>
    /// <param name="width">The image's columns; at least <paramref name="left"/> and the mask's own.</param>
    /// <returns>The image's mask, with nothing inside beyond the piece.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The piece reaches over the image.</exception>
    public RleMask Within(int left, int top, int height, int width)
    {
        EnsureSize(height, width);
        Ensure.InRange(left, 0, width - Width);
        Ensure.InRange(top, 0, height - Height);
        var runs = new RunWriter(height, width);
        foreach ((int column, int first, int end) in new ColumnRuns(this))
            runs.Add(left + column, top + first, top + end);
        return runs.ToMask();
    }

    /// <summary>The mask of the image in a mirror: column x becomes width - 1 - x. No pixel is unpacked.</summary>
    /// <returns>A mask of the same size.</returns>
    public RleMask FlipHorizontal()
    {
        var pieces = new List<(int Column, int First, int End)>(_counts.Length);
        foreach ((int Column, int First, int End) piece in new ColumnRuns(this))
            pieces.Add(piece);
        var runs = new RunWriter(Height, Width);
        for (int end = pieces.Count, start; end > 0; end = start)
        {
            // Columns from the last one on, and within each from its head on.
            for (start = end - 1; start > 0 && pieces[start - 1].Column == pieces[start].Column; start--)
            {
            }

            for (int i = start; i < end; i++)
                runs.Add(Width - 1 - pieces[i].Column, pieces[i].First, pieces[i].End);
        }

        return runs.ToMask();
    }

    /// <summary>The mask as pixels.</summary>
    /// <returns>Row by row, 1 inside and 0 outside.</returns>
    public byte[] ToPixels()
    {
        var pixels = new byte[checked(Height * Width)];
        foreach ((int column, int first, int end) in new ColumnRuns(this))
        {
            for (int y = first; y < end; y++)
                pixels[(y * Width) + column] = 1;
        }

        return pixels;
    }

    /// <summary>COCO's compressed string.</summary>
    /// <returns>ASCII text.</returns>
    public string ToCompressed()
    {
        var text = new StringBuilder();
        for (int i = 0; i < _counts.Length; i++)
        {
            long value = i > 2 ? (long)_counts[i] - _counts[i - 2] : _counts[i];
            bool more = true;
            while (more)
            {
                int bits = (int)(value & 0x1F);
                value >>= 5;
                more = (bits & 0x10) != 0 ? value != -1 : value != 0;
                text.Append((char)((more ? bits | 0x20 : bits) + 48));
            }
        }

        return text.ToString();
    }

    /// <summary>COCO's object, as JSON: what <c>json.loads</c> and <c>pycocotools.mask.decode</c> take, and what a column of masks holds.</summary>
    /// <returns><c>{"size":[height,width],"counts":"..."}</c>.</returns>
    public string ToJson() => MaskJson.Write(this);

    /// <summary>Size and area.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"mask of {Width} x {Height}, {Area} pixels in {_counts.Length / 2} runs";

    internal static RleMask FromTrusted(int height, int width, uint[] counts) => new(height, width, counts);

    // Whether two boxes have an area in common.
    private static bool Meet((double X, double Y, double Width, double Height) a, (double X, double Y, double Width, double Height) b) =>
        Math.Min(a.X + a.Width, b.X + b.Width) > Math.Max(a.X, b.X) && Math.Min(a.Y + a.Height, b.Y + b.Height) > Math.Max(a.Y, b.Y);

    private static void EnsureSize(int height, int width)
    {
        Ensure.Positive(height);
        Ensure.Positive(width);
        // A run has 32 bits, in pycocotools too.
        if ((long)height * width > uint.MaxValue)
            throw new ArgumentException($"{nameof(height)} x {nameof(width)} is {height} x {width}; a mask has at most {uint.MaxValue} pixels. Cut the image into tiles.", nameof(height));
    }
}
