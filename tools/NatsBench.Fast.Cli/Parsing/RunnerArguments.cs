using System.CommandLine;
using NatsBench.Fast.Inference;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>The options of commands that run networks, in the same words.</summary>
/// <param name="batch">Images of a batch where nobody says.</param>
/// <param name="threads">What the threads do.</param>
internal sealed class RunnerArguments(
    int batch = 256, string threads = "How many threads share a batch on the CPU; the numbers are the same for any. Default: one a processor.")
{
    private readonly Option<string> _provider = CommonArguments.NotEmpty(new Option<string>("--provider")
    {
        Description = $"Who computes: {string.Join(", ", ExecutionProviders.Names)}. One that is named is used or refused. Default: auto, CUDA where it is, else the CPU.",
        HelpName = "NAME",
    });

    private readonly Option<int?> _device = CommonArguments.Number<int>("--device", "Which GPU, from 0 on. Default: 0.", least: 0);
    private readonly Option<int?> _batch = CommonArguments.Number<int>("--batch", $"Images of a batch. Default: {batch}.", least: 1, most: 65_536);
    private readonly Option<int?> _threads = CommonArguments.Number<int>("--threads", threads, least: 1, most: 1024);

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_provider, _device, _batch, _threads])
            command.Options.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="NatsBenchException">There is no such provider.</exception>
    public RunnerOptions Read(ParseResult parsed) => new()
    {
        Provider = parsed.GetValue(_provider) is { } name ? ExecutionProviders.Parse(name) : ExecutionProvider.Auto,
        Device = parsed.GetValue(_device) ?? 0,
        Batch = parsed.GetValue(_batch) ?? batch,
        Threads = parsed.GetValue(_threads) ?? Environment.ProcessorCount,
    };
}
