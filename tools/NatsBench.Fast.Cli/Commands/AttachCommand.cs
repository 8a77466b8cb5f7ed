using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Attaching;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Tables;
using NatsBench.Fast.Tables.Keys;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench attach</c>.</summary>
internal sealed class AttachCommand : ExampleCommand
{
    private readonly Argument<string> _file = CommonArguments.File();
    private readonly Argument<string[]> _sources = new("SOURCE")
    {
        Description = "Published tables, as they are downloaded, or any CSV, Parquet or JSON with a key column.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly TableArguments _table = new();
    private readonly Option<string> _output = CommonArguments.Output();
    private readonly Option<bool> _beside = new("--beside") { Description = "Leave FILE as it is and write FILE.d/NAME.natsbx, which is found when FILE is opened." };
    private readonly Option<bool> _replace = new("--replace") { Description = "Put columns in the place of those of their names, which are refused otherwise." };
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each column instead of a table.");

    public AttachCommand() : base(
        "attach", "Add published numbers about the architectures, as extra columns.",
        "natsbench attach NATS-tss.natsb HW-NAS-Bench-v1_0.pickle latency/pixel2.pt",
        "natsbench attach NATS-tss.natsb zc_nasbench201.json --beside",
        "natsbench attach NATS-tss.natsb measured.csv -o NATS-tss-lab.natsb --name lab --unit ms --direction lower",
        "natsbench attach NATS-tss.natsb scores.parquet --key naslib --key-column arch --columns score --direction higher")
    {
        Arguments.Add(_file);
        Arguments.Add(_sources);
        Options.Add(_output);
        Options.Add(_beside);
        _table.AddTo(this);
        Options.Add(_replace);
        Options.Add(_json);
        Validators.Add(result =>
        {
            if (result.GetResult(_beside) is not null && result.GetResult(_output) is not null)
                result.AddError("--beside leaves FILE as it is, and -o writes another: name one.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file), target = parsed.GetValue(_output) ?? file;
        string[] sources = parsed.GetRequiredValue(_sources);
        PathKind.RefuseToReplace(target, sources);
        (List<JoinedColumn> columns, string synthetic) = Read(file, sources, _table.Read(parsed));
        ExtraNumbers[] numbers = [.. columns.Select(column => column.Column)];
        bool replace = parsed.GetValue(_replace);
        if (parsed.GetValue(_beside))
            target = ExtraAttachment.Mount(file, ExtraTables.MountName(numbers.Select(one => one.Description.Name)), numbers, replace);
        else
            ExtraAttachment.Attach(file, numbers, target, replace);
        Answer answer = new(
            [.. columns.Select(column => (Action<Utf8JsonWriter>)(json => WriteJson(json, column, target)))], text => WriteText(text, columns, target));
        return answer.Write(parsed.GetValue(_json), synthetic);
    }

    private static (List<JoinedColumn> Columns, string Synthetic) Read(string file, string[] sources, TableOptions options)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(file);
        ArchitectureKeys keys = new(bench);
        return ([.. sources.SelectMany(source => ExtraTables.Read(keys, source, options))], bench.Provenance.Synthetic);
    }

    private static void WriteJson(Utf8JsonWriter json, JoinedColumn column, string target)
    {
        ExtraDescription description = column.Column.Description;
        json.WriteString("name", description.Name);
        json.WriteString("unit", description.Unit);
        json.WriteString("direction", ExtraJson.DirectionWord(description.Direction));
        json.WriteString("kind", ExtraJson.KindWord(description.Kind));
        json.WriteString("dataset", description.Dataset);
        json.WriteString("device", description.Device);
        json.WriteNumber("present", column.Present);
        json.WriteNumber("disconnected", column.Disconnected);
        json.WriteNumber("not_finite", column.NotFinite);
        json.WriteNumber("sentinels", column.Sentinels);
        json.WriteNumber("repeated", column.Repeated);
        json.WriteNumber("conflicting", column.Conflicting);
        json.WriteNumber("spread", column.Spread);
        json.WriteString("source", description.SourceName);
        json.WriteString("note", description.Note);
        json.WriteString("file", target);
    }

    private static void WriteText(TextOutput text, List<JoinedColumn> columns, string target)
    {
        text.Title($"{target}: {Display.Count(columns.Count)} extra column{(columns.Count == 1 ? "" : "s")} more");
        TextTable table = new("name", "unit", "better", TextTable.Number("present"), "source");
        foreach (JoinedColumn column in columns)
        {
            ExtraDescription description = column.Column.Description;
            table.Add(description.Name, description.Unit, ExtraJson.DirectionWord(description.Direction), Display.Count(column.Present), description.SourceName);
        }
        text.Table(table);
        foreach (IGrouping<string, JoinedColumn> same in columns.Where(column => column.Column.Description.Note.Length > 0).GroupBy(column => column.Column.Description.Note))
            text.Line($"{(same.Count() == 1 ? same.First().Column.Description.Name : $"{same.First().Column.Description.Name} and {same.Count() - 1} more")}: {same.Key}");
    }
}
