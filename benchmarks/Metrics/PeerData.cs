using System.Runtime.InteropServices;

namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>The inputs that the peer drew and wrote down, array after array in the order in which they are asked for.</summary>
internal sealed class PeerData(string path) : IDisposable
{
    private readonly FileStream _file = File.OpenRead(path);

    public T[] Next<T>(int count)
        where T : unmanaged
    {
        var values = new T[count];
        _file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public void Dispose() => _file.Dispose();
}
