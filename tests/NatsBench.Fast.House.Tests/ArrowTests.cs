using System.Text.RegularExpressions;
using System.Xml.Linq;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

/// <summary>Who may use whom: folders inside the core, projects, packages.</summary>
public sealed partial class ArrowTests
{
    private static readonly Dictionary<string, string[]> CoreFolders = new()
    {
        ["Model"] = [],
        ["Records"] = [],
        ["Internals"] = [],
        ["Format"] = [],
        ["Columns"] = ["Format"],
        ["Schema"] = ["Records", "Format"],
        ["Writing"] = ["Records", "Schema", "Columns", "Format", "Internals"],
        ["Reading"] = ["Records", "Schema", "Columns", "Format"],
        ["Queries"] = ["Model", "Records", "Schema", "Reading", "Internals"],
        ["Views"] = ["Model", "Records", "Schema", "Reading", "Queries", "Internals"],
        ["Scans"] = ["Scans/Kernels"],
        ["Scans/Kernels"] = [],
        ["Official"] = ["Model", "Records", "Queries", "Internals"],
        // The facade: NatsBenchmark.*.cs and the exceptions.
        [""] = ["Model", "Records", "Format", "Schema", "Reading", "Queries", "Views", "Scans"],
    };

    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["NatsBench.Fast"] = [],
        ["NatsBench.Fast.Conversion"] = ["NatsBench.Fast"],
        ["NatsBench.Fast.Synthesis"] = ["NatsBench.Fast"],
        ["NatsBench.Fast.Search"] = ["NatsBench.Fast"],
        ["NatsBench.Fast.Studies"] = ["NatsBench.Fast.Search"],
        ["NatsBench.Fast.Cli"] =
            ["NatsBench.Fast", "NatsBench.Fast.Conversion", "NatsBench.Fast.Search", "NatsBench.Fast.Studies", "NatsBench.Fast.Synthesis"],
    };

    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["NatsBench.Fast"] = ["CommunityToolkit.HighPerformance", "K4os.Compression.LZ4", "System.IO.Hashing"],
        ["NatsBench.Fast.Conversion"] = ["SharpZipLib"],
        ["NatsBench.Fast.Synthesis"] = ["SharpZipLib"],
        ["NatsBench.Fast.Search"] = [],
        ["NatsBench.Fast.Studies"] = ["Parquet.Net"],
        ["NatsBench.Fast.Cli"] = ["Spectre.Console", "System.CommandLine"],
    };

    [Fact]
    public void Folders_of_the_core_use_only_what_they_may()
    {
        string core = Path.Combine(SharedData.RepositoryRoot, "src", "NatsBench.Fast");
        List<string> faults = [];
        foreach (string file in Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetDirectoryName(Path.GetRelativePath(core, file))!.Replace('\\', '/');
            Assert.True(CoreFolders.ContainsKey(folder), $"folder {folder} of the core has no arrows; draw them here");
            foreach (Match use in CoreUse().Matches(File.ReadAllText(file)))
                if (use.Groups["folder"].Value.Replace('.', '/') is var used && used != folder && !CoreFolders[folder].Contains(used))
                    faults.Add($"{Path.GetRelativePath(core, file)} uses {used}");
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Projects_and_packages_are_those_of_the_plan()
    {
        foreach (string project in Directory.EnumerateFiles(SharedData.RepositoryRoot, "*.csproj", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(SharedData.RepositoryRoot, path).Split(Path.DirectorySeparatorChar)[0] is "src" or "tools"))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            XDocument xml = XDocument.Load(project);
            Assert.Equal(
                Projects[name].Order(),
                xml.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).Order());
            Assert.Equal(Packages[name].Order(), xml.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).Order());
        }
    }

    [GeneratedRegex(@"using NatsBench\.Fast\.(?<folder>Model|Records|Internals|Format|Columns|Schema|Writing|Reading|Queries|Views|Scans|Scans\.Kernels|Official);")]
    private static partial Regex CoreUse();
}
