using NatsBench.Fast.Conversion.Archives;
using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Tests.Archives;

public sealed class RecordReaderTests
{
    private readonly List<OddNote> _odd = [];

    [Fact]
    public void A_trial_keeps_everything()
    {
        TrialRecord trial = Read(TestArchive.Trial("cifar10", 777));
        Assert.Equal("cifar10", trial.Name);
        Assert.Equal("0777", trial.SeedText);
        Assert.Equal(3, trial.Epochs);
        Assert.Equal(12.5, trial.Flops);
        Assert.Equal(0.5, trial.Params);
        Assert.Equal([0.01], trial.Latency!);
        Assert.Equal([new("channel", 16L), new("class_num", 10L), new("arch_str", "x")], trial.Config);
        Assert.Equal([10, 11, 12], trial.TrainTop1!.Values);
        Assert.Null(trial.TrainTop5);
        Assert.Equal([1, 2, 3], trial.TrainLoss!.Values);
        Assert.Equal([100, 101, 102], trial.TrainTime!.Values);
        Assert.Null(trial.TrainTimeOrder);
        Assert.Equal(["x-valid", "ori-test"], trial.EvaluationSets);
        Assert.Equal(["x-valid", "ori-test"], trial.Evaluations.Select(set => set.Set));
        Assert.Equal([50, 51, 52], trial.Evaluations[1].Top1!.Values);
        Assert.Equal([2, 3, 4], trial.Evaluations[1].Loss!.Values);
        Assert.Equal([0.5, 1.5, 2.5], trial.Evaluations[1].Time!.Values);
        Assert.False(trial.HasWeights);
        Assert.Empty(_odd);
    }

