using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Model;

public class TopologyOrderTests
{
    private static readonly TopologyCell[] Cells = [.. TopologyOrder.Codes().Select(TopologyCell.FromCode)];

    [Theory]
    [InlineData(0, "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|")]
    [InlineData(9, "|avg_pool_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|")]
    [InlineData(123, "|avg_pool_3x3~0|+|avg_pool_3x3~0|nor_conv_1x1~1|+|none~0|avg_pool_3x3~1|nor_conv_3x3~2|")]
    public void Published_indices_hold(int index, string text) => Assert.Equal(text, Cells[index].ToString());

    // SHA-256 of the official archive's meta_archs (NATS-tss-v1_0-3ffb9-simple), joined by newlines.
    [Fact]
    public void Every_index_is_that_of_the_official_archive() => Assert.Equal(
        "83abc799e45cf34e9d2163654668ab998b9a54d01c39e72ca1f71f2cdf356d84", Sha256OfLines(Cells.Select(cell => cell.ToString())));

    // SHA-256 of the official archive's meta_archs (NATS-sss-v1_0-50262-simple), joined by newlines.
    [Fact]
    public void The_size_space_is_in_the_order_of_its_codes() => Assert.Equal(
        "8b99b4c0aabe959924c6fb36c0ee4a3f79362343e36b7752b90deee9409b492f",
        Sha256OfLines(Enumerable.Range(0, SizeNetwork.Count).Select(code => SizeNetwork.FromCode(code).ToString())));

    [Fact]
    public void Unique_strings_in_index_order_are_the_official_ones()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Require("golden", "unique-strings-tss.json")));
        string[] unique = [.. Cells.Select(cell => cell.UniqueString(ZeroHandling.SkipAndZero))];
        Assert.Equal(golden.RootElement.GetProperty("distinct").GetInt32(), unique.Distinct().Count());
        Assert.Equal(golden.RootElement.GetProperty("sha256").GetString(), Sha256OfLines(unique));
    }

    private static string Sha256OfLines(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
