using static TorchSharp.torch;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>Running means and variances of batch normalisations, and how many batches each has seen.</summary>
internal sealed class RunningStatistics : IDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly ScalarType _type;
    private readonly Device _device;

    public RunningStatistics(ScalarType type, Device device) => (_type, _device) = (type, device);

    public sealed class Entry(string path, Tensor mean, Tensor variance)
    {
        public string Path { get; } = path;

        public Tensor Mean { get; } = mean;

        public Tensor Variance { get; } = variance;

        public long Batches { get; set; }
    }

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Appends the statistics of a module: means 0, variances 1.</summary>
    /// <returns>Their place.</returns>
    public int Add(string path, long channels)
    {
        _entries.Add(new Entry(path, zeros(channels, _type, _device).DetachFromDisposeScope(), ones(channels, _type, _device).DetachFromDisposeScope()));
        return _entries.Count - 1;
    }

    public void Dispose()
    {
        foreach (Entry entry in _entries)
        {
            entry.Mean.Dispose();
            entry.Variance.Dispose();
        }
    }
}
