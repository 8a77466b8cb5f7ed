using System.Text;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages;

/// <summary>Pages as Markdown.</summary>
internal static class MarkdownPage
{
    public static string Of(Page page, string pictures)
    {
        StringBuilder markdown = new($"# {MarkdownText.Escape(page.Title)}\n\n");
        if (page.Synthetic.Length > 0)
            markdown.Append($"**{MarkdownText.Escape(TableText.Stamp(page.Synthetic))}**\n\n");
        markdown.Append($"{MarkdownText.Escape(page.Lead)}\n\n");
        foreach (PageSection section in page.Sections)
        {
            markdown.Append($"## {MarkdownText.Escape(section.Title)}\n\n");
            foreach (PageBlock block in section.Blocks)
                markdown.Append($"{Of(block, pictures)}\n");
        }
        return markdown.Append($"{MarkdownText.Escape(page.Footer)}\n").ToString();
    }

    private static string Of(PageBlock block, string pictures) => block switch
    {
        HeadingBlock heading => $"### {MarkdownText.Escape(heading.Text)}\n",
        TextBlock text => $"{MarkdownText.Escape(text.Text)}\n",
        ListBlock list => string.Concat(list.Items.Select(item => $"- {MarkdownText.Escape(item)}\n")),
        CodeBlock code => $"{string.Concat(code.Text.ReplaceLineEndings("\n").Split('\n').Select(line => $"    {Printable.Of(line)}\n"))}",
        TableBlock table => table.Table.ToMarkdown(),
        DataBlock data => $"{MarkdownText.Escape(data.Table.Caption)} {DataBlock.Rows(data.Table)}: [{data.Table.Name}.csv]({ReportFolder.Tables}/{data.Table.Name}.csv), [{data.Table.Name}.parquet]({ReportFolder.Tables}/{data.Table.Name}.parquet)\n",
        PictureBlock { Picture: Picture picture } => $"![{MarkdownText.Escape(picture.Alt)}]({pictures}/{picture.Name}.svg)\n",
        _ => throw new ArgumentException($"a page cannot show a {block.GetType().Name}", nameof(block)),
    };
}
