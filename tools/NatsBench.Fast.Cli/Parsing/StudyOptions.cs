using System.CommandLine;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The options that make a study: a file or a preset to begin with, and what is different from it.</summary>
internal sealed class StudyOptions
{
    private const string Separator = ",";

    private readonly Option<string> _file = Text("--study", "Begin with a study file (JSON); the options below change it.", "FILE");
    private readonly Option<string> _preset = Text("--preset", $"Begin with a preset: {string.Join(" or ", StudyPresets.Names)}. Default: {StudyPresets.Names[0]}.", "NAME");
    private readonly Option<string[]> _algorithms = List("--algorithm", $"Algorithms: {string.Join(", ", AlgorithmCatalog.All.Select(algorithm => algorithm.Name))}.", "NAMES");
    private readonly Option<string[]> _parameters = new("--parameter", "-p")
    {
        Description = "A hyper-parameter and its value, or several to try: rea.population=20 or rea.population=10,20. 'natsbench algorithms' lists them.",
        HelpName = "NAME=VALUES",
    };
    private readonly Option<bool> _full = new("--full") { Description = "BOHB runs its 2,000 evaluations instead of stopping at the budget." };
    private readonly Option<string[]> _datasets = List("--dataset", "The datasets to search on, each by itself.", "NAMES");
    private readonly Option<string[]> _report = List("--report", "The datasets to report on. Default: the one searched on.", "NAMES");
    private readonly Option<string> _budget = Text("--budget", "paper, a number of simulated seconds, or of evaluations such as 100e.", "BUDGET");
    private readonly Option<string> _fidelity = Text("--fidelity", "What a shorter training is: curve:12 (the paper), curve:90, curve:200, curve:108 (of NAS-Bench-101, its default) or ladder.", "AXIS");
    private readonly Option<bool> _resume = new("--resume-training") { Description = "A longer training goes on where the same one stopped, and pays the difference." };
    private readonly Option<string> _seeds = Choice("--seeds", Words.Seeds.Keys, "Which stored seed answers: one drawn for each training, the mean, or one for the whole trial.");
    private readonly Option<string> _isomorphs = Choice("--isomorphs", Words.Isomorphs.Keys, "Isomorphic cells: separate, or each class by its lowest index or by its mean.");
    private readonly Option<string> _absent = Choice("--absent", Words.Absent.Keys, "Architectures that lack a number: avoid up to one in a thousand, avoid all of them, or refuse the file.");
    private readonly Option<string[]> _objectives = List("--objectives", $"Further objectives of nsga2, of which every trial has a front: {string.Join(", ", Quantity.Costs)}, or columns such as valid-loss.", "NAMES");
    private readonly LimitOptions _limits = new();
    private readonly Option<int?> _workers = CommonArguments.Number<int>("--workers", "Trainings at a time, in simulated time.", least: 1, most: Experiment.MostWorkers);
    private readonly Option<int?> _trials = CommonArguments.Number<int>("--trials", "Trials of each algorithm on each dataset. Default: 500.", least: 1, most: Study.MostTrials);
    private readonly Option<ulong?> _seed = CommonArguments.Number<ulong>("--seed", "The number that all randomness comes from. Default: 0.");
    private readonly Option<string> _traces = Choice("--traces", Words.Traces.Keys, "Which log points --out keeps: those that curves and fronts need, all, or none.");

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All =>
    [
        _file, _preset, _algorithms, _parameters, _full, _datasets, _report, _budget, _fidelity, _resume, _seeds, _isomorphs, _absent,
        _objectives, .. _limits.All, _workers, _trials, _seed, _traces,
    ];

