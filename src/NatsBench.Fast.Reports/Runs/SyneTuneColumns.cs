using System.Globalization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>The columns of a Syne Tune result file.</summary>
internal sealed class SyneTuneColumns
{
    /// <summary>Which training a row is of; Syne Tune's word.</summary>
    public const string TrainingName = "trial_id";

    /// <summary>Seconds that a training took so far, of the simulated NAS-Bench-201.</summary>
    public const string ElapsedName = "metric_elapsed_time";

    private const string TunerTimeName = "st_tuner_time";
    private const string WorkerTimeName = "st_worker_time";

    private static readonly string[] Errors = ["metric_valid_error", "valid_error", "validation_error", "error"];
    private static readonly string[] Accuracies = ["valid_accuracy", "validation_accuracy", "val_accuracy", "accuracy"];

    private readonly string _file;
    private readonly IReadOnlyList<string> _header;
    private readonly SyneTuneMetadata _metadata;
    private readonly int _training, _tunerTime, _ownTime, _architecture, _metric, _experiment, _algorithm, _dataset;
    private readonly int[] _edges;
    private readonly double _sign;

    // One training after the other, where no clock of the whole experiment is there.
    private readonly Dictionary<string, double> _starts = [];
    private double _end;

    /// <exception cref="NatsBenchException">A column is missing.</exception>
    public SyneTuneColumns(string file, IReadOnlyList<string> header, SyneTuneMetadata metadata)
    {
        (_file, _header, _metadata) = (file, header, metadata);
        _training = Required(TrainingName);
        _tunerTime = Find(TunerTimeName);
        _ownTime = _tunerTime >= 0 ? -1 : Find(WorkerTimeName, ElapsedName, "elapsed");
        if (_tunerTime < 0 && _ownTime < 0)
            throw Missing($"'{TunerTimeName}', '{WorkerTimeName}' or '{ElapsedName}'");
        _edges = [.. Enumerable.Range(0, TopologyCell.EdgeCount).Select(edge => Find($"config_hp_x{edge}", $"hp_x{edge}"))];
        _architecture = _edges.All(edge => edge >= 0) ? -1 : Find("config_architecture", "config_arch", "architecture", "arch");
        if (_edges.Any(edge => edge < 0) && _architecture < 0)
            throw Missing("'config_hp_x0' to 'config_hp_x5', or 'config_architecture'");
        if (metadata.Metric is { } metric)
            (_metric, _sign) = (Required(metric), metadata.IsMinimised ? -1 : 1);
        else
            (_metric, _sign) = Find(Errors) is >= 0 and var error ? (error, -1) : (Find(Accuracies), 1);
        if (_metric < 0)
            throw Missing($"the metric ({string.Join(", ", Errors.Concat(Accuracies).Select(name => $"'{name}'"))}), and no metadata.json beside it says another");
        _experiment = Find("tuner_name", "seed");
        _algorithm = Find("algorithm");
        _dataset = Find("dataset");
    }

    /// <summary>Reads a row. The reward is the metric, negated where it is minimised.</summary>
    /// <exception cref="NatsBenchException">A cell is not what its column holds.</exception>
    public LogRow Read(Func<int, string> cell, long line, string trial, RunLog log)
    {
        string training = Text(_training);
        double clock = Number(_tunerTime >= 0 ? _tunerTime : _ownTime), metric = Number(_metric);
        if (double.IsNaN(clock))
            throw Wrong(_tunerTime >= 0 ? _tunerTime : _ownTime, "a time");
        if (_tunerTime < 0)
        {
            if (!_starts.TryGetValue(training, out double start))
                _starts.Add(training, start = _end);
            _end = double.Max(_end, clock += start);
        }
        LogRun run = new(
            _algorithm >= 0 ? Text(_algorithm) : _metadata.Algorithm ?? "", "", _dataset >= 0 ? Text(_dataset) : _metadata.Dataset ?? "");
        return new LogRow(
            run, _experiment >= 0 ? Text(_experiment) : trial, clock, -1, log.IndexOf(_architecture >= 0 ? Text(_architecture) : Cell(), line), _sign * metric, -1,
            double.NaN, double.NaN, line);

        string Text(int column) => cell(column).Trim();

        double Number(int column) => double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : Text(column) is "" or "nan" or "NaN" ? double.NaN : throw Wrong(column, "a number");

        string Cell()
        {
            CellOperation[] operations = new CellOperation[TopologyCell.EdgeCount];
            for (int edge = 0; edge < operations.Length; edge++)
                if (!CellOperations.TryParse(Text(_edges[edge]), out operations[edge]))
                    throw Wrong(_edges[edge], "an operation, such as nor_conv_3x3");
            return new TopologyCell(operations).ToString();
        }

        NatsBenchException Wrong(int column, string wanted) =>
            new($"{_file}, row {line}, column '{Printable.Of(_header[column])}': '{Printable.Of(Text(column))}' is not {wanted}");
    }

    private int Required(string name) => Find(name) is >= 0 and var found ? found : throw Missing($"'{name}'");

    private NatsBenchException Missing(string what) =>
        new($"{_file}: no column {what}; there are {string.Join(", ", _header.Select(name => $"'{Printable.Of(name)}'"))}");

    // The first of the names that is there.
    private int Find(params string[] names) => names.Select(name => Enumerable.Range(0, _header.Count).FirstOrDefault(column => _header[column] == name, -1))
        .FirstOrDefault(column => column >= 0, -1);
}
