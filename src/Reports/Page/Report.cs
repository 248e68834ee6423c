using System.Text;

namespace DeepRecipes.Reports;

/// <summary>
/// One self-contained HTML page: no scripts, no network, light and dark, readable on a phone and on paper. Every text is escaped, and the same
/// content always gives the same bytes (a date or a machine's name stands in it only where the caller adds them with <see cref="Fact"/>).
/// </summary>
public sealed class Report
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly List<(string Name, TableCell Value)> _facts = [];
    private readonly List<ReportSection> _sections = [];

    /// <summary>Starts a report.</summary>
    /// <param name="title">The page's title.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is null, empty or white space.</exception>
    public Report(string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
    }

    /// <summary>The page's title.</summary>
    public string Title { get; }

    /// <summary>A sentence or two under the title; empty for none.</summary>
    public string Lead { get; init; } = "";

    /// <summary>The last line of the page; empty for none.</summary>
    public string Footer { get; init; } = "Made with DeepRecipes.";

    /// <summary>The most bytes the page may have, 1,000 to 1,000,000,000; 64 MiB unless set. A larger page is refused, never cut.</summary>
    public int MostBytes
    {
        get;
        init
        {
            Ensure.InRange(value, 1_000, 1_000_000_000, nameof(MostBytes));
            field = value;
        }
    } = 64 * 1024 * 1024;

    /// <summary>Adds a fact about the whole report under its title: the data, the model, the machine, the date.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This report.</returns>
    public Report Fact(string name, TableCell value)
    {
        ArgumentNullException.ThrowIfNull(name);
        _facts.Add((name, value));
        return this;
    }

    /// <summary>Adds a section.</summary>
    /// <param name="title">Its heading.</param>
    /// <returns>The section, to be filled.</returns>
    /// <exception cref="ArgumentException"><paramref name="title"/> is null, empty or white space.</exception>
    public ReportSection Section(string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ReportSection section = new(title);
        _sections.Add(section);
        return section;
    }

    /// <summary>The whole page as a text.</summary>
    /// <returns>The HTML, also well-formed XML.</returns>
    /// <exception cref="InvalidOperationException">The page would be larger than <see cref="MostBytes"/>.</exception>
    public string ToHtml()
    {
        using MemoryStream bytes = new();
        Write(bytes);
        return Utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Writes the page as UTF-8.</summary>
    /// <param name="destination">Where to; it is left open.</param>
    /// <exception cref="InvalidOperationException">The page would be larger than <see cref="MostBytes"/>; a part of it may have been written.</exception>
    public void Write(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using BoundedStream bounded = new(destination, MostBytes);
        using StreamWriter text = new(bounded, Utf8, 16 * 1024, leaveOpen: true) { NewLine = "\n" };
        WritePage(text);
    }

    /// <summary>
    /// Writes the page to a file. It is written beside it under a temporary name and then moved into place, so that nobody ever sees half a
    /// report and an existing one survives a failure.
    /// </summary>
    /// <param name="path">The file; its folder is made where it does not exist, and an existing file is replaced.</param>
    /// <exception cref="InvalidOperationException">The page would be larger than <see cref="MostBytes"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.GetFullPath(path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
                Write(file);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private void WritePage(StreamWriter text)
    {
        text.Write("<!DOCTYPE html>\n");
        MarkupWriter page = new(text);
        FigureIds ids = new();
        _ = page.Start("html").Attribute("lang", "en").Raw("\n").Start("head").Raw("\n")
            .Start("meta").Attribute("charset", "utf-8").End()
            .Start("meta").Attribute("name", "viewport").Attribute("content", "width=device-width, initial-scale=1").End()
            // The page asks for nothing from anywhere, and says so to the browser too.
            .Start("meta").Attribute("http-equiv", "Content-Security-Policy").Attribute("content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'").End()
            .Start("title").Text(Title).End().Raw("\n")
            .Start("style").Raw(PageStyle.Page).End().Raw("\n").End().Raw("\n").Start("body").Raw("\n");
        WriteHeader(page);
        _ = page.Start("main").Raw("\n");
        for (int i = 0; i < _sections.Count; i++)
            _sections[i].Write(page, ids, SectionId(i));
        if (_sections.Count == 0)
            new NoteBlock("There is nothing in this report.", isWarning: false).Write(page, ids);
        _ = page.End().Raw("\n");
        if (Footer.Length > 0)
            _ = page.Start("footer").Start("div").Text(Footer).End().End().Raw("\n");
        _ = page.End().Raw("\n").End().Raw("\n");
    }

    private void WriteHeader(MarkupWriter page)
    {
        _ = page.Start("header").Start("h1").Text(Title).End();
        if (Lead.Length > 0)
            _ = page.Element("p", "lead", Lead);
        if (_facts.Count > 0)
        {
            _ = page.Start("dl", "facts");
            foreach ((string name, TableCell value) in _facts)
                _ = page.Start("div").Start("dt").Text(name).End().Start("dd").Text(value.Text).End().End();
            _ = page.End();
        }
        if (_sections.Count > 2)
        {
            _ = page.Start("nav").Attribute("aria-label", "Contents");
            for (int i = 0; i < _sections.Count; i++)
                _ = page.Start("a").Attribute("href", "#" + SectionId(i)).Text(_sections[i].Title).End();
            _ = page.End();
        }
        _ = page.End().Raw("\n");
    }

    private static string SectionId(int index) => $"section-{index + 1}";
}
