using System.Globalization;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>One of several runs that share a study: it runs the parts whose number leaves its index when divided by the count.</summary>
/// <param name="Index">0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">How many runs share the study, at least 1.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>Reads <c>0/5</c> to <c>4/5</c>.</summary>
    /// <exception cref="NatsBenchException">Another text, or an index outside its range.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] numbers = text.Split('/');
        if (numbers.Length != 2 || Number(numbers[0]) is not { } index || Number(numbers[1]) is not { } count)
            throw new NatsBenchException($"'{text}' is no shard: write its index, from 0, and how many there are, such as 0/5");
        return Of(index, count, $"shard {text}");
    }

    /// <summary>The shard of a Slurm array job, from <c>SLURM_ARRAY_TASK_ID</c>, <c>_MIN</c>, <c>_STEP</c> and <c>_COUNT</c>; null outside one.</summary>
    /// <exception cref="NatsBenchException">The variables contradict each other, as in an array of arbitrary numbers such as <c>1,3,7</c>.</exception>
    public static Shard? FromSlurm() => FromSlurm(Environment.GetEnvironmentVariable);

    internal static Shard? FromSlurm(Func<string, string?> variable)
    {
        if (variable("SLURM_ARRAY_TASK_ID") is null)
            return null;
        int offset = Variable("ID", null) - Variable("MIN", null), step = Variable("STEP", 1), count = Variable("COUNT", null);
        if (step < 1 || offset % step != 0)
            throw new NatsBenchException($"SLURM_ARRAY_TASK_ID: {offset} after the first is no step of {step}; number the array 0-N, or give --shard");
        return Of(offset / step, count, "SLURM_ARRAY_TASK_ID");

        int Variable(string name, int? absent) => variable($"SLURM_ARRAY_TASK_{name}") switch
        {
            null when absent is { } value => value,
            { } text when Number(text) is { } value => value,
            var text => throw new NatsBenchException($"SLURM_ARRAY_TASK_{name}: '{text}' is no number; give --shard instead"),
        };
    }

    /// <summary>Whether a part is this shard's.</summary>
    public bool Owns(int part) => part % Count == Index;

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static Shard Of(int index, int count, string source) => index >= 0 && index < count
        ? new Shard(index, count)
        : count < 1 ? throw new NatsBenchException($"{source}: there is at least one shard, 0/1")
        : throw new NatsBenchException(string.Create(CultureInfo.InvariantCulture, $"{source}: index {index} is outside 0 to {count - 1}"));

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
