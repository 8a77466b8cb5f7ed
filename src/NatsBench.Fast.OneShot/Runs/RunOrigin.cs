namespace NatsBench.Fast.OneShot.Runs;

/// <summary>What a run does not depend on but wants again when it goes on.</summary>
/// <param name="Data">Where the images lie.</param>
/// <param name="OtherImages">Whether images that are not the published ones are allowed.</param>
/// <param name="Table">The column file that epochs are looked up in; null for none.</param>
/// <param name="Threads">Threads of the tensor engine: sums are added in another order by another number, and the last bits of a run on a processor with them.</param>
public sealed record RunOrigin(string Data, bool OtherImages, string? Table, int Threads);
