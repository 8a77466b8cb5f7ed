using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Cli.Parsing;

/// <summary>Which architectures are measured, and where the numbers go.</summary>
/// <param name="Space">All architectures of the space.</param>
/// <param name="Architectures">Indices of those that were named.</param>
/// <param name="Dataset">Whose images and classes the networks have.</param>
/// <param name="Output">A journal; null for none.</param>
/// <param name="Attach">A column file that gets an extra column; null for none.</param>
/// <param name="Name">Its name; null where nobody said.</param>
internal sealed record MeasuredSpace(SpaceArchitectures Space, int[] Architectures, Dataset Dataset, string? Output, string? Attach, string? Name)
{
    /// <summary>Refuses a column file that cannot get the numbers, and a name that is none.</summary>
    public void CheckAttachable()
    {
        if (Attach is null)
            return;
        using NatsBenchmark bench = NatsBenchmark.Open(Attach);
        if (bench.Space != Space.Space)
            throw new NatsBenchException($"{Attach}: is of the {bench.Space.OfficialName()} space; what is measured is of the other");
        foreach (int architecture in Architectures)
            _ = bench.IndexOf(Space[architecture]);
        if (Name is not null && !NatsBenchmark.IsExtraName(Name))
            throw new NatsBenchException($"--name: '{Name}' is no name of an extra column; such are help.pixel2.latency, with a dot or more");
    }
}
