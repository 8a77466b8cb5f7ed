using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot tasks</c>.</summary>
internal sealed class TasksCommand : ExampleCommand
{
    private readonly Argument<string> _out = new("DIR") { Description = "Where the runs lie: tells which are finished.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = CommonArguments.Json("Print one line of JSON for each task instead of a table.");

    public TasksCommand() : base(
        "tasks", $"List the runs of the preset {OneShotPreset.Name}: nine algorithms, three datasets, three seeds, 100 epochs.",
        "natsbench-oneshot tasks",
        "natsbench-oneshot tasks runs --json")
    {
        Arguments.Add(_out);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string? folder = parsed.GetValue(_out);
        return new Answer(
            [.. OneShotPreset.All.Select(task => (Action<Utf8JsonWriter>)(json =>
            {
                json.WriteNumber("task", task.Task);
                json.WriteString("algorithm", task.Algorithm.OfficialName());
                json.WriteString("dataset", task.Dataset.Name);
                json.WriteNumber("seed", task.Seed);
                json.WriteString("folder", task.Folder);
                if (folder is not null)
                    json.WriteString("state", State(folder, task));
            }))],
            text =>
            {
                TextTable table = new(TextTable.Number("task"), "algorithm", "dataset", TextTable.Number("seed"), "folder", folder is null ? "" : "state");
                foreach (OneShotPreset task in OneShotPreset.All)
                    table.Add($"{task.Task}", task.Algorithm.OfficialName(), task.Dataset.Name, $"{task.Seed}", task.Folder, folder is null ? "" : State(folder, task));
                text.Table(table);
            }).Write(parsed.GetValue(_json), synthetic: "");
    }

    private static string State(string folder, OneShotPreset task)
    {
        string run = Path.Combine(folder, task.Folder);
        return RunFolder.IsFinished(run) ? "finished" : RunFolder.IsAt(run) ? "begun" : "absent";
    }
}
