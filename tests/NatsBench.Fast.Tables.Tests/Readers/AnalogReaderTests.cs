using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Tests.Support;

namespace NatsBench.Fast.Tables.Tests.Readers;

/// <summary>AnalogNAS-Bench's CSV: duplicate cells, rows without accuracies, means with deviations.</summary>
public sealed class AnalogReaderTests
{
    [Fact]
    public void Accuracies_and_drifts_are_columns()
    {
        using SmallSpace space = new();
        string Row(int index, string numbers) => $"\"{space.Keys.Names(index).Naslib}\",{numbers}\n";
        string csv = "architecture,baseline_accuracy,ptq_accuracy,qat_accuracy,analog_accuracy,analog_drift_60\n"
            + Row(0, "93.5,92,91,86.5,85.25 ± 0.5") + Row(1, ",,,,") + Row(2, "90,89,88,80,79 ± 1") + Row(2, "90,89,87,80,79 ± 1");
        Dictionary<string, JoinedColumn> columns = space.Read("analog_bench.csv", csv).ToDictionary(column => column.Column.Description.Name);
        Assert.Equal(
            ["analog.analog_accuracy", "analog.analog_drift_60", "analog.analog_drift_60_std", "analog.baseline_accuracy", "analog.ptq_accuracy", "analog.qat_accuracy"],
            columns.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([93.5, double.NaN, 90], columns["analog.baseline_accuracy"].Column.Values.ToArray()[..3]);
        Assert.Equal("1 empty, NaN or infinite; 1 architecture come more than once with different numbers, left out", columns["analog.qat_accuracy"].Column.Description.Note);
        Assert.Equal((1, 1, 1), (columns["analog.qat_accuracy"].Present, columns["analog.qat_accuracy"].Conflicting, columns["analog.ptq_accuracy"].Repeated));
        Assert.Equal(("%", Direction.Maximise, 85.25), (
            columns["analog.analog_drift_60"].Column.Description.Unit, columns["analog.analog_drift_60"].Column.Description.Direction, columns["analog.analog_drift_60"].Column.Values.Span[0]));
        Assert.Equal(Direction.Minimise, columns["analog.analog_drift_60_std"].Column.Description.Direction);
    }
}
