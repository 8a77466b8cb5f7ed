using System.Diagnostics;

namespace NatsBench.Fast.Model;

/// <summary>Names and full training of the search spaces.</summary>
public static class SearchSpaces
{
    /// <summary>The name in archive file names: <c>tss</c> or <c>sss</c>; <c>nasbench101</c>.</summary>
    public static string ShortName(this SearchSpace space) => space switch
    {
        SearchSpace.Topology => "tss",
        SearchSpace.Size => "sss",
        SearchSpace.NasBench101 => "nasbench101",
        _ => throw new UnreachableException(),
    };

    /// <summary>The name the official library calls the space by: <c>topology</c> or <c>size</c>; <c>nasbench101</c>, which it does not know.</summary>
    public static string OfficialName(this SearchSpace space) => space switch
    {
        SearchSpace.Topology => "topology",
        SearchSpace.Size => "size",
        SearchSpace.NasBench101 => "nasbench101",
        _ => throw new UnreachableException(),
    };

    /// <summary>The setting under which papers report final accuracies: 200 epochs in the topology space, 90 in the size space, 108 in NAS-Bench-101.</summary>
    public static TrainingSetting FullTraining(this SearchSpace space) => space switch
    {
        SearchSpace.Topology => TrainingSetting.Epochs200,
        SearchSpace.Size => TrainingSetting.Epochs90,
        SearchSpace.NasBench101 => TrainingSetting.Epochs108,
        _ => throw new UnreachableException(),
    };

    /// <summary>The space that an architecture's text belongs to: a cell begins with <c>|</c>, a module is known by its hash, everything else is a list of widths.</summary>
    public static SearchSpace Detect(ReadOnlySpan<char> architecture) =>
        architecture.StartsWith('|') ? SearchSpace.Topology
        : ModuleHash.TryParse(architecture, out _) ? SearchSpace.NasBench101 : SearchSpace.Size;
}
