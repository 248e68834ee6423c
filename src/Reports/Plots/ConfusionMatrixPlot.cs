using DeepRecipes.Metrics;

namespace DeepRecipes.Reports;

/// <summary>A confusion matrix as a heat map: rows are the true classes, columns the predicted ones; colour and percentage are shares of the row.</summary>
public sealed class ConfusionMatrixPlot : Figure
{
    /// <summary>Classes that one figure shows at most.</summary>
    public const int MostClasses = 128;

    private const double LabelSize = 12;

    private readonly string[] _labels;
    private readonly double[,] _counts;
    private readonly double _cell;
    private readonly double _left;
    private readonly double _top;

    /// <summary>Makes the figure.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="labels">The classes' names, in the order of rows and columns; at most <see cref="MostClasses"/>.</param>
    /// <param name="counts">Counts [true class, predicted class], as many rows and columns as labels, none below 0.</param>
    /// <exception cref="ArgumentException"><paramref name="counts"/> is not square or does not fit the labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MostClasses"/> classes, or a count below 0.</exception>
    public ConfusionMatrixPlot(string title, IReadOnlyList<string> labels, long[,] counts)
        : this(title, labels, Weights(counts))
    {
    }

    /// <summary>Makes the figure of a metric's result.</summary>
    /// <param name="title">The heading over the figure.</param>
    /// <param name="matrix">The counts or sums of weights; at most <see cref="MostClasses"/> classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="MostClasses"/> classes.</exception>
    public ConfusionMatrixPlot(string title, ConfusionMatrix matrix)
        : this(title, matrix?.Classes ?? throw new ArgumentNullException(nameof(matrix)), Weights(matrix))
    {
    }

