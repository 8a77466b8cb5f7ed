using System.CommandLine;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>The options that say which networks, and where their weights are: one place, whatever is done with them.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<string> _archive = Source("--archive", "Networks of a full archive: the directory NATS-…-full or a part of it, its .tar, or one record.", "DIR|TAR|RECORD");
    private readonly Option<string> _store = Source("--store", "Networks of a weight store, made by 'natsbench weights extract'.", "FILE.natsw");
    private readonly Option<string> _safetensors = Source("--safetensors", "The network in a safetensors file; --space and --arch name its architecture where the file does not.", "FILE");
    private readonly Option<long?> _initSeed = CommonArguments.Number<long>("--init-seed", "Fresh networks, as PyTorch initialises them from this seed; of --space, for --dataset (cifar10 where none is named).");
    private readonly Option<string> _space = new("--space") { Description = "tss (topology) or sss (size), where no archive or store tells.", HelpName = "SPACE" };
    private readonly WeightOptions _weights = new();

    public NetworkOptions() => CommonArguments.OneOf(_space, [SearchSpace.Topology.ShortName(), SearchSpace.Size.ShortName()]);

    /// <summary>Adds all of them to a command, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_archive, _store, _safetensors, _initSeed, _space, .. _weights.All])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (((Option[])[_archive, _store, _safetensors, _initSeed]).Count(option => result.GetResult(option) is not null) != 1)
                result.AddError("Name one source of weights: --archive, --store, --safetensors or --init-seed.");
            else if (result.GetResult(_initSeed) is not null && result.GetResult(_space) is null)
                result.AddError("--init-seed needs --space: tss or sss.");
            else if (result.GetResult(_space) is not null && (result.GetResult(_archive) ?? result.GetResult(_store)) is not null)
                result.AddError("--space goes with --init-seed or --safetensors; an archive and a store know their own.");
        });
    }

    /// <summary>Opens the source of a command line.</summary>
    public NetworkSource Open(ParseResult parsed, CancellationToken cancellation)
    {
        SearchSpace? space = parsed.GetValue(_space) is { } name ? (name == SearchSpace.Topology.ShortName() ? SearchSpace.Topology : SearchSpace.Size) : null;
        if (parsed.GetValue(_initSeed) is { } seed)
            return new FreshNetworks(space!.Value, seed, _weights.Choice(parsed), (there, where) => _weights.Architectures(parsed, there, where));
        if (parsed.GetValue(_safetensors) is { } file)
            return new SafetensorsNetwork(file, space, _weights.Choice(parsed), (there, where) => _weights.Architectures(parsed, there, where));
        WeightSource weights = WeightSource.Open((parsed.GetValue(_archive) ?? parsed.GetValue(_store))!, cancellation);
        try
        {
            if (parsed.GetValue(_store) is { } store && !WeightStore.IsAt(store))
                throw new NatsBenchException($"{store}: is no weight store; --archive reads archives and records");
            return new StoredNetworks(weights, _weights.Choice(parsed), _weights.Architectures(parsed, weights.Architectures, weights.Path));
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private static Option<string> Source(string name, string description, string helpName) =>
        CommonArguments.NotEmpty(new Option<string>(name) { Description = description, HelpName = helpName });
}
