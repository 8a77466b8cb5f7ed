using System.CommandLine;
using System.Globalization;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Cli.Parsing;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Commands;

/// <summary><c>natsbench-oneshot search</c>.</summary>
internal sealed class SearchCommand : ExampleCommand
{
    private readonly Argument<string> _algorithm = new("ALGORITHM")
    {
        Description = $"The search, by the original's name: {string.Join(", ", OneShotAlgorithms.All.Select(algorithm => algorithm.OfficialName()))}.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _dataset = CommonArguments.Dataset("The dataset searched: cifar10, cifar100 or ImageNet16-120. Default: cifar10.");
    private readonly Option<string> _out = CommonArguments.NotEmpty(new Option<string>("--out", "-o")
    {
        Description = "The run's folder. One that holds the same run goes on where it was stopped. With --preset: the folder that the task's folder lies in.",
        HelpName = "DIR",
    });

    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "What all randomness follows from. Default: 777.", "S", least: 0, most: int.MaxValue);
    private readonly Option<string> _variant = new("--variant") { Description = "How closely the original is followed: paper, sound or exact (docs/oneshot.md). Default: paper.", HelpName = "WORD" };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "A setting other than the paper's, such as epochs=50, batch_size=32 or controller.updates=10; --dry-run lists all.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<int?> _limit = CommonArguments.Number<int>("--limit-batches", "The most batches of an epoch, for a first look.", least: 1);
    private readonly Option<string> _preset = new("--preset") { Description = $"Runs of a list instead of an algorithm: {OneShotPreset.Name}, the paper's; 'natsbench-oneshot tasks' lists them.", HelpName = "NAME" };
    private readonly Option<int?> _task = CommonArguments.Number<int>("--task", "Which run of the list. Default: $SLURM_ARRAY_TASK_ID.", "T", least: 0, most: OneShotPreset.All.Count - 1);
    private readonly Option<string> _file = TableOption.One("A column file of the space: the log then tells what it says of each epoch's architecture, on every dataset.");
    private readonly Option<double?> _minutes = CommonArguments.Number<double>("--checkpoint-minutes", "The time between two checkpoints within an epoch; each epoch ends with one. Default: 10.", "M", least: 0);
    private readonly Option<bool> _dry = new("--dry-run") { Description = "Print the settings as JSON, and run nothing." };
    private readonly EngineOptions _engine = new();
    private readonly Option<bool> _json = CommonArguments.Json();

    public SearchCommand() : base(
        "search", "Search by weight sharing: train a supernet, choose an architecture after every epoch. Stopped or killed, the same command goes on.",
        "natsbench-oneshot search gdas --data data --dataset cifar10 --file NATS-tss.natsb -o runs/gdas-cifar10-777",
        "natsbench-oneshot search darts-v2 --data data --variant exact --set epochs=50 --seed 888 -o runs/darts-exact-888",
        "natsbench-oneshot images made-up && natsbench-oneshot search enas --data made-up --other-images --limit-batches 5 --set epochs=3 -o look",
        $"natsbench-oneshot search --preset {OneShotPreset.Name} --task 0 --data data -o runs")
    {
        CommonArguments.OneOf(_algorithm, [.. OneShotAlgorithms.All.Select(algorithm => algorithm.OfficialName())]);
        CommonArguments.OneOf(_dataset, [.. SearchImages.Datasets.Select(dataset => dataset.Name)]);
        CommonArguments.OneOf(_variant, [.. Enum.GetValues<SearchVariant>().Select(Word)]);
        CommonArguments.OneOf(_preset, [OneShotPreset.Name]);
        Arguments.Add(_algorithm);
        foreach (Option option in (Option[])[_dataset, _out, _seed, _variant, _set, _limit, _preset, _task, _file])
            Options.Add(option);
        _engine.AddTo(this);
        foreach (Option option in (Option[])[_minutes, _dry, _json])
            Options.Add(option);
        Validators.Add(result =>
        {
            bool isPreset = result.GetResult(_preset) is not null;
            if (isPreset == result.GetResult(_algorithm) is { Tokens.Count: > 0 })
                result.AddError("Name an algorithm, or --preset for a list of runs.");
            else if (isPreset && (result.GetResult(_dataset) ?? result.GetResult(_seed)) is not null)
                result.AddError("A task of --preset has its dataset and seed.");
            else if (result.GetResult(_out) is null && result.GetResult(_dry) is null)
                result.AddError("Name the run's folder (--out).");
        });
        SetAction(Run);
    }

    private static string Word(SearchVariant variant) => variant.ToString().ToLowerInvariant();

    private int Run(ParseResult parsed)
    {
        string? folder = parsed.GetValue(_out);
        (SearchSettings settings, Dataset dataset) = Settings(parsed, ref folder);
        if (parsed.GetValue(_variant) is { } variant)
            settings = settings with { Variant = Enum.Parse<SearchVariant>(variant, ignoreCase: true) };
        settings = SettingsJson.With(settings, parsed.GetValue(_set) ?? []);
        settings.Validate();
        if (parsed.GetValue(_dry))
            return new Answer(
                json =>
                {
                    json.WriteString("dataset", dataset.Name);
                    json.WritePropertyName("settings");
                    SettingsJson.Write(settings).WriteTo(json);
                },
                text => text.Line(SettingsJson.Text(settings))).Write(parsed.GetValue(_json), synthetic: "");
        torch.Device device = _engine.Device(parsed, folder is not null && RunFolder.IsAt(folder) ? Origin(folder) : null);
        string? file = parsed.GetValue(_file);
        SearchImages images = _engine.Images(parsed, dataset, null);
        RunPlan plan = new(settings, dataset, images.Fingerprint(), parsed.GetValue(_limit));
        return RunningSearch.Run(folder!, plan, _engine.Origin(parsed, file), images, device, file, parsed.GetValue(_minutes), parsed.GetValue(_json));
    }

    private static RunOrigin Origin(string folder)
    {
        _ = RunPlan.Read(folder, out RunOrigin origin);
        return origin;
    }

    private (SearchSettings Settings, Dataset Dataset) Settings(ParseResult parsed, ref string? folder)
    {
        if (parsed.GetValue(_algorithm) is { } name)
        {
            _ = OneShotAlgorithms.TryParse(name, out OneShotAlgorithm algorithm);
            Dataset dataset = new(parsed.GetValue(_dataset) ?? Dataset.Cifar10.Name);
            return (SearchSettings.Paper(algorithm, dataset) with { Seed = parsed.GetValue(_seed) ?? 777 }, dataset);
        }
        const string Variable = "SLURM_ARRAY_TASK_ID";
        int number = parsed.GetValue(_task)
            ?? (int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out int slurm) && slurm < OneShotPreset.All.Count ? slurm
                : throw new NatsBenchException($"--task: which run of the {OneShotPreset.All.Count}, from 0? {Variable} does not say either"));
        OneShotPreset task = OneShotPreset.All[number];
        folder = folder is null ? null : Path.Combine(folder, task.Folder);
        return (task.Settings, task.Dataset);
    }
}
