using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Evaluations.Tests.Scores;

/// <summary>Scores of many architectures: isomorphic cells once, resumable, one file for one plan.</summary>
public sealed class ScoreSweepTests : IDisposable
{
    private static readonly NaswotPlan Plan = NaswotTests.Plan(ScoreImages.Noise(Dataset.ImageNet16120, 3, seed: 3));
    private static readonly CellClasses Classes = new(new SpaceArchitectures(SearchSpace.Topology));

    // Of those with isomorphic ones whose kernel is not singular.
    private static readonly int IsomorphicCell =
        new SpaceArchitectures(SearchSpace.Topology).IndexOf("|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_space_has_its_classes()
    {
        Assert.Equal(6466, Classes.Representatives.Count);
        Assert.All(Classes.Representatives, index => Assert.Equal(index, Classes[index]));
        SpaceArchitectures space = new(SearchSpace.Topology);
        foreach (IGrouping<string, int> members in Enumerable.Range(0, space.Count).GroupBy(Unique))
            Assert.All(members, index => Assert.Equal(members.First(), Classes[index]));
        Assert.Equal(32_768, new CellClasses(new SpaceArchitectures(SearchSpace.Size)).Representatives.Count);

        string Unique(int index) => CellText.ToUniqueString(CellText.Str2Lists(space[index]), ZeroHandling.SkipAndZero);
    }

    [Fact]
    public void Isomorphic_cells_are_run_once_and_share_the_score()
    {
        int[] members = [.. Enumerable.Range(0, 15_625).GroupBy(index => Classes[index]).First(group => group.Count() > 2 && group.Contains(IsomorphicCell))];
        ScoreTable table = ScoreSweep.Run(Plan, [.. members.Reverse()], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(1, table.Run);
        Assert.Equal(members.Reverse(), table.Scores.Select(score => score.Index));
        Assert.All(table.Scores, score => Assert.Equal((members[0], new Naswot(Plan).Score(members[0])), (score.Representative, score.Score)));
    }

    [Fact]
    public void A_journal_goes_on_where_it_was_stopped()
    {
        string path = _folder["s.jsonl"];
        int[] wanted = [1462, 284, 11];
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => ScoreSweep.Run(Plan with { Workers = 1 }, wanted, path, new StopAfter(2, source), source.Token));
        Assert.Equal(3, File.ReadAllLines(path).Length);
        File.AppendAllText(path, "{\"index\":11,\"archi");
        ScoreTable table = ScoreSweep.Run(Plan, wanted, path, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(1, table.Run);
        Assert.Equal(4, File.ReadAllLines(path).Length);
        Assert.Equal(wanted.Select(index => (double?)new Naswot(Plan).Score(Classes[index])), table.Scores.Select(score => score.Score));
        Assert.Equal(0, ScoreSweep.Run(Plan, wanted, path, cancellation: TestContext.Current.CancellationToken).Run);
    }

    [Fact]
    public void Another_plan_is_refused_by_name()
    {
        string path = _folder["s.jsonl"];
        ScoreSweep.Run(Plan, [11], path, cancellation: TestContext.Current.CancellationToken);
        string before = File.ReadAllText(path);
        Assert.Contains("another score (seed was 1, now 2)", Refusal(Plan with { Seed = 2 }), StringComparison.Ordinal);
        Assert.Contains("images was 3 images of uniform noise, seed 3, now 3 images of uniform noise, seed 4",
            Refusal(Plan with { Images = ScoreImages.Noise(Dataset.ImageNet16120, 3, seed: 4) }), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(path));

        string Refusal(NaswotPlan plan) =>
            Assert.Throws<NatsBenchException>(() => ScoreSweep.Run(plan, [11], path, cancellation: TestContext.Current.CancellationToken)).Message;
    }

    [Theory]
    [InlineData("a file of one's own\n")]
    [InlineData("{\"natsbench\":\"latency 1\"}\n")]
    [InlineData("{}\n")]
    public void A_file_that_is_no_journal_stays_as_it_is(string text)
    {
        File.WriteAllText(_folder["s.jsonl"], text);
        Assert.Throws<DamagedFileException>(() => ScoreSweep.Run(Plan, [11], _folder["s.jsonl"], cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(text, File.ReadAllText(_folder["s.jsonl"]));
    }

    [Theory]
    [InlineData("\"index\":", "\"index\":-")]
    [InlineData("\"score\":", "\"points\":")]
    [InlineData("\"score\":", "\"score\":\"1\",\"x\":")]
    public void An_altered_journal_is_refused(string from, string to)
    {
        string path = _folder["s.jsonl"];
        ScoreSweep.Run(Plan, [11], path, cancellation: TestContext.Current.CancellationToken);
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(path, $"{lines[0]}\n{lines[1].Replace(from, to, StringComparison.Ordinal)}\n");
        Assert.Contains("line 2", Assert.Throws<DamagedFileException>(
            () => ScoreSweep.Run(Plan, [11], path, cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private sealed class StopAfter(int scored, CancellationTokenSource source) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value == scored)
                source.Cancel();
        }
    }
}
