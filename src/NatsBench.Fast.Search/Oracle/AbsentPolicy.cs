namespace NatsBench.Fast.Search.Oracle;

/// <summary>
/// What becomes of architectures that lack a number: of their longest training, or of the accuracies that are reported. Whoever is avoided is
/// never proposed, and stands for the nearest architecture that is there.
/// </summary>
public enum AbsentPolicy
{
    /// <summary>At most one in a thousand is avoided, as 9075 on ImageNet16-120 in the official topology data; with more the file is refused.</summary>
    AvoidFew,

    /// <summary>All of them are avoided: for parts of archives.</summary>
    Avoid,

    /// <summary>A file that lacks one is refused.</summary>
    Refuse,
}
