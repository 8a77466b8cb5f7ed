using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Runs;

/// <summary>What is no run of anybody is refused in one line that says where.</summary>
public sealed class HostileRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));

    private RunImport Import => new() { Table = new BenchmarkTable(_bench), Dataset = Dataset.Cifar10 };

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("trial,clock,network\n0,1,5\n", "no column for the architecture: it is called 'architecture' or 'arch'")]
    [InlineData("clock,arch\n1,5\n", "no column for the trial")]
    [InlineData("trial,clock,arch\n0,soon,5\n", "row 2, column 'clock': 'soon' is not a number")]
    [InlineData("trial,clock,arch\n0,-1,5\n", "row 2: -1 is no time")]
    [InlineData("trial,clock,arch\n0,inf,5\n", "'inf' is not a number")]
    [InlineData("trial,clock,arch\n0,1e999,5\n", "is no time")]
    [InlineData("trial,clock,arch\n0,1,99999\n", "row 2: '99999' is no architecture of")]
    [InlineData("trial,clock,arch\n0,1,8:8:8:8:8\n", "'8:8:8:8:8' is no architecture of")]
    [InlineData("trial,clock,arch\n0,1,5\n0,,6\n", "trial 0 has a clock in some rows and none in others")]
    [InlineData("trial,step,arch\n0,1,5\n0,1,6\n", "trial 0 has step 1 twice")]
    [InlineData("trial,step,arch\n0,1.5,5\n", "'1.5' is not a whole number")]
    [InlineData("trial,arch,arch\n0,1,5\n", "is no CSV")]
    [InlineData("trial,arch\n", "no row with a trial")]
    [InlineData("trial,arch\n0,1,2\n", "is no CSV")]
    [InlineData(",arch\n0,1\n", "no column for the trial")]
    [InlineData("trial,arch\n,1\n", "'' is not a trial")]
    [InlineData("trial_id,st_tuner_time,metric_valid_error,arch\n0,1,0.5,5\n0,x,0.5,5\n", "column 'st_tuner_time': 'x' is not a number")]
    [InlineData("trial_id,st_tuner_time,config_arch\n0,1,5\n", "no column the metric")]
    [InlineData("trial_id,st_tuner_time,metric_valid_error\n0,1,5\n", "no column 'config_hp_x0' to 'config_hp_x5'")]
    [InlineData("trial_id,st_tuner_time,valid_error,hp_x0,hp_x1,hp_x2,hp_x3,hp_x4,hp_x5\n0,1,0,none,none,none,none,none,conv\n", "'conv' is not an operation")]
    [InlineData("284\nseven\n", "row 2: 'seven' is no architecture")]
    [InlineData("", "no row with a trial")]
    [InlineData("<html><body>404</body></html>", "no runs but a web page")]
    [InlineData("{\"trial\": 0}\n", "no runs but JSON")]
    public void Texts(string text, string fault)
    {
        File.WriteAllText(_folder["runs.csv"], text);
        NatsBenchException thrown = Assert.Throws<NatsBenchException>(() => RunReader.Read(_folder["runs.csv"], Import));
        Assert.Contains(fault, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', thrown.Message);
    }

    [Fact]
    public void Nothing_is_assumed_of_datasets_budgets_and_tables()
    {
        File.WriteAllText(_folder["runs.csv"], "trial,step,arch\n0,0,5\n");
        Refused("says no dataset", "runs.csv", Import with { Dataset = null });
        Refused("has no clock, so a budget in seconds means nothing", "runs.csv", Import with { Budget = Budget.OfSeconds(10) });
        File.WriteAllText(_folder["texts.csv"], $"trial,step,arch\n0,0,{_bench.Architecture(5)}\n");
        Refused("give the column file (--file)", "texts.csv", Import with { Table = null });
        Assert.True(double.IsNaN(RunReader.Read(_folder["runs.csv"], Import with { Table = null }).Entries[0].Trials[0].Test));
        Refused("there is no such file or folder", "nothing.csv", Import);
        Directory.CreateDirectory(_folder["empty"]);
        Refused("no folder of runs", "empty", Import);
    }

    [Fact]
    public void Runs_of_another_table_are_refused()
    {
        StudyRuns.Into(_folder["run"], SameTrials.Study);
        using NatsBenchmark other = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Size));
        Refused("its runs are of another table", "run", Import with { Table = new BenchmarkTable(other) });
    }

    [Fact]
    public void An_architecture_without_the_accuracies_is_named()
    {
        WholeTable.Write(_folder["holes.natsb"], SearchSpace.Topology, index => index < 6, (index, epochs) => index == 5);
        using NatsBenchmark holes = NatsBenchmark.Open(_folder["holes.natsb"]);
        File.WriteAllText(_folder["list.txt"], "4\n5\n");
        Refused("architecture 5 has no full training on cifar10", "list.txt", Import with { Table = new BenchmarkTable(holes) });
        File.WriteAllText(_folder["list.txt"], "4\n7\n");
        Refused("architecture 7 has no full training on cifar10", "list.txt", Import with { Table = new BenchmarkTable(holes) });
    }

    [Fact]
    public void Pickles_that_would_run_something_are_refused_and_nothing_is_run()
    {
        // cos\nsystem\n(S'touch FILE'\ntR.
        File.WriteAllText(_folder["results.pth"], $"\u0080\u0002cos\nsystem\n(S'touch {_folder["ran"]}'\ntR.", System.Text.Encoding.Latin1);
        Refused("'os.system' is not on the list of data types; nothing was run", "results.pth", Import);
        Assert.False(File.Exists(_folder["ran"]));
    }

    [Fact]
    public void A_results_file_cut_anywhere_is_refused()
    {
        foreach (string name in new[] { "results.pth", "results-legacy.pth" })
        {
            byte[] whole = File.ReadAllBytes(SameTrials.Golden(name));
            for (int length = 0; length < whole.Length - (name == "results.pth" ? 0 : 8); length += 31)
            {
                File.WriteAllBytes(_folder["results.pth"], whole[..length]);
                Assert.ThrowsAny<NatsBenchException>(() => RunReader.Read(_folder["results.pth"], Import));
            }
        }
    }

    [Fact]
    public void A_Parquet_file_changed_anywhere_is_refused_or_read_and_never_throws_anything_else()
    {
        StudyRuns.Into(_folder["run"], SameTrials.Study);
        byte[] whole = File.ReadAllBytes(_folder["run/traces.parquet"]);
        for (int place = 0; place < whole.Length; place += whole.Length / 60)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 0x55;
            File.WriteAllBytes(_folder["changed.parquet"], changed);
            try
            {
                RunReader.Read(_folder["changed.parquet"], Import);
            }
            catch (NatsBenchException)
            {
                // Refused; this format has no seal that every writer leaves.
            }
        }
    }

    private void Refused(string fault, string name, RunImport import) =>
        Assert.Contains(fault, Assert.ThrowsAny<NatsBenchException>(() => RunReader.Read(_folder[name], import)).Message, StringComparison.Ordinal);
}
