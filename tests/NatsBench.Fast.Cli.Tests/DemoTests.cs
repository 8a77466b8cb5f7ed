using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class DemoTests(DemoTests.FirstRun firstRun) : IClassFixture<DemoTests.FirstRun>
{
    private const int TerminalColumns = 80;

    private readonly string _file = firstRun.Answer.GetProperty("file").GetString()!;

    [Fact]
    public void The_demonstration_makes_its_table_and_measures_the_claim()
    {
        JsonElement first = firstRun.Answer;
        Assert.True(first.GetProperty("synthetic").GetBoolean());
        Assert.True(first.GetProperty("made_now").GetBoolean());
        Assert.StartsWith(firstRun.Cache.Path, _file, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(_file).Length, 1, 25_000_000);
        Assert.Equal(new FileInfo(_file).Length, first.GetProperty("bytes").GetInt64());

        JsonElement queries = first.GetProperty("queries");
        foreach (string rate in (string[])["one_at_a_time_per_second", "in_bulk_per_second", "on_all_cores_per_second"])
            Assert.True(queries.GetProperty(rate).GetDouble() > 0, rate);
        Assert.Equal(0, queries.GetProperty("bytes_allocated").GetInt64());
        JsonElement scans = first.GetProperty("scans");
        Assert.InRange(scans.GetProperty("kendall").GetDouble(), 0.5, 1);
        Assert.True(scans.GetProperty("pareto_length").GetInt32() > 1);

        JsonElement search = first.GetProperty("search");
        Assert.Equal(500, search.GetProperty("trials").GetInt32());
        Assert.Equal(
            from dataset in (string[])["cifar10", "cifar100", "ImageNet16-120"] from algorithm in (string[])["random", "rea", "reinforce", "bohb"] select (dataset, algorithm),
            search.GetProperty("rows").EnumerateArray().Select(row => (row.GetProperty("dataset").GetString()!, row.GetProperty("algorithm").GetString()!))
                .OrderBy(row => Array.IndexOf(["cifar10", "cifar100", "ImageNet16-120"], row.Item1)));
        double[] curve = [.. search.GetProperty("curves").GetProperty("rea").EnumerateArray().Select(point => point.GetDouble())];
        Assert.True(curve[^1] > curve[0]);
    }

    [Fact]
    public void Its_table_says_that_it_is_search_only_and_refuses_what_was_left_out()
    {
        Assert.Equal("search-only", Natsbench.Run("info", _file, "--json").Json().GetProperty("contents").GetString());
        foreach (string[] question in (string[][])[
            ["query", _file, "11", "--dataset", "cifar100", "--epoch", "50"], ["search", _file, "--fidelity", "curve:200", "--trials", "1"]])
            Assert.Contains($"{_file}: a search-only file holds no curve", Natsbench.Run(question).Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_there_is_used_and_a_damaged_one_is_made_again()
    {
        using TemporaryFolder cache = new();
        string copy = Path.Combine(cache.Path, Path.GetRelativePath(firstRun.Cache.Path, _file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(_file, copy);
        DateTime made = File.GetLastWriteTimeUtc(copy);

        // The text, which has to fit a terminal, say what is synthetic, and what to type next.
        string text = Run(cache).Succeeded();
        string[] lines = text.Split('\n');
        Assert.Contains("[SYNTHETIC]", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
        // Lines with the table's path are as long as the path.
        Assert.All(lines.Where(line => !line.Contains(cache.Path, StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, TerminalColumns));
        foreach (string said in (string[])
        [
            "checked in", "Never cite", "one at a time", "in bulk", "on all cores", "0 bytes allocated", "Cold", "A random", "D bohb",
            "natsbench search", "natsbench best", "natsbench convert",
        ])
            Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Equal(made, File.GetLastWriteTimeUtc(copy));
        string[] next = [.. lines.Where(line => line.StartsWith("  natsbench ", StringComparison.Ordinal) && line.Contains(copy, StringComparison.Ordinal))];
        Assert.Equal(2, next.Length);
        Assert.All(next, command => Natsbench.Run(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]).Succeeded());

        byte[] damaged = File.ReadAllBytes(copy);
        damaged[damaged.Length / 2] ^= 1;
        File.WriteAllBytes(copy, damaged);
        Assert.True(Run(cache, "--json").Json().GetProperty("made_now").GetBoolean());
        Assert.True(File.ReadAllBytes(copy).AsSpan().SequenceEqual(File.ReadAllBytes(_file)));
    }

    private static Outcome Run(TemporaryFolder cache, params string[] options) =>
        Natsbench.RunWith(new() { ["XDG_CACHE_HOME"] = cache.Path }, "", ["demo", .. options]);

    /// <summary>A demonstration in an empty cache folder, run once for all tests.</summary>
    public sealed class FirstRun : IDisposable
    {
        internal TemporaryFolder Cache { get; } = new();

        public JsonElement Answer { get; }

        public FirstRun() => Answer = Run(Cache, "--json").Json();

        public void Dispose() => Cache.Dispose();
    }
}
