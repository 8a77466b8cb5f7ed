using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tables.Tests.Readers;

/// <summary>JSON of zero-cost scores and of robustness, and JSON that says nothing of itself.</summary>
public sealed class JsonReaderTests : IDisposable
{
    private readonly SmallSpace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact]
    public void Zero_cost_scores_are_read_in_both_nestings()
    {
        string cells = $$"""
            {{Quoted(0)}}: {"idx": "534", "arch": {{Quoted(0)}}, "val_accuracy": 86.06, "params": {"score": {{Parameters(0)}}, "time": 0.5}, "nwot": {"score": -Infinity, "time": NaN} },
            {{Quoted(1)}}: {"idx": "1", "params": {{Parameters(1)}}, "nwot": 406.5381264995463, "jacov": {"score": -100000000.0, "time": 1} }
            """;
        foreach (string json in new[] { $$"""{"cifar10": { {{cells}} } }""", $$"""{"nasbench201": {"cifar10": { {{cells}} } } }""" })
        {
            Dictionary<string, JoinedColumn> columns = _space.Read("zc.json", json).ToDictionary(column => column.Column.Description.Name);
            Assert.Equal(
                ["zc.cifar10.jacov", "zc.cifar10.jacov.time", "zc.cifar10.nwot", "zc.cifar10.params", "zc.cifar10.params.time", "zc.cifar10.val_accuracy"], columns.Keys.Order(StringComparer.Ordinal));
            Assert.Equal([double.NaN, 406.5381264995463], columns["zc.cifar10.nwot"].Column.Values.ToArray()[..2]);
            Assert.Equal((1, "1 empty, NaN or infinite"), (columns["zc.cifar10.nwot"].NotFinite, columns["zc.cifar10.nwot"].Column.Description.Note));
            Assert.Equal(("%", Direction.Maximise), (columns["zc.cifar10.val_accuracy"].Column.Description.Unit, columns["zc.cifar10.val_accuracy"].Column.Description.Direction));
        }
    }

    [Fact]
    public void A_sentinel_is_absent_and_the_note_says_so()
    {
        JoinedColumn jacov = _space.Read("zc.json", $$"""{"cifar10": { {{Quoted(0)}}: {"jacov": {"score": -100000000.0} }, {{Quoted(1)}}: {"jacov": {"score": -32.5} } } }""")[0];
        Assert.Equal((1, 1), (jacov.Present, jacov.Sentinels));
        Assert.Equal("1 of -100000000, which stands for none, left out", jacov.Column.Description.Note);
    }

    [Fact]
    public void Tuples_in_another_order_are_found_by_parameters_and_by_cells_that_pass_nothing_on()
    {
        Assert.Contains("million parameters where its network has", _space.Refusal("zc.json", $$"""{"cifar10": { {{Quoted(0)}}: {"params": {"score": {{Parameters(1)}} } } } }"""), StringComparison.Ordinal);
        Assert.Contains("passes nothing on", _space.Refusal("zc.json", $$"""{"cifar10": { {{Quoted(SmallSpace.Disconnected)}}: {"synflow": 1.5} } }"""), StringComparison.Ordinal);
        Assert.Contains("says that it is of", _space.Refusal("zc.json", $$"""{"cifar10": { {{Quoted(0)}}: {"arch": {{Quoted(1)}}, "synflow": 1.5} } }"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Published_scores_are_read_to_the_last_bit_and_every_cell_has_its_parameters()
    {
        string path = SharedData.Require("data", "tables", "naslib-zc", "zc_nasbench201.json");
        using NatsBenchmark benchmark = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        Dictionary<string, JoinedColumn> columns = ExtraTables.Read(new ArchitectureKeys(benchmark), path, new TableOptions()).ToDictionary(column => column.Column.Description.Name);
        Assert.Equal((41.94876860937543, 406.5381264995463), (columns["zc.cifar10.synflow"].Column.Values.Span[4811], columns["zc.cifar10.nwot"].Column.Values.Span[4811]));
        foreach ((string dataset, int cells) in new[] { ("cifar10", 724), ("cifar100", 725), ("ImageNet16-120", 724) })
        {
            JoinedColumn parameters = columns[$"zc.{dataset}.params"];
            Assert.Equal(cells, parameters.Present);
            Assert.Equal(cells - 1, columns[$"zc.{dataset}.nwot"].Present);
            for (int index = 0; index < benchmark.Count; index++)
                if (parameters.Column.Values.Span[index] is var value && !double.IsNaN(value))
                    Assert.Equal(NetworkCost.Of(benchmark.Architecture(index), new Dataset(dataset)).Parameters, double.Round(value * 1e6));
        }
    }

    [Fact]
    public void Robustness_is_spread_to_isomorphic_cells_with_a_column_a_strength()
    {
        using NatsBenchmark benchmark = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        ArchitectureKeys keys = new(benchmark);
        Dictionary<string, JoinedColumn> clean = Read(keys, "clean_accuracy.json", """{"cifar10": {"clean": {"accuracy": {"14": 0.893, "13": 0.5}}}}""");
        Assert.Equal(["jung.cifar10.clean.accuracy"], clean.Keys);
        Assert.Equal(0.893, clean["jung.cifar10.clean.accuracy"].Column.Values.Span[10038]);
        Assert.Equal(clean["jung.cifar10.clean.accuracy"].Present - 2, clean["jung.cifar10.clean.accuracy"].Spread);
        Dictionary<string, JoinedColumn> attacked = Read(keys, "pgd_accuracy.json", """{"cifar10": {"pgd@Linf": {"accuracy": {"14": [0.7, 0.5, 0.336, 0.1, 0, 0, 0]}}}}""");
        Assert.Equal(7, attacked.Count);
        Assert.Equal(0.336, attacked["jung.cifar10.pgd_Linf.eps1.accuracy"].Column.Values.Span[14]);
        Assert.Contains("made with 7 strengths", Refusal(keys, """{"cifar10": {"pgd@Linf": {"accuracy": {"14": [0.7, 0.5]}}}}"""), StringComparison.Ordinal);
        Assert.Contains("name no representative of isomorphic cells", Refusal(keys, """{"cifar10": {"clean": {"accuracy": {"10038": 0.893}}}}"""), StringComparison.Ordinal);
        Assert.Contains("confusion matrices are no column", Refusal(keys, """{"cifar10": {"clean": {"cm": {"14": [[1, 2]]}}}}"""), StringComparison.Ordinal);
        Dictionary<string, JoinedColumn> trained = Read(keys, "NAS-RobBench-201_all.json", """{"imagenet": {"14": {"val_pgd_3.0_acc": {"777": 0.1, "threeseed": 0.2}}}}""");
        Assert.Equal(["robbench.ImageNet16-120.val_pgd_3_0_acc", "robbench.ImageNet16-120.val_pgd_3_0_acc.seed777"], trained.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0.2, trained["robbench.ImageNet16-120.val_pgd_3_0_acc"].Column.Values.Span[10038]);
    }

    [Fact]
    public void Metadata_of_robustness_are_checked_against_the_space()
    {
        string Cell(int index, int isomorph) => $"\"{index}\": {{\"nb201-string\": \"{_space.Cells[index].ToString()}\", \"isomorph\": \"{isomorph}\"}}";
        Assert.Equal([0, 1], _space.Read("meta.json", $$"""{"ids": { {{Cell(0, 0)}}, {{Cell(1, 1)}} }, "epsilons": {"pgd@Linf": [0.1]} }""")[0].Column.Values.ToArray()[..2]);
        Assert.Contains("is isomorphic to 0, which is not so", _space.Refusal("meta.json", $$"""{"ids": { {{Cell(0, 0)}}, {{Cell(1, 0)}} } }"""), StringComparison.Ordinal);
        Assert.Contains("which is none, or another", _space.Refusal("meta.json", $$"""{"ids": { {{Cell(0, 0).Replace("\"0\": ", "\"1\": ", StringComparison.Ordinal)}} } }"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_HW_NAS_Bench_are_read_and_those_of_its_other_space_left_out()
    {
        string path = SharedData.Require("data", "tables", "HW-NAS-Bench", "notebook-values.json");
        using NatsBenchmark benchmark = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        ArchitectureKeys keys = new(benchmark);
        Dictionary<string, JoinedColumn> columns = ExtraTables.Read(keys, path, new TableOptions()).ToDictionary(column => column.Column.Description.Name);
        Assert.Equal(30, columns.Count);
        double[] first = [.. "edgegpu.latency edgegpu.energy raspi4.latency edgetpu.latency pixel3.latency eyeriss.latency eyeriss.energy eyeriss.arithmetic_intensity fpga.latency fpga.energy".Split(' ')
            .Select(name => columns[$"hwnas.{name}"].Column.Values.Span[0])];
        Assert.Equal([5.807418537139893, 24.226614330768584, 10.481976820010459, 0.9571811309997429, 3.6058499999999998, 3.645620000000001, 0.6872827644999999, 6.289297634665844, 2.57296, 18.01072], first);
        // The same measurements were published twice.
        foreach (string device in new[] { "raspi4", "pixel3", "eyeriss", "fpga" })
        {
            JoinedColumn help = ExtraTables.Read(keys, SharedData.Require("data", "tables", "HELP", "latency", $"{device}.pt"), new TableOptions())[0];
            Assert.Equal(help.Column.Values.ToArray()[..3], columns[$"hwnas.{device}.latency"].Column.Values.ToArray()[..3]);
        }
    }

    [Theory]
    [InlineData("""[{"index": 0, "acc": 1.5}, {"index": 1, "acc": NaN}, {"index": 2, "acc": 3}]""")]
    [InlineData("""{"0": {"acc": 1.5}, "1": {"acc": null}, "2": {"acc": 3}}""")]
    public void Lists_and_objects_by_architecture_are_tables(string json)
    {
        JoinedColumn column = Assert.Single(_space.Read("lab.json", json));
        Assert.Equal("lab.acc", column.Column.Description.Name);
        Assert.Equal([1.5, double.NaN, 3], column.Column.Values.ToArray()[..3]);
    }

    [Fact]
    public void Objects_by_architecture_may_be_by_device_and_architectures_may_come_again()
    {
        Assert.Equal(["lab.a.latency", "lab.b.latency"], _space.Read("lab.json", """{"a": {"0": {"latency": 1}, "1": {"latency": 2}}, "b": {"0": {"latency": 3}}}""").Select(column => column.Column.Description.Name));
        JoinedColumn twice = Assert.Single(_space.Read("lab.json", """{"0": {"acc": 1}, "1": {"acc": 2}, "0": {"acc": 5}}"""));
        Assert.Equal((1, 1), (twice.Present, twice.Conflicting));
    }

    [Theory]
    [InlineData("""{"0": {"acc": 1}, """)]
    [InlineData("""{"0": {"acc": 01}}""")]
    [InlineData("""{"0": {"acc": Nan}}""")]
    [InlineData("""[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]""")]
    public void What_is_no_JSON_is_refused(string json) => Assert.Contains("is no JSON", _space.Refusal("a.json", json), StringComparison.Ordinal);

    private string Quoted(int index) => $"\"{_space.Keys.Names(index).Naslib}\"";

    private string Parameters(int index) => FormattableString.Invariant($"{NetworkCost.Of(_space.Cells[index], 10, 32).ParametersInMillions:R}");

    private Dictionary<string, JoinedColumn> Read(ArchitectureKeys keys, string name, string json)
    {
        File.WriteAllText(_space[name], json);
        return ExtraTables.Read(keys, _space[name], new TableOptions()).ToDictionary(column => column.Column.Description.Name);
    }

    private string Refusal(ArchitectureKeys keys, string json) => Assert.ThrowsAny<NatsBenchException>(() => Read(keys, "refused.json", json)).Message;
}
