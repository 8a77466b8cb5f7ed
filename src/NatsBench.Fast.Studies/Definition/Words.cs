using NatsBench.Fast.Internals;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>The words of study files and options for choices.</summary>
public static class Words
{
    /// <summary>Seed policies.</summary>
    public static IReadOnlyDictionary<string, SeedPolicy> Seeds { get; } = new Dictionary<string, SeedPolicy>
    {
        ["sampled"] = SeedPolicy.Sampled,
        ["mean"] = SeedPolicy.Mean,
        ["trial"] = SeedPolicy.Trial,
    };

    /// <summary>What becomes of isomorphic cells.</summary>
    public static IReadOnlyDictionary<string, Isomorphs> Isomorphs { get; } = new Dictionary<string, Isomorphs>
    {
        ["separate"] = Search.Spaces.Isomorphs.Separate,
        ["lowest"] = Search.Spaces.Isomorphs.Lowest,
        ["mean"] = Search.Spaces.Isomorphs.Mean,
    };

    /// <summary>What becomes of architectures that lack a number.</summary>
    public static IReadOnlyDictionary<string, AbsentPolicy> Absent { get; } = new Dictionary<string, AbsentPolicy>
    {
        ["few"] = AbsentPolicy.AvoidFew,
        ["avoid"] = AbsentPolicy.Avoid,
        ["refuse"] = AbsentPolicy.Refuse,
    };

    /// <summary>Which log points are kept.</summary>
    public static IReadOnlyDictionary<string, TraceKeeping> Traces { get; } = new Dictionary<string, TraceKeeping>
    {
        ["curve"] = TraceKeeping.Curve,
        ["all"] = TraceKeeping.All,
        ["none"] = TraceKeeping.None,
    };

    /// <summary>The word of a choice.</summary>
    public static string Of<T>(IReadOnlyDictionary<string, T> words, T choice)
        where T : struct => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, choice)).Key;

    /// <summary>The choice of a word.</summary>
    /// <param name="words">The words.</param>
    /// <param name="word">The word.</param>
    /// <param name="place">Where it stands, for the message.</param>
    /// <exception cref="NatsBenchException">Another word.</exception>
    public static T Choose<T>(IReadOnlyDictionary<string, T> words, string word, string place)
        where T : struct => words.TryGetValue(word, out T choice)
            ? choice
            : throw new NatsBenchException($"{place}: '{word}' is not {string.Join(" or ", words.Keys)}{Nearest.Hint(word, words.Keys)}");
}
