using NatsBench.Fast.Attaching;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Oracle;

/// <summary>An extra column as an objective and as a limit: by its name, with the unit and the direction that the file says.</summary>
public sealed class ExtraQuantityTests : IDisposable
{
    private const string Energy = "lab.chip.energy";
    private const string Score = "zc.cifar10.nwot";

    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench;

    public ExtraQuantityTests()
    {
        string file = _folder["tss.natsb"];
        File.CreateSymbolicLink(file, WholeTable.Of(SearchSpace.Topology));
        ExtraAttachment.Mount(file, "lab",
        [
            new(Description(Energy, "mJ", Direction.Minimise), Numbers(index => index % 100 == 0 ? double.NaN : index)),
            new(Description(Score, "", Direction.Maximise), Numbers(index => -index)),
        ]);
        _bench = NatsBenchmark.Open(file);
    }

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Its_numbers_unit_and_direction_are_the_columns()
    {
        TableOracle oracle = Bind(new OracleOptions { Quantities = [Quantity.Named(Score), Quantity.Flops, Quantity.Named(Energy)] });
        Assert.Equal([Direction.Maximise, Direction.Minimise, Direction.Minimise], oracle.Quantities.Select(quantity => quantity.Direction));
        Assert.Equal(["", "M", "mJ"], oracle.Quantities.Select(quantity => quantity.Unit));
        Assert.Equal([-7, 7], (double[])[oracle.Objectives(7)[0], oracle.Objectives(7)[2]]);
        Assert.True(double.IsNaN(oracle.Objectives(500)[2]));
    }

    [Fact]
    public void A_limit_leaves_those_that_have_a_number_within_it()
    {
        TableOracle oracle = Bind(new OracleOptions { Limits = [Limit.AtMost(Quantity.Named(Energy), 250)] });
        Assert.Equal(Enumerable.Range(0, 251).Where(index => index % 100 != 0), oracle.Space.Allowed.ToArray());
        Assert.Equal("lab.chip.energy at most 250 mJ", $"{oracle.LimitCounts!.Limits[0]}");
    }

    [Fact]
    public void One_that_the_file_lacks_is_refused()
    {
        Assert.Contains("did you mean 'lab.chip.energy'?", Assert.Throws<RefusedException>(
            () => Bind(new OracleOptions { Quantities = [Quantity.Named("lab.chip.enery")] })).Message, StringComparison.Ordinal);
        Assert.Throws<RefusedException>(() => Bind(new OracleOptions { Limits = [Limit.AtMost(Quantity.Named("lab.chip.enery"), 1)] }));
    }

    private TableOracle Bind(OracleOptions options) => TableOracle.Bind(_bench, Dataset.Cifar10, options);

    private static double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, 15_625).Select(number)];

    private static ExtraDescription Description(string name, string unit, Direction direction) => new()
    {
        Name = name,
        Quantity = name.Split('.')[^1],
        Unit = unit,
        Direction = direction,
        Kind = ExtraKind.Synthetic,
        SourceName = "tests",
    };
}
