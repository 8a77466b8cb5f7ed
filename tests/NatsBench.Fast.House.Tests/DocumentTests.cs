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
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "export")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "correlate")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "search")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "look-up")]
    [InlineData("docs/embedding.md", "Embedding/FivePrograms.cs", "evolve")]
    [InlineData("docs/embedding.md", "Embedding/OwnParts.cs", "folder")]
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
    public void The_figures_of_the_readme_are_those_of_the_results()
    {
        string[] results = [.. Directory.EnumerateFiles(Path.Combine(Root, "perf", "results"), "quick.md", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)];
        MatchCollection rows = MeasuredRow().Matches(File.ReadAllText(Path.Combine(Root, "README.md")));
        Assert.NotEmpty(rows);
        foreach (Match row in rows)
            Assert.True(
                results.Any(line => line.StartsWith($"| {row.Groups["figure"]} | {row.Groups["value"]} | {row.Groups["unit"]} |", StringComparison.Ordinal)),
                $"README says {row.Groups["value"]} {row.Groups["unit"]} for {row.Groups["figure"]}; perf/results says otherwise");
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

    // | what | value unit | … | `figure` |
    [GeneratedRegex(@"^\|[^|]*\| (?<value>[\d.]+) (?<unit>[^|]+?) \|.*\| `(?<figure>[^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex MeasuredRow();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
