namespace NatsBench.Fast.Conversion.Archives;

/// <summary>What a trial's dict holds; each member's key is in <see cref="OfficialKeys.Trial"/>.</summary>
internal enum TrialKey
{
    Name,
    SeedText,
    Epochs,
    Flops,
    Params,
    Latency,
    Config,
    TrainTop1,
    TrainTop5,
    TrainLoss,
    TrainTime,
    EvaluationSets,
    EvaluationTop1,
    EvaluationLoss,
    EvaluationTime,
    Weights,
}

/// <summary>The official archives' own names, in one place.</summary>
internal static class OfficialKeys
{
    // One setting of a record.
    public const string ArchitectureIndex = "arch_index";
    public const string Architecture = "arch_str";
    public const string Trials = "all_results";
    public const string Seeds = "dataset_seed";
    public const string WeightsCleared = "clear_net_done";

    // The meta file, and the archive in one pickle.
    public const string Architectures = "meta_archs";
    public const string ArchitectureCount = "total_archs";
    public const string Records = "arch2infos";
    public const string EvaluatedIndexes = "evaluated_indexes";

    // No official key: our own synthetic archives carry it, so that what a model made stays marked. The official library ignores it.
    public const string Synthetic = "natsbench_synthetic";

    /// <summary>The <see cref="TrialKey"/> of each key of a trial.</summary>
    public static readonly Dictionary<string, TrialKey> Trial = new()
    {
        ["name"] = TrialKey.Name,
        ["seed"] = TrialKey.SeedText,
        ["epochs"] = TrialKey.Epochs,
        ["flop"] = TrialKey.Flops,
        ["params"] = TrialKey.Params,
        ["latency"] = TrialKey.Latency,
        ["arch_config"] = TrialKey.Config,
        ["train_acc1es"] = TrialKey.TrainTop1,
        ["train_acc5es"] = TrialKey.TrainTop5,
        ["train_losses"] = TrialKey.TrainLoss,
        ["train_times"] = TrialKey.TrainTime,
        ["eval_names"] = TrialKey.EvaluationSets,
        ["eval_acc1es"] = TrialKey.EvaluationTop1,
        ["eval_losses"] = TrialKey.EvaluationLoss,
        ["eval_times"] = TrialKey.EvaluationTime,
        ["net_state_dict"] = TrialKey.Weights,
    };

    private static readonly string[] TrialNames = [.. Trial.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    /// <summary>The official name of a key.</summary>
    public static string NameOf(TrialKey key) => TrialNames[(int)key];
}
