using CsCheck;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tests.Model;

public class SizeNetworkTests
{
    [Fact]
    public void Every_network_survives_its_text_its_widths_and_its_code()
    {
        var texts = new HashSet<string>();
        for (int code = 0; code < SizeNetwork.Count; code++)
        {
            SizeNetwork network = SizeNetwork.FromCode(code);
            string text = network.ToString();
            Assert.True(texts.Add(text));
            Assert.Equal(network, SizeNetwork.Parse(text));
            Assert.Equal(network, new SizeNetwork(network[0], network[1], network[2], network[3], network[4]));
            Assert.Equal(code, network.Code);
        }
        Assert.Equal(SizeNetwork.MaxTextLength, texts.Max(text => text.Length));
    }

    [Theory]
    [InlineData(0, "8:8:8:8:8")]
    [InlineData(11, "8:8:8:16:32")]
    [InlineData(284, "8:8:40:32:40")]
    [InlineData(1234, "8:24:32:24:24")]
    [InlineData(32767, "64:64:64:64:64")]
    public void Code_is_the_official_index(int index, string text)
    {
        Assert.Equal(text, SizeNetwork.FromCode(index).ToString());
        Assert.Equal(index, SizeNetwork.Parse(text).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8:8:8:8")]
    [InlineData("8:8:8:8:8:8")]
    [InlineData("8:8:8:8:8:")]
    [InlineData("8:8:8:8:08")]
    [InlineData("8:8:8:8:9")]
    [InlineData("8:8:8:8:72")]
    [InlineData("8:8:8:8:0")]
    [InlineData("8:8: 8:8:8")]
    [InlineData("|none~0|")]
    public void Any_other_text_is_refused(string text)
    {
        Assert.False(SizeNetwork.TryParse(text, out SizeNetwork network));
        Assert.Equal(default, network);
        Assert.Throws<NatsBenchException>(() => SizeNetwork.Parse(text));
    }

    [Fact]
    public void What_is_read_is_written_the_same() =>
        Gen.String[Gen.Char["0123456789:"], 9, 14].Sample(text =>
            !SizeNetwork.TryParse(text, out SizeNetwork network) || network.ToString() == text);

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        string text = SizeNetwork.FromCode(1234).ToString();
        char[] buffer = new char[SizeNetwork.MaxTextLength];
        bool done = Both();
        long before = GC.GetAllocatedBytesForCurrentThread();
        done &= Both();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(done);

        bool Both() => SizeNetwork.TryParse(text, out SizeNetwork network) && network.TryFormat(buffer, out _);
    }

    [Fact]
    public void Writing_needs_room_for_the_text()
    {
        char[] exact = new char[11];
        Assert.True(SizeNetwork.FromCode(11).TryFormat(exact, out int written));
        Assert.Equal((11, "8:8:8:16:32"), (written, new string(exact)));
        Assert.False(SizeNetwork.FromCode(11).TryFormat(exact.AsSpan(1), out _));
    }

    [Fact]
    public void Widths_and_codes_outside_the_space_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SizeNetwork.FromCode(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SizeNetwork.FromCode(SizeNetwork.Count));
        Assert.Throws<ArgumentException>(() => new SizeNetwork(8, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SizeNetwork(8, 8, 8, 8, 72));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SizeNetwork(8, 8, 8, 8, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SizeNetwork(8, 8, 8, 8, -8));
    }
}
