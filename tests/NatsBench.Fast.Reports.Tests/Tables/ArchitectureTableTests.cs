using NatsBench.Fast.Reports.Tables;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Reports.Tests.Tables;

/// <summary>Columns of architectures as files.</summary>
public sealed class ArchitectureTableTests
{
    [Fact]
    public async Task Parquet_holds_every_bit_and_says_units()
    {
        ArchitectureTable table = new([3, 7], ["8:8:8:8:8", "a,\"b\""], [("valid", "%", [0.1 + 0.2, double.NaN]), ("zc.nwot", "", [double.NegativeInfinity, 5e-324])], "made-up 1");
        using MemoryStream file = new(table.ToParquet());
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["index", "architecture", "valid", "zc.nwot", "synthetic"], reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal(("%", "made-up 1"), (reader.CustomMetadata["natsbench.unit.valid"], reader.CustomMetadata["natsbench.synthetic"]));
        ParquetRowGroupReader group = reader.RowGroups[0];
        double?[] valid = new double?[2], score = new double?[2];
        await group.ReadAsync<double>(Field("valid"), valid.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await group.ReadAsync<double>(Field("zc.nwot"), score.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([0.1 + 0.2, null], valid);
        Assert.Equal([double.NegativeInfinity, 5e-324], score);

        DataField Field(string name) => reader.Schema.DataFields.Single(field => field.Name == name);
    }

    [Fact]
    public void CSV_quotes_what_it_must_and_keeps_every_digit() => Assert.Equal(
        "index,architecture,valid\n3,8:8:8:8:8,0.30000000000000004\n7,\"a,\"\"b\"\"\",\n",
        new ArchitectureTable([3, 7], ["8:8:8:8:8", "a,\"b\""], [("valid", "%", [0.1 + 0.2, double.NaN])], "").ToCsv());

    [Fact]
    public void Columns_are_as_long_as_there_are_architectures() =>
        Assert.Throws<ArgumentException>(() => new ArchitectureTable([1], ["8:8:8:8:8"], [("valid", "%", [1, 2])], ""));
}
