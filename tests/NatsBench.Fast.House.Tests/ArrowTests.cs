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
        ["Records"] = ["Model"],
        ["Internals"] = [],
        ["Format"] = [],
        ["Columns"] = ["Format"],
        ["Schema"] = ["Model", "Records", "Format"],
        ["Writing"] = ["Model", "Records", "Schema", "Columns", "Format", "Internals"],
        ["Reading"] = ["Model", "Records", "Schema", "Columns", "Format", "Internals"],
        ["Attaching"] = ["Records", "Schema", "Format", "Reading", "Writing", "Internals"],
        ["Extracting"] = ["Model", "Records", "Schema", "Format", "Reading", "Writing", "Internals"],
        ["Comparing"] = ["Records", "Schema", "Reading"],
        ["Queries"] = ["Model", "Records", "Schema", "Reading", "Internals"],
        ["Views"] = ["Model", "Records", "Schema", "Reading", "Queries", "Internals"],
        ["Scans"] = ["Scans/Kernels"],
        ["Scans/Kernels"] = [],
        ["Official"] = ["Model", "Records", "Queries", "Internals"],
        // The facade: NatsBenchmark.*.cs and the exceptions.
        [""] = ["Model", "Records", "Format", "Schema", "Reading", "Comparing", "Queries", "Views", "Scans", "Internals"],
    };

    // Of its own folders, and of the core's: searches know benchmarks through Oracle alone.
    private static readonly Dictionary<string, string[]> SearchFolders = new()
    {
        ["Spaces"] = ["Model"],
        ["Oracle"] = ["Search/Spaces", "Model", "Records", "Views", "Official", "Internals"],
        ["Conditions"] = ["Search/Oracle", "Model", "Internals"],
        ["Randomness"] = ["Model", "Internals"],
        ["Algorithms"] = ["Search/Oracle", "Search/Spaces", "Search/Randomness", "Model", "Views", "Internals"],
        ["Trials"] = ["Search/Algorithms", "Search/Oracle", "Search/Randomness", "Search/Spaces", "Model", "Views", "Internals"],
        ["Fronts"] = ["Search/Oracle", "Search/Trials", "Model", "Scans"],
        ["Sessions"] = ["Search/Algorithms", "Search/Oracle", "Search/Spaces", "Search/Randomness", "Search/Trials", "Model"],
        ["Statistics"] = ["Search/Oracle"],
    };

    private static readonly Dictionary<string, string[]> StudiesFolders = new()
    {
        ["Internals"] = [],
        ["Definition"] = ["Studies/Internals", "Search/Algorithms", "Search/Oracle", "Search/Spaces", "Search/Trials", "Model", "Internals"],
        ["Running"] = ["Studies/Definition", "Search/Algorithms", "Search/Fronts", "Search/Oracle", "Search/Trials", "Model"],
        ["Summaries"] =
            ["Studies/Running", "Search/Fronts", "Search/Oracle", "Search/Spaces", "Search/Statistics", "Search/Trials", "Statistics/Samples", "Model"],
        ["Measured"] = ["Studies/Internals", "Studies/Parts", "Internals"],
        ["Parts"] =
            ["Studies/Internals", "Studies/Definition", "Studies/Running", "Studies/Summaries", "Search/Algorithms", "Search/Fronts", "Search/Trials", "Model",
             "Internals"],
    };

    private static readonly Dictionary<string, string[]> ModelsFolders = new()
    {
        ["Graph"] = ["Model"],
        ["Blocks"] = ["Models/Graph", "Model"],
        ["Initialisation"] = ["Models/Graph", "Models/Weights", "Model"],
        ["Onnx"] = ["Models/Graph", "Models/Weights", "Model", "Internals"],
        ["Stores"] = ["Models/Graph", "Models/Weights", "Model", "Internals"],
        ["Weights"] = ["Models/Graph", "Model"],
        // The networks and their configurations.
        [""] = ["Models/Blocks", "Models/Graph", "Model", "Records"],
    };

    private static readonly Dictionary<string, string[]> DataFolders = new()
    {
        ["Files"] = ["Conversion/Pickle", "Model", "Internals"],
        ["Splits"] = ["Model"],
        ["Transforms"] = ["Model"],
        // The images and their sets.
        [""] = ["Data/Files", "Data/Splits", "Model", "Internals"],
    };

    private static readonly Dictionary<string, string[]> InferenceFolders = new()
    {
        ["Arrays"] = ["Internals"],
        ["Latency"] = ["Models", "Models/Graph", "Models/Initialisation", "Models/Onnx", "Model", "Attaching", "Records", "Internals"],
        ["Runtime"] = ["Models/Graph", "Internals"],
        // What callers see.
        [""] = ["Inference/Runtime", "Internals"],
    };

    private static readonly Dictionary<string, string[]> StatisticsFolders = new()
    {
        ["Samples"] = ["Scans"],
        ["Intervals"] = ["Statistics/Comparisons", "Statistics/Samples", "Model"],
        ["Comparisons"] = ["Statistics/Samples"],
        ["Scores"] = ["Statistics/Samples"],
        ["Curves"] = ["Statistics/Samples", "Scans"],
        ["Correlations"] = ["Statistics/Samples", "Scans"],
        ["Planning"] = ["Statistics/Samples"],
    };

    private static readonly Dictionary<string, string[]> EvaluationsFolders = new()
    {
        ["Scores"] =
        [
            "Data", "Data/Transforms", "Inference", "Inference/Latency", "Models/Onnx", "Models/Weights", "Search/Oracle", "Search/Spaces", "Attaching", "Internals",
            "Model", "Official", "Records", "Scans", "Views",
        ],
        // Trained networks beside the table.
        [""] =
        [
            "Conversion/Weights", "Data", "Data/Transforms", "Inference", "Models", "Models/Graph", "Models/Onnx", "Models/Stores", "Models/Weights", "Internals", "Model", "Records",
        ],
    };

    private static readonly Dictionary<string, string[]> ReportsFolders = new()
    {
        ["Runs"] =
        [
            "Conversion/Pickle", "Conversion/Weights", "Search/Fronts", "Search/Oracle", "Search/Trials", "Studies/Definition", "Studies/Measured", "Studies/Parts",
            "Studies/Running", "Studies/Summaries", "Model", "Records", "Internals",
        ],
        ["Comparing"] =
        [
            "Reports/Runs", "Reports/Tables", "Search/Oracle", "Search/Statistics", "Search/Trials", "Statistics/Comparisons", "Statistics/Curves", "Statistics/Intervals",
            "Statistics/Planning", "Statistics/Samples", "Statistics/Scores", "Studies/Definition", "Model", "Views", "Internals",
        ],
        ["Pictures"] = ["Statistics/Samples", "Internals"],
        ["Tables"] = ["Internals"],
        ["Pages"] =
        [
            "Reports/Comparing", "Reports/Pictures", "Reports/Pictures/Kinds", "Reports/Pictures/Layers", "Reports/Pictures/Rendering", "Reports/Runs",
            "Reports/Tables", "Search/Fronts", "Search/Oracle", "Statistics/Samples", "Model", "Internals",
        ],
        ["Paper"] =
        [
            "Reports/Pages", "Reports/Pictures", "Reports/Pictures/Kinds", "Reports/Pictures/Layers", "Reports/Tables", "Search/Algorithms", "Search/Oracle",
            "Search/Trials", "Statistics/Correlations", "Statistics/Samples", "Studies/Definition", "Studies/Running", "Model", "Official", "Records", "Scans",
            "Views", "Internals",
        ],
    };

    private static readonly Dictionary<string, string[]> NativeFolders = new()
    {
        ["Interop"] = ["Model", "Queries"],
        ["Handles"] = ["Native/Interop", "Conversion/Weights", "Models/Stores", "Models/Weights", "Official", "Internals", "Model", "Queries", "Views"],
        ["Exports"] = ["Native/Handles", "Native/Interop", "Conversion", "Models/Weights", "Model", "Queries", "Records", "Scans", "Views"],
        // What is more than handing over: descriptions, searches, failures.
        [""] = ["Native/Handles", "Native/Interop", "Search/Algorithms", "Search/Oracle", "Search/Trials", "Internals", "Model", "Queries", "Records", "Schema", "Views"],
    };

    private static readonly Dictionary<string, string[]> TablesFolders = new()
    {
        ["Keys"] = ["Model"],
        ["Sources"] = ["Tables/Keys", "Records", "Internals"],
        ["Joining"] = ["Tables", "Tables/Keys", "Tables/Sources", "Model", "Records", "Internals"],
        ["Grids"] = ["Tables/Sources", "Internals"],
        ["Readers"] = ["Tables", "Tables/Grids", "Tables/Joining", "Tables/Keys", "Tables/Sources", "Conversion/Pickle", "Model", "Records", "Internals"],
        ["Importing"] = ["Tables", "Tables/Grids", "Tables/Keys", "Tables/Readers", "Tables/Sources", "Conversion/Pickle", "Model", "Records", "Internals"],
        // What callers see.
        [""] =
        [
            "Tables/Importing", "Tables/Joining", "Tables/Keys", "Tables/Readers", "Tables/Sources", "Conversion/Provenance", "Model", "Records", "Writing",
            "Internals",
        ],
    };

    private static readonly Dictionary<string, string[]> OneShotFolders = new()
    {
        ["Engine"] = ["Models/Stores", "Models/Weights", "Model", "Internals"],
        ["Randomness"] = ["Model", "Internals"],
        ["Supernets"] = ["OneShot/Engine", "Model"],
        ["Algorithms"] = ["OneShot/Engine", "OneShot/Randomness", "OneShot/Supernets", "OneShot/Training", "Model"],
        ["Training"] = ["OneShot/Algorithms", "OneShot/Engine", "OneShot/Randomness", "OneShot/Supernets", "Model"],
        ["Replay"] =
        [
            "OneShot/Algorithms", "OneShot/Engine", "OneShot/Randomness", "OneShot/Supernets", "OneShot/Training", "Models/Stores", "Models/Weights", "Model", "Official",
            "Internals",
        ],
        ["Data"] = ["Data", "OneShot/Engine", "OneShot/Training", "Model"],
        ["Runs"] =
        [
            "OneShot/Data", "OneShot/Engine", "OneShot/Randomness", "OneShot/Scoring", "OneShot/Training", "Models/Stores", "Models/Weights", "Studies/Measured", "Studies/Parts",
            "Model", "Internals",
        ],
        ["Scoring"] =
            ["OneShot/Data", "OneShot/Engine", "OneShot/Randomness", "OneShot/Runs", "OneShot/Training", "Search/Oracle", "Search/Spaces", "Model", "Scans", "Views"],
        ["Published"] = ["OneShot/Runs", "OneShot/Scoring", "OneShot/Training", "Model"],
    };

    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["NatsBench.Fast"] = [],
        ["NatsBench.Fast.Conversion"] = ["NatsBench.Fast", "NatsBench.Fast.Models"],
        ["NatsBench.Fast.Synthesis"] = ["NatsBench.Fast", "NatsBench.Fast.Conversion"],
        ["NatsBench.Fast.Models"] = ["NatsBench.Fast"],
        ["NatsBench.Fast.Data"] = ["NatsBench.Fast", "NatsBench.Fast.Conversion"],
        ["NatsBench.Fast.Inference"] = ["NatsBench.Fast", "NatsBench.Fast.Models"],
        ["NatsBench.Fast.Evaluations"] =
        [
            "NatsBench.Fast", "NatsBench.Fast.Conversion", "NatsBench.Fast.Data", "NatsBench.Fast.Inference", "NatsBench.Fast.Models", "NatsBench.Fast.Search",
        ],
        ["NatsBench.Fast.OneShot"] =
            ["NatsBench.Fast", "NatsBench.Fast.Data", "NatsBench.Fast.Models", "NatsBench.Fast.Search", "NatsBench.Fast.Studies"],
        ["NatsBench.Fast.OneShot.Cli"] =
            ["NatsBench.Fast", "NatsBench.Fast.Data", "NatsBench.Fast.Models", "NatsBench.Fast.OneShot", "NatsBench.Fast.Search", "NatsBench.Fast.Studies"],
        ["NatsBench.Fast.Reports"] =
            ["NatsBench.Fast", "NatsBench.Fast.Conversion", "NatsBench.Fast.Search", "NatsBench.Fast.Statistics", "NatsBench.Fast.Studies"],
        ["NatsBench.Fast.Search"] = ["NatsBench.Fast"],
        ["NatsBench.Fast.Native"] = ["NatsBench.Fast", "NatsBench.Fast.Conversion", "NatsBench.Fast.Models", "NatsBench.Fast.Search"],
        ["NatsBench.Fast.Statistics"] = ["NatsBench.Fast"],
        ["NatsBench.Fast.Studies"] = ["NatsBench.Fast.Search", "NatsBench.Fast.Statistics"],
        ["NatsBench.Fast.Tables"] = ["NatsBench.Fast", "NatsBench.Fast.Conversion"],
        ["NatsBench.Fast.Cli"] =
            [
                "NatsBench.Fast", "NatsBench.Fast.Conversion", "NatsBench.Fast.Data", "NatsBench.Fast.Evaluations", "NatsBench.Fast.Inference", "NatsBench.Fast.Models",
                "NatsBench.Fast.Reports", "NatsBench.Fast.Search", "NatsBench.Fast.Statistics", "NatsBench.Fast.Studies", "NatsBench.Fast.Synthesis",
                "NatsBench.Fast.Tables",
            ],
    };

    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["NatsBench.Fast"] = ["CommunityToolkit.HighPerformance", "K4os.Compression.LZ4", "System.IO.Hashing"],
        ["NatsBench.Fast.Conversion"] = ["SharpZipLib"],
        ["NatsBench.Fast.Synthesis"] = [],
        ["NatsBench.Fast.Models"] = ["Google.Protobuf", "Grpc.Tools"],
        ["NatsBench.Fast.Data"] = [],
        // The GPU packages in the CPU package's stead, where the build is told so.
        ["NatsBench.Fast.Inference"] = ["Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu.Linux", "Microsoft.ML.OnnxRuntime.Gpu.Windows"],
        ["NatsBench.Fast.Evaluations"] = ["Parquet.Net"],
        // Programs add the native libraries by tools/Torch.targets.
        ["NatsBench.Fast.OneShot"] = ["TorchSharp"],
        ["NatsBench.Fast.OneShot.Cli"] = ["Spectre.Console", "System.CommandLine"],
        ["NatsBench.Fast.Reports"] = ["Parquet.Net", "ScottPlot", "Sep"],
        ["NatsBench.Fast.Search"] = [],
        ["NatsBench.Fast.Native"] = [],
        ["NatsBench.Fast.Statistics"] = ["MathNet.Numerics"],
        ["NatsBench.Fast.Studies"] = ["Parquet.Net"],
        ["NatsBench.Fast.Tables"] = ["Parquet.Net"],
        ["NatsBench.Fast.Cli"] = ["Spectre.Console", "System.CommandLine"],
    };

    [Fact]
    public void Folders_of_the_core_use_only_what_they_may() => AssertArrows("NatsBench.Fast", "", CoreFolders);

    [Fact]
    public void Folders_of_search_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Search", "Search/", SearchFolders);

    [Fact]
    public void Folders_of_studies_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Studies", "Studies/", StudiesFolders);

    [Fact]
    public void Folders_of_models_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Models", "Models/", ModelsFolders);

    [Fact]
    public void Folders_of_data_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Data", "Data/", DataFolders);

    [Fact]
    public void Folders_of_inference_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Inference", "Inference/", InferenceFolders);

    [Fact]
    public void Folders_of_statistics_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Statistics", "Statistics/", StatisticsFolders);

    [Fact]
    public void Folders_of_evaluations_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Evaluations", "Evaluations/", EvaluationsFolders);

    [Fact]
    public void Folders_of_reports_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Reports", "Reports/", ReportsFolders);

    [Fact]
    public void Folders_of_the_native_library_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Native", "Native/", NativeFolders);

    [Fact]
    public void Folders_of_tables_use_only_what_they_may() => AssertArrows("NatsBench.Fast.Tables", "Tables/", TablesFolders);

    [Fact]
    public void Folders_of_weight_sharing_use_only_what_they_may() => AssertArrows("NatsBench.Fast.OneShot", "OneShot/", OneShotFolders);

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
            Assert.Equal(
                Packages[name].Order(), xml.Descendants("PackageReference").Select(reference => reference.Attribute("Include")?.Value).OfType<string>().Order());
        }
    }

    private static void AssertArrows(string project, string prefix, Dictionary<string, string[]> arrows)
    {
        string root = Path.Combine(SharedData.RepositoryRoot, "src", project);
        List<string> faults = [];
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetDirectoryName(Path.GetRelativePath(root, file))!.Replace('\\', '/');
            // What a folder holds inside belongs to it, unless it has arrows of its own.
            string own = arrows.ContainsKey(folder) ? folder : folder.Split('/')[0];
            Assert.True(arrows.ContainsKey(own), $"folder {folder} of {project} has no arrows; draw them here");
            foreach (Match use in FolderUse().Matches(File.ReadAllText(file)))
                if (use.Groups["folder"].Value.Replace('.', '/') is var used && used != prefix + own && !used.StartsWith($"{prefix}{own}/", StringComparison.Ordinal)
                    && !arrows[own].Contains(used))
                    faults.Add($"{Path.GetRelativePath(root, file)} uses {used}");
        }
        Assert.Empty(faults);
    }

    [GeneratedRegex(@"^using NatsBench\.Fast\.(?<folder>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex FolderUse();
}
