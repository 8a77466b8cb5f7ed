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

    [Fact]
    public void The_example_of_the_readme_is_the_one_that_runs()
    {
        string source = File.ReadAllText(Path.Combine(Root, "tests", "NatsBench.Fast.House.Tests", "ReadmeExample.cs"));
        string example = string.Join('\n', source.Split('\n')
            .SkipWhile(line => !line.Contains("// example: begin", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// example: end", StringComparison.Ordinal))
            .Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));
        Assert.Contains(example, File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);
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
            .Concat(Directory.EnumerateFiles(Root, "*.md"));

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
