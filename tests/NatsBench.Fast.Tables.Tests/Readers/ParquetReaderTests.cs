using DuckDB.NET.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tables.Tests.Readers;

/// <summary>Parquet that another program wrote.</summary>
public sealed class ParquetReaderTests : IDisposable
{
    private readonly SmallSpace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact]
    public void A_table_of_every_cell_on_every_device_and_task_is_read()
    {
        using NatsBenchmark benchmark = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        ArchitectureKeys keys = new(benchmark);
        File.WriteAllLines(_space["classes.csv"], keys.Representatives.ToArray().Select((representative, index) => $"{index},{representative}").Prepend("arch_idx,rep_arch_idx"));
        Write("boards.parquet", $"""
            SELECT c.arch_idx, c.rep_arch_idx, d.device, f.framework, t.task,
                   c.rep_arch_idx + length(d.device) / 8.0 + length(f.framework) / 64.0 AS lat_ms_median,
                   CASE WHEN d.device = 'pixel' THEN NULL ELSE 0.5 END AS lat_ms_var, CASE WHEN d.device = 'pixel' THEN NULL ELSE 2.5 END AS energy_mj,
                   c.arch_idx / 16.0 - length(t.task) AS accuracy, 'ok' AS status
            FROM read_csv('{_space["classes.csv"]}') c, (VALUES ('pi5'), ('pixel')) d(device), (VALUES ('litert'), ('onnx')) f(framework), (VALUES ('cifar100'), ('ninapro'), ('darcy')) t(task)
            """);
        Dictionary<string, JoinedColumn> columns = ExtraTables.Read(keys, _space["boards.parquet"], new TableOptions()).ToDictionary(column => column.Column.Description.Name);
        Assert.Equal(12 + (2 * 6) + 3, columns.Count);
        JoinedColumn latency = columns["hwnas360.pi5.litert.cifar100.latency"];
        Assert.Equal((15_284, 341), (latency.Present, latency.Disconnected));
        Assert.Equal(14 + (3 / 8.0) + (6 / 64.0), latency.Column.Values.Span[10038]);
        JoinedColumn darcy = columns["nb360.darcy.accuracy"];
        Assert.Equal((15_625, 15_625, 0, "fraction"), (darcy.Present, darcy.Repeated, darcy.Conflicting, darcy.Column.Description.Unit));
        Assert.Equal(-5, darcy.Column.Values.Span[0]);
        Assert.DoesNotContain("hwnas360.pixel.onnx.darcy.energy", columns.Keys);
    }

    [Fact]
    public void Any_table_with_keys_is_read()
    {
        Write("lab.parquet", $"SELECT '{_space.Keys.Names(3).Naslib}' AS arch, 0.1::DOUBLE AS acc, 7::INTEGER AS rank, 1.5::FLOAT AS energy_mj, true AS ok UNION ALL SELECT '{_space.Keys.Names(4).Naslib}', NULL, 8, 2.5, false ORDER BY rank");
        Dictionary<string, JoinedColumn> columns = ExtraTables.Read(_space.Keys, _space["lab.parquet"], new TableOptions()).ToDictionary(column => column.Column.Description.Name);
        Assert.Equal(["lab.acc", "lab.energy_mj", "lab.rank"], columns.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([0.1, double.NaN], columns["lab.acc"].Column.Values.ToArray()[3..5]);
        Assert.Equal(("mJ", Direction.Minimise, 2.5), (columns["lab.energy_mj"].Column.Description.Unit, columns["lab.rank"].Column.Description.Direction, columns["lab.energy_mj"].Column.Values.Span[4]));
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        Write("lab.parquet", "SELECT 1 AS index, 2.5 AS acc");
        byte[] bytes = File.ReadAllBytes(_space["lab.parquet"]);
        Assert.Contains("no Parquet that can be read", _space.Refusal("a.parquet", bytes[..^20]), StringComparison.Ordinal);
        for (int at = 4; at < bytes.Length; at += 7)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 0x55;
            File.WriteAllBytes(_space["b.parquet"], damaged);
            try
            {
                ExtraTables.Read(_space.Keys, _space["b.parquet"], new TableOptions());
            }
            catch (NatsBenchException)
            {
                // The only one allowed; Parquet has no checksums, so that some damage cannot be told.
            }
        }
    }

    private void Write(string name, string query)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"COPY ({query}) TO '{_space[name]}' (FORMAT parquet, COMPRESSION snappy)";
        command.ExecuteNonQuery();
    }
}
