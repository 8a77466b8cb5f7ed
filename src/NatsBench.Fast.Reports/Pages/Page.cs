namespace NatsBench.Fast.Reports.Pages;

/// <summary>
/// A report as it is described: sections of texts, tables and pictures. The same page gives the same bytes. Immutable by convention, thread-safe.
/// </summary>
/// <param name="Title">Its title.</param>
/// <param name="Lead">What it is about, in a paragraph.</param>
/// <param name="Sections">Its sections.</param>
public sealed record Page(string Title, string Lead, IReadOnlyList<PageSection> Sections)
{
    /// <summary>The name of the model that made the numbers, stamped onto every page; empty for measured ones.</summary>
    public string Synthetic { get; init; } = "";

    /// <summary>What stands at the end: what made the page.</summary>
    public string Footer { get; init; } = "";

    /// <summary>As one HTML file that needs nothing else, neither files nor scripts.</summary>
    /// <param name="svg">The drawn pictures by their names; null to draw them now.</param>
    public string ToHtml(IReadOnlyDictionary<string, string>? svg = null) => HtmlPage.Of(this, svg);

    /// <summary>As GitHub's Markdown, whose pictures are files.</summary>
    /// <param name="pictures">The folder of the pictures, as the page sees it.</param>
    public string ToMarkdown(string pictures) => MarkdownPage.Of(this, pictures);

    /// <summary>As JSON: texts, the tables that are shown with every digit, column by column, and what its pictures say of themselves.</summary>
    public string ToJson() => JsonPage.Of(this);
}
