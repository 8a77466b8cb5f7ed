using System.Globalization;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages;

/// <summary>Something that stands in a section.</summary>
public abstract record PageBlock;

/// <summary>A heading within a section.</summary>
/// <param name="Text">The heading.</param>
public sealed record HeadingBlock(string Text) : PageBlock;

/// <summary>A paragraph.</summary>
/// <param name="Text">The text, without markup.</param>
public sealed record TextBlock(string Text) : PageBlock;

/// <summary>A list.</summary>
/// <param name="Items">Its items, without markup.</param>
public sealed record ListBlock(IReadOnlyList<string> Items) : PageBlock;

/// <summary>Lines as they are, such as a study's JSON.</summary>
/// <param name="Text">The lines.</param>
public sealed record CodeBlock(string Text) : PageBlock;

/// <summary>A table.</summary>
/// <param name="Table">The table.</param>
public sealed record TableBlock(ResultTable Table) : PageBlock;

/// <summary>A picture.</summary>
/// <param name="Picture">The picture.</param>
public sealed record PictureBlock(Picture Picture) : PageBlock;

/// <summary>A table for programs, such as the points of a picture: files alone, to which the page links.</summary>
/// <param name="Table">The table.</param>
public sealed record DataBlock(ResultTable Table) : PageBlock
{
    internal static string Rows(ResultTable table) => string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count:N0} rows");
}
