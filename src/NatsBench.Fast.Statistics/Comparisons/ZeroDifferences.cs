namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>What becomes of pairs without a difference in a signed-rank test; the names are those of <c>scipy.stats.wilcoxon</c>.</summary>
public enum ZeroDifferences
{
    /// <summary>They are left out before ranking (Wilcoxon 1945).</summary>
    Wilcox,

    /// <summary>They are ranked, and their ranks left out (Pratt 1959).</summary>
    Pratt,
}
