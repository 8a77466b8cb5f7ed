using System.CommandLine;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Tables;
using NatsBench.Fast.Tables.Keys;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>What a command line says of published tables.</summary>
internal sealed class TableArguments
{
    private static readonly string[] Fates = [.. Enum.GetValues<DuplicateKeys>().Select(Word)];
    private static readonly string[] Directions = [.. Enum.GetValues<Direction>().Select(ExtraJson.DirectionWord)];
    private static readonly string[] Kinds = [.. Enum.GetValues<ExtraKind>().Select(ExtraJson.KindWord)];

    private readonly Option<string> _format = Text("--format", "FORMAT", $"The layout: {string.Join(", ", ExtraTables.Formats)}. Default: told by the content.");
    private readonly Option<string> _key = Text("--key", "KIND", $"How rows name architectures: {string.Join(", ", KeyKinds.All)}. Default: as the layout says, or found where that is unambiguous.");
    private readonly Option<string> _keyColumn = Text("--key-column", "COLUMN", "The column of the keys. Default: found.");
    private readonly Option<string> _name = Text("--name", "NAME", "The name of the only column, or what the names of all begin with. Default: the layout's, or the source's file name.");
    private readonly Option<string[]> _columns = new("--columns") { Description = "The columns to take, by the source's own names, with commas between. Default: all that are numbers.", HelpName = "NAME,…" };
    private readonly Option<string> _duplicates = Text("--duplicates", "FATE", "What becomes of an architecture that comes more than once with different numbers: absent, refuse, first or last. Default: absent, and said to be.");
    private readonly Option<bool> _keepDisconnected = new("--keep-disconnected") { Description = "Keep what devices measured for cells without a path from input to output, which is left out otherwise." };
    private readonly Option<double[]> _sentinels = new("--sentinel") { Description = "A number that stands for none, such as -1; may be given again.", HelpName = "X", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string> _unit = Text("--unit", "UNIT", "The unit, such as ms. Default: as the layout or the column's name says.");
    private readonly Option<string> _direction = Text("--direction", "WAY", "Which values are better: lower or higher. Default: as the layout or the column's name says.");
    private readonly Option<string> _kind = Text("--kind", "KIND", "How the numbers came to be: measured, predicted, derived or synthetic. Default: as the layout says, or measured.");
    private readonly Option<string> _dataset = Text("--dataset", "DATASET", "The dataset that the numbers belong to.");
    private readonly Option<string> _device = Text("--device", "DEVICE", "The device that they belong to.");
    private readonly Option<string> _licence = Text("--licence", "LICENCE", "Their licence.");

    public TableArguments()
    {
        CommonArguments.OneOf(_format, [.. ExtraTables.Formats]);
        CommonArguments.OneOf(_key, [.. KeyKinds.All]);
        CommonArguments.OneOf(_duplicates, Fates);
        CommonArguments.OneOf(_direction, Directions);
        CommonArguments.OneOf(_kind, Kinds);
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_format, _key, _keyColumn, _name, _columns, _duplicates, _keepDisconnected, _sentinels, _unit, _direction, _kind, _dataset, _device, _licence])
            command.Options.Add(option);
    }

    public TableOptions Read(ParseResult parsed) => new()
    {
        Format = parsed.GetValue(_format),
        Key = parsed.GetValue(_key) is { } key ? KeyKinds.Parse(key) : null,
        KeyColumn = parsed.GetValue(_keyColumn),
        Name = parsed.GetValue(_name),
        Columns = parsed.GetValue(_columns) is { Length: > 0 } columns ? [.. columns.SelectMany(names => names.Split(','))] : null,
        Duplicates = parsed.GetValue(_duplicates) is { } fate ? Enum.GetValues<DuplicateKeys>()[Array.IndexOf(Fates, fate)] : DuplicateKeys.Absent,
        KeepsDisconnected = parsed.GetValue(_keepDisconnected),
        Sentinels = parsed.GetValue(_sentinels) ?? [],
        Unit = parsed.GetValue(_unit),
        Direction = parsed.GetValue(_direction) is { } direction ? Enum.GetValues<Direction>()[Array.IndexOf(Directions, direction)] : null,
        Kind = parsed.GetValue(_kind) is { } kind ? Enum.GetValues<ExtraKind>()[Array.IndexOf(Kinds, kind)] : null,
        Dataset = parsed.GetValue(_dataset),
        Device = parsed.GetValue(_device),
        Licence = parsed.GetValue(_licence),
    };

    private static string Word(DuplicateKeys fate) => fate switch
    {
        DuplicateKeys.Refuse => "refuse",
        DuplicateKeys.First => "first",
        DuplicateKeys.Last => "last",
        _ => "absent",
    };

    private static Option<string> Text(string name, string value, string description) =>
        CommonArguments.NotEmpty(new Option<string>(name) { Description = description, HelpName = value });
}
