using System.Globalization;

namespace NatsBench.Fast.Conversion.Tests.Archives;

/// <summary>Small records in the official layout.</summary>
internal static class TestArchive
{
    public static readonly string[] Architectures = [.. Enumerable.Range(0, 40).Select(i => $"arch-{i}")];

    public static PyDict Trial(string dataset, long seed, int epochs = 3)
    {
        PyDict Epochs(double first) => [.. Enumerable.Range(0, epochs).Select(e => KeyValuePair.Create<object, object?>(e, first + e))];
        PyDict Evaluations(double first)
        {
            var dict = new PyDict();
            for (int e = 0; e < epochs; e++)
                foreach (string set in new[] { "x-valid", "ori-test" })
                    dict.Add($"{set}@{e}", first + e);
            return dict;
        }
        return new()
        {
            { "name", dataset },
            { "train_acc1es", Epochs(10) },
            { "train_acc5es", null },
            { "train_losses", Epochs(1) },
            { "train_times", Epochs(100) },
            { "arch_config", new PyDict { { "channel", 16 }, { "class_num", 10 }, { "arch_str", "x" } } },
            { "params", 0.5 },
            { "flop", 12.5 },
            { "seed", seed.ToString("D4", CultureInfo.InvariantCulture) },
            { "epochs", epochs },
            { "latency", new[] { 0.01 } },
            { "eval_names", new[] { "x-valid", "ori-test" } },
            { "eval_acc1es", Evaluations(50) },
            { "eval_times", Evaluations(0.5) },
            { "eval_losses", Evaluations(2) },
            { "net_state_dict", null },
        };
    }

    public static PyDict Setting(int index, PyDict? trial = null) => new()
    {
        { "arch_index", index },
        { "arch_str", Architectures[index] },
        { "all_results", new PyDict { { ("cifar10", (object)777), trial ?? Trial("cifar10", 777) } } },
        { "dataset_seed", new PyDict { { "cifar10", new[] { 777 } } } },
        { "clear_net_done", true },
    };

    public static PyDict Record(int index, PyDict? trial = null) => new() { { "12", Setting(index, trial) } };

    public static PyDict Meta() => new()
    {
        { "meta_archs", Architectures },
        { "total_archs", Architectures.Length },
        { "arch2infos", null },
        { "evaluated_indexes", Array.Empty<object>() },
    };

    public static PyDict Whole(params int[] indexes)
    {
        var records = new PyDict();
        foreach (int index in indexes)
            records.Add(index, Record(index));
        return new() { { "meta_archs", Architectures }, { "arch2infos", records }, { "evaluated_indexes", indexes } };
    }

    public static void WriteDirectory(string path, params int[] indexes)
    {
        Directory.CreateDirectory(path);
        Write(path, "meta.pickle.pbz2", Meta());
        foreach (int index in indexes)
            Write(path, $"{index:D6}.pickle.pbz2", Record(index));
    }

    public static void Write(string path, string name, PyDict value) =>
        File.WriteAllBytes(Path.Combine(path, name), TestPickle.DumpCompressed(value));
}
