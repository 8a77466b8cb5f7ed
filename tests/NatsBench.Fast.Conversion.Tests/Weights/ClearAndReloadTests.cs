using NatsBench.Fast.Conversion.Tests.Archives;
using NatsBench.Fast.Conversion.Weights;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Weights;

/// <summary>What <c>clear_params</c> and <c>reload</c> do to <c>get_net_param</c>.</summary>
public sealed class ClearAndReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WeightArchive _archive;

    public ClearAndReloadTests()
    {
        Write(3, 1);
        Write(7, 2);
        _archive = WeightArchive.Open(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_cleared_is_gone_until_it_is_reloaded()
    {
        Assert.Equal([1], First(3));
        _archive.Clear(3);
        for (int i = 0; i < 2; i++)
        {
            string message = Assert.Throws<NatsBenchException>(() => First(3)).Message;
            Assert.EndsWith("000003.pickle.pbz2: the weights of hp 12 were cleared; Reload(3) reads them again", message, StringComparison.Ordinal);
            Assert.Equal([2], First(7));
        }
        _archive.Reload(3);
        Assert.Equal([1], First(3));
    }

    [Fact]
    public void Cleared_trainings_are_none_as_those_are_that_were_left_out()
    {
        Assert.Equal([(777, true), (888, false)], Shown());
        _archive.Clear(3);
        Assert.Equal([(777, false), (888, false)], Shown());
        _archive.Reload(3);
        Assert.Equal([(777, true), (888, false)], Shown());

        (long, bool)[] Shown() => [.. _archive.GetNetParamOrNone(3, Dataset.Cifar10, TrainingSetting.Epochs12).Select(one => (one.Key, one.Value is not null))];
    }

    [Fact]
    public void One_setting_is_cleared_alone_and_all_of_them_together()
    {
        _archive.Clear(3, TrainingSetting.Epochs200);
        Assert.Equal([1], First(3));
        _archive.Clear(3, TrainingSetting.Epochs12);
        Assert.Throws<NatsBenchException>(() => First(3));
        _archive.Reload(3);
        _archive.Clear(3);
        _archive.Clear(3, TrainingSetting.Epochs200);
        Assert.Throws<NatsBenchException>(() => First(3));
    }

    [Fact]
    public void A_record_is_read_once_until_another_is_asked_for_or_it_is_reloaded()
    {
        Assert.Equal([1], First(3));
        Write(3, 5);
        Assert.Equal([1], First(3));
        _archive.Reload(3);
        Assert.Equal([5], First(3));
        Write(3, 6);
        Assert.Equal([2], First(7));
        Assert.Equal([6], First(3));
    }

    [Fact]
    public void A_reload_that_fails_leaves_cleared_what_was()
    {
        _archive.Clear(3);
        File.WriteAllBytes(_folder["000003.pickle.pbz2"], [1, 2, 3]);
        Assert.Throws<DamagedFileException>(() => _archive.Reload(3));
        Assert.Contains("were cleared", Assert.Throws<NatsBenchException>(() => First(3)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Assert.Throws<NatsBenchException>(() => _archive.Clear(4)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Assert.Throws<NatsBenchException>(() => _archive.Reload(4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_lists_its_trainings_and_gives_those_that_are_asked_for()
    {
        ArchitectureWeights record = _archive.Record(3);
        Assert.Equal(["architecture 3, hp 12, cifar10, seed 777", "architecture 3, hp 12, cifar10, seed 888"], record.Trainings.Select(one => one.ToString()));
        Assert.Equal(record.Trainings.Take(1), record.WithWeights);
        Assert.Equal([1], Assert.Single(record.Read(record.WithWeights))["x"].Floats);
        Assert.Contains("were left out", Assert.Throws<NatsBenchException>(() => record.Read(record.Trainings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_may_ask_clear_and_reload_at_once()
    {
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            switch (i % 4)
            {
                case 0: Assert.Equal([2], First(7)); break;
                case 1: _archive.Clear(3); break;
                case 2: _archive.Reload(3); break;
                default:
                    if (_archive.GetNetParamOrNone(3, Dataset.Cifar10, TrainingSetting.Epochs12)[777] is { } tensors)
                        Assert.Equal([1], tensors["x"].Floats);
                    break;
            }
        });
    }

    private ReadOnlySpan<float> First(int architecture) => _archive.GetNetParam(architecture, Dataset.Cifar10)[777]["x"].Floats;

    private void Write(int index, float value)
    {
        PyDict trial = TestArchive.Trial("cifar10", 777, epochs: 1), bare = TestArchive.Trial("cifar10", 888, epochs: 1);
        trial["net_state_dict"] = new PyDict { { "x", TestTensor.Of(value) } };
        PyDict setting = TestArchive.Setting(index);
        setting["all_results"] = new PyDict { { ("cifar10", (object)777), trial }, { ("cifar10", (object)888), bare } };
        TestArchive.Write(_folder.Path, $"{index:D6}.pickle.pbz2", new PyDict { { "12", setting } });
    }
}
