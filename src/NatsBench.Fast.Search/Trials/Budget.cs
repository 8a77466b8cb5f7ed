using System.Globalization;

namespace NatsBench.Fast.Search.Trials;

/// <summary>How long a trial searches: simulated seconds, or evaluations.</summary>
public readonly record struct Budget
{
    /// <summary>The most evaluations that a trial may make, whatever its budget: each takes 48 bytes until the trial ends.</summary>
    public const int MostEvaluations = 10_000_000;

    private const double MostSeconds = 1e15;

    private Budget(double? seconds, int? evaluations) => (Seconds, Evaluations) = (seconds, evaluations);

    /// <summary>Simulated seconds; null where evaluations count.</summary>
    public double? Seconds { get; }

    /// <summary>Evaluations; null where seconds count.</summary>
    public int? Evaluations { get; }

    /// <summary>A budget in simulated seconds.</summary>
    /// <param name="seconds">Above 0.</param>
    public static Budget OfSeconds(double seconds) => IsAllowed(seconds)
        ? new Budget(seconds, null)
        : throw new NatsBenchException(string.Create(CultureInfo.InvariantCulture, $"a budget of {seconds} seconds is outside 0 to {MostSeconds}"));

    /// <summary>A budget in evaluations.</summary>
    /// <param name="evaluations">1 to <see cref="MostEvaluations"/>.</param>
    public static Budget OfEvaluations(int evaluations) => IsAllowed(evaluations)
        ? new Budget(null, evaluations)
        : throw new NatsBenchException(string.Create(CultureInfo.InvariantCulture, $"a budget of {evaluations} evaluations is outside 1 to {MostEvaluations}"));

    /// <summary>The text that <see cref="TryParse"/> reads: seconds, or evaluations with an <c>e</c> after them.</summary>
    public override string ToString() => Evaluations is { } evaluations
        ? string.Create(CultureInfo.InvariantCulture, $"{evaluations}e")
        : string.Create(CultureInfo.InvariantCulture, $"{Seconds:R}");

    /// <summary>Reads <c>20000</c> or <c>2e4</c> (seconds), or <c>100e</c> (evaluations).</summary>
    public static bool TryParse(string text, out Budget budget)
    {
        ArgumentNullException.ThrowIfNull(text);
        budget = default;
        if (text.EndsWith('e'))
        {
            if (!int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int evaluations) || !IsAllowed(evaluations))
                return false;
            budget = new Budget(null, evaluations);
            return true;
        }
        const NumberStyles Seconds = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text, Seconds, CultureInfo.InvariantCulture, out double seconds) || !IsAllowed(seconds))
            return false;
        budget = new Budget(seconds, null);
        return true;
    }

    private static bool IsAllowed(double seconds) => seconds is > 0 and <= MostSeconds;

    private static bool IsAllowed(int evaluations) => evaluations is >= 1 and <= MostEvaluations;
}