    /// <summary>The study that a command line means.</summary>
    /// <exception cref="NatsBenchException">Something in it is unknown or contradicts itself.</exception>
    public Study Read(ParseResult parsed)
    {
        string? file = parsed.GetValue(_file), preset = parsed.GetValue(_preset);
        if (file is not null && preset is not null)
            throw new NatsBenchException("--study and --preset both begin a study; give one of them");
        if (file is not null)
            RefuseForeign(file);
        Study study = file is not null ? StudyReader.Read(file) : StudyPresets.Get(preset ?? StudyPresets.Names[0]);
        FidelityAxis axis = parsed.GetValue(_fidelity) is { } name
            ? FidelityAxis.Parse(name, study.Fidelity.Resumes) ?? throw new NatsBenchException($"--fidelity: '{name}' is not curve:12, curve:90, curve:108, curve:200 or ladder")
            : study.Fidelity;
        study = study with
        {
            Algorithms = Algorithms(parsed, study),
            Datasets = Names(parsed, _datasets) is { } datasets ? [.. datasets.Select(dataset => new Dataset(dataset))] : study.Datasets,
            Report = Names(parsed, _report) is { } report ? [.. report.Select(dataset => new Dataset(dataset))] : study.Report,
            Budget = parsed.GetValue(_budget) is { } budget ? StudyBudget.Parse(budget) : study.Budget,
            Fidelity = axis with { Resumes = axis.Resumes || parsed.GetValue(_resume) },
            Seeds = Chosen(parsed, _seeds, Words.Seeds, study.Seeds),
            Isomorphs = Chosen(parsed, _isomorphs, Words.Isomorphs, study.Isomorphs),
            Absent = Chosen(parsed, _absent, Words.Absent, study.Absent),
            Objectives = Names(parsed, _objectives) is { } objectives
                ? [.. objectives.Select(objective => Choices.Quantity(objective, _objectives.Name))]
                : study.Objectives,
            Limits = _limits.Read(parsed, study.Limits),
            Workers = parsed.GetValue(_workers) ?? study.Workers,
            Trials = parsed.GetValue(_trials) ?? study.Trials,
            RootSeed = parsed.GetValue(_seed) ?? study.RootSeed,
            Traces = Chosen(parsed, _traces, Words.Traces, study.Traces),
        };
        StudyCheck.Check(study, file ?? "the study");
        return study;
    }

    /// <summary>A study as a benchmark's own paper has it: of NAS-Bench-101 where nothing else was said trainings of 108 epochs on cifar10.</summary>
    /// <param name="study">What <see cref="Read"/> gave.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="bench">The benchmark.</param>
    public Study For(Study study, ParseResult parsed, NatsBenchmark bench)
    {
        if (bench.Space != SearchSpace.NasBench101 || parsed.GetValue(_file) is not null)
            return study;
        return study with
        {
            Algorithms = Names(parsed, _algorithms) is null ? [.. study.Algorithms.Where(grid => grid.Algorithm.Name is "random" or "rea")] : study.Algorithms,
            Datasets = Names(parsed, _datasets) is null ? [Dataset.Cifar10] : study.Datasets,
            Fidelity = parsed.GetValue(_fidelity) is null ? study.Fidelity with { Setting = TrainingSetting.Epochs108 } : study.Fidelity,
        };
    }

