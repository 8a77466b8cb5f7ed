using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Modules;

/// <summary>
/// Made-up numbers of a module: accuracies that grow with convolutions and depth and fall with poolings, seconds and parameters that grow with
/// convolutions. They depend on the module's hash, the seed, the number of epochs and the repeat alone. All accuracies and seconds are float32
/// values, as the original's are.
/// </summary>
internal readonly struct ModuleModel
{
    /// <summary>The model and its version, which changes whenever any value does.</summary>
    public const string Id = "nasbench101-model 1";

    private const int Repeats = 3;

    private readonly NoiseKey _noise;
    private readonly double _quality;
    private readonly double _secondsOfEpoch;

    public ModuleModel(ModuleGraph module, ModuleHash hash, long seed)
    {
        _noise = NoiseKey.Root(seed).With((int)(uint)hash.Value).With((int)(uint)(hash.Value >> 32));
        int[] counts = new int[ModuleOperations.Count];
        for (int vertex = 1; vertex < module.Vertices - 1; vertex++)
            counts[(int)module.Operation(vertex)]++;
        int depth = Depth(module);
        _quality = 0.9 + 0.012 * Math.Min(counts[0], 3) + 0.004 * Math.Min(counts[1], 3) - 0.004 * counts[2] + 0.004 * Math.Min(depth, 4) + 0.004 * _noise.Normal(0);
        _secondsOfEpoch = 6 + 3.2 * counts[0] + 1.3 * counts[1] + 0.7 * counts[2] + 0.4 * module.Edges;
        Parameters = 227_274 + 7_400_000 / Math.Max(1, module.Edges) * counts[0] + 820_000 / Math.Max(1, module.Edges) * counts[1];
    }

    /// <summary>Trainable parameters.</summary>
    public int Parameters { get; }

    /// <summary>Numbers of repeats of each training, as the original has.</summary>
    public static int RepeatCount => Repeats;

    /// <summary>What a training had come to.</summary>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="repeat">0 to 2.</param>
    /// <param name="after">After how many of them: none, half, or all.</param>
    /// <returns>Seconds, and accuracies as fractions.</returns>
    public ModulePoint After(int epochs, int repeat, int after)
    {
        NoiseKey training = _noise.With(epochs).With(repeat);
        NoiseKey noise = training.With(after);
        // A cosine of learning rates: what is not annealed yet lacks behind.
        double done = (double)after / epochs, lag = after == 0 ? 1 : (0.35 / after + 0.25 * (1 - done)) * (1.2 - _quality / 2);
        double valid = after == 0 ? 0.1 : Math.Max(0.1, _quality * (1 - lag) + 0.003 * training.Normal(0));
        double train = after == 0 ? 0.1 : Math.Min(1, valid + (1 - valid) * 0.8 * done * after / 108);
        return new ModulePoint(
            Float(after * _secondsOfEpoch * (1 + 0.01 * training.Normal(1))),
            Fraction(train + 0.001 * noise.Normal(0)), Fraction(valid + 0.001 * noise.Normal(1)), Fraction(valid - 0.005 + 0.002 * noise.Normal(2)));
    }

    private static double Fraction(double value) => Float(Math.Clamp(value, 0, 1));

    private static double Float(double value) => (float)value;

    private static int Depth(ModuleGraph module)
    {
        Span<int> depths = stackalloc int[ModuleGraph.MaxVertices];
        depths.Clear();
        for (int to = 1; to < module.Vertices; to++)
            for (int from = 0; from < to; from++)
                if (module.HasEdge(from, to))
                    depths[to] = Math.Max(depths[to], depths[from] + 1);
        return depths[module.Vertices - 1];
    }
}
