using System.Runtime.InteropServices;

namespace DeepRecipes.Contracts;

/// <summary>
/// Memory whose first element beyond the end (and, by choice, before the start) cannot be touched without the process crashing. A kernel that reads or writes past its span
/// by a vector's width cannot hide. Where the system has no mmap it is ordinary memory.
/// </summary>
public sealed unsafe class GuardedBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly byte* memory;
    private readonly nuint mapped;
    private readonly T* first;
    private readonly int length;

    public GuardedBuffer(int length, bool guardStart = false)
    {
        this.length = length;
        nuint page = (nuint)Environment.SystemPageSize;
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        nuint inner = ((bytes / page) + 1) * page;
        mapped = inner + (2 * page);
        if (!OperatingSystem.IsLinux())
        {
            memory = (byte*)NativeMemory.AllocZeroed(mapped);
        }
        else
        {
            const int readWrite = 3, privateAnonymous = 0x22;
            memory = (byte*)Native.Map(0, mapped, readWrite, privateAnonymous, -1, 0);
            if ((nint)memory == -1 || Native.Protect((nint)memory, page, 0) != 0 || Native.Protect((nint)(memory + page + inner), page, 0) != 0)
                throw new InvalidOperationException("mmap or mprotect failed.");
        }

        first = (T*)(guardStart ? memory + page : memory + page + inner - bytes);
    }

    public GuardedBuffer(ReadOnlySpan<T> content, bool guardStart = false)
        : this(content.Length, guardStart) => content.CopyTo(Span);

    public Span<T> Span => new(first, length);

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = Native.Unmap((nint)memory, mapped);
        else
            NativeMemory.Free(memory);
    }
}

internal static partial class Native
{
    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Unmap(nint address, nuint length);
}
