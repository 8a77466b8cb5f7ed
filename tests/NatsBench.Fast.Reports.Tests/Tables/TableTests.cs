using System.Xml.Linq;
using NatsBench.Fast.Reports.Tables;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Reports.Tests.Tables;

/// <summary>One table in five forms.</summary>
public sealed class TableTests
{
    private const string Hostile = "a|b <i>&\"c\", 50 % of_x$\n\u001b[2J";

    private static ResultTable Table { get; } = new(
        "summary", "Final accuracies: mean ± standard deviation (standard error).",
        [
            new ResultColumn("algorithm", "algorithm", ColumnKind.Header),
            new ResultColumn("test", "test") { Unit = "%", Decimals = 2 },
            new ResultColumn("trials", "trials", ColumnKind.Whole),
            new ResultColumn("gain", "gain") { Decimals = 3 },
        ],
        [
            [ResultCell.Of("rea"), ResultCell.Of(94.123456789012345) with { Deviation = 0.25, Error = 0.0111, IsBest = true }, ResultCell.Of(1500), ResultCell.Of(-0.5) with { Interval = (-0.75, 0.1) }],
            [ResultCell.Of(Hostile), ResultCell.Missing("one trial has no deviation"), ResultCell.Of(1), ResultCell.Of(double.NaN, "nothing to compare with")],
        ]);

    [Fact]
    public void Csv_keeps_every_digit_each_part_and_the_reason() => Assert.Equal(
        """
        algorithm,test,test_std,test_se,test_note,trials,gain,gain_low,gain_high,gain_note
        rea,94.12345678901235,0.25,0.0111,,1500,-0.5,-0.75,0.1,
        "a|b <i>&""c"", 50 % of_x$
        
        """.ReplaceLineEndings("\n").TrimEnd('\n') + "\n\u001b[2J\",,,,one trial has no deviation,1,,,,nothing to compare with\n", Table.ToCsv());

    [Fact]
    public async Task Parquet_holds_what_the_csv_holds()
    {
        using MemoryStream file = new((Table with { Synthetic = "model 1" }).ToParquet());
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["algorithm", "test", "test_std", "test_se", "test_note", "trials", "gain", "gain_low", "gain_high", "gain_note", "synthetic"],
            reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal("%", reader.CustomMetadata["natsbench.unit.test"]);
        Assert.Equal("model 1", reader.CustomMetadata["natsbench.synthetic"]);
        ParquetRowGroupReader group = reader.RowGroups[0];
        Assert.Equal(2, group.RowCount);
        DataField test = reader.Schema.DataFields[1];
        double?[] values = new double?[2];
        await group.ReadAsync<double>(test, values.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([94.123456789012345, null], values);
    }

    [Fact]
    public void Markdown_shows_dashes_with_their_reasons()
    {
        string markdown = Table.ToMarkdown();
        Assert.Contains("| algorithm | test (%) | trials | gain |\n| --- | ---: | ---: | ---: |\n", markdown, StringComparison.Ordinal);
        Assert.Contains("| rea | **94.12 ± 0.25 (0.011)** | 1,500 | −0.500 \\[−0.750, 0.100\\] |\n", markdown, StringComparison.Ordinal);
        Assert.Contains("| —<sup>a</sup> | 1 | —<sup>b</sup> |\n\n<sup>a</sup> one trial has no deviation", markdown, StringComparison.Ordinal);
        Assert.Contains("a\\|b &lt;i&gt;&amp;", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Latex_is_escaped_and_has_the_rules_of_booktabs()
    {
        string latex = (Table with { Synthetic = "model_1" }).ToLatex();
        Assert.Contains("\\begin{tabular}{lrrr}\n\\toprule\nalgorithm & test (\\%) & trials & gain \\\\\n\\midrule\n", latex, StringComparison.Ordinal);
        Assert.Contains("rea & \\textbf{94.12 $\\pm$ 0.25 (0.011)} & 1,500 & $-$0.500 [$-$0.750, 0.100] \\\\\n", latex, StringComparison.Ordinal);
        Assert.Contains("a$|$b $<$i$>$\\&\\textquotedbl{}c\\textquotedbl{}, 50 \\% of\\_x\\$\\textbackslash{}u000a", latex, StringComparison.Ordinal);
        Assert.Contains("\\caption{\\textbf{SYNTHETIC numbers, made by a model (model\\_1); never cite them.} Final", latex, StringComparison.Ordinal);
        Assert.Contains("\\textsuperscript{a}~one trial has no deviation", latex, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_has_headers_with_scope_and_a_caption()
    {
        XElement html = XElement.Parse($"<div>{Table.ToHtml()}</div>");
        Assert.Equal(["col", "col", "col", "col", "row", "row"], html.Descendants("th").Select(header => header.Attribute("scope")?.Value));
        XElement caption = Assert.Single(html.Descendants("caption"));
        Assert.Equal(caption.Attribute("id")?.Value, html.Element("div")?.Attribute("aria-labelledby")?.Value);
        Assert.Equal("94.12 ± 0.25 (0.011)", html.Descendants("strong").Single().Value);
        Assert.Empty(html.Descendants("i"));
        Assert.Contains("a|b <i>&\"c\"", html.Descendants("th").Last().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_form_says_that_a_model_made_the_numbers()
    {
        ResultTable synthetic = Table with { Synthetic = "model 1" };
        foreach (string form in new[] { synthetic.ToMarkdown(), synthetic.ToLatex(), synthetic.ToHtml(), synthetic.ToCsv() })
            Assert.Contains("synthetic", form, StringComparison.OrdinalIgnoreCase);
        foreach (string form in new[] { Table.ToMarkdown(), Table.ToLatex(), Table.ToHtml(), Table.ToCsv() })
            Assert.DoesNotContain("synthetic", form, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_row_that_does_not_fit_is_refused() => Assert.Throws<ArgumentException>(() => (Table with { Rows = [[ResultCell.Of(1)]] }).ToCsv());

    [Fact]
    public void The_same_table_is_the_same_bytes() => Assert.Equal(Table.ToParquet(), (Table with { }).ToParquet());
}
