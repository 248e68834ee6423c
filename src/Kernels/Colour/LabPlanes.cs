using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Pixels to planes of L, a and b and back. What needs a large table goes one by one into a small block of numbers, the sums before and after it 16 at a time; no step
/// has a second form, so all widths of registers give the same. A plane has room for <see cref="Room"/> of its pixels.
/// </summary>
internal static class LabPlanes
{
    private const int Block = 256, Lanes = 16;

    /// <summary>Bytes of a plane: whole registers.</summary>
    public static int Room(int pixels) => (pixels + Lanes - 1) / Lanes * Lanes;

    /// <summary>The planes lie one after the other, with room.</summary>
    public static void FromColour(ReadOnlySpan<byte> source, int channels, ChannelOrder order, Span<byte> planes)
    {
        int pixels = source.Length / channels, room = planes.Length / 3;
        Ensure.Room(room, Room(pixels), nameof(planes));
        Span<int> roots = stackalloc int[3 * Block];
        for (int start = 0; start < pixels; start += Block)
        {
            int count = Math.Min(Block, pixels - start);
            Roots(source.Slice(start * channels, count * channels), channels, order, roots);
            Lab(roots, count, planes[start..], room);
        }
    }

    /// <summary>A fourth channel is not touched.</summary>
    public static void ToColour(ReadOnlySpan<byte> planes, int channels, ChannelOrder order, Span<byte> destination)
    {
        int pixels = destination.Length / channels, room = planes.Length / 3;
        Ensure.Room(room, Room(pixels), nameof(planes));
        Span<int> linear = stackalloc int[3 * Block];
        for (int start = 0; start < pixels; start += Block)
        {
            int count = Math.Min(Block, pixels - start);
            Light(planes.Slice(start, count), linear);
            Linear(planes[start..], room, count, linear);
            Levels(linear, channels, order, destination.Slice(start * channels, count * channels));
        }
    }

    // The roots of X, Y and Z. The sums of the three levels' parts stay inside the table: the matrix's rows sum to 1.
    private static void Roots(ReadOnlySpan<byte> source, int channels, ChannelOrder order, Span<int> roots)
    {
        ref Vector128<int> first = ref MemoryMarshal.GetArrayDataReference(order == ChannelOrder.Rgb ? LabTables.OfRed : LabTables.OfBlue);
        ref Vector128<int> second = ref MemoryMarshal.GetArrayDataReference(LabTables.OfGreen);
        ref Vector128<int> third = ref MemoryMarshal.GetArrayDataReference(order == ChannelOrder.Rgb ? LabTables.OfBlue : LabTables.OfRed);
        ref ushort root = ref MemoryMarshal.GetArrayDataReference(LabTables.CubeRoot);
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref int r = ref roots[0];
        int pixels = source.Length / channels;
        for (int i = 0; i < pixels; i++)
        {
            Vector128<int> at = (Unsafe.Add(ref first, s) + Unsafe.Add(ref second, Unsafe.Add(ref s, 1)) + Unsafe.Add(ref third, Unsafe.Add(ref s, 2))) >>> 12;
            r = Unsafe.Add(ref root, (nint)at.AsUInt32()[0]);
            Unsafe.Add(ref r, Block) = Unsafe.Add(ref root, (nint)at.AsUInt32()[1]);
            Unsafe.Add(ref r, 2 * Block) = Unsafe.Add(ref root, (nint)at.AsUInt32()[2]);
            s = ref Unsafe.Add(ref s, channels);
            r = ref Unsafe.Add(ref r, 1);
        }
    }

