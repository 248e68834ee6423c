namespace DeepRecipes.Reports;

/// <summary>A range of data, its ticks and its title. Linear, or logarithmic for ratios.</summary>
internal sealed class Axis
{
    private readonly bool _isLogarithmic;

    private Axis(double least, double most, Ticks ticks, string title, bool isLogarithmic)
    {
        Least = least;
        Most = most;
        Ticks = ticks;
        Title = title;
        _isLogarithmic = isLogarithmic;
    }

    public double Least { get; }

    public double Most { get; }

    public Ticks Ticks { get; }

    public string Title { get; }

    /// <summary>Exactly this range.</summary>
    public static Axis Fixed(double least, double most, string title, int ticks = 5) => new(least, most, Ticks.Within(least, most, ticks), title, isLogarithmic: false);

    /// <summary>This range widened to round ends; 0 to 1 where there are no data.</summary>
    public static Axis Around(double least, double most, string title, int ticks = 5)
    {
        if (!(least <= most))
            (least, most) = (0, 1);
        else if (PlotData.TooClose(least, most))
            (least, most) = Math.Abs(least) < 1e-290 ? (0, 1) : (least - (Math.Abs(least) / 2), most + (Math.Abs(most) / 2));
        (least, most) = Ticks.Widen(least, most, ticks);
        return Fixed(least, most, title, ticks);
    }

    /// <summary>The range of the values that are not NaN, widened to round ends.</summary>
    public static Axis Around(IEnumerable<double> values, string title, int ticks = 5)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double value in values)
        {
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
        return Around(least, most, title, ticks);
    }

    /// <summary>A logarithmic axis over exactly this range; both ends above 0.</summary>
    public static Axis Logarithmic(double least, double most, string title) => new(least, most, Ticks.Logarithmic(least, most), title, isLogarithmic: true);

    /// <summary>0 at the axis's beginning, 1 at its end.</summary>
    public double Share(double value) => _isLogarithmic
        ? (Math.Log(value) - Math.Log(Least)) / (Math.Log(Most) - Math.Log(Least))
        : (value - Least) / (Most - Least);
}
