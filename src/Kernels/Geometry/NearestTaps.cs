using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>The pixel a place lies in; places are whole.</summary>
internal readonly ref struct NearestTaps(WarpSource source) : IWarpTaps
{
    private const int Block = 256;

    private readonly WarpSource _source = source;

    public PlaceWindow Inside => new(0, _source.Shape.Width, _source.Shape.Height);

    public PlaceWindow Touching => Inside;

    public int FoldUnit => 1;

    public void Run(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row)
    {
        int channels = _source.Shape.Channels, stride = _source.Shape.Stride;
        Span<int> offsets = stackalloc int[Block];
        for (int from = 0; from < xs.Length; from += Block)
        {
            int count = Math.Min(Block, xs.Length - from), i = 0;
            ref int px = ref MemoryMarshal.GetReference(xs[from..]);
            ref int py = ref MemoryMarshal.GetReference(ys[from..]);
            for (; i <= count - 8; i += 8)
            {
                _source.Prefetch(xs[from + i], ys[from + i]);
                ((Vector256.LoadUnsafe(ref py, (nuint)i) * stride) + (Vector256.LoadUnsafe(ref px, (nuint)i) * channels)).StoreUnsafe(ref MemoryMarshal.GetReference(offsets), (nuint)i);
            }

            for (; i < count; i++)
                offsets[i] = (ys[from + i] * stride) + (xs[from + i] * channels);
            PixelPick.Row(ref MemoryMarshal.GetReference(_source.Pixels), offsets[..count], channels, ref row[from * channels]);
        }
    }

    public uint Pixel(int x, int y) => _source.At(x, y);
}
