namespace NatsBench.Fast.Cli.Streams;

/// <summary>Whoever reads the standard output has gone, as <c>head</c> does when it has seen enough: there is nothing more to do.</summary>
internal sealed class BrokenPipeException() : IOException("nobody reads the standard output");
