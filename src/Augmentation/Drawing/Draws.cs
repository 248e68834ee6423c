using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Where an op's random values come from: a key (nothing else decides: no order, no thread, no clock), or a record of what was drawn before.
/// Every value handed out is recorded. One instance serves one thread.
/// </summary>
public sealed class Draws
{
    private readonly List<double> _values = [];
    private readonly Dictionary<Type, ActPool> _acts = [];
    private readonly Source _source;
    private IReadOnlyList<double> _replayed = [];
    private DrawKey _key;
    private uint _op;
    private CounterRandom _random;
    private uint _count;

    private Draws(Source source) => _source = source;

    private enum Source
    {
        Nothing,
        Key,
        Record,
    }

    /// <summary>For ops that are not random: a draw is an error.</summary>
    public static Draws None { get; } = new(Source.Nothing);

    /// <summary>What was drawn so far, in order: enough to repeat the acts to the byte. It serialises as a list of numbers.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The same, for a copy without an enumerator.</summary>
    internal ReadOnlySpan<double> Recorded => CollectionsMarshal.AsSpan(_values);

    /// <summary>Values that depend on the key, the place of the op in its recipe, and the count of draws in that op, and on nothing else.</summary>
    /// <param name="key">Whose values.</param>
    public static Draws Keyed(DrawKey key)
    {
        var draws = new Draws(Source.Key);
        draws.Restart(key);
        return draws;
    }

    /// <summary>The values of a record again.</summary>
    /// <param name="values">What <see cref="Values"/> was after the recipe was drawn.</param>
    public static Draws Replay(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(Source.Record) { _replayed = values };
    }

    /// <summary>A value that is uniform in [<paramref name="least"/>, <paramref name="most"/>].</summary>
    /// <param name="least">The smallest value.</param>
    /// <param name="most">The largest value; not less than <paramref name="least"/>.</param>
    /// <exception cref="InvalidOperationException">These draws are for ops that are not random.</exception>
    /// <exception cref="FormatException">The record ends here, or holds a value that this recipe cannot have drawn.</exception>
    public double Uniform(double least, double most) => Record(_source == Source.Key ? Math.Min(least + (Unit() * (most - least)), most) : Given(least, most));

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, each as likely.</summary>
    /// <param name="least">The smallest.</param>
    /// <param name="most">The largest, itself possible.</param>
    /// <inheritdoc cref="Uniform" path="/exception"/>
    public int Whole(int least, int most) =>
        (int)Record(_source == Source.Key ? _random.Integer(_count++, least, most) : Given(least, most, whole: true));

    /// <summary>Whether something of this probability happens. A probability of 0 or 1 draws nothing.</summary>
    /// <param name="probability">From 0 to 1.</param>
    /// <inheritdoc cref="Uniform" path="/exception"/>
    public bool Chance(double probability)
    {
        if (probability is <= 0 or >= 1)
            return probability >= 1;
        return Record(_source == Source.Key ? (Unit() < probability ? 1 : 0) : Given(0, 1, whole: true)) == 1;
    }

    /// <summary>
    /// Random numbers of their own for a noise or a field. A value a pixel would be too many to record: the record holds the stream's key, a whole number below 2^53.
    /// </summary>
    /// <inheritdoc cref="Uniform" path="/exception"/>
    public CounterRandom Stream() => new((ulong)Record(_source == Source.Key ? Bits() >> 11 : Given(0, (1L << 53) - 1, whole: true)), 0, 0, 0);

    /// <summary>One of several by weight.</summary>
    /// <param name="weights">At least one, none negative, not all 0.</param>
    /// <inheritdoc cref="Uniform" path="/exception"/>
    public int Pick(ReadOnlySpan<double> weights)
    {
        if (_source != Source.Key)
            return (int)Record(Given(0, weights.Length - 1, whole: true));
        double total = 0;
        foreach (var weight in weights)
            total += weight;
        var at = Unit() * total;
        var picked = weights.LastIndexOfAnyExcept(0);
        for (var i = 0; i < picked; i++)
        {
            at -= weights[i];
            if (at < 0)
                picked = i;
        }
        return (int)Record(picked);
    }

    /// <summary>An act to fill in: one that an earlier sample is done with, or a new one. It is good until these draws go on to the next sample.</summary>
    /// <typeparam name="T">An act whose state is set anew at every draw.</typeparam>
    public T Act<T>()
        where T : SampleAct, new()
    {
        if (_source == Source.Nothing)
            return new(); // shared by all threads, and so keeps nothing
        if (!_acts.TryGetValue(typeof(T), out var pool))
            _acts.Add(typeof(T), pool = new());
        return pool.Next<T>();
    }

    /// <summary>Goes on to another sample; all acts drawn before are taken back.</summary>
    /// <param name="key">Whose values.</param>
    /// <exception cref="InvalidOperationException">These draws are of a record, or of nothing.</exception>
    public void Restart(DrawKey key)
    {
        if (_source != Source.Key)
            throw new InvalidOperationException("Only draws made by Keyed can go on to another sample.");
        _key = key;
        Enter(op: 0, count: 0);
        _values.Clear();
        foreach (var pool in _acts.Values)
            pool.TakeBack();
    }

    /// <summary>The draws of the op at this place among its siblings. What one op draws does not change what another gets.</summary>
    internal Place At(int index)
    {
        var outer = new Place(this, _op, _count);
        // The path of places from the recipe down, as one number: FNV-1a over its steps.
        Enter((_op ^ (uint)(index + 1)) * 16777619, 0);
        return outer;
    }

    /// <summary>A record must have been used up, or it is another recipe's.</summary>
    internal void Finish()
    {
        if (_source == Source.Record && _values.Count != _replayed.Count)
            throw new FormatException($"The record holds {_replayed.Count} values and the recipe drew {_values.Count}: it was made with another recipe or another picture.");
    }

    private double Unit() => (Bits() >> 11) * (1.0 / (1L << 53));

    private ulong Bits() => _random.Bits(_count++);

    private void Enter(uint op, uint count)
    {
        (_op, _count) = (op, count);
        if (_source == Source.Key)
            _random = _key.Stream(op);
    }

    private double Record(double value)
    {
        if (_source != Source.Nothing)
            _values.Add(value);
        return value;
    }

    private double Given(double least, double most, bool whole = false)
    {
        if (_source == Source.Nothing)
            throw new InvalidOperationException("This op is random: it takes part in Data.Augment and WithAugmentation, not in a pipeline that scores.");
        if (_values.Count == _replayed.Count)
            throw new FormatException($"The record ends after {_replayed.Count} values and the recipe draws more: it was made with another recipe or another picture.");
        var value = _replayed[_values.Count];
        if (!(value >= least && value <= most) || (whole && value != Math.Floor(value)))
        {
            throw new FormatException(
                $"The record's value {_values.Count} is {value}; {(whole ? "a whole number " : "")}from {least} to {most} can be drawn there: it was made with another recipe or another picture.");
        }
        return value;
    }

    /// <summary>Back to the enclosing op when disposed.</summary>
    internal readonly ref struct Place(Draws draws, uint op, uint count)
    {
        public void Dispose() => draws.Enter(op, count);
    }

    private sealed class ActPool
    {
        private readonly List<SampleAct> _all = [];
        private int _used;

        public T Next<T>()
            where T : SampleAct, new()
        {
            if (_used == _all.Count)
                _all.Add(new T());
            return (T)_all[_used++];
        }

        public void TakeBack() => _used = 0;
    }
}