    [Fact]
    public void Absent_epochs_and_none_stay_apart()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["train_losses"] = new PyDict { { 2, 5.0 }, { 4, null }, { 5, double.NaN } };
        Curve loss = Read(trial).TrainLoss!;
        Assert.Equal(2, loss.FirstEpoch);
        Assert.Equal(6, loss.EndEpoch);
        Assert.Equal([CellState.Number, CellState.Absent, CellState.None, CellState.Number], loss.States.ToArray());
        Assert.True(double.IsNaN(loss.Values[3]));
    }

    [Fact]
    public void The_order_of_training_times_is_kept_where_it_does_not_ascend()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["train_times"] = new PyDict { { 1, 0.2 }, { 0, 0.1 }, { 2, 0.3 } };
        TrialRecord read = Read(trial);
        Assert.Equal([1, 0, 2], read.TrainTimeOrder!);
        Assert.Equal([0.1, 0.2, 0.3], read.TrainTime!.Values);
    }

    [Fact]
    public void No_times_and_an_empty_dict_of_times_differ()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["train_times"] = null;
        Assert.Null(Read(trial).TrainTime);
        trial["train_times"] = new PyDict();
        Assert.Empty(Read(trial).TrainTime!.Values);
        trial["eval_times"] = new PyDict();
        Assert.All(Read(trial).Evaluations, set => Assert.Null(set.Time));
    }

    [Fact]
    public void A_set_that_no_name_announced_is_kept_behind_epochs_with_gaps()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["eval_names"] = Array.Empty<object>();
        trial["train_losses"] = new PyDict { { 7, 1.0 }, { 3, 2.0 } };
        trial["eval_acc1es"] = new PyDict { { "x@1", 5.0 } };
        trial["eval_losses"] = trial["eval_times"] = new PyDict();
        TrialRecord read = Read(trial);
        Assert.Equal((3, 5), (read.TrainLoss!.FirstEpoch, read.TrainLoss.Values.Length));
        EvaluationCurves set = Assert.Single(read.Evaluations);
        Assert.Equal(("x", 1, 5.0), (set.Set, set.Top1!.FirstEpoch, Assert.Single(set.Top1.Values)));
    }

    [Theory]
    [InlineData("x-valid@01")]
    [InlineData("x-valid@")]
    [InlineData("x-valid@-1")]
    [InlineData("x-valid@1.0")]
    [InlineData("x-valid@1000000")]
    [InlineData("x-valid")]
    [InlineData("@1")]
    [InlineData("x-valid@ 1")]
    public void A_key_that_the_official_library_never_asks_for_is_odd(string key)
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["eval_losses"] = new PyDict { { key, 1.0 }, { "a@b@7", 2.0 } };
        TrialRecord read = Read(trial);
        Assert.Equal(7, read.Evaluations.Single(set => set.Set == "a@b").Loss!.FirstEpoch);
        Assert.All(read.Evaluations, set => Assert.True(set.Loss is null || set.Set == "a@b"));
        Assert.Contains(key, Assert.Single(_odd).Where, StringComparison.Ordinal);
    }

    // The official library adds up whatever train_times holds: left out, the total would be another number.
    [Fact]
    public void A_training_time_under_a_key_that_is_no_epoch_is_refused()
    {
        foreach (object key in (object[])[-1, "5", 2.5, 1_000_000])
        {
            PyDict trial = TestArchive.Trial("cifar10", 777);
            trial["train_times"] = new PyDict { { 0, 1.0 }, { key, 2.0 } };
            Assert.Contains("train_times has the key", Refusal(TestArchive.Record(3, trial)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Evaluation_times_that_are_of_no_set_at_all_are_refused()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["eval_times"] = new PyDict { { "x-valid", 1.0 } };
        Assert.Contains("eval_times has keys", Refusal(TestArchive.Record(3, trial)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_float_is_an_epoch_as_in_Python()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["train_losses"] = new PyDict { { 0.0, 1.0 }, { 1.0, 2.0 } };
        Assert.Equal([1.0, 2.0], Read(trial).TrainLoss!.Values);
        trial["epochs"] = 3.0;
        Assert.Contains("epochs is 3.0,", Refusal(TestArchive.Record(3, trial)), StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_epochs_and_keys_are_left_out_and_named()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["train_losses"] = new PyDict { { 0, 1.0 }, { -1, 2.0 }, { "1", 3.0 }, { 2_000_000, 4.0 } };
        trial["colour"] = "blue";
        trial["arch_config"] = new PyDict { { "a", 1 }, { "nested", new PyDict() } };
        TrialRecord read = Read(trial);
        Assert.Equal([1.0], read.TrainLoss!.Values);
        Assert.Equal([new ConfigEntry("a", 1L)], read.Config);
        Assert.Equal(5, _odd.Count);
    }

    [Fact]
    public void Weights_are_noticed_and_dropped()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["net_state_dict"] = new PyDict();
        Assert.True(Read(trial).HasWeights);
        Assert.False(Read(trial.Without("net_state_dict")).HasWeights);
    }

    [Fact]
    public void Integers_are_numbers_where_a_double_holds_them()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["flop"] = 7;
        trial["train_losses"] = new PyDict { { 0, 1L << 60 } };
        Assert.Equal(7, Read(trial).Flops);
        Assert.Equal([1L << 60], Read(trial).TrainLoss!.Values);
        trial["train_losses"] = new PyDict { { 0, (1L << 60) + 1 } };
        Assert.Contains("hp 12, cifar10, seed 777: train_losses[0]", Refusal(TestArchive.Record(3, trial)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_that_is_a_number_is_kept_as_a_text_and_said()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["seed"] = 777;
        Assert.Equal("777", Read(trial).SeedText);
        Assert.Contains(_odd, note => note.What == "seed is a number, kept as a text");
    }

    [Theory]
    [InlineData("epochs")]
    [InlineData("flop")]
    [InlineData("eval_acc1es")]
    public void A_missing_key_is_refused_with_its_place(string key)
    {
        PyDict trial = TestArchive.Trial("cifar10", 777).Without(key);
        Assert.Equal($"file: hp 12, cifar10, seed 777: '{key}' is missing", Refusal(TestArchive.Record(3, trial)));
    }

    [Fact]
    public void Seeds_are_what_the_list_says()
    {
        PyDict setting = TestArchive.Setting(3);
        setting["dataset_seed"] = new PyDict { { "cifar10", new[] { 888, 777 } }, { "cifar100", Array.Empty<object>() } };
        ((PyDict)setting["all_results"]!).Add(("cifar10", (object)999), TestArchive.Trial("cifar10", 999));
        SettingRecord read = Read(3, new PyDict { { "12", setting } }).Settings[0];
        Assert.Equal([888, 777], read.Datasets[0].Seeds);
        Assert.Null(read.Datasets[0].Trials[0]);
        Assert.NotNull(read.Datasets[0].Trials[1]);
        Assert.Empty(read.Datasets[1].Seeds);
        Assert.Contains("999", Assert.Single(_odd).Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_index_or_architecture_is_refused_with_both()
    {
        Assert.Contains("arch_index is 4, but the record's place in the archive is 3", Refusal(TestArchive.Record(4)), StringComparison.Ordinal);
        PyDict setting = TestArchive.Setting(3);
        setting["arch_str"] = "arch-5";
        Assert.Contains("arch_str is 'arch-5', but architecture 3 is 'arch-3'", Refusal(new PyDict { { "12", setting } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_pickle_cannot_ask_for_much_memory()
    {
        PyDict trial = TestArchive.Trial("cifar10", 777);
        var losses = new PyDict();
        for (int set = 0; set < 900; set++)
        {
            losses.Add($"s{set}@0", 1.0);
            losses.Add($"s{set}@999999", 1.0);
        }
        trial["eval_losses"] = losses;
        Assert.Contains("which no record has", Refusal(TestArchive.Record(3, trial)), StringComparison.Ordinal);
    }

    private TrialRecord Read(PyDict trial) => Read(3, TestArchive.Record(3, trial)).Settings[0].Datasets[0].Trials[0]!;

    private ArchitectureRecord Read(int index, PyDict record)
    {
        byte[] pickle = TestPickle.Dump(record);
        PickleValue value = new PickleMachine(new StringTable()).Read(new PickleInput(pickle, pickle.Length, "file"));
        return new RecordReader().Read(value, index, TestArchive.Architectures[index], "file", _odd);
    }

    private string Refusal(PyDict record) => Assert.Throws<NatsBenchException>(() => Read(3, record)).Message;
}
