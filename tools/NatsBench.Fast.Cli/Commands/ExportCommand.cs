using System.CommandLine;
using System.Text;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench export</c>.</summary>
internal sealed class ExportCommand : BenchmarkCommand
{
    private readonly ColumnOptions _asked = new();
    private readonly Option<string> _columns = CommonArguments.NotEmpty(new Option<string>("--columns")
    {
        Description = $"The columns, under their names. Such as {ColumnOptions.Names}.",
        HelpName = "NAME,…",
        Required = true,
    });
    private readonly Option<string> _csv = CommonArguments.NotEmpty(new Option<string>("--csv")
    {
        Description = "The CSV file to write; an existing one is replaced when the new one is complete.",
        HelpName = "FILE.csv",
    });
    private readonly Option<string> _parquet = CommonArguments.NotEmpty(new Option<string>("--parquet")
    {
        Description = "The Parquet file to write, units in its metadata; an existing one is replaced likewise.",
        HelpName = "FILE.parquet",
    });

    public ExportCommand() : base(
        "export", "Write columns of every architecture as CSV or Parquet: index, architecture and the columns, with every digit.",
        "natsbench export NATS-tss.natsb --columns valid,test,flops,help.pixel2.latency --dataset cifar100 --csv columns.csv",
        "natsbench export NATS-sss.natsb --columns cifar10:test,cifar100:test --where 'flops < 100' --parquet columns.parquet")
    {
        foreach (Option option in (Option[])[_columns, _csv, _parquet, .. _asked.All])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_csv) is null && result.GetResult(_parquet) is null)
                result.AddError($"name a file to write: {_csv.Name} or {_parquet.Name}.");
            else if (result.GetValue(_csv) is { } csv && csv == result.GetValue(_parquet))
                result.AddError($"{_csv.Name} and {_parquet.Name} name one file.");
        });
    }

    protected override Answer Ask(NatsBenchmark bench, ParseResult parsed)
    {
        AskedColumns asked = _asked.Read(bench, parsed);
        List<AskedColumn> columns = asked.ReadAll(parsed.GetRequiredValue(_columns), _columns.Name);
        int[] rows = [.. Enumerable.Range(0, bench.Count).Where(asked.Counts)];
        ArchitectureTable table = new(
            rows, [.. rows.Select(bench.Architecture)], [.. columns.Select(column => (column.Name, column.Unit, rows.Select(row => column.All[row]).ToArray()))], bench.Provenance.Synthetic);
        List<string> files = [];
        Write(parsed.GetValue(_csv), () => Encoding.UTF8.GetBytes(table.ToCsv()));
        Write(parsed.GetValue(_parquet), table.ToParquet);
        return new Answer(
            json =>
            {
                asked.Write(json);
                json.WriteNumber("rows", rows.Length);
                json.WriteStartArray("files");
                foreach (string file in files)
                    json.WriteStringValue(file);
                json.WriteEndArray();
            },
            text =>
            {
                text.Title($"{Display.Count(rows.Length)} architectures with {string.Join(", ", columns.Select(column => column.Label))}: {string.Join(", ", files)}");
                asked.Write(text);
            });

        void Write(string? path, Func<byte[]> content)
        {
            if (path is null)
                return;
            PathKind.RefuseToReplace(path, [bench.Path, .. bench.Extras.Select(column => column.Path)]);
            using AsideFile file = new(path);
            file.Write(content());
            file.Commit([]);
            files.Add(path);
        }
    }
}
