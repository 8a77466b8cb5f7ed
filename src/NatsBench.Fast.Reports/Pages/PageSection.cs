namespace NatsBench.Fast.Reports.Pages;

/// <summary>A section of a page.</summary>
/// <param name="Name">By what links find it: small letters, digits and hyphens.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What stands in it.</param>
public sealed record PageSection(string Name, string Title, IReadOnlyList<PageBlock> Blocks);
