using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Conditions;
using NatsBench.Fast.Search.Tests.Support;

namespace NatsBench.Fast.Search.Tests.Conditions;

/// <summary>Conditions against plain code with three values, and what is none.</summary>
public sealed class ConditionTests(SearchScenes scenes)
{
    private static readonly string[] Columns = ["flops", "valid", "help.pixel2.latency", "200/test-loss@11"];

    // Few values, so that ties and absent ones are frequent.
    private static readonly double[] Numbers = [-1.5, 0, -0.0, 2, 3e1, double.NaN, double.PositiveInfinity];

    [Fact]
    public void Any_condition_holds_where_plain_code_says_so() =>
        Gen.Select(Gen.Int.Array[200], Gen.Int[0, Numbers.Length - 1].Select(i => Numbers[i]).Array[Columns.Length].Array[20]).Sample((draws, rows) =>
        {
            int next = 0;
            (string text, Func<double[], bool?> holds) = Make(() => (draws[next++ % draws.Length] & int.MaxValue) % 1000, depth: 4);
            ConditionOutcome outcome = Condition.Parse(text).Of(
                Columns.Index().ToDictionary(column => column.Item, column => rows.Select(row => row[column.Index]).ToArray()), rows.Length);
            for (int i = 0; i < rows.Length; i++)
                Assert.True(outcome[i] == (holds(rows[i]) == true), $"{text} of {string.Join(' ', rows[i])}");
            Assert.Equal((rows.Count(row => holds(row) == true), rows.Count(row => holds(row) is null)), (outcome.Satisfied, outcome.Undecided));
        });

    [Theory]
    [InlineData("flops<50 an params<1", "'flops<50 an params<1', character 10: 'an' stands where 'and', 'or' or the end is expected")]
    [InlineData("flops<50 && params<1", "write 'and'")]
    [InlineData("flops<1 || params<1", "write 'or'")]
    [InlineData("!flops<1", "character 1: '!' stands where a column, a number, 'not' or '(' is expected; write 'not'")]
    [InlineData("flops<5,5", "decimals come after a point")]
    [InlineData("flops<5_0", "character 7: '5_0' is not a number; write 50")]
    [InlineData("flops<1e999", "beyond the numbers")]
    [InlineData("flop<5", "character 1: 'flop' is no quantity")]
    [InlineData("flops", "character 6: it ends where a comparison")]
    [InlineData("flops and params<1", "'and' stands where a comparison")]
    [InlineData("1<2", "character 1: two numbers are compared")]
    [InlineData("flops<1<2", "two numbers")]
    [InlineData("(flops<1", "it ends where 'and', 'or' or ')' is expected")]
    [InlineData("flops<1)", "')' stands where")]
    [InlineData("flops=<1", "'<' stands where")]
    [InlineData("", "character 1: it ends where")]
    [InlineData("   ", "character 4: it ends where")]
    [InlineData("flops<nan", "'nan' is no quantity")]
    [InlineData(":flops<1", "names no dataset before its colon")]
    [InlineData("cifar10:help.x<1", "an extra column is of no dataset")]
    public void What_is_no_condition_is_refused_with_the_place(string text, string said) =>
        Assert.Contains(said, Assert.Throws<NatsBenchException>(() => Condition.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_and_length_have_limits()
    {
        Assert.Single(Condition.Parse(new string('(', 90) + "flops<1" + new string(')', 90)).Columns);
        Assert.Throws<NatsBenchException>(() => Condition.Parse(new string('(', 2000) + "flops<1" + new string(')', 2000)));
        Assert.Throws<NatsBenchException>(() => Condition.Parse(string.Concat(Enumerable.Repeat("not ", 1000)) + "flops<1"));
        Assert.Throws<NatsBenchException>(() => Condition.Parse(new string(' ', 5000)));
        Assert.Throws<NatsBenchException>(() => NamedColumn.Parse(new string('a', 5000)));
    }

    [Fact]
    public void Columns_are_those_of_the_table()
    {
        NatsBenchmark bench = scenes.Architectures("tss").Benchmark;
        ConditionOutcome outcome = Condition.Parse("NOT flops >= 60 AND cifar100:test > valid@3 or 12/train-loss = 0").Of(bench, Dataset.Cifar10, TrainingSetting.Epochs12);
        ReadOnlySpan<double> flops = bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12).Costs.Flops;
        ReadOnlySpan<double> test = bench.Table(Dataset.Cifar100, TrainingSetting.Epochs12).Accuracy(EvaluationSet.XTest);
        ReadOnlySpan<double> valid = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12).Accuracy(EvaluationSet.XValid, epoch: 3);
        int satisfied = 0;
        for (int i = 0; i < bench.Count; i++)
        {
            bool expected = flops[i] < 60 && test[i] > valid[i];
            Assert.Equal(expected, outcome[i]);
            satisfied += expected ? 1 : 0;
        }
        Assert.InRange(satisfied, 1, bench.Count - 1);
        Assert.Equal(satisfied, outcome.Satisfied);
        Assert.Throws<RefusedException>(() => Condition.Parse("help.pixel2.latency<1").Of(bench, Dataset.Cifar10, TrainingSetting.Epochs12));
    }

    // A text and what it means, of numbers drawn.
    private static (string Text, Func<double[], bool?> Holds) Make(Func<int> draw, int depth)
    {
        int kind = depth == 0 ? 0 : draw() % 4;
        if (kind == 0)
            return MakeComparison(draw);
        (string text, Func<double[], bool?> left) = Make(draw, depth - 1);
        if (kind == 1)
            return ($"not ({text})", row => !left(row));
        (string other, Func<double[], bool?> right) = Make(draw, depth - 1);
        // C#'s & and | of bool? are Kleene's.
        return kind == 2 ? ($"({text}) and ({other})", row => left(row) & right(row)) : ($"({text}) or not not ({other})", row => left(row) | right(row));
    }

    private static (string, Func<double[], bool?>) MakeComparison(Func<int> draw)
    {
        int column = draw() % Columns.Length, other = draw() % Columns.Length, relation = draw() % 6;
        string sign = new[] { "<", "<=", ">", ">=", draw() % 2 == 0 ? "=" : "==", "!=" }[relation];
        Func<double, double, bool>[] all = [(a, b) => a < b, (a, b) => a <= b, (a, b) => a > b, (a, b) => a >= b, (a, b) => a == b, (a, b) => a != b];
        Func<double, double, bool> holds = all[relation];
        bool isColumn = draw() % 3 == 0;
        double number = Numbers[draw() % 5];
        string right = isColumn ? Columns[other] : FormattableString.Invariant($"{number}");
        return ($"{Columns[column]}{(draw() % 2 == 0 ? " " : "")}{sign}{right}", Holds);

        bool? Holds(double[] row)
        {
            (double a, double b) = (row[column], isColumn ? row[other] : number);
            return double.IsNaN(a) || double.IsNaN(b) ? null : holds(a, b);
        }
    }
}
