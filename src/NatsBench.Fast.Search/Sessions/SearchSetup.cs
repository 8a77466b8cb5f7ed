using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Sessions;

/// <summary>What a session is made of: all that its proposals depend on but what it is told. Immutable, thread-safe.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Parameters">Its hyper-parameters.</param>
/// <param name="Space">What may be proposed: <see cref="ArchitectureSpace.Whole"/>, or that of a benchmark.</param>
/// <param name="Fidelities">How long an architecture may be trained.</param>
/// <param name="Dataset">What is searched on, by any name; part of the random streams.</param>
/// <param name="RootSeed">The number that all randomness comes from.</param>
public sealed record SearchSetup(
    AlgorithmDefinition Algorithm, HyperParameters Parameters, ArchitectureSpace Space, Fidelities Fidelities, Dataset Dataset, ulong RootSeed)
{
    /// <summary>The number of the trial, 0 or more: each proposes otherwise.</summary>
    public long Trial { get; init; }

    /// <summary>What is told beside accuracy; of an own one name and direction count.</summary>
    public IReadOnlyList<Quantity> Quantities { get; init; } = [];

    internal ISearchAlgorithm Begin()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Trial);
        TrialWorld world = TrialWorld.Of(RootSeed, Space.Kind, Dataset.Name, Trial);
        ulong key = AlgorithmStream.KeyOf(RootSeed, Space.Kind, Dataset.Name, Algorithm.Name, Parameters.Text);
        try
        {
            return Algorithm.Begin(new SearchContext(Space, Fidelities, Quantities, world, AlgorithmStream.OfTrial(key, Trial)), Parameters);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{Algorithm.Name}: {e.Message}", e);
        }
    }

    /// <summary>What tells one setup from another, in the order in which states hold it.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Facts()
    {
        yield return new("algorithm", Algorithm.Name);
        yield return new("parameters", Parameters.Text);
        yield return new("space", Space.Fingerprint());
        yield return new("epochs", string.Join(",", Fidelities.Epochs.ToArray()));
        yield return new("quantities", string.Join(",", Quantities));
        yield return new("dataset", Dataset.Name);
        yield return new("seed", RootSeed.ToString(CultureInfo.InvariantCulture));
        yield return new("trial", Trial.ToString(CultureInfo.InvariantCulture));
    }

    internal void Write(Utf8JsonWriter json)
    {
        foreach ((string name, string value) in Facts())
            json.WriteString(name, value);
    }

    /// <summary>Refuses what another search wrote.</summary>
    internal void Check(JsonElement state)
    {
        foreach ((string name, string value) in Facts())
            if (state.GetProperty(name).GetString() is var other && other != value)
                throw new NatsBenchException($"the state is of another search: its {name} is '{other}', not '{value}'");
    }
}
