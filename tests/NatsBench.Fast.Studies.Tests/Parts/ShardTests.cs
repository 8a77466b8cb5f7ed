using NatsBench.Fast.Studies.Parts;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>Shards, by hand and in Slurm arrays.</summary>
public sealed class ShardTests
{
    [Fact]
    public void Shards_own_each_part_once()
    {
        for (int count = 1; count < 8; count++)
            for (int part = 0; part < 30; part++)
                Assert.Single(Enumerable.Range(0, count), index => new Shard(index, count).Owns(part));
    }

    [Theory]
    [InlineData("0/1")]
    [InlineData("4/5")]
    [InlineData("99/100")]
    public void A_shard_is_read_and_written(string text) => Assert.Equal(text, Shard.Parse(text).ToString());

    [Theory]
    [InlineData("5/5", "index 5 is outside 0 to 4")]
    [InlineData("0/0", "there is at least one shard")]
    [InlineData("-1/5", "is no shard")]
    [InlineData("1", "is no shard")]
    [InlineData("", "is no shard")]
    [InlineData("1/2/3", "is no shard")]
    [InlineData("a/b", "is no shard")]
    [InlineData(" 1/2", "is no shard")]
    [InlineData("1/99999999999", "is no shard")]
    public void Anything_else_is_refused(string text, string part) => Assert.Contains(part, Refused(() => Shard.Parse(text)), StringComparison.Ordinal);

    [Fact]
    public void Slurm_arrays_may_begin_anywhere_and_make_steps()
    {
        Assert.Null(Slurm([]));
        Assert.Equal(new Shard(0, 5), Slurm(new() { ["ID"] = "0", ["MIN"] = "0", ["COUNT"] = "5" }));
        Assert.Equal(new Shard(2, 5), Slurm(new() { ["ID"] = "3", ["MIN"] = "1", ["COUNT"] = "5", ["STEP"] = "1" }));
        Assert.Equal(new Shard(2, 4), Slurm(new() { ["ID"] = "14", ["MIN"] = "10", ["COUNT"] = "4", ["STEP"] = "2" }));
    }

    [Fact]
    public void Slurm_arrays_with_gaps_are_refused()
    {
        // --array=1,3,7
        Assert.Contains("index 6 is outside", Refused(() => Slurm(new() { ["ID"] = "7", ["MIN"] = "1", ["COUNT"] = "3", ["STEP"] = "1" })), StringComparison.Ordinal);
        Assert.Contains("no step of 2", Refused(() => Slurm(new() { ["ID"] = "3", ["MIN"] = "0", ["COUNT"] = "3", ["STEP"] = "2" })), StringComparison.Ordinal);
        Assert.Contains("SLURM_ARRAY_TASK_MIN", Refused(() => Slurm(new() { ["ID"] = "3" })), StringComparison.Ordinal);
    }

    private static Shard? Slurm(Dictionary<string, string> variables) =>
        Shard.FromSlurm(name => variables.GetValueOrDefault(name["SLURM_ARRAY_TASK_".Length..]));

    private static string Refused(Action action) => Assert.Throws<NatsBenchException>(action).Message;
}
