using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>The cells of one official dict, sorted into curves: one for a dict of epochs, one a set for a dict of <c>set@epoch</c>.</summary>
internal sealed class CurveTable
{
    private Cell[] _cells = new Cell[1024];
    private Window[] _windows = new Window[4]; // by set

    private readonly record struct Cell(int Set, int Epoch, double Value, CellState State);

    private record struct Window(int First, int Last, int Numbers, int Cells);

    /// <summary>Cells of all sets.</summary>
    public int Count { get; private set; }

    /// <summary>True when the epochs came in ascending order.</summary>
    public bool Ascends { get; private set; }

    public void Clear(int sets)
    {
        if (_windows.Length < sets)
            _windows = new Window[2 * sets];
        _windows.AsSpan(0, sets).Clear();
        Count = 0;
        Ascends = true;
    }

    public void Add(int set, int epoch, double value, CellState state)
    {
        if (Count == _cells.Length)
            Array.Resize(ref _cells, 2 * Count);
        if (set >= _windows.Length)
            Array.Resize(ref _windows, 2 * set);
        Ascends &= Count == 0 || epoch > _cells[Count - 1].Epoch;
        _cells[Count++] = new(set, epoch, value, state);
        ref Window window = ref _windows[set];
        window = new(
            window.Cells == 0 ? epoch : Math.Min(window.First, epoch),
            Math.Max(window.Last, epoch),
            window.Numbers + (state == CellState.Number ? 1 : 0),
            window.Cells + 1);
    }

    /// <summary>Epochs from a set's first to its last; 0 without any.</summary>
    public int WidthOf(int set) =>
        set >= _windows.Length || _windows[set].Cells == 0 ? 0 : _windows[set].Last - _windows[set].First + 1;

    /// <summary>The curve of a set.</summary>
    public Curve ToCurve(int set)
    {
        Window window = _windows[set];
        double[] values = new double[WidthOf(set)];
        CellState[]? states = window.Numbers == values.Length ? null : new CellState[values.Length];
        foreach (ref readonly Cell cell in _cells.AsSpan(0, Count))
        {
            if (cell.Set != set)
                continue;
            values[cell.Epoch - window.First] = cell.Value;
            if (states is not null)
                states[cell.Epoch - window.First] = cell.State;
        }
        return new(window.First, values, states);
    }

    /// <summary>The epochs in the order they came in.</summary>
    public int[] Order()
    {
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = _cells[i].Epoch;
        return order;
    }
}
