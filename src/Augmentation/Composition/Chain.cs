using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Acts one after the other. What an early act cuts away is gone, though a later one may make room where it was.</summary>
internal sealed class Chain : GeometricAct
{
    private readonly List<SampleAct> _acts = [];
    private readonly List<ImageShape> _shapes = []; // before each act, and after the last

    /// <summary>The shape of the picture so far.</summary>
    public ImageShape Last => _shapes[^1];

    /// <summary>Whether an act among them moves or takes away anything.</summary>
    public bool IsGeometric => _acts.Exists(act => act is GeometricAct);

    public override bool Mirrors
    {
        get
        {
            var mirrors = false;
            foreach (var act in _acts)
                mirrors ^= act is GeometricAct { Mirrors: true };
            return mirrors;
        }
    }

    public override bool KeepsLines => _acts.TrueForAll(act => act is not GeometricAct { KeepsLines: false });

    /// <summary>Starts anew with a picture of this shape.</summary>
    public Chain Begin(ImageShape image)
    {
        _acts.Clear();
        _shapes.Clear();
        _shapes.Add(image);
        return this;
    }

    /// <summary>Adds an act for a picture of the shape <see cref="Last"/>.</summary>
    public void Add(SampleAct act)
    {
        if (act is Chain inner)
        {
            foreach (var part in inner._acts)
                Add(part);
            return;
        }
        _acts.Add(act);
        _shapes.Add(act.OutputShape(Last));
    }

    public override ImageShape OutputShape(ImageShape image) => Last with { Channels = image.Channels };

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => Run(source, shape, destination, mask: false);

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => Run(source, shape, destination, mask: true);

    public override Place Move(Place place, ImageShape image)
    {
        for (var i = 0; i < _acts.Count; i++)
        {
            if (_acts[i] is GeometricAct act)
                place = act.Move(place, _shapes[i]);
        }
        return place;
    }

    public override bool Shows(Place place, ImageShape image)
    {
        if (!place.IsIn(_shapes[0]))
            return false;
        for (var i = 0; i < _acts.Count; i++)
        {
            if (_acts[i] is not GeometricAct act)
                continue;
            if (!act.Shows(place, _shapes[i]))
                return false;
            place = act.Move(place, _shapes[i]);
        }
        return true;
    }

    public override Area Window(ImageShape image)
    {
        var window = Area.Of(_shapes[0]);
        for (var i = 0; i < _acts.Count; i++)
        {
            if (_acts[i] is GeometricAct act && window.Size > 0)
                window = act.Hull(window, _shapes[i]).Cut(Area.Of(_shapes[i + 1]));
        }
        return window;
    }

    /// <summary>Two buffers by turns; the last act writes to the destination.</summary>
    private void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination, bool mask)
    {
        if (shape.Width != _shapes[0].Width || shape.Height != _shapes[0].Height)
            throw new ArgumentException($"The acts were drawn for a picture of {_shapes[0].Width} x {_shapes[0].Height} pixels; this one has {shape.Width} x {shape.Height}.", nameof(shape));
        var length = 0;
        var last = -1;
        for (var i = 0; i < _acts.Count; i++)
        {
            if (mask && _acts[i] is not GeometricAct)
                continue;
            last = i;
            length = Math.Max(length, ((_shapes[i + 1] with { Channels = shape.Channels }).Length));
        }
        if (last < 0)
        {
            source[..shape.Length].CopyTo(destination);
            return;
        }
        using var even = new Pooled<byte>(length);
        using var odd = new Pooled<byte>(length);
        var from = source;
        var toEven = true;
        for (var i = 0; i <= last; i++)
        {
            if (mask && _acts[i] is not GeometricAct)
                continue;
            var before = _shapes[i] with { Channels = shape.Channels };
            var after = _shapes[i + 1] with { Channels = shape.Channels };
            var to = i == last ? destination[..after.Length] : (toEven ? even : odd).Span[..after.Length];
            if (mask)
                ((GeometricAct)_acts[i]).Mask(from[..before.Length], before, to);
            else
                _acts[i].Image(from[..before.Length], before, to);
            from = to;
            toEven = !toEven;
        }
    }
}
