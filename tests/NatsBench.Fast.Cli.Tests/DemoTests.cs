using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class DemoTests
{
    [Fact]
    public void The_demonstration_makes_its_table_once_and_says_that_it_is_synthetic()
    {
        using TemporaryFolder cache = new();
        Outcome first = Natsbench.RunWith(new() { ["XDG_CACHE_HOME"] = cache.Path }, "", "demo", "--json");
        JsonElement answer = first.Json();
        Assert.True(answer.GetProperty("synthetic").GetBoolean());
        Assert.True(answer.GetProperty("made_now").GetBoolean());
        Assert.StartsWith(cache.Path, answer.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("search").GetProperty("improvements").GetArrayLength() > 1);

        Outcome second = Natsbench.RunWith(new() { ["XDG_CACHE_HOME"] = cache.Path }, "", "demo");
        Assert.Contains("[SYNTHETIC]", second.Succeeded().Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("The table is kept in", second.Output, StringComparison.Ordinal);
    }
}
