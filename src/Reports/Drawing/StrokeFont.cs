using System.Text;

namespace DeepRecipes.Reports;

/// <summary>
/// A small lettering of straight strokes, for labels drawn into pixels where there is no font. A glyph is written as polylines, a point as two digits: x from
/// 0 to 4 and y from 0 (top of capitals) over 6 (the line they stand on) to 8 (below it).
/// </summary>
internal static class StrokeFont
{
    /// <summary>From the top of a capital to the line it stands on, in glyph units.</summary>
    public const int CapHeight = 6;

    private const char First = ' ';
    private const double Gap = 1.7;
    private const string Missing = "0040460600";

    private static readonly string[] Glyphs =
    [
        "", "1014 1616", "1012 3032", "1016 3036 0242 0444", "413010010213334445361605 2026", "0010110100 3545463635 4006", "46112031040516263644", "1012",
        "20111526", "10212516", "2125 0244 4204", "2125 0343", "1607", "0333", "1616", "3006",
        "103041453616050110 3214", "112026 1636", "01103041420646", "01103041423313 334445361605", "36300444", "400002324345361605", "301001051636454433130304", "004016",
        "103041423313020110 1304051636454433", "42331302011030414536160516", "1313 1616", "1313 1607", "310335", "0232 0434", "013305", "011030414223 2525",
        "461605011030414434322213142434", "062046 1434", "06003041423303 3344453606", "4130100105163645", "00304145360600", "40000646 0333", "400006 0333", "413010010516364543 4323",
        "0006 4046 0343", "1030 2026 1636", "3035261605", "0006 400346", "000646", "0600234046", "06004640", "103041453616050110",
        "06003041423303", "103041453616050110 3446", "06003041423303 2346", "413010010213334445361605", "0040 2026", "000516364540", "002640", "0016223640",
        "0046 4006", "002340 2326", "00400646", "20101626", "0036", "10202616", "022042", "0747",
        "1021", "02223336 341405162635", "0006 0312223335261605", "3322120305162635", "3036 3322120305162635", "04343322120305162635", "30201116 0222", "3237281807 3322120305162635",
        "0006 0312223336", "1216 1010", "22271808 2020", "0006 3204 1436", "101526", "0206 031223 2326 23324346", "0206 0312223336", "122233352616050312",
        "0208 0312223335261605", "3238 3322120305162635", "0206 031232", "321203142435260616", "101526 0222", "0205162635 3236", "022642", "0216243642",
        "0236 3206", "0226 42261808", "02320636", "30202213242636", "1017", "00101223141606", "04132433",
    ];

    /// <summary>The width of a text whose capitals are <paramref name="height"/> high.</summary>
    public static double Width(string text, double height)
    {
        double units = 0;
        foreach (Rune rune in text.EnumerateRunes())
            units += Advance(Glyph(rune));
        return Math.Max(0, units - Gap) * height / CapHeight;
    }

    /// <summary>The strokes of a text, each a line from (x1, y1) to (x2, y2), its first capital's top left corner at (<paramref name="x"/>, <paramref name="y"/>).</summary>
    public static IEnumerable<(double X1, double Y1, double X2, double Y2)> Strokes(string text, double x, double y, double height)
    {
        double scale = height / CapHeight;
        foreach (Rune rune in text.EnumerateRunes())
        {
            string glyph = Glyph(rune);
            foreach (string line in glyph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                for (int i = 0; i + 3 < line.Length; i += 2)
                    yield return (x + (At(line, i) * scale), y + (At(line, i + 1) * scale), x + (At(line, i + 2) * scale), y + (At(line, i + 3) * scale));
            }
            x += Advance(glyph) * scale;
        }
    }

    private static int At(string line, int index) => line[index] - '0';

    private static string Glyph(Rune rune) =>
        rune.Value - First is int index && (uint)index < (uint)Glyphs.Length ? Glyphs[index] : Missing;

    private static double Advance(string glyph)
    {
        if (glyph.Length == 0)
            return 2.6;
        int widest = 0;
        foreach (string line in glyph.Split(' '))
        {
            for (int i = 0; i < line.Length; i += 2)
                widest = Math.Max(widest, At(line, i));
        }
        return widest + Gap;
    }
}
