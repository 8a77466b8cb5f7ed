using System.Diagnostics;
using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class CallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public CallTests()
    {
        _file = _folder["sample.natsb"];
        SampleFile.Write(_file);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_refused_line_is_answered_and_the_next_one_too()
    {
        Outcome outcome = Natsbench.RunWithInput(
            """
            {"call": "len"}
            {"call": "arch", "args": {"index": 99}}
            not json

            {"call": "nothing"}
            {"call": "arch", "args": {"index": 1}}
            """, "call", _file);
        string[] answers = outcome.Succeeded().TrimEnd('\n').Split('\n');
        Assert.Equal("""{"result":4}""", answers[0]);
        Assert.Equal(["ValueError", "JSONDecodeError", "AttributeError"], answers[1..4].Select(Error));
        Assert.Equal("""{"result":"8:8:8:8:16"}""", answers[4]);
        Assert.Equal(5, answers.Length);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void Answers_are_utf8_without_a_mark_and_a_mark_in_the_input_is_skipped() =>
        Assert.Equal("{\"result\":4}\n", Natsbench.RunWithInput("\uFEFF{\"call\": \"len\"}\r\n", "call", _file).Succeeded());

    [Theory]
    [InlineData("Epochs_short")]
    [InlineData("meta_absent_num")]
    [InlineData("meta_latcount_2")]
    [InlineData("rowform_empty")]
    [InlineData("x-valid_LastTop1_stride2")]
    public void A_forged_file_is_refused_at_once_or_line_by_line(string name)
    {
        string file = SharedData.Require("data", "forged", $"{name}.natsb");
        string golden = SharedData.Require("golden", "tss-11-284.jsonl");
        string[] questions = File.ReadAllLines(golden);
        Outcome outcome = Shell.Run($"natsbench call '{file}' < '{golden}'");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"{name}.natsb: column ", outcome.Error, StringComparison.Ordinal);
        if (outcome.Output.Length == 0)
            return;
        string[] answers = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(questions.Length, answers.Length);
        for (int i = 0; i < questions.Length; i++)
            if (!answers[i].StartsWith("{\"error\":\"DamagedFileException\",", StringComparison.Ordinal))
                Assert.Null(GoldenJson.AnswerDifference(questions[i], answers[i]));
    }

    [Fact]
    public async Task A_file_cut_short_under_a_running_process_is_an_error_and_the_process_goes_on()
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using Process process = Natsbench.Start("call", _file);
        async Task<string> Ask(string line)
        {
            await process.StandardInput.WriteLineAsync(line.AsMemory(), limit.Token);
            await process.StandardInput.FlushAsync(limit.Token);
            return (await process.StandardOutput.ReadLineAsync(limit.Token))!;
        }

        Assert.Equal("""{"result":4}""", await Ask("""{"call": "len"}"""));
        // In place, as 'cp new old' does.
        await using (FileStream stream = new(_file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            stream.SetLength(0);
        string refused = await Ask("""{"call": "query_by_index", "args": {"arch_index": 1, "hp": "90"}}""");
        Assert.StartsWith("""{"error":"DamagedFileException","message":""", refused, StringComparison.Ordinal);
        Assert.Contains("was cut short while it was open", refused, StringComparison.Ordinal);
        Assert.Equal("""{"result":4}""", await Ask("""{"call": "len"}"""));
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public async Task Every_answer_comes_before_the_next_question_is_asked()
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using Process process = Natsbench.Start("call", _file);
        for (int i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteAsync($$$"""{"call": "arch", "args": {"index": {{{i}}}}}{{{'\n'}}}""");
            await process.StandardInput.FlushAsync(limit.Token);
            Assert.Equal($$"""{"result":"{{SampleFile.Architectures[i]}}"}""", await process.StandardOutput.ReadLineAsync(limit.Token));
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void The_same_draw_seed_gives_the_same_answers()
    {
        string calls = string.Concat(Enumerable.Repeat("{\"call\": \"random\"}\n", 50));
        string first = Natsbench.RunWithInput(calls, "call", _file, "--rng-seed", "7").Succeeded();
        Assert.Equal(first, Natsbench.RunWithInput(calls, "call", _file, "--rng-seed", "7").Succeeded());
        Assert.NotEqual(first, Natsbench.RunWithInput(calls, "call", _file, "--rng-seed", "8").Succeeded());
    }

    [Fact]
    public void Synthetic_numbers_are_announced_beside_the_answers()
    {
        SampleFile.Write(_file, "test-model");
        Outcome outcome = Natsbench.RunWithInput("{\"call\": \"len\"}\n", "call", _file);
        Assert.Equal("{\"result\":4}\n", outcome.Succeeded());
        Assert.Contains("SYNTHETIC", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_is_a_key_as_Python_has_it()
    {
        const string Call = """{"call": "get_more_info", "args": {"index": 0, "dataset": "DATASET", "hp": "90", "iepoch": EPOCH, "is_random": 777}}""";
        Outcome outcome = Natsbench.RunWithInput(string.Join('\n', new[] { ("cifar10", "true"), ("cifar10-valid", "true"), ("cifar10", "2.5"), ("cifar10", "1.0") }
            .Select(one => Call.Replace("DATASET", one.Item1, StringComparison.Ordinal).Replace("EPOCH", one.Item2, StringComparison.Ordinal))), "call", _file);
        string[] answers = outcome.Succeeded().TrimEnd('\n').Split('\n');
        Assert.Contains("train-loss", answers[0], StringComparison.Ordinal);
        Assert.DoesNotContain("test-loss\":", answers[0], StringComparison.Ordinal);
        Assert.Equal(["ValueError", "KeyError", "TypeError"], answers[1..].Select(Error));
    }

    [Fact]
    public void A_line_without_end_is_refused_and_the_next_answered()
    {
        Outcome outcome = Shell.Run($"(head -c 40000000 /dev/zero; echo; echo '{{\"call\": \"len\"}}') | natsbench call '{_file}'");
        string[] answers = outcome.Succeeded().TrimEnd('\n').Split('\n');
        Assert.Equal("JSONDecodeError", Error(answers[0]));
        Assert.Equal("""{"result":4}""", answers[1]);
        Assert.Equal(2, answers.Length);
    }

    [Fact]
    public void A_damaged_block_is_an_answer_of_its_own_and_the_session_fails_when_it_ends()
    {
        byte[] bytes = File.ReadAllBytes(_file);
        bytes.AsSpan(64, bytes.Length / 2).Fill(0xff);
        File.WriteAllBytes(_file, bytes);
        string call = """{"call": "get_more_info", "args": {"index": 0, "dataset": "cifar10", "hp": "90", "iepoch": 0, "is_random": 777}}""";
        Outcome outcome = Natsbench.RunWithInput($"{call}\n{{\"call\": \"len\"}}\n", "call", _file);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("copy the file again or convert the archive again", outcome.Error, StringComparison.Ordinal);
        string[] answers = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("DamagedFileException", Error(answers[0]));
        Assert.Equal("""{"result":4}""", answers[1]);
    }

    private static string? Error(string answer) => JsonDocument.Parse(answer).RootElement.GetProperty("error").GetString();
}
