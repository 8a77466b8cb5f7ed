using System.CommandLine;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>The options that choose trainings, each of which may be given several times.</summary>
internal sealed class WeightOptions
{
    private readonly Option<ArchitectureList> _architectures = ArchitectureList.Option();
    private readonly Option<string[]> _datasets = new("--dataset") { Description = "Trained on this dataset only, such as cifar10; may be repeated. Default: all.", HelpName = "DATASET" };
    private readonly Option<string[]> _settings = new("--hp") { Description = "Trained under this setting only, such as 12; may be repeated. Default: all.", HelpName = "KEY" };
    private readonly Option<string[]> _seeds = new("--seed") { Description = "Of this seed only, such as 777; may be repeated. Default: all.", HelpName = "N" };

    public WeightOptions()
    {
        foreach (Option<string[]> option in (Option<string[]>[])[_datasets, _settings, _seeds])
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(token => token.Value.Length == 0))
                    result.AddError($"{option.Name} is empty.");
            });
        _seeds.Validators.Add(result =>
        {
            foreach (string word in result.Tokens.Select(token => token.Value))
                if (Numbers.Read(word, out long _) is { } fault)
                    result.AddError($"--seed: {fault}.");
        });
    }

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_architectures, _datasets, _settings, _seeds];

    /// <summary>The architectures of a command line, all where none are given.</summary>
    public IReadOnlyList<int> Architectures(ParseResult parsed, IReadOnlyList<int> there, string where) =>
        (parsed.GetValue(_architectures) ?? ArchitectureList.All).Of(there, where);

    /// <summary>The trainings of a command line.</summary>
    public WeightChoice Choice(ParseResult parsed) => new()
    {
        Datasets = [.. (parsed.GetValue(_datasets) ?? []).Distinct().Select(name => new Dataset(name))],
        Settings = [.. (parsed.GetValue(_settings) ?? []).Distinct().Select(key => new TrainingSetting(key))],
        Seeds = [.. (parsed.GetValue(_seeds) ?? []).Select(word => Numbers.Read(word, out long seed) is null ? seed : throw new NatsBenchException($"--seed {word} is no number")).Distinct()],
    };
}
