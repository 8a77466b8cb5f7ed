using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>Trials of a bare search, one after the other.</summary>
internal sealed unsafe class BareTrials(IBareSearch search)
{
    // More than nearly every trial needs.
    private const int Draws = 512;

    private const int CheckedTrials = 20;

    private readonly uint* _draws = BareMemory.Of<uint>(new uint[IBareSearch.Most]);
    private readonly int* _trained = BareMemory.Of<int>(new int[IBareSearch.Most + 1]);

    /// <summary>Runs trials until there are so many evaluations.</summary>
    /// <returns>How many there are.</returns>
    public int Run(int evaluations)
    {
        int done = 0;
        for (ulong trial = 0; done < evaluations; trial++)
        {
            new SplitMix64(~trial).Fill(new Span<uint>(_draws, Draws));
            done += search.Run(new SplitMix64(2 * trial), new SplitMix64(2 * trial + 1), _draws, Draws - 1, _trained);
        }
        return done;
    }

    /// <summary>Makes sure that the first trials of an experiment train the same, one after the other.</summary>
    public void Check(Experiment experiment)
    {
        (ulong seed, SearchSpace space, string dataset) = (experiment.RootSeed, experiment.Oracle.Space.Kind, experiment.Dataset.Name);
        ulong key = AlgorithmStream.KeyOf(seed, space, dataset, experiment.Algorithm.Name, experiment.Parameters.Text);
        TrialRunner runner = new(experiment);
        for (int trial = 0; trial < CheckedTrials; trial++)
        {
            LogPoint[] points = runner.Run(trial).ToArray();
            for (int i = 0; i < points.Length; i++)
                _draws[i] = points[i].Draw;
            int count = search.Run(
                TrialWorld.Of(seed, space, dataset, trial).Designs, AlgorithmStream.OfTrial(key, trial), _draws, IBareSearch.Most - 1, _trained);
            Answers.Require(
                points.Select(point => point.Architecture).Append(points[^1].Incumbent).SequenceEqual(new Span<int>(_trained, count + 1).ToArray()),
                $"{experiment.Algorithm.Name}: the bare loop trains the same");
        }
    }
}
