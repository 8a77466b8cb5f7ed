namespace NatsBench.Fast.Official;

public sealed partial class OfficialCalls
{
    /// <summary>Every call with the arguments it needs and those it may be given, as the official signatures have them.</summary>
    private Call[] AllCalls() =>
    [
        new("len", [], [], (_, json) => json.WriteNumberValue(_bench.Count)),
        new("arch", ["index"], [], Arch),
        new("__getitem__", ["index"], [], GetItem),
        new("random", [], [], (_, json) => json.WriteNumberValue(_bench.RandomIndex(_random))),
        new("query_index_by_arch", ["arch"], [], QueryIndexByArch),
        new("get_unique_str", ["arch"], [], GetUniqueStr),
        new("str2lists", ["arch_str"], [], Str2Lists),
        new("str2matrix", ["arch_str"], [], Str2Matrix),
        new("version", [], [], (_, json) => json.WriteStringValue("v1.8")),
        new("search_space_name", [], [], (_, json) => json.WriteStringValue(Model.SearchSpaces.OfficialName(_bench.Space))),
        new("avaliable_hps", [], [], AvailableSettings),

        new("get_more_info", ["index", "dataset"], ["iepoch", "hp", "is_random"], GetMoreInfo),
        new("get_metrics", ["index", "dataset", "setname"], ["hp", "iepoch", "is_random"], GetMetrics),
        new("get_dataset_seeds", ["index", "dataset"], ["hp"], GetDatasetSeeds),
        new("get_cost_info", ["index", "dataset"], ["hp"], GetCostInfo),
        new("get_compute_costs", ["index", "dataset"], ["hp"], GetComputeCosts),
        new("get_latency", ["index", "dataset"], ["hp"], (args, json) => json.WriteNumber(CostOf(args).Latency)),
        new("get_net_config", ["index", "dataset"], [], GetNetConfig),
        new("get_net_param", ["index", "dataset", "seed"], ["hp"], GetNetParam),
        new("clear_params", ["index"], ["hp"], ClearParams),
        new("reload", [], ["archive_root", "index"], Reload),
        new("query_meta_info_by_index", ["arch_index"], ["hp"], QueryByIndex),
        new("query_by_index", ["arch_index"], ["dataname", "hp"], QueryByIndex),
        new("query_info_str_by_arch", ["arch"], ["hp"], QueryInfoStr),
        new("query_by_arch", ["arch", "hp"], [], QueryInfoStr),
        new("show", [], ["index"], Show),

        new("simulate_train_eval", ["arch", "dataset"], ["iepoch", "hp", "account_time", "trial"], SimulateTrainEval),
        new("used_time", [], [], (_, json) => json.WriteNumber(_clock.Seconds)),
        new("reset_time", [], [], ResetTime),
        new("statistics", ["dataset", "hp"], ["over"], Statistics),
        new("find_best", ["dataset", "metric_on_set"], ["flop_max", "param_max", "hp", "enforce_all", "over"], FindBest),
    ];
}
