using CsCheck;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public class TopologyCellTests
{
    private const string Arch11 = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|";

    private static IEnumerable<TopologyCell> All => Enumerable.Range(0, TopologyCell.Count).Select(TopologyCell.FromCode);

    [Fact]
    public void Every_cell_survives_its_text_its_operations_and_its_code()
    {
        var texts = new HashSet<string>();
        foreach (TopologyCell cell in All)
        {
            string text = cell.ToString();
            Assert.True(texts.Add(text));
            Assert.Equal(cell, TopologyCell.Parse(text));
            Assert.Equal(cell, new TopologyCell(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]));
            Assert.Equal(cell, TopologyCell.FromCode(cell.Code));
        }
        Assert.Equal(TopologyCell.MaxTextLength, texts.Max(text => text.Length));
    }

    [Fact]
    public void Code_is_base_5_with_the_first_edge_most_significant()
    {
        Assert.Equal(0, default(TopologyCell).Code);
        Assert.Equal("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", default(TopologyCell).ToString());
        Assert.Equal(3125, TopologyCell.Parse("|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|").Code);
        Assert.Equal(((((3 * 5 + 3) * 5 + 4) * 5 + 0) * 5 + 3) * 5 + 4, TopologyCell.Parse(Arch11).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("8:8:8:8:8")]
    [InlineData("|none~0|+|none~0|none~1|")]
    [InlineData("|none~0|+|none~0|none~1|+|none~0|none~1|none~2")]
    [InlineData("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|+")]
    [InlineData("|none~0|+|none~0|none~1|+|none~0|none~1|none~3|")]
    [InlineData("|none~0|+|none~1|none~0|+|none~0|none~1|none~2|")]
    [InlineData("|none~0|+|none~0|none~1|+|none~0|none~1|None~2|")]
    [InlineData(" |none~0|+|none~0|none~1|+|none~0|none~1|none~2|")]
    [InlineData("|conv_7x7~0|+|none~0|none~1|+|none~0|none~1|none~2|")]
    [InlineData("|none~0||+|none~0|none~1|+|none~0|none~1|none~2|")]
    public void Any_other_text_is_refused(string text)
    {
        Assert.False(TopologyCell.TryParse(text, out TopologyCell cell));
        Assert.Equal(default, cell);
        Assert.Throws<NatsBenchException>(() => TopologyCell.Parse(text));
    }

    [Fact]
    public void A_text_with_one_character_changed_is_another_cell_or_none() =>
        Gen.Select(Gen.Int[0, TopologyCell.Count - 1], Gen.Int[0, TopologyCell.MaxTextLength - 1], Gen.Char.AlphaNumeric)
            .Sample((code, position, character) =>
            {
                char[] text = TopologyCell.FromCode(code).ToString().ToCharArray();
                text[position % text.Length] = character;
                return !TopologyCell.TryParse(text, out TopologyCell cell) || cell.ToString() == new string(text);
            });

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        char[] buffer = new char[TopologyCell.MaxTextLength];
        bool done = Both();
        long before = GC.GetAllocatedBytesForCurrentThread();
        done &= Both();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(done);

        bool Both() => TopologyCell.TryParse(Arch11, out TopologyCell cell) && cell.TryFormat(buffer, out _);
    }

    [Fact]
    public void Writing_needs_room_for_the_text_and_no_more()
    {
        TopologyCell cell = TopologyCell.Parse(Arch11);
        char[] exact = new char[Arch11.Length];
        Assert.True(cell.TryFormat(exact, out int written));
        Assert.Equal((Arch11.Length, Arch11), (written, new string(exact)));
        Assert.False(cell.TryFormat(exact.AsSpan(1), out written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Operations_and_codes_outside_the_space_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TopologyCell.FromCode(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TopologyCell.FromCode(TopologyCell.Count));
        Assert.Throws<ArgumentException>(() => new TopologyCell(CellOperation.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopologyCell(0, 0, 0, 0, 0, (CellOperation)5));
    }

    [Fact]
    public void The_output_is_reached_in_15284_cells() => Assert.Equal(15_284, All.Count(cell => cell.IsReachable));

    [Theory]
    [InlineData(ZeroHandling.Literal, 15_625)]
    [InlineData(ZeroHandling.SkipOnly, 12_751)]
    [InlineData(ZeroHandling.SkipAndZero, 6_466)]
    public void Unique_strings_are_as_many_as_the_official_ones(ZeroHandling zeros, int expected) =>
        Assert.Equal(expected, All.Select(cell => cell.UniqueString(zeros)).Distinct().Count());

    [Fact]
    public void Lists_and_matrix_are_those_of_the_text()
    {
        foreach (TopologyCell cell in All)
        {
            Assert.Equal(CellText.Str2Lists(cell.ToString()), cell.ToLists());
            Assert.Equal(CellText.Str2Matrix(cell.ToString()), cell.ToMatrix());
        }
    }
}