    private ConfusionMatrixPlot(string title, IReadOnlyList<string> labels, double[,] counts)
        : base(title)
    {
        PlotData.AtMost(labels, MostClasses, nameof(labels));
        if (counts.GetLength(0) != labels.Count || counts.GetLength(1) != labels.Count)
            throw new ArgumentException($"counts is {counts.GetLength(0)} x {counts.GetLength(1)}; {labels.Count} labels need {labels.Count} x {labels.Count}.", nameof(counts));
        foreach (double count in counts)
            Ensure.InRange(count, 0, double.MaxValue, nameof(counts));
        _labels = [.. labels];
        _counts = counts;
        // A handful of classes get roomy cells; many share the width of a usual figure.
        _cell = Math.Clamp(400.0 / Math.Max(1, labels.Count), ShowsNumbers ? 40 : 7, 74);
        double widest = _labels.Length == 0 ? 0 : _labels.Max(label => TextWidth.Of(label, LabelSize));
        _left = 24 + Math.Min(widest, 130) + 8;
        _top = 24 + (NamesAcross ? 16 : Math.Min(widest, 130)) + 8;
    }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            double total = Total(), correct = 0;
            for (int i = 0; i < _labels.Length; i++)
                correct += _counts[i, i];
            return total == 0
                ? "A confusion matrix without samples."
                : $"Confusion matrix of {_labels.Length} classes and {NumberText.Of(total)} samples, {NumberText.Of(correct)} of them on the diagonal ({NumberText.Percent(correct / total)}). Rows are true classes, columns predicted ones.";
        }
    }

    internal override (double Width, double Height) Size => (Math.Max(_left + (_labels.Length * _cell) + 12, 260), Math.Max(_top + (_labels.Length * _cell) + 34, 120));

    private protected override double WidestShown => Math.Max(Size.Width * 1.15, 360);

    private bool ShowsNumbers => _labels.Length <= 24;

    private bool NamesAcross => _labels.All(label => TextWidth.Of(label, LabelSize) <= _cell - 6);

    private protected override void Draw(SvgCanvas svg)
    {
        int n = _labels.Length;
        if (n == 0 || Total() == 0)
        {
            svg.Text(Size.Width / 2, 60, "No samples", "empty", Anchor.Middle);
            if (n == 0)
                return;
        }
        svg.Text(_left + (n * _cell / 2), 14, "Predicted", "axis-title", Anchor.Middle);
        svg.TextUpwards(14, _top + (n * _cell / 2), "True", "axis-title");
        DrawNames(svg);
        for (int row = 0; row < n; row++)
            DrawRow(svg, row);
        DrawKey(svg, _top + (n * _cell) + 14);
    }

    private void DrawNames(SvgCanvas svg)
    {
        double size = Math.Min(LabelSize, _cell + 1);
        for (int i = 0; i < _labels.Length; i++)
        {
            string label = TextWidth.Fit(_labels[i], size, 130);
            double centre = (i + 0.5) * _cell;
            svg.Text(_left - 8, _top + centre + (size * 0.35), label, "name", Anchor.End, size);
            if (NamesAcross)
                svg.Text(_left + centre, _top - 8, label, "name", Anchor.Middle, size);
            else
                svg.TextUpwards(_left + centre + (size * 0.35), _top - 8, label, "name", Anchor.Start);
        }
    }

    private void DrawRow(SvgCanvas svg, int row)
    {
        double sum = 0;
        for (int column = 0; column < _labels.Length; column++)
            sum += _counts[row, column];
        for (int column = 0; column < _labels.Length; column++)
        {
            double x = _left + (column * _cell), y = _top + (row * _cell);
            double count = _counts[row, column];
            double share = sum == 0 ? double.NaN : count / sum;
            svg.Rect(x, y, _cell, _cell, (row == column ? "s0" : "s1") + " cell",
                $"True {_labels[row]}, predicted {_labels[column]}: {NumberText.Of(count)} of {NumberText.Of(sum)} ({NumberText.Percent(share)})",
                opacity: Opacity(share));
            if (!ShowsNumbers)
                continue;
            string onFill = share > 0.5 ? " on" : count == 0 ? " none" : "";
            bool roomForPercent = _cell >= 40 && count > 0;
            svg.Text(x + (_cell / 2), y + (_cell / 2) + (roomForPercent ? -1 : 4), NumberText.Of(count), "strong" + onFill, Anchor.Middle,
                Math.Min(13, _cell / Math.Max(2.5, NumberText.Of(count).Length * 0.68)));
            if (roomForPercent)
                svg.Text(x + (_cell / 2), y + (_cell / 2) + 13, NumberText.Percent(share, decimals: _cell < 48 && share >= 0.0995 ? 0 : 1), "small" + onFill, Anchor.Middle);
        }
    }

    // The root stretches the small shares, where the mistakes are, without touching 0 and 1.
    private static double Opacity(double share) => double.IsNaN(share) || share == 0 ? 0 : 0.06 + (0.94 * Math.Pow(share, 0.75));

    private void DrawKey(SvgCanvas svg, double y)
    {
        svg.Rect(_left, y, 11, 11, "s0 fill");
        svg.Text(_left + 16, y + 10, "right", "tick");
        svg.Rect(_left + 54, y, 11, 11, "s1 fill");
        svg.Text(_left + 70, y + 10, Size.Width - _left > 260 ? "wrong; depth is the share of the row" : "wrong", "tick");
    }

    private double Total()
    {
        double total = 0;
        foreach (double count in _counts)
            total += count;
        return total;
    }

    private static double[,] Weights(long[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        double[,] weights = new double[counts.GetLength(0), counts.GetLength(1)];
        for (int row = 0; row < counts.GetLength(0); row++)
        {
            for (int column = 0; column < counts.GetLength(1); column++)
                weights[row, column] = counts[row, column];
        }
        return weights;
    }

    private static double[,] Weights(ConfusionMatrix matrix)
    {
        double[,] weights = new double[matrix.Classes.Length, matrix.Classes.Length];
        for (int row = 0; row < matrix.Classes.Length; row++)
        {
            for (int column = 0; column < matrix.Classes.Length; column++)
                weights[row, column] = matrix[row, column];
        }
        return weights;
    }
}
