using System.IO.Compression;
using System.Xml.Linq;
using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.House.Tests;

/// <summary>The packages as a stranger gets them: packed, restored from a feed, compiled, run, published ahead of time.</summary>
public sealed class PackageTests(PackedLibraries packed) : IClassFixture<PackedLibraries>
{
    private const string Accuracy = "28.5";
    private const string Network = "11714 4481114 stem.0.weight [8, 3, 3, 3]";
    private static readonly string[] Searches = ["random", "rea", "reinforce", "bohb", "asha", "local-search", "forest"];

    public static TheoryData<string> Libraries => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_package_holds_readme_documentation_symbols_and_what_it_is(string library)
    {
        string file = Assert.Single(Directory.GetFiles(packed.Feed, $"{library}.0.1.0-*.nupkg"));
        using ZipArchive package = ZipFile.OpenRead(file);
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("README.md", entries);
        Assert.Contains($"lib/net10.0/{library}.dll", entries);
        Assert.Contains($"lib/net10.0/{library}.xml", entries);
        using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(file, "snupkg"));
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/{library}.pdb");

        using Stream specification = package.GetEntry($"{library}.nuspec")!.Open();
        XElement metadata = XDocument.Load(specification).Root!.Elements().Single();
        Assert.Equal("MIT", Of("license"));
        Assert.Equal("README.md", Of("readme"));
        Assert.NotEqual("Package Description", Of("description"));
        Assert.NotEmpty(Of("tags"));
        // Each library comes as a package, not as a copy inside another; the versions of what those use are pinned beside them.
        string[] dependencies =
            [.. metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(dependency => dependency.Attribute("id")!.Value)];
        Assert.Empty(References(library).Except(dependencies));
        Assert.Empty(dependencies.Except(Closure(library)));
        Assert.Single(entries, entry => entry.EndsWith(".dll", StringComparison.Ordinal));

