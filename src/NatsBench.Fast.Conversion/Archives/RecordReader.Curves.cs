using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

// Learning curves: dicts from epoch, or from set@epoch, to a number.
internal sealed partial class RecordReader
{
    private static readonly TrialKey[] EvaluationQuantities = [TrialKey.EvaluationTop1, TrialKey.EvaluationLoss, TrialKey.EvaluationTime];

    private readonly List<int> _setOrder = [];
    private Curve?[] _curves = []; // by set, then quantity

    private Curve? EpochCurve(TrialKey key, out int[]? order)
    {
        order = null;
        if (Field(key).Kind == PickleKind.None)
            return null;
        PickleDict dict = Table(key);
        if (dict.Numbers is { TextIds: null } numbers)
        {
            // The machine has made the curve: 16 bits hold the keys of such a table, which are all epochs.
            Spend(2 * dict.Count);
            return new(numbers.FirstKey, numbers.Values);
        }
        _table.Clear();
        foreach (ref readonly PickleDict.Entry entry in dict.Entries)
        {
            if (TryEpoch(entry.Key, out int epoch))
                AddCell(key, 0, epoch, entry);
            else if (key == TrialKey.TrainTime)
                // Elsewhere such a key is never looked up; here the official total adds up whatever the dict holds.
                throw Error($"{OfficialKeys.NameOf(key)} has the key {entry.Key}, which is no epoch, and its time would be missing from the total; remove it from the record");
            else
                Note($"{OfficialKeys.NameOf(key)} has a key that is no epoch", $", {entry.Key}");
        }
        order = _table.OrderOf(0);
        return ToCurve(0);
    }

    // In Python 5.0 and 5 are the same key.
    private static bool TryEpoch(in PickleValue key, out int epoch)
    {
        double number = key.Kind switch
        {
            PickleKind.Int => key.AsInt,
            PickleKind.Float => key.AsFloat,
            _ => -1,
        };
        bool isEpoch = number is >= 0 and < EvaluationKeys.EpochLimit && double.IsInteger(number);
        epoch = isEpoch ? (int)number : -1;
        return isEpoch;
    }

    /// <summary>The curves in the order of the named sets, then of first appearance.</summary>
    private List<EvaluationCurves> Evaluations(string[] named)
    {
        _setOrder.Clear();
        Array.Clear(_curves);
        foreach (string set in named)
            Register(_keys.SetNumber(set));
        for (int quantity = 0; quantity < EvaluationQuantities.Length; quantity++)
            ReadQuantity(quantity);

        var evaluations = new List<EvaluationCurves>(_setOrder.Count);
        foreach (int set in _setOrder)
        {
            Span<Curve?> curves = CurvesOf(set);
            if ((curves[0] ?? curves[1] ?? curves[2]) is not null)
                evaluations.Add(new(_keys.SetName(set), curves[0], curves[1], curves[2]));
        }
        return evaluations;
    }

    private void ReadQuantity(int quantity)
    {
        TrialKey key = EvaluationQuantities[quantity];
        if (Field(key).Kind == PickleKind.None)
            return;
        _table.Clear();
        PickleDict dict = Table(key);
        if (dict.Numbers is { TextIds: not null } numbers)
        {
            for (int i = 0; i < numbers.Values.Length; i++)
                if (_keys.TryGetSplit(numbers.TextIds[i], out EvaluationKeys.Key split) || TrySplit(key, numbers.KeyAt(i), out split))
                    AddCell(split.Set, split.Epoch, numbers.Values[i], CellState.Number);
        }
        else
        {
            foreach (ref readonly PickleDict.Entry entry in dict.Entries)
                if (TrySplit(key, entry.Key, out EvaluationKeys.Key split))
                    AddCell(key, split.Set, split.Epoch, entry);
        }
        // The official library refuses a set without times if the dict is not empty, whatever is in it.
        if (key == TrialKey.EvaluationTime && _table.Count == 0 && dict.Count > 0)
            throw Error($"{OfficialKeys.NameOf(key)} has keys, but none is a set@epoch, and officially they make every set refuse; remove them from the record");
        foreach (int set in _setOrder)
            if (_table.WidthOf(set) > 0)
                CurvesOf(set)[quantity] = ToCurve(set);
    }

    private bool TrySplit(TrialKey key, in PickleValue text, out EvaluationKeys.Key split)
    {
        split = _keys.Split(text);
        if (split.Epoch < 0)
            Note($"{OfficialKeys.NameOf(key)} has a key that is no set@epoch", $", {text}");
        return split.Epoch >= 0;
    }

    private void Register(int set)
    {
        if (set >= 0 && !_setOrder.Contains(set))
            _setOrder.Add(set);
        int needed = EvaluationQuantities.Length * _keys.SetCount;
        if (needed > _curves.Length)
            Array.Resize(ref _curves, 2 * needed);
    }

    private Span<Curve?> CurvesOf(int set) => _curves.AsSpan(EvaluationQuantities.Length * set, EvaluationQuantities.Length);

    private Curve ToCurve(int set)
    {
        Spend(_table.WidthOf(set) + _table.Count);
        return _table.ToCurve(set);
    }

    private PickleDict Table(TrialKey key)
    {
        PickleDict dict = Dict(Field(key), OfficialKeys.NameOf(key));
        Spend(dict.Count);
        return dict;
    }

    private void AddCell(int set, int epoch, double value, CellState state)
    {
        if (_table.WidthOf(set) == 0)
            Register(set);
        _table.Add(set, epoch, value, state);
    }

    private void AddCell(TrialKey key, int set, int epoch, in PickleDict.Entry entry)
    {
        if (entry.Value.Kind == PickleKind.None)
            AddCell(set, epoch, 0, CellState.None);
        else if (TryNumber(entry.Value, out double value))
            AddCell(set, epoch, value, CellState.Number);
        else
            throw Error($"{OfficialKeys.NameOf(key)}[{entry.Key}] is {entry.Value}, not a number that a double holds");
    }
}
