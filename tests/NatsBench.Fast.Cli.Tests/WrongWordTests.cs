using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>Misspelt words and numbers in another notation: refused, with what was meant.</summary>
public sealed class WrongWordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public WrongWordTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("no command 'querry'; did you mean 'query'?", "querry")]
    [InlineData("no command 'Query'; did you mean 'query'?", "Query", "FILE")]
    [InlineData("no command 'xyzzy'", "xyzzy")]
    [InlineData("no option '--datset'; did you mean '--dataset'?", "query", "FILE", "0", "--datset", "cifar10")]
    [InlineData("no option '--jsn'; did you mean '--json'?", "info", "FILE", "--jsn")]
    [InlineData("no option '--jsn'; did you mean '--json'?", "info", "--jsn")]
    [InlineData("no option '--sed'; did you mean '--seed'?", "arch", "FILE", "--random", "2", "--sed", "3")]
    [InlineData("'extra' is one word too many", "info", "FILE", "extra")]
    [InlineData("'ts' is none of 'tss', 'sss', 'nasbench101'; did you mean 'tss'?", "synth", "ts", "-o", "x.natsb")]
    [InlineData("'means' is none of 'sampled', 'mean', 'trial'; did you mean 'mean'?", "search", "FILE", "--seeds", "means")]
    [InlineData("'cifr10' is none of 'cifar10-valid', 'cifar10', 'cifar100', 'ImageNet16-120'; did you mean 'cifar10'?", "arch", "FILE", "0", "--dataset", "cifr10")]
    public void Of_the_command_line(string reason, params string[] command) =>
        Assert.Contains(reason, Run(command).Failed(exitCode: 2), StringComparison.Ordinal);

    [Theory]
    [InlineData("no dataset 'cifar10-vaild'; the file has cifar10-valid, cifar10; did you mean 'cifar10-valid'?", "stats", "FILE", "--dataset", "cifar10-vaild")]
    [InlineData("did you mean 'cifar10-valid'?", "query", "FILE", "0", "--dataset", "cifar10-vaild")]
    [InlineData("did you mean 'cifar10-valid'?", "query", "FILE", "0", "--dataset", "cifar10,cifar10-vaild")]
    [InlineData("did you mean 'cifar10-valid'?", "best", "FILE", "--dataset", "cifar10-vaild", "--set", "valid")]
    [InlineData("did you mean 'cifar10-valid'?", "cost", "FILE", "0", "--dataset", "cifar10-vaild")]
    [InlineData("did you mean 'cifar10'?", "search", "FILE", "--dataset", "cifr10", "--algorithm", "random")]
    [InlineData("did you mean 'random'?", "search", "FILE", "--algorithm", "randm")]
    [InlineData("did you mean 'population'?", "search", "FILE", "--algorithm", "rea", "-p", "rea.populaton=3")]
    [InlineData("no setting '12'; the file has 90 (--hp names one)", "stats", "FILE", "--hp", "12")]
    [InlineData("did you mean '90'?", "best", "FILE", "--dataset", "cifar10", "--set", "test", "--hp", "090")]
    [InlineData("have no set 'tset'; they have train, ori-test; did you mean 'test'?", "best", "FILE", "--dataset", "cifar10", "--set", "tset")]
    [InlineData("have no set 'ori-tets'; they have train, ori-test; did you mean 'ori-test'?", "query", "FILE", "0", "--dataset", "cifar10", "--set", "ori-tets")]
    [InlineData("architecture -5 is outside 0..3", "arch", "FILE", "-5")]
    [InlineData("architecture 99999999999 is outside 0..3", "query", "FILE", "99999999999", "--dataset", "cifar10")]
    [InlineData("separate several by spaces", "arch", "FILE", "1,000")]
    [InlineData("separate several by spaces", "query", "FILE", "0,1", "--dataset", "cifar10")]
    [InlineData("'1.0' is not a whole number", "query", "FILE", "1.0", "--dataset", "cifar10")]
    [InlineData("did you mean 'nats-bench'?", "search", "FILE", "--preset", "nats-bnch")]
    [InlineData("did you mean 'flops'?", "search", "FILE", "--algorithm", "nsga2", "--objectives", "flop")]
    [InlineData("is a folder; name a study file", "search", "FILE", "--study", ".")]
    [InlineData("no study but a column file", "search", "FILE", "--study", "FILE")]
    [InlineData("the standard input was empty", "arch", "FILE", "-")]
    public void Of_a_file(string reason, params string[] command) =>
        Assert.Contains(reason, Run(command).Failed(exitCode: 1), StringComparison.Ordinal);

    [Theory]
    [InlineData("11,7", "write 11.7 or 117")]
    [InlineData("1,234.5", "write 1234.5")]
    [InlineData("1 000", "write 1000")]
    [InlineData("1_000", "write 1000")]
    [InlineData("1'000", "write 1000")]
    [InlineData(" 7", "is not a number")]
    [InlineData("7 ", "is not a number")]
    [InlineData("nan", "is not a number")]
    [InlineData("NaN", "is not a number")]
    [InlineData("inf", "is not a number")]
    [InlineData("Infinity", "is not a number")]
    [InlineData("1e999", "is beyond the numbers that can be")]
    [InlineData("(5)", "is not a number")]
    [InlineData("$5", "is not a number")]
    [InlineData("0x10", "is not a number")]
    [InlineData("1.5.2", "is not a number")]
    [InlineData("-1", "is 0 or more, not -1")]
    [InlineData("-Infinity", "is not a number")]
    public void Of_a_number(string number, string reason)
    {
        foreach (string limit in (string[])["--max-flops", "--max-params", "--max-latency"])
            Assert.Contains(
                $"{limit}", Run("best", "FILE", "--dataset", "cifar10", "--set", "test", limit, number).Failed(exitCode: 2), StringComparison.Ordinal);
        Assert.Contains(
            reason, Run("best", "FILE", "--dataset", "cifar10", "--set", "test", "--max-flops", number).Failed(exitCode: 2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arch", "FILE", "--random", "1,0")]
    [InlineData("arch", "FILE", "--random", "1.0")]
    [InlineData("arch", "FILE", "--random", "1e1")]
    [InlineData("arch", "FILE", "--random", " 1")]
    [InlineData("arch", "FILE", "--random", "2", "--seed", "1,000")]
    [InlineData("query", "FILE", "0", "--dataset", "cifar10", "--epoch", "0,5")]
    [InlineData("query", "FILE", "0", "--dataset", "cifar10", "--epoch", "2.0")]
    [InlineData("query", "FILE", "0", "--dataset", "cifar10", "--seed", "7,000")]
    [InlineData("query", "FILE", "0", "--dataset", "cifar10", "--seed", "777,")]
    [InlineData("convert", "x", "-o", "y", "--threads", "1,0")]
    [InlineData("search", "FILE", "--trials", "1,000")]
    [InlineData("search", "FILE", "--seed", "-1")]
    [InlineData("synth", "tss", "-o", "x", "--seed", "1 0")]
    public void Whole_numbers_are_digits_alone(params string[] command) => Run(command).Failed(exitCode: 2);

    [Theory]
    [InlineData("write 0.01", "search", "FILE", "--algorithm", "reinforce", "-p", "reinforce.learning-rate=0,01")]
    [InlineData("write 0.005", "search", "FILE", "--algorithm", "reinforce", "-p", "reinforce.learning-rate=0.01,0,005")]
    [InlineData("'01'", "search", "FILE", "--algorithm", "rea", "-p", "rea.population=01")]
    [InlineData("' 5'", "search", "FILE", "--algorithm", "rea", "-p", "rea.population= 5")]
    [InlineData("'20,000'", "search", "FILE", "--algorithm", "random", "--budget", "20,000")]
    [InlineData("'1e3e'", "search", "FILE", "--algorithm", "random", "--budget", "1e3e")]
    [InlineData("'nan'", "search", "FILE", "--algorithm", "random", "--budget", "nan")]
    public void A_decimal_comma_is_no_list(string reason, params string[] command) =>
        Assert.Contains(reason, Run(command).Failed(exitCode: 1), StringComparison.Ordinal);

    [Fact]
    public void A_number_is_the_same_in_every_language()
    {
        string[] command = ["best", _file, "--dataset", "cifar10", "--set", "test", "--max-flops", "11.7"];
        string expected = Natsbench.Run(command).Succeeded();
        Assert.Contains("at most 11.7 M FLOPs", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Natsbench.RunWith(new() { ["LC_ALL"] = "de_DE.UTF-8", ["LANG"] = "de_DE.UTF-8" }, "", command).Succeeded());
    }

    private Outcome Run(params string[] command) => Natsbench.Run([.. command.Select(word => word == "FILE" ? _file : word)]);
}
