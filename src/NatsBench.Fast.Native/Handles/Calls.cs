using NatsBench.Fast.Official;

namespace NatsBench.Fast.Native.Handles;

/// <summary>The official calls with their clock and generator (<c>nbf_calls</c>); one caller at a time, the others wait.</summary>
internal sealed class Calls(Bench bench, int seed) : Part(bench)
{
    private readonly OfficialCalls _calls = new(bench.Benchmark, new Random(seed));
    private readonly Lock _one = new();

    public string Answer(string line)
    {
        lock (_one)
            return _calls.Answer(line);
    }
}
