using System.Buffers.Binary;
using System.Security.Cryptography;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>
/// Log points of trials stay the same to the last bit: golden/traces.txt has a line a scene and setting, with the beginning of the SHA-256 of
/// every mode. A line that is new or differs on purpose is taken from the message of the failing test.
/// </summary>
public sealed class TraceDigestTests(SearchScenes scenes)
{
    private const ulong RootSeed = 20_191_122;
    private const int Trials = 2;
    private const int DigitsOfDigest = 16;

    private static readonly int[] WorkersOfLongTrials = [1, 1_000, 10_000];

    private static readonly Lazy<HashSet<string>> Golden = new(() => [.. File.ReadAllLines(
        Path.Combine(SharedData.RepositoryRoot, "tests", "NatsBench.Fast.Search.Tests", "golden", "traces.txt"))]);

    public static TheoryData<string> Names { get; } = [.. TraceCases.Scenes.Select(scene => scene.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Traces_are_those_of_before(string scene)
    {
        IOracle oracle = OracleOf(scene);
        double seconds = oracle.Evaluate(oracle.Space.Allowed[0], oracle.Fidelities.Full, 0).Cost * 2 + 1;
        RequireGolden(
            from setting in oracle.Fidelities.IsLadder ? TraceCases.Settings : [.. TraceCases.Settings, .. TraceCases.SettingsOfCurves]
            where oracle.Quantities.Count > 0 || !setting.StartsWith("nsga2", StringComparison.Ordinal)
            let modes = setting.StartsWith("forest", StringComparison.Ordinal) ? [(1, false, Budget.OfEvaluations(40)), (3, true, Budget.OfEvaluations(40))] : TraceCases.Modes(seconds)
            select Line(scene, setting, modes.Select(mode => Digest(oracle, setting, mode.Workers, mode.IsAsynchronous, mode.Budget, Trials))));
    }

    [Theory]
    [InlineData("tss")]
    [InlineData("sss mean")]
    [InlineData("formula tss")]
    public void Traces_of_long_trials_are_those_of_before(string scene)
    {
        IOracle oracle = OracleOf(scene);
        // The formula makes its digits anew each time.
        Budget budget = Budget.OfEvaluations(oracle is TableOracle ? 20_000 : 5_000);
        RequireGolden(
            from setting in TraceCases.SettingsOfLongTrials
            select Line($"{scene} long", setting, WorkersOfLongTrials.Select(workers => Digest(oracle, setting, workers, workers > 1, budget, trials: 1))));
    }

    private IOracle OracleOf(string scene) => TraceCases.Scenes.Single(known => known.Name == scene).Oracle(scenes);

    private static void RequireGolden(IEnumerable<string> lines)
    {
        string[] others = [.. lines.Where(line => !Golden.Value.Contains(line))];
        Assert.True(others.Length == 0, $"not in golden/traces.txt:\n{string.Join('\n', others)}\n");
    }

    private static string Line(string scene, string setting, IEnumerable<string> digests) => $"{scene} | {setting} | {string.Join(' ', digests)}";

    private static string Digest(IOracle oracle, string setting, int workers, bool isAsynchronous, Budget budget, int trials)
    {
        string[] words = setting.Split(' ');
        AlgorithmDefinition algorithm = AlgorithmCatalog.Get(words[0]);
        Dictionary<string, string> given = words.Skip(1).SelectMany(word => word.Split(',')).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Experiment experiment = new(oracle, Dataset.Cifar10, algorithm, HyperParameters.Of(algorithm, given), budget, RootSeed) { Workers = workers };
        TrialRunner runner = new(experiment, isAsynchronous);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int trial = 0; trial < trials; trial++)
            foreach (LogPoint point in runner.Run(trial))
                Append(hash, point);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigitsOfDigest];
    }

    private static void Append(IncrementalHash hash, in LogPoint point)
    {
        Span<byte> bytes = stackalloc byte[44];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, point.Clock);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], point.Cost);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[16..], point.Reward);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], point.Architecture);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[28..], point.Epochs);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[32..], point.Draw);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[36..], point.Worker);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[40..], point.Incumbent);
        hash.AppendData(bytes);
    }
}
