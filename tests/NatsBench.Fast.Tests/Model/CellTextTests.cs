using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Model;

public class CellTextTests
{
    [Fact]
    public void Lists_keep_what_is_written()
    {
        Assert.Equal([[]], CellText.Str2Lists(""));
        Assert.Equal([[]], CellText.Str2Lists("||"));
        Assert.Equal([[new("conv_7x7", 0)], [], [new("", -3), new("a b", 10)]], CellText.Str2Lists("conv_7x7~0++|~-3||a b~ 1_0 "));
    }

    [Fact]
    public void A_matrix_has_any_size_and_its_later_edges_win()
    {
        Assert.Equal([[0, 0], [0, 0]], CellText.Str2Matrix(""));
        Assert.Equal([[0, 0, 0], [2, 0, 0], [1, 4, 0]], CellText.Str2Matrix("|nor_conv_1x1~0|+|none~0|avg_pool_3x3~1|skip_connect~0|"));
    }

    [Fact]
    public void A_negative_source_counts_from_the_end() => Assert.Equal([[0, 0], [1, 3]], CellText.Str2Matrix("|skip_connect~-2|nor_conv_3x3~-1|"));

    [Theory]
    [InlineData("|none|", Refusal.AssertionError)]
    [InlineData("|none~0~1|", Refusal.AssertionError)]
    [InlineData("|none~x|", Refusal.ValueError)]
    [InlineData("|none~|", Refusal.ValueError)]
    [InlineData("|none~x|none|", Refusal.AssertionError)]
    [InlineData("|none~x|+|none|", Refusal.ValueError)]
    public void Malformed_edges_are_refused_in_the_official_order(string text, Refusal expected)
    {
        Assert.Equal(expected, Assert.Throws<RefusedException>(() => CellText.Str2Lists(text)).Kind);
        Assert.Equal(expected, Assert.Throws<RefusedException>(() => CellText.Str2Matrix(text)).Kind);
    }

    [Theory]
    [InlineData("|conv_7x7~0|", Refusal.ValueError)]
    [InlineData("|conv_7x7~9|", Refusal.ValueError)]
    [InlineData("|none~2|", Refusal.IndexError)]
    [InlineData("|none~-3|", Refusal.IndexError)]
    [InlineData("|none~99999999999999999999|", Refusal.IndexError)]
    public void A_matrix_takes_known_operations_and_nodes_only(string text, Refusal expected) =>
        Assert.Equal(expected, Assert.Throws<RefusedException>(() => CellText.Str2Matrix(text)).Kind);

    [Fact]
    public void A_source_beyond_64_bits_is_not_held() =>
        Assert.Throws<NatsBenchException>(() => CellText.Str2Lists("|none~99999999999999999999|"));

    [Theory]
    [InlineData("|a~0|", ZeroHandling.SkipAndZero, "(0)@a")]
    [InlineData("|skip_connect~0|none~0|", ZeroHandling.Literal, "(0)@none+(0)@skip_connect")]
    [InlineData("|skip_connect~0|none~0|", ZeroHandling.SkipOnly, "(0)@none+0")]
    [InlineData("|skip_connect~0|none~0|", ZeroHandling.SkipAndZero, "#+0")]
    [InlineData("|none~0|+|a~1|", ZeroHandling.SkipAndZero, "#")]
    [InlineData("|none~0|none~0|+|a~1|", ZeroHandling.SkipAndZero, "(#+#)@a")]
    [InlineData("|none~-1|", ZeroHandling.SkipAndZero, "#")]
    // By code point U+FFFD precedes U+1F600; by UTF-16 unit it would not.
    [InlineData("|\U0001f600~0|\ufffd~0|", ZeroHandling.Literal, "(0)@\ufffd+(0)@\U0001f600")]
    public void Unique_strings_of_any_cell(string text, ZeroHandling zeros, string expected) =>
        Assert.Equal(expected, CellText.ToUniqueString(CellText.Str2Lists(text), zeros));

    [Theory]
    [InlineData("", ZeroHandling.Literal, Refusal.AssertionError)]
    [InlineData("|a~1|", ZeroHandling.SkipAndZero, Refusal.AssertionError)]
    [InlineData("|a~-1|+|a~2|", ZeroHandling.SkipAndZero, Refusal.AssertionError)]
    [InlineData("|a~-1|", ZeroHandling.SkipAndZero, Refusal.KeyError)]
    [InlineData("|none~-1|", ZeroHandling.SkipOnly, Refusal.KeyError)]
    public void A_unique_string_needs_edges_from_earlier_nodes(string text, ZeroHandling zeros, Refusal expected) =>
        Assert.Equal(expected, Assert.Throws<RefusedException>(() => CellText.ToUniqueString(CellText.Str2Lists(text), zeros)).Kind);

    [Fact]
    public void Golden_answers_of_the_official_library_are_met()
    {
        int[] order = TopologyOrder.Codes();
        int answers = 0;
        foreach (string line in File.ReadLines(SharedData.Require("golden", "tss-11-284.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            JsonElement call = document.RootElement, arguments = call.GetProperty("args");
            string? actual = call.GetProperty("call").GetString() switch
            {
                "str2lists" => JsonSerializer.Serialize(CellText.Str2Lists(Text(arguments))
                    .Select(node => node.Select(edge => new object[] { edge.Operation, edge.Source }))),
                "str2matrix" => JsonSerializer.Serialize(CellText.Str2Matrix(Text(arguments))),
                "get_unique_str" => JsonSerializer.Serialize(
                    TopologyCell.FromCode(order[arguments.GetProperty("arch").GetInt32()]).UniqueString(ZeroHandling.SkipAndZero)),
                _ => null,
            };
            if (actual is null)
                continue;
            using var actualDocument = JsonDocument.Parse(actual);
            Assert.True(JsonElement.DeepEquals(call.GetProperty("result"), actualDocument.RootElement), line);
            answers++;
        }
        Assert.Equal(6, answers);

        static string Text(JsonElement arguments) => arguments.GetProperty("arch_str").GetString()!;
    }
}
