using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Statistics;

/// <summary>
/// What random search with replacement reports after k evaluations, exactly: no trial is run. Each stored training is an atom of weight
/// 1/(N · s), of N architectures with s seeds of their own; with F the distribution of rewards, the best of k is v with probability
/// F(v)^k - F(v⁻)^k, and reports the weighted mean over the atoms of reward v. Immutable, thread-safe.
/// </summary>
public sealed class RandomSearchLine
{
    private readonly List<World> _worlds = [];
    private readonly double _meanCost;
    private readonly double _costVariance;

    /// <summary>The line of an oracle, for its longest training.</summary>
    /// <param name="oracle">The oracle.</param>
    public RandomSearchLine(TableOracle oracle)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        List<Atom> pooled = [];
        double weights = 0, costs = 0, squares = 0;
        foreach ((double from, double to) in oracle.Draws())
        {
            uint draw = TableOracle.Middle((from, to));
            List<Atom> atoms = oracle.Seeds == SeedPolicy.Sampled ? pooled : [];
            foreach (int architecture in oracle.Space.Allowed)
            {
                (double accuracy, double cost) = oracle.Evaluate(architecture, oracle.Fidelities.Full, draw);
                atoms.Add(new Atom(accuracy, architecture, to - from));
                weights += to - from;
                costs += (to - from) * cost;
                squares += (to - from) * cost * cost;
            }
            // A trial that keeps its draw is a world of its own; fresh draws share one.
            if (oracle.Seeds != SeedPolicy.Sampled)
                _worlds.Add(new World(to - from, atoms));
        }
        if (oracle.Seeds == SeedPolicy.Sampled)
            _worlds.Add(new World(1, pooled));
        _meanCost = costs / weights;
        _costVariance = Math.Max(0, squares / weights - _meanCost * _meanCost);
    }

    /// <summary>The expected reported accuracy of the best of k, exactly.</summary>
    /// <param name="evaluations">k, 1 or more.</param>
    /// <param name="reported">The reported accuracy of each architecture, percent.</param>
    public double After(int evaluations, ReadOnlySpan<double> reported) => At(evaluations, reported);

    /// <summary>
    /// The expected reported accuracy at a time, approximately: the line at T/μ + σ²/(2μ²) evaluations, as a renewal process of costs with mean μ
    /// and variance σ² has made by then, half of the one under way included. It takes costs for independent of rewards, which they are not.
    /// </summary>
    /// <param name="seconds">Simulated seconds, above 0.</param>
    /// <param name="reported">The reported accuracy of each architecture, percent.</param>
    public double AboutAt(double seconds, ReadOnlySpan<double> reported) => At(EvaluationsAbout(seconds), reported);

    /// <summary>About how many evaluations there are at a time: T/μ + σ²/(2μ²), at least 1.</summary>
    /// <param name="seconds">Simulated seconds, above 0.</param>
    public double EvaluationsAbout(double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        return Math.Max(1, seconds / _meanCost + _costVariance / (2 * _meanCost * _meanCost));
    }

    /// <summary>As <see cref="After"/>, between whole numbers too.</summary>
    internal double Between(double evaluations, ReadOnlySpan<double> reported) => At(evaluations, reported);

    /// <summary>
    /// The distribution of what is reported after k evaluations, exactly: its quantiles are the least numbers that are not surpassed with that
    /// probability, ties included.
    /// </summary>
    /// <param name="reported">The reported number of each architecture; finite for those that may be proposed.</param>
    public RandomSearchDistribution Distribution(ReadOnlySpan<double> reported) => new(this, reported);

    /// <summary>How likely each architecture is what is reported after k evaluations; adds to 1.</summary>
    internal void Chances(double evaluations, Span<double> chances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, 1);
        chances.Clear();
        foreach (World world in _worlds)
            world.AddChances(evaluations, chances);
    }

    private double At(double evaluations, ReadOnlySpan<double> reported)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, 1);
        double sum = 0;
        foreach (World world in _worlds)
            sum += world.Weight * world.At(evaluations, reported);
        return sum;
    }

    // Draws that occur together, by ascending reward.
    private sealed class World
    {
        private readonly List<Atom> _atoms;
        private readonly double _all;

        public World(double weight, List<Atom> atoms)
        {
            (Weight, _atoms) = (weight, atoms);
            _atoms.Sort((a, b) => a.Reward.CompareTo(b.Reward));
            foreach (Atom atom in _atoms)
                _all += atom.Weight;
        }

        public double Weight { get; }

        public double At(double evaluations, ReadOnlySpan<double> reported)
        {
            double share = 0, before = 0, sum = 0;
            for (int i = 0; i < _atoms.Count;)
            {
                double reward = _atoms[i].Reward, own = 0, ownReported = 0;
                for (; i < _atoms.Count && _atoms[i].Reward == reward; i++)
                {
                    own += _atoms[i].Weight;
                    ownReported += _atoms[i].Weight * reported[_atoms[i].Architecture];
                }
                share += own;
                double power = i == _atoms.Count ? 1 : Math.Pow(share / _all, evaluations);
                sum += (power - before) * ownReported / own;
                before = power;
            }
            return sum;
        }

        public void AddChances(double evaluations, Span<double> chances)
        {
            double share = 0, before = 0;
            for (int i = 0; i < _atoms.Count;)
            {
                int first = i;
                double own = 0;
                for (; i < _atoms.Count && _atoms[i].Reward == _atoms[first].Reward; i++)
                    own += _atoms[i].Weight;
                share += own;
                double power = i == _atoms.Count ? 1 : Math.Pow(share / _all, evaluations);
                for (int atom = first; atom < i; atom++)
                    chances[_atoms[atom].Architecture] += Weight * (power - before) * _atoms[atom].Weight / own;
                before = power;
            }
        }
    }

    private readonly record struct Atom(double Reward, int Architecture, double Weight);
}
