using System.Globalization;
using System.Text.RegularExpressions;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

/// <summary>README and docs against the repository.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = SharedData.RepositoryRoot;

    [Fact]
    public void Every_link_in_the_documents_leads_somewhere()
    {
        List<string> broken = [];
        foreach (string document in Documents())
            foreach (Match link in RelativeLink().Matches(File.ReadAllText(document)))
            {
                string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, link.Groups["target"].Value));
                if (!Path.Exists(target))
                    broken.Add($"{Path.GetRelativePath(Root, document)}: {link.Groups["target"].Value}");
            }
        Assert.Empty(broken);
    }

    [Fact]
    public void CI_runs_the_two_commands_of_the_readme()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        string ci = File.ReadAllText(Path.Combine(Root, ".ci", "run"));
        foreach (string command in new[] { "dotnet run -c Release --project tools/NatsBench.Fast.Cli -- demo", "dotnet test -c Release" })
        {
            Assert.Contains(command, readme, StringComparison.Ordinal);
            Assert.Contains(command, ci, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("README.md", "ReadmeExample.cs", "example")]
    [InlineData("README.md", "ReadmeExample.cs", "views")]
    [InlineData("README.md", "Climber.cs", "search")]
    [InlineData("docs/search.md", "Climber.cs", "search")]
    [InlineData("docs/search.md", "ClimberExample.cs", "study")]
    [InlineData("docs/networks.md", "NetworksExample.cs", "networks")]
    [InlineData("docs/networks.md", "NetworksExample.cs", "weights")]
    [InlineData("docs/onnx.md", "NetworksExample.cs", "onnx")]
    [InlineData("docs/weight-store.md", "NetworksExample.cs", "store")]
    [InlineData("docs/networks.md", "NetworksExample.cs", "fresh")]
    [InlineData("docs/data.md", "DataExample.cs", "data")]
    [InlineData("docs/inference.md", "InferenceExample.cs", "runner")]
    [InlineData("docs/tables.md", "TablesExample.cs", "mount")]
    [InlineData("docs/evaluation.md", "EvaluationExample.cs", "evaluation")]
    [InlineData("docs/statistics.md", "StatisticsExample.cs", "statistics")]
    [InlineData("docs/reports.md", "PicturesExample.cs", "picture")]
    [InlineData("docs/evaluation.md", "ScoresExample.cs", "scores")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "export")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "correlate")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "search")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "look-up")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "evolve")]
    [InlineData("docs/embedding.md", "Embedding/OwnEvaluator.cs", "session")]
    [InlineData("docs/embedding.md", "Embedding/OwnEvaluator.cs", "restore")]
    [InlineData("docs/embedding.md", "Embedding/OwnParts.cs", "folder")]
    [InlineData("docs/embedding.md", "Embedding/OwnParts.cs", "quantity")]
    [InlineData("docs/embedding.md", "Embedding/OwnParts.cs", "all")]
    [InlineData("docs/embedding.md", "Embedding/OwnParts.cs", "device")]
    [InlineData("docs/embedding.md", "Embedding/OtherDevice.cs", "oracle")]
    public void The_examples_of_the_documents_are_those_that_run(string document, string file, string name)
    {
        string source = File.ReadAllText(Path.Combine(Root, "tests", "NatsBench.Fast.House.Tests", file));
        string[] lines = [.. source.Split('\n')
            .SkipWhile(line => !line.Contains($"// {name}: begin", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains($"// {name}: end", StringComparison.Ordinal))];
        // What stands in a method is two steps in; a class of its own is not.
        bool isInside = lines.All(line => line.Length == 0 || line.StartsWith("        ", StringComparison.Ordinal));
        string example = string.Join('\n', lines.Select(line => isInside && line.Length > 0 ? line[8..] : line));
        Assert.NotEmpty(example);
        Assert.Contains(example, File.ReadAllText(Path.Combine(Root, document)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_program_of_embedding_is_one_that_runs()
    {
        int shown = CodeBlock().Count(File.ReadAllText(Path.Combine(Root, "docs", "embedding.md")));
        int compiled = Directory.EnumerateFiles(Path.Combine(Root, "tests", "NatsBench.Fast.House.Tests", "Embedding"), "*.cs")
            .Sum(file => ExampleBegin().Count(File.ReadAllText(file)));
        Assert.Equal(compiled, shown);
    }

    [Fact]
    public void The_figures_of_the_readme_are_the_ranges_of_the_results()
    {
        // As wide as x64 machines have them: 128 bits are measured there in place of Arm's.
        string[][] results = [.. Directory.EnumerateFiles(Path.Combine(Root, "perf", "results"), "quick.md", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is [_, _, "256" or "512", ..])];
        MatchCollection rows = MeasuredRow().Matches(File.ReadAllText(Path.Combine(Root, "README.md")));
        Assert.NotEmpty(rows);
        foreach (Match row in rows)
        {
            // | figure | bits | value | unit | limit | ratio |
            string[][] measured = [.. results.Where(cells => cells[1] == row.Groups["figure"].Value && cells[4] == row.Groups["unit"].Value)];
            Assert.True(measured.Length > 0, $"README names {row.Groups["figure"]} in {row.Groups["unit"]}; perf/results has none");
            Assert.Equal((row.Groups["figure"].Value, Range(measured, 3)), (row.Groups["figure"].Value, row.Groups["value"].Value));
            Assert.Equal((row.Groups["figure"].Value, Range(measured, 6)), (row.Groups["figure"].Value, row.Groups["ratio"].Value));
        }

        static string Range(string[][] rows, int column)
        {
            string[] ordered = [.. rows.Select(cells => cells[column]).Where(cell => cell.Length > 0)
                .OrderBy(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            return ordered is [] ? "" : ordered[0] == ordered[^1] ? ordered[0] : $"{ordered[0]} to {ordered[^1]}";
        }
    }

    [Fact]
    public void The_repository_names_no_machine()
    {
        string[] words = ["/" + "work/", "/" + "root/", "artifactory", "helper" + "-"];
        foreach (string document in Documents())
            foreach (string word in words)
                Assert.DoesNotContain(word, File.ReadAllText(document), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Root, "*.md"))
            .Append(Path.Combine(Root, "slurm", "README.md"));

    [GeneratedRegex(@"^```csharp$", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"// [\w-]+: begin$", RegexOptions.Multiline)]
    private static partial Regex ExampleBegin();

    // | what | least to most unit | ratio | `figure` |
    [GeneratedRegex(@"^\|[^|]*\| (?<value>[\d.]+( to [\d.]+)?) (?<unit>[^|]+?) \| *(?<ratio>[\d.]*( to [\d.]+)?) *\| `(?<figure>[^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex MeasuredRow();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