        string Of(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    [Fact]
    public void Every_library_has_a_package() => Assert.Equal(
        PackedLibraries.Names.Append("NatsBench.Fast.Cli").Order(),
        Directory.GetFiles(packed.Feed, "*.nupkg").Select(file => Path.GetFileName(file)[..Path.GetFileName(file).IndexOf(".0.1.0-", StringComparison.Ordinal)]).Order());

    [Fact]
    public void A_project_that_restores_the_core_opens_a_file_and_asks() => Assert.Equal(Accuracy, packed.Ask("NatsBench.Fast", Sample()).Trim());

    [Fact]
    public void A_project_that_restores_search_runs_trials() => Assert.Equal(
        Searches, Lines(packed.Ask("NatsBench.Fast.Search", [WholeTable.Of(SearchSpace.Topology), .. Searches])).Select(line => line.Split(' ')[0]));

    [Fact]
    public void A_project_that_restores_statistics_compares_samples() => Assert.Equal("2.25 True 0.0625", packed.Ask("NatsBench.Fast.Statistics").Trim());

    [Fact]
    public void A_project_that_restores_studies_runs_one_into_a_folder()
    {
        Assert.Equal("random 3 20", packed.Ask("NatsBench.Fast.Studies", WholeTable.Of(SearchSpace.Topology), packed["study"]).Trim());
        Assert.True(File.Exists(Path.Combine(packed["study"], "outcomes.parquet")));
    }

    [Fact]
    public void A_project_that_restores_reports_reads_runs() => Assert.Equal("1 rea cifar10 3", packed.Ask("NatsBench.Fast.Reports").Trim());

    [Fact]
    public void A_project_that_restores_conversion_converts_an_archive()
    {
        SyntheticArchive.Write(SyntheticSpace.Size, packed["archive"], count: 2, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("2 0", packed.Ask("NatsBench.Fast.Conversion", packed["archive"], packed["converted.natsb"]).Trim());
    }

    [Fact]
    public void A_project_that_restores_synthesis_makes_an_archive() =>
        Assert.Equal("8:8:8:8:16 3", packed.Ask("NatsBench.Fast.Synthesis", packed["synthetic"]).Trim());

    [Fact]
    public void A_project_that_restores_models_counts_a_network() => Assert.Equal(Network, packed.Ask("NatsBench.Fast.Models", "8:8:8:8:8").Trim());

    [Fact]
    public void A_project_that_restores_inference_runs_a_network() => Assert.StartsWith("cpu True ", packed.Ask("NatsBench.Fast.Inference", "8:8:8:8:8"), StringComparison.Ordinal);

    [Fact]
    public void A_project_that_restores_data_has_the_splits() => Assert.Equal("9999 3000", packed.Ask("NatsBench.Fast.Data").Trim());

    [Fact]
    public void A_project_that_restores_evaluation_scores_a_network() =>
        Assert.StartsWith("3 images, loss 2.", packed.Ask("NatsBench.Fast.Evaluations", "8:8:8:8:8"), StringComparison.Ordinal);

    [Fact]
    public void A_project_that_restores_weight_sharing_has_the_papers_runs() =>
        Assert.Equal("81 mask_rl-ImageNet16-120-999 100 masking + sampling", packed.Ask("NatsBench.Fast.OneShot").Trim());

    [Fact]
    public void A_project_that_restores_tables_attaches_one() =>
        Assert.Equal("lab.board.latency 1 12.5", packed.Ask("NatsBench.Fast.Tables", Sample(), packed["board.csv"]).Trim());

    [Fact]
    public void The_core_is_published_ahead_of_time_and_answers_the_same()
    {
        RequireLinker();
        Assert.Equal(Accuracy, packed.Publish("NatsBench.Fast")([Sample()]).Trim());
    }

    [Fact]
    public void Search_is_published_ahead_of_time_and_answers_the_same()
    {
        RequireLinker();
        string[] arguments = [WholeTable.Of(SearchSpace.Topology), .. Searches];
        Assert.Equal(packed.Ask("NatsBench.Fast.Search", arguments), packed.Publish("NatsBench.Fast.Search")(arguments));
    }

    [Fact]
    public void Models_are_published_ahead_of_time_and_answer_the_same()
    {
        RequireLinker();
        Assert.Equal(Network, packed.Publish("NatsBench.Fast.Models")(["8:8:8:8:8"]).Trim());
    }

    [Fact]
    public void Inference_is_published_ahead_of_time_and_answers_the_same()
    {
        RequireLinker();
        // ONNX Runtime's managed part is not annotated: the linker warns of it as a whole.
        Func<string[], string> published = packed.Publish("NatsBench.Fast.Inference", "-p:NoWarn=IL2104%3BIL3053");
        Assert.Equal(packed.Ask("NatsBench.Fast.Inference", "8:8:8:8:8"), published(["8:8:8:8:8"]));
    }

    // The packages that a library's project refers to wherever it is built, those of other libraries included, those of the build alone not.
    private static string[] References(string library) =>
        [.. XDocument.Load(Path.Combine(SharedData.RepositoryRoot, "src", library, $"{library}.csproj")).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference")
            .Where(element => element.Attribute("PrivateAssets") is null && element.Parent!.Attribute("Condition") is null)
            .Select(reference => reference.Attribute("Include")!.Value)
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name)];

    private static IEnumerable<string> Closure(string library) => References(library)
        .SelectMany(name => PackedLibraries.Names.Contains(name) ? Closure(name).Append(name) : [name]);

    private string Sample()
    {
        SampleFile.Write(packed["sample.natsb"]);
        return packed["sample.natsb"];
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void RequireLinker() => Assert.SkipUnless(
        OperatingSystem.IsWindows() || IsOnPath("clang") || IsOnPath("gcc"),
        "publishing ahead of time links with clang or gcc, and neither is installed");

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