    // A pipe may hand a study over, and is not looked into; what is JSON is for the reader to judge.
    private static void RefuseForeign(string file)
    {
        if (Directory.Exists(file))
            throw new NatsBenchException($"{file}: is a folder; name a study file (JSON)");
        if (!File.Exists(file) || PathKind.Irregular(file) is not null)
            return;
        Span<byte> start = stackalloc byte[FileContent.Bytes];
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader says what the system says.
            return;
        }
        if (FileContent.Of(start) is { } content && content != FileContent.Json)
            throw new NatsBenchException($"{file}: no study but {content.What}; a study is a JSON file, such as 'natsbench search --dry-run' prints");
    }

    // Those that are named keep what the study says of them; hyper-parameters that are given change it.
    private IReadOnlyList<AlgorithmGrid> Algorithms(ParseResult parsed, Study study)
    {
        IEnumerable<AlgorithmGrid> grids = Names(parsed, _algorithms) is { } names ? names.SelectMany(name => Grids(study, name)) : study.Algorithms;
        AlgorithmGrid[] chosen = [.. grids];
        Dictionary<string, Dictionary<string, IReadOnlyList<string>>> given = Parameters(parsed);
        if (given.Keys.FirstOrDefault(name => !chosen.Any(grid => grid.Algorithm.Name == name)) is { } unknown)
            throw new NatsBenchException(
                $"{unknown} is given hyper-parameters, but is not among the algorithms {string.Join(", ", chosen.Select(grid => grid.Algorithm.Name).Distinct())}");
        return [.. chosen.Select(grid => given.TryGetValue(grid.Algorithm.Name, out Dictionary<string, IReadOnlyList<string>>? values) ? grid.With(values) : grid)];
    }

    private static AlgorithmGrid[] Grids(Study study, string name)
    {
        AlgorithmGrid[] own = [.. study.Algorithms.Where(grid => grid.Algorithm.Name == name)];
        return own.Length > 0 ? own : [new AlgorithmGrid(AlgorithmCatalog.Get(name))];
    }

    private Dictionary<string, Dictionary<string, IReadOnlyList<string>>> Parameters(ParseResult parsed)
    {
        Dictionary<string, Dictionary<string, IReadOnlyList<string>>> all = [];
        IEnumerable<string> texts = parsed.GetValue(_parameters) ?? [];
        if (parsed.GetValue(_full))
            texts = texts.Append("bohb.full=true");
        foreach (string text in texts)
        {
            int dot = text.IndexOf('.', StringComparison.Ordinal), equals = text.IndexOf('=', StringComparison.Ordinal);
            if (dot <= 0 || equals <= dot + 1)
                throw new NatsBenchException($"{_parameters.Name}: '{text}' is not ALGORITHM.NAME=VALUE, such as rea.population=20");
            (string algorithm, string name) = (text[..dot], text[(dot + 1)..equals]);
            if (!all.TryGetValue(algorithm, out Dictionary<string, IReadOnlyList<string>>? values))
                all.Add(algorithm, values = new(StringComparer.Ordinal));
            string[] given = text[(equals + 1)..].Split(Separator);
            RefuseOddNumbers(text, given);
            if (!values.TryAdd(name, given))
                throw new NatsBenchException($"{_parameters.Name}: {algorithm}.{name} is given twice; join its values with commas");
        }
        return all;
    }

    // Values are read by the algorithm; what a decimal comma or a space leaves of a number is told here.
    private void RefuseOddNumbers(string text, string[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            bool isRest = values[i] is ['0', >= '0' and <= '9', ..];
            if (isRest && i > 0)
                throw new NatsBenchException(
                    $"{_parameters.Name}: '{text}': {values[i]} is not a number, and commas list values; if a decimal is meant, write {values[i - 1]}.{values[i]}");
            if (isRest || values[i].Any(char.IsWhiteSpace))
                throw new NatsBenchException($"{_parameters.Name}: '{text}': '{values[i]}' is not a number; write it without zeros before it and without spaces");
        }
    }

    private static string[]? Names(ParseResult parsed, Option<string[]> option)
    {
        if (parsed.GetValue(option) is not { Length: > 0 } texts)
            return null;
        string[] names = [.. texts.SelectMany(text => text.Split(Separator, StringSplitOptions.TrimEntries))];
        return names.Contains("") ? throw new NatsBenchException($"{option.Name}: a name is empty") : names;
    }

    private static T Chosen<T>(ParseResult parsed, Option<string> option, IReadOnlyDictionary<string, T> words, T otherwise)
        where T : struct => parsed.GetValue(option) is { } word ? words[word] : otherwise;

    private static Option<string> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static Option<string[]> List(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static Option<string> Choice(string name, IEnumerable<string> words, string description)
    {
        Option<string> option = new(name) { Description = description, HelpName = string.Join("|", words) };
        CommonArguments.OneOf(option, [.. words]);
        return option;
    }
}
