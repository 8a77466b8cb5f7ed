namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Hyperband (Li et al., JMLR 2018, algorithm 1): successive halving from each rung in turn, from many configurations with short trainings
/// to few with the longest only, so that no guess is needed of how early a training tells.
/// </summary>
internal static class Hyperband
{
    public static readonly AlgorithmDefinition Definition = new(
        "hyperband", "Hyperband: brackets of successive halving from many short to few long trainings", Rungs.Parameters,
        (context, parameters) =>
        {
            int[] rungs = Rungs.Of(context.Fidelities, parameters);
            int eta = parameters.Whole(Rungs.Eta);
            return new SuccessiveHalving(context, rungs, eta, Brackets(rungs.Length, eta));
        });

    /// <summary>The brackets of one round: with s promotions each of s_max + 1 rungs, ⌈(s_max + 1) / (s + 1) · eta^s⌉ configurations.</summary>
    /// <exception cref="NatsBenchException">They are too many.</exception>
    public static SuccessiveHalving.Bracket[] Brackets(int rungs, int eta)
    {
        SuccessiveHalving.Bracket[] brackets = new SuccessiveHalving.Bracket[rungs];
        long power = 1;
        for (int promotions = 0; promotions < rungs; promotions++, power *= eta)
        {
            long configurations = (rungs * power + promotions) / (promotions + 1);
            if (configurations > SuccessiveHalving.MostConfigurations)
                throw new NatsBenchException($"{Rungs.Eta} {eta} on {rungs} rungs begins with {configurations} configurations, more than {SuccessiveHalving.MostConfigurations}; choose fewer rungs or a smaller {Rungs.Eta}");
            brackets[rungs - 1 - promotions] = new SuccessiveHalving.Bracket(rungs - 1 - promotions, (int)configurations);
        }
        return brackets;
    }
}
