using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>The lengths of training among which successive halving promotes, and the hyper-parameters that lay them out.</summary>
internal static class Rungs
{
    /// <summary>The name of the reduction factor.</summary>
    public const string Eta = "eta";

    private const string Least = "min-epochs";
    private const string Most = "max-epochs";

    /// <summary>What every algorithm with rungs can be given.</summary>
    public static IReadOnlyList<HyperParameter> Parameters { get; } =
    [
        HyperParameter.Whole(Eta, 3, 2, 1000, "of so many configurations one is promoted to the next rung"),
        HyperParameter.Whole(Least, 1, 1, 100_000, "epochs of the first rung at least"),
        HyperParameter.Whole(Most, 0, 0, 100_000, "epochs of the last rung; 0: the longest training there is"),
    ];

    /// <summary>
    /// The epochs of the rungs, ascending: the longest training divided by powers of eta and rounded down; on a ladder its own lengths,
    /// for no others are there.
    /// </summary>
    /// <exception cref="NatsBenchException">No training lies in the range, or one of them cannot be served.</exception>
    public static int[] Of(Fidelities fidelities, HyperParameters parameters)
    {
        (int eta, int least, int most) = (parameters.Whole(Eta), parameters.Whole(Least), parameters.Whole(Most));
        most = most == 0 ? fidelities.Full : fidelities.Require(most);
        List<int> rungs = [];
        if (fidelities.IsLadder)
            foreach (int epochs in fidelities.Epochs)
                if (epochs >= least && epochs <= most)
                    rungs.Add(fidelities.Require(epochs));
        if (!fidelities.IsLadder)
            for (int epochs = most; epochs >= least; epochs /= eta)
                rungs.Insert(0, fidelities.Require(epochs));
        return rungs.Count > 0 ? [.. rungs] : throw new NatsBenchException($"{Least} {least} is more than {most}, the epochs of the longest training");
    }
}
