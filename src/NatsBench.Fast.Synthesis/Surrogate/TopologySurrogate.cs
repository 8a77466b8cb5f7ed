using System.Runtime.InteropServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Synthesis.Surrogate;

/// <summary>
/// A regression fitted to the published accuracies of all topology cells: an intercept, a term an edge, a term a pair and a
/// term a triple of edges. The figures are a resource of this assembly; make_surrogate.py says what lies where.
/// </summary>
internal sealed class TopologySurrogate
{
    private const int Edges = TopologyCell.EdgeCount;
    private const int Operations = CellOperations.Count;
    private const int Terms = 6 * Operations + 15 * Operations * Operations + 20 * Operations * Operations * Operations;
    private const int ColumnBytes = 3 * sizeof(double) + sizeof(int) + Terms * sizeof(short);

    private readonly byte[] _data;

    private TopologySurrogate(byte[] data) => _data = data;

    /// <summary>Number of columns: two settings (12 and 200 epochs) of six sets each.</summary>
    public const int Columns = 12;

    /// <summary>The regression in this assembly.</summary>
    public static TopologySurrogate Instance { get; } = Load();

    /// <summary>What the fit leaves unexplained, percent.</summary>
    public double ResidualDeviation(int column) => Head(column, 0);

    /// <summary>Spread over seeds, percent.</summary>
    public double SeedDeviation(int column) => Head(column, 1);

    /// <summary>Best published mean over seeds, percent.</summary>
    public double Best(int column) => Head(column, 2);

    /// <summary>Accuracy after the last epoch, percent, for a cell whose output is reachable.</summary>
    public double Predict(int column, TopologyCell cell)
    {
        ReadOnlySpan<byte> bytes = _data.AsSpan(column * ColumnBytes + 3 * sizeof(double), sizeof(int) + Terms * sizeof(short));
        ReadOnlySpan<short> terms = MemoryMarshal.Cast<byte, short>(bytes[sizeof(int)..]);
        int sum = MemoryMarshal.Read<int>(bytes);
        Span<int> operation = stackalloc int[Edges];
        for (int edge = 0; edge < Edges; edge++)
        {
            operation[edge] = (int)cell[edge];
            sum += terms[edge * Operations + operation[edge]];
        }

        int pair = Edges * Operations;
        int triple = pair + 15 * Operations * Operations;
        for (int a = 0; a < Edges; a++)
        {
            for (int b = a + 1; b < Edges; b++, pair += Operations * Operations)
            {
                int two = operation[a] * Operations + operation[b];
                sum += terms[pair + two];
                for (int c = b + 1; c < Edges; c++, triple += Operations * Operations * Operations)
                    sum += terms[triple + two * Operations + operation[c]];
            }
        }
        return sum / 1000.0;
    }

    private double Head(int column, int number) => MemoryMarshal.Read<double>(_data.AsSpan(column * ColumnBytes + number * sizeof(double)));

    private static TopologySurrogate Load()
    {
        using Stream stream = typeof(TopologySurrogate).Assembly.GetManifestResourceStream("surrogate-tss.bin")!;
        byte[] data = new byte[Columns * ColumnBytes];
        stream.ReadExactly(data);
        return new TopologySurrogate(data);
    }
}
