using System.CommandLine;
using System.Diagnostics;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis;
using NatsBench.Fast.Synthesis.Modules;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench synth</c>.</summary>
internal sealed class SynthCommand : ExampleCommand
{
    private readonly Argument<string> _space = new("SPACE") { Description = "tss (topology), sss (size) or nasbench101." };
    private readonly Option<string> _output = CommonArguments.Output();
    private readonly Option<string> _archive = new("--archive") { Description = "Write an archive in the official layout into this new folder instead; of nasbench101 a TFRecord file.", HelpName = "DIR" };
    private readonly Option<int?> _count = CommonArguments.Number<int>("--count", "How many records of the archive, from index 0 on. Default: all.", least: 0);
    private readonly Option<bool> _searchOnly = new("--search-only")
    {
        Description = "Hold what a search reads and no other curve: 20 MB and seconds instead of 0.4 GB; what was left out is refused.",
    };
    private readonly Option<long?> _seed = CommonArguments.Number<long>("--seed", "Seed of the table: another one gives other numbers. Default: 0.");
    private readonly Option<int?> _threads = CommonArguments.Threads();
    private readonly Option<bool> _json = CommonArguments.Json();

    public SynthCommand() : base(
        "synth", "Make a whole table of numbers by a model: for demonstrations and tests, never for research.",
        "natsbench synth tss -o synthetic-tss.natsb",
        "natsbench synth tss -o search-tss.natsb --search-only",
        "natsbench synth sss --archive synthetic-sss --count 100 --seed 7",
        "natsbench synth nasbench101 --archive synthetic.tfrecord --count 1000")
    {
        CommonArguments.OneOf(_space, [SearchSpace.Topology.ShortName(), SearchSpace.Size.ShortName(), SearchSpace.NasBench101.ShortName()]);
        Arguments.Add(_space);
        foreach (Option option in (Option[])[_output, _archive, _count, _searchOnly, _seed, _threads, _json])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(_output) is null == result.GetResult(_archive) is null)
                result.AddError("Name a column file with -o, or a folder with --archive.");
            if (result.GetResult(_searchOnly) is not null && result.GetResult(_archive) is not null)
                result.AddError("--search-only goes with -o; records of an archive are whole.");
            if (result.GetResult(_count) is not null && result.GetResult(_archive) is null)
                result.AddError("--count goes with --archive; a column file holds the whole space.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed) => parsed.GetRequiredValue(_space) == SearchSpace.NasBench101.ShortName() ? RunModules(parsed) : RunNats(parsed);

    private int RunModules(ParseResult parsed)
    {
        if (parsed.GetValue(_searchOnly))
            throw new NatsBenchException("--search-only is for the other spaces: NAS-Bench-101 has few curves, and all of it is small");
        string? file = parsed.GetValue(_output), records = parsed.GetValue(_archive);
        int count = parsed.GetValue(_count) ?? ModuleEnumeration.Count;
        if (count > ModuleEnumeration.Count)
            throw new NatsBenchException($"--count {count} is more than the {ModuleEnumeration.Count} architectures of the space");
        long seed = parsed.GetValue(_seed) ?? 0;
        using Interruption interruption = new();
        Stopwatch clock = Stopwatch.StartNew();
        ProgressDisplay.Run("making numbers", progress =>
        {
            if (records is not null)
                SyntheticModules.WriteRecords(records, seed, count, only108: false, progress, interruption.Token);
            else
                SyntheticModules.WriteTable(file!, seed, count: null, parsed.GetValue(_threads), progress, interruption.Token);
            return count;
        });
        return Answered(parsed, records ?? file!, isArchive: records is not null, SearchSpace.NasBench101, SyntheticModules.ModelId, seed, TableContents.Whole, count, clock.Elapsed.TotalSeconds);
    }

    private int RunNats(ParseResult parsed)
    {
        SyntheticSpace space = parsed.GetRequiredValue(_space) == SearchSpace.Topology.ShortName() ? SyntheticSpace.Topology : SyntheticSpace.Size;
        string? file = parsed.GetValue(_output), folder = parsed.GetValue(_archive);
        int all = space.Architectures.Count;
        int count = parsed.GetValue(_count) ?? all;
        if (count > all)
            throw new NatsBenchException($"--count {count} is more than the {all} architectures of the space");
        long seed = parsed.GetValue(_seed) ?? 0;
        int? threads = parsed.GetValue(_threads);
        TableContents contents = parsed.GetValue(_searchOnly) ? TableContents.SearchOnly : TableContents.Whole;

        using Interruption interruption = new();
        Stopwatch clock = Stopwatch.StartNew();
        ProgressDisplay.Run("making numbers", progress =>
        {
            Relay<int> written = new(records => progress.Report((double)records / count));
            if (folder is not null)
                SyntheticArchive.Write(space, folder, seed, count, threads, written, interruption.Token);
            else
                SyntheticTable.Write(space, file!, seed, threads, written, contents, interruption.Token);
            return count;
        });
        return Answered(parsed, folder ?? file!, isArchive: folder is not null, space.Space, space.ModelId, seed, contents, count, clock.Elapsed.TotalSeconds);
    }

    private int Answered(
        ParseResult parsed, string written, bool isArchive, SearchSpace space, string model, long seed, TableContents contents, int count, double seconds)
    {
        Answer answer = new(
            json =>
            {
                json.WriteString(isArchive ? "archive" : "file", written);
                json.WriteString("space", space.OfficialName());
                json.WriteString("model", model);
                json.WriteNumber("seed", seed);
                if (!isArchive)
                    json.WriteString("contents", Display.Contents(contents));
                json.WriteNumber("records", count);
                json.WriteDouble("seconds", seconds);
            },
            text => text.Title($"{written}: {Display.Count(count)} records of the {space.OfficialName()} space by {model}, seed {seed}, in {Display.Seconds(seconds)}"));
        return answer.Write(parsed.GetValue(_json), $"{model}, seed {seed}");
    }
}
