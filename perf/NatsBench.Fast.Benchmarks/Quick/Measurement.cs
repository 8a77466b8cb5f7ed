namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>A figure that takes care of its own rounds: what takes too long to be run in turns with others, or a process of its own.</summary>
/// <param name="Name">The name of the figure.</param>
/// <param name="Run">Measures it.</param>
internal readonly record struct Measurement(string Name, Func<Result> Run);
