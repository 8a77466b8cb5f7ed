using NatsBench.Fast.Attaching;
using NatsBench.Fast.Format;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Reading.Forging;

/// <summary>
/// Files whose every checksum is right and one field wrong, over the whole format: header, directory, block indexes, the first bytes of
/// blocks, names and metadata at their extremes. Nothing comes of them but a refusal or the answers that were there before.
/// </summary>
public sealed class ForgeryTests
{
    // Of the whole product, some 100,000 files and two minutes of work, a fixed part by default; all of it, and pairs, on demand:
    // NatsBench.Fast.Tests -explicit only -class "*ForgeryTests"
    private const int Step = 29;
    private const int Pairs = 40_000;

    // What is unpacked is at most so many times the file. As text a number of 8 bytes has some 20, written into a buffer that doubles, and
    // twice as many as a string.
    private const int Copies = 8;

    private static readonly string[] Calls =
    [
        """{"call": "len"}""",
        """{"call": "avaliable_hps"}""",
        """{"call": "arch", "args": {"index": 3}}""",
        """{"call": "query_index_by_arch", "args": {"arch": "8:8:8:8:48"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 1, "hp": "12"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 3, "hp": "90"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 6, "hp": "90"}}""",
        """{"call": "show", "args": {"index": 3}}""",
        """{"call": "get_net_config", "args": {"index": 1, "dataset": "cifar10"}}""",
        """{"call": "get_net_param", "args": {"index": 1, "dataset": "cifar10-valid", "seed": null}}""",
        """{"call": "statistics", "args": {"dataset": "cifar10", "hp": 12, "over": [1, 3]}}""",
        """{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "over": [1, 3]}}""",
        """{"call": "simulate_train_eval", "args": {"arch": 1, "dataset": "cifar10", "hp": "12", "trial": 777}}""",
        .. from place in new[] { (1, "12", "cifar10-valid"), (1, "12", "cifar10"), (3, "90", "cifar100"), (6, "90", "ninapro") }
           from call in new[]
           {
               $$$"""{"call": "get_more_info", "args": {"index": {{{place.Item1}}}, "hp": "{{{place.Item2}}}", "dataset": "{{{place.Item3}}}", "is_random": false}}""",
               $$$"""{"call": "get_more_info", "args": {"index": {{{place.Item1}}}, "hp": "{{{place.Item2}}}", "dataset": "{{{place.Item3}}}", "is_random": false, "iepoch": 0}}""",
               $$$"""{"call": "get_metrics", "args": {"index": {{{place.Item1}}}, "hp": "{{{place.Item2}}}", "dataset": "{{{place.Item3}}}", "setname": "x-valid", "iepoch": 1, "is_random": 777}}""",
               $$$"""{"call": "get_cost_info", "args": {"index": {{{place.Item1}}}, "hp": "{{{place.Item2}}}", "dataset": "{{{place.Item3}}}"}}""",
               $$$"""{"call": "get_dataset_seeds", "args": {"index": {{{place.Item1}}}, "hp": "{{{place.Item2}}}", "dataset": "{{{place.Item3}}}"}}""",
           }
           select call,
    ];

    public static TheoryData<string> Files => ["small", "measured", "extra"];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_field_changed_is_refused_or_changes_no_answer(string file) =>
        Run(file, (whole, forgeries) => forgeries.Where((_, i) => i % Step == 0).Select(forgery => (forgery, (byte[]?)forgery.Make(new Forger(whole)))));

    [Theory(Explicit = true)]
    [MemberData(nameof(Files))]
    public void Every_field_changed_is_refused_or_changes_no_answer(string file) =>
        Run(file, (whole, forgeries) => forgeries.Select(forgery => (forgery, (byte[]?)forgery.Make(new Forger(whole)))));

    [Theory(Explicit = true)]
    [MemberData(nameof(Files))]
    public void Two_fields_changed_are_no_fault(string file) => Run(file, (whole, forgeries) =>
    {
        Random random = new(20_261_125);
        return Enumerable.Range(0, Pairs).Select(_ => (forgeries[random.Next(forgeries.Length)], forgeries[random.Next(forgeries.Length)])).Select(pair =>
            (new Forgery($"{pair.Item1.Name}; {pair.Item2.Name}", true, pair.Item2.Make), Twice(whole, pair.Item1, pair.Item2)));
    });

    // Null where the first change left nothing that a second one could be put into.
    private static byte[]? Twice(byte[] whole, Forgery first, Forgery second)
    {
        try
        {
            return second.Make(new Forger(first.Make(new Forger(whole))));
        }
        catch (Exception e) when (e is DamagedFileException or ArgumentException or OverflowException or Xunit.Sdk.XunitException or InvalidOperationException or NullReferenceException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static void Run(string file, Func<byte[], Forgery[], IEnumerable<(Forgery Forgery, byte[]? Bytes)>> choose)
    {
        using TemporaryFolder folder = new();
        if (file == "measured")
            SampleRecords.Write(folder["whole.natsb"], SampleRecords.Measured, blockCells: 1 << 15);
        else
            SampleRecords.Write(folder["whole.natsb"], SampleRecords.Fixed);
        if (file == "extra")
            ExtraAttachment.Attach(folder["whole.natsb"], SampleExtras.Two);
        byte[] whole = File.ReadAllBytes(folder["whole.natsb"]);
        _ = Interrogation.Of(folder["whole.natsb"], Calls);
        Interrogation truth = Interrogation.Of(folder["whole.natsb"], Calls);
        Assert.True(truth.IsSound);
        Assert.All(truth.Answers, Assert.NotNull);

        int made = 0, refused = 0;
        List<string> wrong = [];
        Parallel.ForEach(choose(whole, [.. Forgeries.Of(whole)]).Where(choice => choice.Bytes is not null), choice =>
        {
            string path = folder[$"{Guid.NewGuid()}.natsb"];
            File.WriteAllBytes(path, choice.Bytes!);
            string? fault = Fault(path, choice.Bytes!.Length, choice.Forgery, truth, ref refused);
            File.Delete(path);
            Interlocked.Increment(ref made);
            if (fault is not null)
                lock (wrong)
                    wrong.Add($"{choice.Forgery.Name}: {fault}");
        });
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {made}:\n{string.Join('\n', wrong.Take(40))}");
        Assert.True(refused > made / 4, $"{refused} of {made} refused");
    }

    private static string? Fault(string path, int length, Forgery forgery, Interrogation truth, ref int refused)
    {
        Interrogation asked;
        try
        {
            asked = Interrogation.Of(path, Calls);
        }
        catch (Exception e)
        {
            return e.ToString().Split('\n') is { Length: > 1 } lines ? string.Join(" | ", lines.Take(4)) : e.Message;
        }
        if (!asked.IsSound)
            Interlocked.Increment(ref refused);
        if (asked.MostAllocated > truth.MostAllocated + (long)Copies * FileLayout.MaxExpansion * length)
            return $"one question allocated {asked.MostAllocated} bytes for a file of {length}";
        if (asked.IsSound && asked.Damage is not null)
            return $"found sound, and then: {asked.Damage}";
        for (int i = 0; i < Calls.Length && !forgery.IsData; i++)
            if (asked.Answers[i] is { } answer && answer != truth.Answers[i] && !answer.StartsWith("{\"error\"", StringComparison.Ordinal))
                return $"{Calls[i]} now gives {answer}";
        return null;
    }
}
