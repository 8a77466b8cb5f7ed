using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tables.Tests.Readers;

/// <summary>HELP's latency files: made-up ones of a small space, and the published ones.</summary>
public sealed class HelpReaderTests
{
    private static readonly double[] Numbers = [.. Enumerable.Range(0, SmallSpace.Count).Select(i => 0.1 + i)];

    [Fact]
    public void A_file_is_a_column_of_its_device()
    {
        using SmallSpace space = new();
        JoinedColumn column = Assert.Single(space.Read("titan_rtx_256.pt", TorchZip.Of(Numbers)));
        Assert.Equal("help.titan_rtx_256.latency ms Minimise NVIDIA Titan RTX titan_rtx_256.pt MIT", string.Join(' ',
            column.Column.Description.Name, column.Column.Description.Unit, column.Column.Description.Direction, column.Column.Description.Device,
            column.Column.Description.SourceName, column.Column.Description.Licence));
        Assert.Equal("a batch of 256 images; 1 architecture without a path from input to output left out", column.Column.Description.Note);
        Assert.Equal(64, column.Column.Description.SourceSha256.Length);
        for (int index = 0; index < Numbers.Length; index++)
            Assert.Equal(index == SmallSpace.Disconnected ? double.NaN : Numbers[index], column.Column.Values.Span[index]);
        Assert.Equal(Numbers, space.Read("x.pt", TorchZip.Of(Numbers), new TableOptions { KeepsDisconnected = true })[0].Column.Values.ToArray());
    }

    [Fact]
    public void What_is_no_such_file_is_refused()
    {
        using SmallSpace space = new();
        Assert.Contains("has 3 numbers", space.Refusal("a.pt", TorchZip.Of(1, 2, 3)), StringComparison.Ordinal);
        Assert.Contains("nothing was run", space.Refusal("b.pt", TorchZip.Around([0x80, 2, .. "cos\nsystem\n(S'true'\ntR."u8])), StringComparison.Ordinal);
        Assert.Contains("no list of numbers", space.Refusal("c.pt", TorchZip.Around([0x80, 2, .. "}."u8])), StringComparison.Ordinal);
        Assert.Contains("item 0", space.Refusal("d.pt", TorchZip.Around([0x80, 2, .. "](X\u0001\0\0\0xe."u8])), StringComparison.Ordinal);
        Assert.Contains("damaged", space.Refusal("e.pt", TorchZip.Of(Numbers)[..60]), StringComparison.Ordinal);
        Assert.Contains("no known layout", space.Refusal("f.pt", new byte[] { 1, 2, 3 }), StringComparison.Ordinal);
        Assert.Contains("is no layout of tables", Assert.Throws<NatsBenchException>(() => space.Read("g.pt", TorchZip.Of(Numbers), new TableOptions { Format = "helf" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_byte_is_found_or_does_no_harm()
    {
        using SmallSpace space = new();
        byte[] file = TorchZip.Of(Numbers);
        int found = 0;
        for (int at = 0; at < file.Length; at++)
        {
            byte[] flipped = [.. file];
            flipped[at] ^= 0x10;
            try
            {
                Assert.Equal(Numbers, Assert.Single(space.Read("x.pt", flipped, new TableOptions { KeepsDisconnected = true })).Column.Values.ToArray());
            }
            catch (NatsBenchException)
            {
                found++;
            }
        }
        Assert.True(found > Numbers.Length * 9, $"{found}");
    }

    [Fact]
    public void Published_files_are_read_to_the_last_bit()
    {
        string folder = SharedData.Require("data", "tables", "HELP", "latency");
        using NatsBenchmark benchmark = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        ArchitectureKeys keys = new(benchmark);
        (string Device, double Number, int Least, int Most)[] oracles =
        [
            ("eyeriss", 7.823540000000004, 25, 2), ("fpga", 6.67856, 25, 1462), ("pixel3", 23.584799999999998, -1, -1), ("raspi4", 68.40410818003875, 9980, 1462),
            ("titan_rtx_256", 35.696001052856445, 1835, 1462), ("pixel2", 25, -1, -1),
        ];
        foreach ((string device, double number, int least, int most) in oracles)
        {
            JoinedColumn column = Assert.Single(ExtraTables.Read(keys, Path.Combine(folder, $"{device}.pt"), new TableOptions()));
            Assert.Equal($"help.{device}.latency", column.Column.Description.Name);
            Assert.Equal((15_284, 341), (column.Present, column.Disconnected));
            double[] values = column.Column.Values.ToArray();
            Assert.Equal(number, values[6111]);
            if (least < 0)
                continue;
            // The extremes were published of all numbers, whatever they mean.
            values = ExtraTables.Read(keys, Path.Combine(folder, $"{device}.pt"), new TableOptions { KeepsDisconnected = true })[0].Column.Values.ToArray();
            int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(index => values[index])];
            Assert.Equal((least, most), (order[0], order.First(index => values[index] == values[order[^1]])));
        }
    }
}
