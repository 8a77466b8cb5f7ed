using System.Text;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Tests.Support;

namespace NatsBench.Fast.Tables.Tests.Readers;

/// <summary>Pickles as Python writes them (make_fixtures.py): HW-NAS-Bench and zero-cost-nas.</summary>
public sealed class PickleReaderTests : IDisposable
{
    private const string ZeroCost = "nb2_cf10_seed42_dlrandom_dlinfo1_initwnone_initbnone.p";

    private readonly SmallSpace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact]
    public void HW_NAS_Bench_has_ten_columns_of_three_datasets()
    {
        Dictionary<string, JoinedColumn> columns = _space.Read("HW-NAS-Bench-v1_0.pickle", Fixture("hwnas.pickle")).ToDictionary(column => column.Column.Description.Name);
        Assert.Equal(30, columns.Count);
        Assert.Equal([1, 1.125, 1.25], columns["hwnas.edgegpu.latency"].Column.Values.ToArray()[..3]);
        Assert.Equal([100, 101, 102], columns["hwnas.cifar100.raspi4.latency"].Column.Values.ToArray()[..3]);
        JoinedColumn intensity = columns["hwnas.ImageNet16-120.eyeriss.arithmetic_intensity"];
        Assert.Equal([207, 207.125], intensity.Column.Values.ToArray()[..2]);
        Assert.Equal(("ops/byte", Direction.Maximise, "ImageNet16-120", ExtraKind.Predicted), (
            intensity.Column.Description.Unit, intensity.Column.Description.Direction, intensity.Column.Description.Dataset, intensity.Column.Description.Kind));
        Assert.Equal(("mJ", Direction.Minimise), (columns["hwnas.fpga.energy"].Column.Description.Unit, columns["hwnas.fpga.energy"].Column.Description.Direction));
        Assert.All(columns.Values, column => Assert.Equal((11, 1), (column.Present, column.Disconnected)));
    }

    [Fact]
    public void Architectures_in_another_order_are_found_by_their_texts() =>
        Assert.Contains("in another order", _space.Refusal("swapped.pickle", Fixture("hwnas-swapped.pickle")), StringComparison.Ordinal);

    [Fact]
    public void Zero_cost_nas_has_a_column_a_score_and_later_lines_count()
    {
        Dictionary<string, JoinedColumn> columns = _space.Read(ZeroCost, Fixture(ZeroCost)).ToDictionary(column => column.Column.Description.Name);
        Assert.Equal(["zcnas.cifar10.grad_norm", "zcnas.cifar10.synflow", "zcnas.cifar10.valacc"], columns.Keys.Order());
        Assert.Equal([0, 1 + (1.0 / 64), 2 + (2.0 / 64), 3 + (13.0 / 64)], columns["zcnas.cifar10.synflow"].Column.Values.ToArray()[..4]);
        Assert.Equal(12, columns["zcnas.cifar10.synflow"].Present);
        Assert.Equal((11, 1), (columns["zcnas.cifar10.grad_norm"].Present, columns["zcnas.cifar10.grad_norm"].NotFinite));
        Assert.Equal("of trainings on cifar10-valid", columns["zcnas.cifar10.valacc"].Column.Description.Note);
        Assert.Contains("--dataset says it", _space.Refusal("scores.p", Fixture(ZeroCost)), StringComparison.Ordinal);
        Assert.Equal("zcnas.mine.synflow", _space.Read("scores.p", Fixture(ZeroCost), new TableOptions { Dataset = "mine" })[0].Column.Description.Name);
    }

    [Fact]
    public void Data_frames_and_packed_files_are_refused_with_what_helps()
    {
        Assert.Contains("to_parquet", _space.Refusal("frame.pkl", [0x80, 2, .. "cpandas.core.frame\nDataFrame\n."u8]), StringComparison.Ordinal);
        Assert.Contains("run gunzip on it", _space.Refusal("frame.pkl.gz", [0x1f, 0x8b, 8, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_hostile_pickles_are_refused()
    {
        byte[] whole = Fixture("hwnas.pickle"), stream = Fixture(ZeroCost);
        Assert.Contains("pickle", _space.Refusal("a.pickle", whole[..^9]), StringComparison.Ordinal);
        Assert.Contains("pickle", _space.Refusal(ZeroCost, stream[..^9]), StringComparison.Ordinal);
        Assert.Contains("nothing was run", _space.Refusal("b.pickle", [0x80, 4, .. "cbuiltins\neval\n(V'nasbench201'\ntR."u8]), StringComparison.Ordinal);
        Assert.Contains("has no dict 'nasbench201'", _space.Refusal("c.pickle", [0x80, 4, .. "Vnasbench201\n."u8]), StringComparison.Ordinal);
        Assert.Contains("has a metric 'bogus'", _space.Refusal("d.pickle", [0x80, 4, .. "}Vnasbench201\n}Vcifar10\n}Vbogus\n]sss."u8]), StringComparison.Ordinal);
        Assert.Contains("has 0 numbers", _space.Refusal("e.pickle", [0x80, 4, .. "}Vnasbench201\n}Vcifar10\n}Vfpga_energy\n]sss."u8]), StringComparison.Ordinal);
        Assert.Contains("item 0 is 'x', no number", _space.Refusal("f.pickle", Encoding.ASCII.GetBytes("\x80\x04}Vnasbench201\n}Vcifar10\n}Vfpga_energy\n(Vx\nlsss.").Select((b, i) => i == 0 ? (byte)0x80 : b).ToArray()), StringComparison.Ordinal);
    }

    private static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));
}
