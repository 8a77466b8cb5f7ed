using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tables.Tests.Readers;

/// <summary>CSV with a column of keys: what is found by itself, what must be named, what is refused.</summary>
public sealed class CsvReaderTests : IDisposable
{
    private readonly SmallSpace _space = new();

    public void Dispose() => _space.Dispose();

    public static TheoryData<KeyKind> Kinds => [KeyKind.Index, KeyKind.Text, KeyKind.Codes, KeyKind.Naslib];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Keys_of_each_kind_are_found(KeyKind kind)
    {
        JoinedColumn column = Assert.Single(_space.Read("lab.csv", Table(kind, "latency_ms")));
        ExtraDescription description = column.Column.Description;
        Assert.Equal(("lab.latency_ms", "latency", "ms", Direction.Minimise), (description.Name, description.Quantity, description.Unit, description.Direction));
        Assert.Equal([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, double.NaN, 11.5], column.Column.Values.ToArray());
        Assert.Equal(1, column.Disconnected);
    }

    [Fact]
    public void A_stranger_among_few_keys_is_told_by_name()
    {
        Assert.Contains("1 of 2 keys, the first '12' in row 1", _space.Refusal("few.csv", "index,latency\n0,1\n12,2\n"), StringComparison.Ordinal);
        Assert.Contains("no column names architectures", _space.Refusal("none.csv", "index,latency\n-3,1\n12,2\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Representatives_are_found_by_the_name_of_their_column_once_they_are_said_to_be_that() =>
        Assert.Equal(1, Assert.Single(_space.Read("rep.csv", "rep_arch_idx,latency\n0,1\n", new TableOptions { Key = KeyKind.Representative })).Column.Values.Span[0]);

    [Fact]
    public void Columns_of_JAHS_are_one_key()
    {
        string rows = string.Concat(Enumerable.Range(0, SmallSpace.Count).Select(index =>
            $"{string.Join(',', _space.Keys.Names(index).Jahs!.Split(',').Select(one => one[4..]))},{index}\n"));
        JoinedColumn column = Assert.Single(_space.Read("jahs.csv", $"Op1,Op2,Op3,Op4,Op5,Op6,valid-acc\n{rows}"));
        Assert.Equal(Enumerable.Range(0, SmallSpace.Count).Select(index => (double)index), column.Column.Values.ToArray());
        Assert.Equal("jahs.valid-acc", column.Column.Description.Name);
    }

    [Fact]
    public void Codes_that_lost_their_zeros_are_named()
    {
        string[] codes = [.. Enumerable.Range(0, SmallSpace.Count).Select(index => _space.Keys.Names(index).Codes!.TrimStart('0'))];
        string text = $"cell,acc\n{string.Concat(codes.Select((code, index) => $"{code},{index}\n"))}";
        JoinedColumn column = Assert.Single(_space.Read("a.csv", text, new TableOptions { Key = KeyKind.Codes, KeyColumn = "cell" }));
        Assert.Equal(SmallSpace.Count, column.Present);
    }

    [Fact]
    public void Representatives_stand_for_their_class_where_they_are_called_so()
    {
        using SmallSpace space = new();
        string text = "index,acc\n0,1\n1,2\n";
        Assert.Equal(2, space.Read("a.csv", text)[0].Present);
        Assert.Equal(0, space.Read("a.csv", text, new TableOptions { Key = KeyKind.Representative })[0].Spread);
    }

    [Fact]
    public void Means_with_deviations_are_two_columns()
    {
        IReadOnlyList<JoinedColumn> columns = _space.Read("drift.csv", "index,acc 60s\n0,86.4 ± 0.25\n1,\n2,87 ± 0.5\n");
        Assert.Equal(["drift.acc_60s", "drift.acc_60s_std"], columns.Select(column => column.Column.Description.Name));
        Assert.Equal((86.4, 0.5), (columns[0].Column.Values.Span[0], columns[1].Column.Values.Span[2]));
        Assert.Equal(2, columns[0].Present);
    }

    [Fact]
    public void Texts_that_tell_rows_apart_make_columns_of_their_own()
    {
        string text = "index,device,status,lat_ms,energy_mj\n0,pi5,ok,1,2\n0,pixel,ok,3,\n1,pi5,ok,4,5\n1,pixel,ok,6,\n";
        IReadOnlyList<JoinedColumn> columns = _space.Read("boards.csv", text);
        Assert.Equal(["boards.pi5.lat_ms", "boards.pixel.lat_ms", "boards.pi5.energy_mj"], columns.Select(column => column.Column.Description.Name));
        Assert.Equal([3, 6], columns[1].Column.Values.ToArray()[..2]);
    }

    [Fact]
    public void Architectures_that_come_twice_are_reported_and_have_no_number_unless_told_which_stands()
    {
        string text = "index,acc\n0,1\n1,2\n1,3\n2,4\n2,4\n";
        JoinedColumn column = Assert.Single(_space.Read("a.csv", text));
        Assert.Equal((2, 1, 1), (column.Present, column.Conflicting, column.Repeated));
        Assert.Equal([1, double.NaN, 4], column.Column.Values.ToArray()[..3]);
        Assert.Contains("1 architecture come more than once with different numbers, left out", column.Column.Description.Note, StringComparison.Ordinal);
        Assert.Equal(2, _space.Read("a.csv", text, new TableOptions { Duplicates = DuplicateKeys.First })[0].Column.Values.Span[1]);
        Assert.Equal(3, _space.Read("a.csv", text, new TableOptions { Duplicates = DuplicateKeys.Last })[0].Column.Values.Span[1]);
        Assert.Contains("architecture 1 more than once", _space.Refusal("a.csv", text, new TableOptions { Duplicates = DuplicateKeys.Refuse }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_conflicts_left_empty_is_told_and_one_without_a_number_is_none()
    {
        JoinedColumn column = Assert.Single(_space.Read("a.csv", "index,acc,loss\n0,1,\n0,2,nan\n"));
        Assert.Equal(("a.acc", 0, 1), (column.Column.Description.Name, column.Present, column.Conflicting));
    }

    [Fact]
    public void Numbers_that_stand_for_none_are_absent()
    {
        JoinedColumn column = Assert.Single(_space.Read("a.csv", "index,acc\n0,-1\n1,-inf\n2,nan\n3,4\n", new TableOptions { Sentinels = [-1] }));
        Assert.Equal((1, 1, 1), (column.Present, column.Sentinels, column.NotFinite - 1));
    }

    [Theory]
    [InlineData("index,acc\n0,1\n12,2\n1,1\n", "1 of 3 keys, the first '12' in row 1")]
    [InlineData("name,acc\nfoo,1\nbar,2\n", "no column names architectures")]
    [InlineData("index,acc,acc\n0,1,2\n", "two columns 'acc'")]
    [InlineData("index,acc\n0,1\n1\n", "line 3 has 1 fields where the first has 2")]
    [InlineData("index,frobs\n0,1\n", "does not tell whether lower or higher is better")]
    [InlineData("index,acc\n", "has no rows")]
    [InlineData("index,note\n0,good\n1,bad\n", "no column of numbers")]
    public void What_cannot_be_understood_is_refused(string text, string message) => Assert.Contains(message, _space.Refusal("a.csv", text), StringComparison.Ordinal);

    [Fact]
    public void Two_columns_that_name_different_architectures_are_nobodys_guess()
    {
        string text = $"idx,arch,acc\n1,{_space.Cells[0]},1\n2,{_space.Cells[1]},2\n";
        Assert.Contains("columns 'idx' and 'arch' name different architectures in row 0, 1 and 0", _space.Refusal("a.csv", text), StringComparison.Ordinal);
        JoinedColumn column = Assert.Single(_space.Read("a.csv", text, new TableOptions { KeyColumn = "arch", Columns = ["acc"] }));
        Assert.Equal([1, 2], column.Column.Values.ToArray()[..2]);
    }

    [Fact]
    public void Costs_of_other_architectures_tell_that_keys_were_misread()
    {
        using NatsBenchmark whole = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        ArchitectureKeys keys = new(whole);
        File.WriteAllText(_space["tuples.csv"], Costs(naslib => $"\"{naslib}\""));
        Assert.Equal(1000, ExtraTables.Read(keys, _space["tuples.csv"], new TableOptions())[0].Present);
        // NASLib's codes, one after another, look like those of the official order.
        File.WriteAllText(_space["digits.csv"], Costs(naslib => string.Concat(naslib.Where(char.IsAsciiDigit))));
        NatsBenchException refusal = Assert.Throws<NatsBenchException>(() => ExtraTables.Read(keys, _space["digits.csv"], new TableOptions()));
        Assert.Contains("keys are in another order or of another kind", refusal.Message, StringComparison.Ordinal);

        string Costs(Func<string, string> key) => $"cell,params\n{string.Concat(Enumerable.Range(0, 1000).Select(index =>
            $"{key(keys.Names(index).Naslib!)},{NetworkCost.Of(TopologyCell.Parse(keys.Names(index).Text), 10, 32).Parameters}\n"))}";
    }

    private string Table(KeyKind kind, string column) => $"architecture,{column}\n{string.Concat(Enumerable.Range(0, SmallSpace.Count).Select(index => $"\"{Key(kind, index)}\",{index}.5\n"))}";

    private string Key(KeyKind kind, int index) => kind switch
    {
        KeyKind.Index => $"{index}",
        KeyKind.Codes => _space.Keys.Names(index).Codes!,
        KeyKind.Naslib => _space.Keys.Names(index).Naslib!,
        _ => _space.Keys.Names(index).Text,
    };
}
