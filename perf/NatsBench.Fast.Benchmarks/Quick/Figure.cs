namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>One thing that is timed, with its limit where there is one: the same answer by bare loops over plain arrays.</summary>
/// <param name="Name">What is asked, then what differs: <c>simulate.tss.cifar10.12</c>.</param>
/// <param name="Unit">The unit of the value.</param>
/// <param name="Operations">Answers of one run.</param>
/// <param name="Run">Runs ours and returns a checksum of its answers.</param>
/// <param name="Limits">Each runs a bare loop and returns the same checksum; the best of them is the limit.</param>
/// <param name="Rounds">How often each is run; the best counts.</param>
/// <param name="AllocatesNothing">True where that is promised; the bytes are reported as a figure of their own.</param>
internal sealed record Figure(
    string Name, TimeUnit Unit, int Operations, Func<double> Run, Func<double>[]? Limits = null, int Rounds = Figure.UsualRounds, bool AllocatesNothing = false)
{
    public Func<double>[] Limits { get; } = Limits ?? [];

    /// <summary>Rounds of what takes no time to speak of; what has fewer is not warmed up either.</summary>
    public const int UsualRounds = 30;
}

/// <summary>A unit of time for an answer.</summary>
/// <param name="Text">As it is printed.</param>
/// <param name="Nanoseconds">How long it is.</param>
internal readonly record struct TimeUnit(string Text, double Nanoseconds)
{
    public static TimeUnit NanosecondsPerQuery { get; } = new("ns/query", 1);
    public static TimeUnit Microseconds { get; } = new("µs", 1e3);
    public static TimeUnit Milliseconds { get; } = new("ms", 1e6);
}