    private static void Lab(ReadOnlySpan<int> roots, int count, Span<byte> planes, int room)
    {
        ref int r = ref MemoryMarshal.GetReference(roots);
        ref byte l = ref MemoryMarshal.GetReference(planes), a = ref planes[room], b = ref planes[2 * room];
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<int> x = Vector512.LoadUnsafe(ref r, (nuint)i), y = Vector512.LoadUnsafe(ref r, (nuint)(i + Block)), z = Vector512.LoadUnsafe(ref r, (nuint)(i + (2 * Block)));
            const int scale = ((116 * 255) + 50) / 100, offset = -(((16 * 255 * (1 << 15)) + 50) / 100), half = 1 << 14, middle = 128 << 15;
            ByteLanes.ToBytes((((y * scale) + Vector512.Create(offset + half)) >> 15).AsUInt32()).StoreUnsafe(ref l, (nuint)i);
            ByteLanes.ToBytes(((((x - y) * 500) + Vector512.Create(middle + half)) >> 15).AsUInt32()).StoreUnsafe(ref a, (nuint)i);
            ByteLanes.ToBytes(((((y - z) * 200) + Vector512.Create(middle + half)) >> 15).AsUInt32()).StoreUnsafe(ref b, (nuint)i);
        }
    }

    private static void Light(ReadOnlySpan<byte> l, Span<int> result)
    {
        ref int table = ref MemoryMarshal.GetArrayDataReference(LabTables.FromL);
        for (int i = 0; i < l.Length; i++)
            result[i] = Unsafe.Add(ref table, l[i]);
    }

    private static void Linear(ReadOnlySpan<byte> planes, int room, int count, Span<int> linear)
    {
        ref byte a = ref MemoryMarshal.GetReference(planes[room..]), b = ref MemoryMarshal.GetReference(planes[(2 * room)..]);
        ref int r = ref linear[0];
        int[] m = LabTables.Back;
        (int rx, int ry, int rz, int gx, int gy, int gz, int bx, int by, int bz) = (m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]);
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<int> light = Vector512.LoadUnsafe(ref r, (nuint)i), fy = light >> 16, y = light & Vector512.Create(0xFFFF);
            Vector512<int> fa = (((Load(ref a, i) * (5 * 53687)) + Vector512.Create(1 << 7)) >> 13) - Vector512.Create(128 * LabTables.One / 500);
            Vector512<int> fb = (((Load(ref b, i) * 41943) + Vector512.Create(1 << 4)) >> 9) - Vector512.Create((128 * LabTables.One / 200) - 1);
            Vector512<int> x = Cube(fy + fa), z = Cube(fy - fb);
            Clamp((x * rx) + (y * ry) + (z * rz)).StoreUnsafe(ref r, (nuint)i);
            Clamp((x * gx) + (y * gy) + (z * gz)).StoreUnsafe(ref r, (nuint)(i + Block));
            Clamp((x * bx) + (y * by) + (z * bz)).StoreUnsafe(ref r, (nuint)(i + (2 * Block)));
        }
    }

    private static void Levels(ReadOnlySpan<int> linear, int channels, ChannelOrder order, Span<byte> result)
    {
        ref byte level = ref MemoryMarshal.GetArrayDataReference(LabTables.InverseGamma);
        ref byte d = ref MemoryMarshal.GetReference(result);
        ref int first = ref MemoryMarshal.GetReference(linear[(order == ChannelOrder.Rgb ? 0 : 2 * Block)..]), third = ref MemoryMarshal.GetReference(linear[(order == ChannelOrder.Rgb ? 2 * Block : 0)..]);
        ref int second = ref MemoryMarshal.GetReference(linear[Block..]);
        int pixels = result.Length / channels;
        for (nint i = 0; i < pixels; i++)
        {
            d = Unsafe.Add(ref level, Unsafe.Add(ref first, i));
            Unsafe.Add(ref d, 1) = Unsafe.Add(ref level, Unsafe.Add(ref second, i));
            Unsafe.Add(ref d, 2) = Unsafe.Add(ref level, Unsafe.Add(ref third, i));
            d = ref Unsafe.Add(ref d, channels);
        }
    }

    // X or Z of its root: the cube, or the straight line near 0, in OpenCV's integer divisions. The float's product is right to the last integer: a multiple of 841 gives a whole number
    // to half a unit, everything else is at least 1/841 away from one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Cube(Vector512<int> root)
    {
        Vector512<int> line = Vector512.ConvertToInt32Native(Vector512.ConvertToSingle(root) * (108f / 841)) - Vector512.Create(LabTables.One * 16 / 116 * 108 / 841);
        Vector512<int> cube = (((root * root) >> 14) * root) >> 14;
        return Vector512.ConditionalSelect(Vector512.GreaterThan(root, Vector512.Create(3390)), cube, line);
    }

    // An index of the 4096 levels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Clamp(Vector512<int> sum) =>
        Vector512.Min(Vector512.Max((sum + Vector512.Create(1 << 13)) >> 14, Vector512<int>.Zero), Vector512.Create(4095));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Load(ref byte from, int at) => ByteLanes.ToInt512(Vector128.LoadUnsafe(ref from, (nuint)at));
}
