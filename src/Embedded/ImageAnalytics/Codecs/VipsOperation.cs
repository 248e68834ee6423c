namespace Microsoft.ML.Transforms.Image;

/// <summary>One call of a libvips operation: set its arguments, build it, take its results. Failures are told by return values; the process-wide error text is dropped.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private nint _created;
    private nint _built;

    public VipsOperation(string name)
    {
        VipsLibrary.EnsureReady();
        _created = Vips.OperationNew(name);
        if (_created == 0)
        {
            Vips.ErrorClear();
            throw new InvalidOperationException($"The image codec library has no operation '{name}'.");
        }
    }

    public void Set(string name, string value)
    {
        if (Vips.SetArgument(_created, name, value) != 0)
        {
            Vips.ErrorClear();
            throw new InvalidOperationException($"The image codec library refuses '{value}' for '{name}'.");
        }
    }

    /// <summary>The memory must stay where it is until the last pixel has been read.</summary>
    public void SetBlob(string name, byte* data, int length)
    {
        var blob = Vips.BlobNew(0, data, (nuint)length);
        Vips.GValue value = default;
        _ = Vips.ValueInit(&value, Vips.BlobType());
        Vips.ValueSetBoxed(&value, blob);
        Vips.SetProperty(_created, name, &value);
        Vips.ValueUnset(&value);
        Vips.AreaUnref(blob);
    }

    public void SetImage(string name, nint image)
    {
        Vips.GValue value = default;
        _ = Vips.ValueInit(&value, Vips.ImageType());
        Vips.ValueSetObject(&value, image);
        Vips.SetProperty(_created, name, &value);
        Vips.ValueUnset(&value);
    }

    public bool TryBuild()
    {
        _built = Vips.OperationBuild(_created);
        if (_built != 0)
            return true;
        Vips.ErrorClear();
        return false;
    }

    /// <summary>A reference that the caller gives back with <see cref="Vips.Unref"/>.</summary>
    public nint TakeImage(string name)
    {
        Vips.GValue value = default;
        _ = Vips.ValueInit(&value, Vips.ImageType());
        Vips.GetProperty(_built, name, &value);
        var image = Vips.ValueDupObject(&value);
        Vips.ValueUnset(&value);
        return image;
    }

    public byte[] CopyBlob(string name)
    {
        Vips.GValue value = default;
        _ = Vips.ValueInit(&value, Vips.BlobType());
        Vips.GetProperty(_built, name, &value);
        nuint length;
        var data = Vips.BlobGet(Vips.ValueGetBoxed(&value), &length);
        var copy = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        Vips.ValueUnset(&value);
        return copy;
    }

    public void Dispose()
    {
        if (_created == 0)
            return;

        // Building hands out a reference of its own, as a rule to the same object: the outputs must be dropped once only.
        Vips.UnrefOutputs(_built != 0 ? _built : _created);
        if (_built != 0)
            Vips.Unref(_built);
        Vips.Unref(_created);
        _built = 0;
        _created = 0;
    }
}
