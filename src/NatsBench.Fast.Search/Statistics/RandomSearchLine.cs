using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Statistics;

/// <summary>
/// What random search with replacement reports after k evaluations, exactly: no trial is run. Each stored training is an atom of weight
/// 1/(N · s), of N architectures with s seeds of their own; with F the distribution of rewards, the best of k is v with probability
/// F(v)^k - F(v⁻)^k, and reports the weighted mean over the atoms of reward v. Immutable, thread-safe.
/// </summary>
public sealed class RandomSearchLine
{
    // By ascending reward: the share of trainings up to and including it, and the mean that is reported at it.
    private readonly List<Level[]> _worlds = [];
    private readonly List<double> _weights = [];

    private double _meanCost;
    private double _costVariance;

    private RandomSearchLine()
    {
    }

    /// <summary>The line of an oracle, for its longest training.</summary>
    /// <param name="oracle">The oracle.</param>
    /// <param name="seeds">Which stored seed answers.</param>
    /// <param name="reported">The reported accuracy of each architecture, percent.</param>
    public static RandomSearchLine Of(TableOracle oracle, SeedPolicy seeds, ReadOnlySpan<double> reported)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        RandomSearchLine line = new();
        List<Atom> pooled = [];
        double weights = 0, costs = 0, squares = 0;
        foreach ((double from, double to) in Draws(oracle, seeds))
        {
            uint draw = (uint)((from + to) / 2 * (1L << 32));
            List<Atom> atoms = seeds == SeedPolicy.Sampled ? pooled : [];
            foreach (int architecture in oracle.Space.Allowed)
            {
                (double accuracy, double cost) = oracle.Evaluate(architecture, oracle.Fidelities.Full, draw);
                atoms.Add(new Atom(accuracy, reported[architecture], to - from));
                weights += to - from;
                costs += (to - from) * cost;
                squares += (to - from) * cost * cost;
            }
            // A trial that keeps its draw is a world of its own; fresh draws share one.
            if (seeds != SeedPolicy.Sampled)
                line.Add(to - from, atoms);
        }
        if (seeds == SeedPolicy.Sampled)
            line.Add(1, pooled);
        line._meanCost = costs / weights;
        line._costVariance = Math.Max(0, squares / weights - line._meanCost * line._meanCost);
        return line;
    }

    /// <summary>The expected reported accuracy of the best of k, exactly.</summary>
    /// <param name="evaluations">k, 1 or more.</param>
    public double After(int evaluations) => At(evaluations);

    /// <summary>
    /// The expected reported accuracy at a time, approximately: the line at T/μ + σ²/(2μ²) evaluations, as a renewal process of costs with mean μ
    /// and variance σ² has made by then, half of the one under way included. It takes costs for independent of rewards, which they are not.
    /// </summary>
    /// <param name="seconds">Simulated seconds, above 0.</param>
    public double AboutAt(double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        return At(Math.Max(1, seconds / _meanCost + _costVariance / (2 * _meanCost * _meanCost)));
    }

    private double At(double evaluations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, 1);
        double sum = 0;
        for (int world = 0; world < _worlds.Count; world++)
        {
            double before = 0, own = 0;
            foreach (Level level in _worlds[world])
            {
                double power = Math.Pow(level.Share, evaluations);
                own += (power - before) * level.Reported;
                before = power;
            }
            sum += _weights[world] * own;
        }
        return sum;
    }

    // The draws between two neighbouring fractions i/s all answer with the same stored seeds.
    private static IEnumerable<(double From, double To)> Draws(TableOracle oracle, SeedPolicy seeds)
    {
        if (seeds == SeedPolicy.Mean)
            return [(0, 1)];
        double[] fractions = [.. Enumerable.Range(1, oracle.MostSeeds).SelectMany(s => Enumerable.Range(0, s + 1).Select(i => (double)i / s)).Distinct().Order()];
        return fractions.Zip(fractions.Skip(1));
    }

    private void Add(double weight, List<Atom> atoms)
    {
        atoms.Sort((a, b) => a.Reward.CompareTo(b.Reward));
        double all = atoms.Sum(atom => atom.Weight), share = 0;
        List<Level> levels = [];
        for (int i = 0; i < atoms.Count;)
        {
            double reward = atoms[i].Reward, own = 0, reported = 0;
            for (; i < atoms.Count && atoms[i].Reward == reward; i++)
            {
                own += atoms[i].Weight;
                reported += atoms[i].Weight * atoms[i].Reported;
            }
            share += own;
            levels.Add(new Level(i == atoms.Count ? 1 : share / all, reported / own));
        }
        _worlds.Add([.. levels]);
        _weights.Add(weight);
    }

    private readonly record struct Atom(double Reward, double Reported, double Weight);

    private readonly record struct Level(double Share, double Reported);
}
