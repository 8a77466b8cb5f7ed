namespace NatsBench.Fast.Models.Weights;

/// <summary>Tensors are not those of a network. The message lists the first of each fault; the properties have all.</summary>
public sealed class StateMismatchException : NatsBenchException
{
    private const int Shown = 5;

    internal StateMismatchException(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshaped)
        : base($"the tensors are not those of this network: {string.Join("; ", Parts(missing, unexpected, misshaped))}") =>
        (Missing, Unexpected, Misshaped) = (missing, unexpected, misshaped);

    /// <summary>Names that the network has and the set lacks, in the network's order.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Names that the set has and the network lacks, in the set's order.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Names of tensors of another shape or element type, each with what it is and what it should be, in the network's order.</summary>
    public IReadOnlyList<string> Misshaped { get; }

    private static IEnumerable<string> Parts(IReadOnlyList<string> missing, IReadOnlyList<string> unexpected, IReadOnlyList<string> misshaped) =>
        new[] { Part("missing", missing), Part("unexpected", unexpected), Part("mis-shaped", misshaped) }.Where(part => part.Length > 0);

    private static string Part(string fault, IReadOnlyList<string> names) => names.Count == 0 ? ""
        : $"{names.Count} {fault} ({string.Join(", ", names.Take(Shown))}{(names.Count > Shown ? ", …" : "")})";
}
