using System.Text;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages;

/// <summary>Pages as HTML.</summary>
internal static class HtmlPage
{
    public static string Of(Page page, IReadOnlyDictionary<string, string>? svg)
    {
        string stamp = TableText.Stamp(page.Synthetic);
        StringBuilder html = new("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        html.Append($"<title>{HtmlText.Escape(page.Title)}</title>\n<style>\n{PageStyle.Text}</style>\n</head>\n<body>\n");
        html.Append($"<header>\n<h1>{HtmlText.Escape(page.Title)}</h1>\n");
        if (stamp.Length > 0)
            html.Append($"<p class=\"stamp\" role=\"note\">{HtmlText.Escape(stamp)}</p>\n");
        html.Append($"<p>{HtmlText.Escape(page.Lead)}</p>\n<nav aria-label=\"Contents\">\n<ul>\n");
        foreach (PageSection section in page.Sections)
            html.Append($"<li><a href=\"#{section.Name}\">{HtmlText.Escape(section.Title)}</a></li>\n");
        html.Append("</ul>\n</nav>\n</header>\n<main>\n");
        foreach (PageSection section in page.Sections)
        {
            html.Append($"<section id=\"{section.Name}\" aria-labelledby=\"{section.Name}-heading\">\n<h2 id=\"{section.Name}-heading\">{HtmlText.Escape(section.Title)}</h2>\n");
            foreach (PageBlock block in section.Blocks)
                Add(html, block, svg);
            html.Append("</section>\n");
        }
        html.Append($"</main>\n<footer>\n<p>{HtmlText.Escape(page.Footer)}</p>\n</footer>\n");
        // A fixed element is printed on every sheet.
        if (stamp.Length > 0)
            html.Append($"<div class=\"sheet\" aria-hidden=\"true\">{HtmlText.Escape(stamp)}</div>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Add(StringBuilder html, PageBlock block, IReadOnlyDictionary<string, string>? svg)
    {
        switch (block)
        {
            case HeadingBlock heading:
                html.Append($"<h3>{HtmlText.Escape(heading.Text)}</h3>\n");
                break;
            case TextBlock text:
                html.Append($"<p>{HtmlText.Escape(text.Text)}</p>\n");
                break;
            case ListBlock list:
                html.Append($"<ul>\n{string.Concat(list.Items.Select(item => $"<li>{HtmlText.Escape(item)}</li>\n"))}</ul>\n");
                break;
            case CodeBlock code:
                string lines = string.Join('\n', code.Text.ReplaceLineEndings("\n").Split('\n').Select(HtmlText.Escape));
                html.Append($"<div class=\"scroll\" role=\"region\" aria-label=\"Text\" tabindex=\"0\">\n<pre>{lines}</pre>\n</div>\n");
                break;
            case TableBlock table:
                html.Append(table.Table.ToHtml());
                break;
            case DataBlock data:
                string file = $"{ReportFolder.Tables}/{data.Table.Name}";
                html.Append($"<p>{HtmlText.Escape(data.Table.Caption)} {DataBlock.Rows(data.Table)}: <a href=\"{file}.csv\">{file}.csv</a>, <a href=\"{file}.parquet\">{file}.parquet</a></p>\n");
                break;
            case PictureBlock picture:
                string drawn = svg?[picture.Picture.Name] ?? picture.Picture.ToInlineSvg();
                html.Append($"<figure>\n<div class=\"scroll\" role=\"region\" aria-label=\"{HtmlText.Escape(picture.Picture.Title)}\" tabindex=\"0\">\n{drawn}\n</div>\n</figure>\n");
                break;
            default:
                throw new ArgumentException($"a page cannot show a {block.GetType().Name}", nameof(block));
        }
    }
}
