using System.CommandLine;
using NatsBench.Fast.Cli;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.OneShot.Data;
using NatsBench.Fast.OneShot.Engine;
using NatsBench.Fast.OneShot.Runs;
using TorchSharp;

namespace NatsBench.Fast.OneShot.Cli.Parsing;

/// <summary>Where images lie and where is computed: options of every command that uses the engine. What a run was begun with is the default of whoever goes on with it.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string> _data = CommonArguments.NotEmpty(new Option<string>("--data")
    {
        Description = "Where the published images lie: the folder cifar-10-batches-py, cifar-100-python or ImageNet16, the folder above it, or its .tar.gz. Default: where the run took them from.",
        HelpName = "PLACE",
    });

    private readonly Option<bool> _other = new("--other-images") { Description = "Allow images that are not the published ones, in their formats." };

    private readonly Option<string> _device = CommonArguments.NotEmpty(new Option<string>("--device")
    {
        Description = "Where to compute: cpu, cuda or cuda:N. Default: a GPU where there is one.",
        HelpName = "DEVICE",
    });

    private readonly Option<int?> _threads = CommonArguments.Number<int>(
        "--threads", "Threads of the engine on a processor. Default: as many as the run began with, else one a core.", least: 1, most: 1024);

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_data, _other, _device, _threads])
            command.Options.Add(option);
    }

    /// <summary>The device of a name; says what there is to say of the engine.</summary>
    public static torch.Device Device(string? name)
    {
        torch.Device device = TorchEngine.Device(name);
        if (TorchEngine.Notice is { } notice)
            Failure.Say(notice);
        return device;
    }

    /// <summary>The device; sets the number of threads as well.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="origin">The run's; null for a new one.</param>
    public torch.Device Device(ParseResult parsed, RunOrigin? origin)
    {
        torch.Device device = Device(parsed.GetValue(_device));
        if ((parsed.GetValue(_threads) ?? origin?.Threads) is { } threads)
            torch.set_num_threads(threads);
        return device;
    }

    /// <summary>What a new run keeps for whoever resumes it.</summary>
    public RunOrigin Origin(ParseResult parsed, string? table) => new(Path.GetFullPath(Place(parsed, null)), parsed.GetValue(_other), table is null ? null : Path.GetFullPath(table), torch.get_num_threads());

    /// <summary>The images of a dataset.</summary>
    public SearchImages Images(ParseResult parsed, Model.Dataset dataset, RunOrigin? origin) =>
        SearchImages.Read(Place(parsed, origin), dataset, !(parsed.GetValue(_other) || origin is { OtherImages: true }));

    private string Place(ParseResult parsed, RunOrigin? origin) => parsed.GetValue(_data) ?? origin?.Data
        ?? throw new NatsBenchException("no images: say where they lie (--data); 'natsbench-oneshot images DIR' makes some for a first look");
}
