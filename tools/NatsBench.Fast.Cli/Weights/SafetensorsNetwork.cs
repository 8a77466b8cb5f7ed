using System.Globalization;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Stores;

namespace NatsBench.Fast.Cli.Weights;

/// <summary>The network in a safetensors file. What <c>natsbench weights extract</c> wrote says which it is; of others the command line does.</summary>
internal sealed class SafetensorsNetwork : NetworkSource
{
    private readonly ChosenNetwork _network;

    /// <param name="path">The file.</param>
    /// <param name="space">The space of the architecture, where the command line says it.</param>
    /// <param name="choice">The dataset, where the command line says it.</param>
    /// <param name="choose">Chooses among the architectures of a place.</param>
    public SafetensorsNetwork(string path, SearchSpace? space, WeightChoice choice, Func<IReadOnlyList<int>, string, IReadOnlyList<int>> choose)
    {
        Path = path;
        SafetensorsFile file = SafetensorsFile.Read(path);
        string? text = file.Metadata.GetValueOrDefault("architecture_text");
        int? index = int.TryParse(file.Metadata.GetValueOrDefault("architecture"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        if (space is { } named)
        {
            SpaceArchitectures all = new(named);
            if (choose([.. Enumerable.Range(0, all.Count)], $"the {named.OfficialName()} space") is not [int only])
                throw new NatsBenchException($"{path}: a file holds one network; name its architecture with --arch");
            (index, text) = (only, all[only]);
        }
        if (text is null)
            throw new NatsBenchException($"{path}: the file does not say which architecture it holds; name it with --space and --arch");
        Dataset? dataset = choice.Datasets switch
        {
            [] => file.Metadata.GetValueOrDefault("dataset") is { Length: > 0 } stated ? new Dataset(stated) : null,
            [var one] => one,
            _ => throw new NatsBenchException($"{path}: a file holds one network, of one dataset"),
        };
        string name = LastPart(path);
        _network = new ChosenNetwork(System.IO.Path.GetFileNameWithoutExtension(name), text, dataset, () => Load(text, dataset, file.Tensors, path))
        {
            Architecture = index,
            Setting = file.Metadata.GetValueOrDefault("hp") is { Length: > 0 } hp ? new TrainingSetting(hp) : null,
            Seed = long.TryParse(file.Metadata.GetValueOrDefault("seed"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed) ? seed : null,
            Weights = file.Metadata.GetValueOrDefault("source") ?? name,
        };
        Architectures = [index ?? 0];
    }

    public override string Path { get; }

    public override string Choice => "one network";

    public override IReadOnlyList<int> Architectures { get; }

    public override IReadOnlyList<ChosenNetwork> Of(int architecture) => [_network];
}
