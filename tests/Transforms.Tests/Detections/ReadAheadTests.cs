namespace DeepRecipes.Transforms.Tests;

public sealed class ReadAheadTests
{
    private sealed class Thing(int number, Action<int> disposed) : IDisposable
    {
        public int Number { get; } = number;

        public void Dispose() => disposed(Number);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public void The_order_is_kept(int ahead) =>
        Assert.Equal(Enumerable.Range(0, 50), ReadAhead.InOrder(Enumerable.Range(0, 50), number => new Thing(number, _ => { }), ahead).Select(thing => thing.Number));

    [Fact]
    public void No_more_is_taken_ahead_than_was_said()
    {
        var taken = 0;
        foreach (var thing in ReadAhead.InOrder(Enumerable.Range(0, 50).Select(number => ++taken - 1), number => new Thing(number, _ => { }), 4))
            Assert.InRange(taken, thing.Number + 1, thing.Number + 5);
        Assert.Equal(50, taken);
    }

    [Fact]
    public void What_nobody_takes_is_disposed_of()
    {
        using var gone = new CountdownEvent(4);
        using (var things = ReadAhead.InOrder(Enumerable.Range(0, 50), number => new Thing(number, _ => gone.Signal()), 4).GetEnumerator())
            Assert.True(things.MoveNext());
        Assert.True(gone.Wait(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void An_error_comes_where_its_thing_would()
    {
        var made = new List<int>();
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var thing in ReadAhead.InOrder(Enumerable.Range(0, 9), number => number == 5 ? throw new InvalidDataException("5") : new Thing(number, _ => { }), 3))
                made.Add(thing.Number);
        });
        Assert.Equal("5", error.Message);
        Assert.Equal([0, 1, 2, 3, 4], made);
    }
}
