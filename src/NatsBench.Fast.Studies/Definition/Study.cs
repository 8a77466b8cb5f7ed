using System.Security.Cryptography;
using System.Text;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>
/// What is searched, how, and how often: everything that the results depend on beside the benchmark itself. Written as JSON
/// (<see cref="StudyReader"/>); <c>study.schema.json</c> describes it. Immutable.
/// </summary>
public sealed record Study
{
    /// <summary>The most trials of an experiment.</summary>
    public const int MostTrials = 100_000_000;

    /// <summary>The most experiments: datasets × algorithms with their hyper-parameters.</summary>
    public const int MostExperiments = 100_000;

    /// <summary>The most trials of all experiments together.</summary>
    public const long MostTrialsInAll = 1_000_000_000;

    /// <summary>The most objectives beside accuracy: a hypervolume of a few more takes minutes, and then hours.</summary>
    public const int MostObjectives = 6;

    /// <summary>The algorithms, each with the values of its hyper-parameters that are tried.</summary>
    public required IReadOnlyList<AlgorithmGrid> Algorithms { get; init; }

    /// <summary>The datasets searched on, each by itself.</summary>
    public required IReadOnlyList<Dataset> Datasets { get; init; }

    /// <summary>The datasets reported on; none: the one searched on.</summary>
    public IReadOnlyList<Dataset> Report { get; init; } = [];

    /// <summary>How long a trial searches.</summary>
    public StudyBudget Budget { get; init; } = StudyBudget.Paper;

    /// <summary>The name of the oracle of a program's own that is asked; null for the tables of a benchmark.</summary>
    public string? Oracle { get; init; }

    /// <summary>What a shorter training is.</summary>
    public FidelityAxis Fidelity { get; init; } = FidelityAxis.Paper;

    /// <summary>Which stored seed answers.</summary>
    public SeedPolicy Seeds { get; init; } = SeedPolicy.Sampled;

    /// <summary>What becomes of isomorphic cells.</summary>
    public Isomorphs Isomorphs { get; init; } = Isomorphs.Separate;

    /// <summary>What becomes of architectures that lack a number.</summary>
    public AbsentPolicy Absent { get; init; } = AbsentPolicy.AvoidFew;

    /// <summary>What is weighed against accuracy, or only noted beside it.</summary>
    public IReadOnlyList<Quantity> Objectives { get; init; } = [];

    /// <summary>What an architecture must keep to be proposed, each quantity once.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>How many trainings run at a time, in simulated time.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How often each algorithm searches each dataset, 1 to <see cref="MostTrials"/>.</summary>
    public int Trials { get; init; } = 500;

    /// <summary>The number that all randomness comes from.</summary>
    public ulong RootSeed { get; init; }

    /// <summary>Which log points are kept.</summary>
    public TraceKeeping Traces { get; init; } = TraceKeeping.Curve;

    /// <summary>What of it a table is bound with.</summary>
    internal OracleOptions OracleOptions => new()
    {
        Axis = Fidelity,
        Seeds = Seeds,
        Isomorphs = Isomorphs,
        Quantities = Objectives,
        Limits = Limits,
        Reports = Report,
        Absent = Absent,
    };

    /// <summary>The study as JSON in its one canonical form: all members, in order, defaults spelled out.</summary>
    public string ToJson() => StudyWriter.Write(this, isIndented: true);

    /// <summary>SHA-256 of the canonical form, in hexadecimal: equal for studies that give equal results.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StudyWriter.Write(this, isIndented: false))));
}
