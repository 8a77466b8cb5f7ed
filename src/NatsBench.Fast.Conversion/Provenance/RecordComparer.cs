using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Provenance;

/// <summary>Compares records to the last bit, and counts what it compared and what differs.</summary>
internal sealed class RecordComparer
{
    private static readonly Curve Empty = new(0, []);

    private readonly FindingTally _differences = new();

    /// <summary>Numbers compared so far, equal or not.</summary>
    public long Numbers { get; private set; }

    public IReadOnlyList<Finding> Differences => _differences.ToFindings();

    public void Differ(string what, string where) => _differences.Add(what, where);

    public void Compare(ArchitectureRecord archive, ArchitectureRecord file)
    {
        string where = $"architecture {archive.Index}";
        if (Same("text of the architecture", where, archive.Architecture, file.Architecture)
            && SameList("settings", where, archive.Settings.Select(setting => (setting.Setting, setting.WeightsCleared)), file.Settings.Select(setting => (setting.Setting, setting.WeightsCleared))))
            foreach ((SettingRecord one, SettingRecord other) in archive.Settings.Zip(file.Settings))
                Compare($"{where}, hp {one.Setting}", one, other);
    }

    private void Compare(string where, SettingRecord archive, SettingRecord file)
    {
        if (!SameList("datasets", where, archive.Datasets.Select(dataset => dataset.Dataset), file.Datasets.Select(dataset => dataset.Dataset)))
            return;
        foreach ((DatasetRecord one, DatasetRecord other) in archive.Datasets.Zip(file.Datasets))
        {
            string place = $"{where}, {one.Dataset}";
            if (!SameList("seeds", place, one.Seeds, other.Seeds))
                continue;
            for (int i = 0; i < one.Seeds.Length; i++)
                Compare($"{place}, seed {one.Seeds[i]}", one.Trials[i], other.Trials[i]);
        }
    }

    private void Compare(string where, TrialRecord? archive, TrialRecord? file)
    {
        if (archive is null || file is null)
        {
            Same("trial of a seed", where, archive is null, file is null);
            return;
        }
        Same("name", where, archive.Name, file.Name);
        Same("text of the seed", where, archive.SeedText, file.SeedText);
        Same("epochs", where, archive.Epochs, file.Epochs);
        Same("weights", where, archive.HasWeights, file.HasWeights);
        SameList("configuration", where, archive.Config.Select(Comparable), file.Config.Select(Comparable));
        SameNumbers("FLOPs", where, archive.Flops is { } flops ? [flops] : null, file.Flops is { } ownFlops ? [ownFlops] : null);
        SameNumbers("parameters", where, archive.Params is { } parameters ? [parameters] : null, file.Params is { } ownParameters ? [ownParameters] : null);
        SameNumbers("latency", where, archive.Latency, file.Latency);
        SameCurve("training top-1", where, archive.TrainTop1, file.TrainTop1);
        SameCurve("training top-5", where, archive.TrainTop5, file.TrainTop5);
        SameCurve("training loss", where, archive.TrainLoss, file.TrainLoss);
        SameCurve("training time", where, archive.TrainTime, file.TrainTime);
        SameList("order of training times", where, archive.TrainTimeOrder ?? [], file.TrainTimeOrder ?? []);
        CompareEvaluations(where, archive, file);
    }

    private void CompareEvaluations(string where, TrialRecord archive, TrialRecord file)
    {
        SameList("names of sets", where, archive.EvaluationSets, file.EvaluationSets);
        IEnumerable<string> sets = archive.Evaluations.Concat(file.Evaluations).Select(curves => curves.Set).Distinct();
        foreach (string set in sets)
        {
            EvaluationCurves? one = Find(archive, set), other = Find(file, set);
            SameCurve($"{set} top-1", where, one?.Top1 ?? Empty, other?.Top1 ?? Empty);
            SameCurve($"{set} loss", where, one?.Loss ?? Empty, other?.Loss ?? Empty);
            SameCurve($"{set} time", where, one?.Time ?? Empty, other?.Time ?? Empty);
        }
    }

    private void SameCurve(string what, string where, Curve? archive, Curve? file)
    {
        if (archive is null || file is null)
        {
            Same(what, where, archive is null, file is null);
            return;
        }
        for (int epoch = Math.Min(archive.FirstEpoch, file.FirstEpoch); epoch < Math.Max(archive.EndEpoch, file.EndEpoch); epoch++)
        {
            Same(what, where, archive.StateAt(epoch), file.StateAt(epoch), epoch);
            if (archive.TryGetNumber(epoch, out double one) && file.TryGetNumber(epoch, out double other))
                SameNumber(what, where, one, other, epoch);
        }
    }

    private void SameNumbers(string what, string where, double[]? archive, double[]? file)
    {
        if (!Same(what, where, archive?.Length, file?.Length))
            return;
        for (int i = 0; i < (archive?.Length ?? 0); i++)
            SameNumber(what, where, archive![i], file![i]);
    }

    private void SameNumber(string what, string where, double archive, double file, int? epoch = null)
    {
        Numbers++;
        Same(what, where, BitConverter.DoubleToInt64Bits(archive), BitConverter.DoubleToInt64Bits(file), epoch);
    }

    private bool SameList<T>(string what, string where, IEnumerable<T> archive, IEnumerable<T> file)
    {
        bool same = archive.SequenceEqual(file);
        if (!same)
            Differ(what, where);
        return same;
    }

    private bool Same<T>(string what, string where, T archive, T file, int? epoch = null)
    {
        bool same = EqualityComparer<T>.Default.Equals(archive, file);
        if (!same)
            Differ(what, epoch is null ? where : $"{where}, epoch {epoch}");
        return same;
    }

    private static EvaluationCurves? Find(TrialRecord trial, string set)
    {
        foreach (EvaluationCurves curves in trial.Evaluations)
            if (curves.Set == set)
                return curves;
        return null;
    }

    // Doubles by their bits: -0.0 is not 0.0, and a NaN equals itself.
    private static (string, object?) Comparable(ConfigEntry entry) =>
        (entry.Key, entry.Value is double number ? (typeof(double), BitConverter.DoubleToInt64Bits(number)) : entry.Value);
}
