using System.Buffers;
using System.Text;

namespace NatsBench.Fast.Model;

public readonly partial record struct ModuleGraph
{
    private const char MatrixEnd = ':';

    // What people write between the digits of a matrix: Python's lists, rows on lines, and nothing at all.
    private static readonly SearchValues<char> BetweenDigits = SearchValues.Create(" ,;/[]()\t\r\n");

    /// <summary>True for what may be a module's text: a matrix, a colon, operations. Whether it is one, parsing tells.</summary>
    /// <param name="text">Any text.</param>
    internal static bool IsText(ReadOnlySpan<char> text) => text.IndexOf(MatrixEnd) is > 0 and var end && text[(end + 1)..].TrimStart().StartsWith(ModuleOperations.Input);

    /// <summary>Reads <c>MATRIX:OPERATIONS</c>, as <see cref="ToString"/> writes it; brackets, commas and spaces between the digits do no harm.</summary>
    /// <param name="text">Such as <c>011001000:input,conv3x3-bn-relu,output</c>.</param>
    /// <exception cref="NatsBenchException">It is no module; the message says why.</exception>
    public static ModuleGraph Parse(ReadOnlySpan<char> text)
    {
        int end = text.IndexOf(MatrixEnd);
        return end >= 0 ? Parse(text[..end], text[(end + 1)..]) : throw new NatsBenchException(
            $"'{text}' is no module: a matrix of 0 and 1, row by row, a colon, and operations with commas between");
    }

    /// <summary>Reads a module.</summary>
    /// <param name="matrix">The adjacency matrix, row by row: 0 and 1; brackets, commas and spaces between them do no harm.</param>
    /// <param name="operations">Such as <c>input,conv3x3-bn-relu,output</c>.</param>
    /// <exception cref="NatsBenchException">It is no module; the message says why.</exception>
    public static ModuleGraph Parse(ReadOnlySpan<char> matrix, ReadOnlySpan<char> operations)
    {
        byte[] bits = new byte[matrix.Length];
        int count = 0;
        foreach (char one in matrix)
            if (!BetweenDigits.Contains(one))
                bits[count++] = one <= '\x7f' ? (byte)one : (byte)'?';
        byte[] names = Encoding.UTF8.GetBytes(operations.ToString());
        return Read(bits.AsSpan(0, count), names.AsSpan().Trim((byte)' '), out ModuleGraph graph) is { } fault ? throw new NatsBenchException($"no module: {fault}") : graph;
    }

    /// <summary>Reads the texts of a record.</summary>
    /// <param name="matrix">The digits 0 and 1, row by row, UTF-8.</param>
    /// <param name="operations">Names with commas between, UTF-8.</param>
    /// <param name="graph">The module.</param>
    /// <returns>Null, or what is wrong.</returns>
    internal static string? Read(ReadOnlySpan<byte> matrix, ReadOnlySpan<byte> operations, out ModuleGraph graph)
    {
        graph = default;
        int vertices = (int)Math.Sqrt(matrix.Length);
        if (vertices * vertices != matrix.Length)
            return $"a matrix of {matrix.Length} digits is not square";
        if (vertices is < 2 or > MaxVertices)
            return $"it has {vertices} vertices, where 2 to {MaxVertices} are possible";
        if (matrix.ContainsAnyExcept((byte)'0', (byte)'1'))
            return "its matrix has other digits than 0 and 1";
        Span<byte> targets = stackalloc byte[MaxVertices];
        for (int vertex = 0; vertex < vertices; vertex++)
            for (int to = 0; to < vertices; to++)
                targets[vertex] |= (byte)((matrix[vertex * vertices + to] & 1) << to);
        Span<ModuleOperation> inner = stackalloc ModuleOperation[MaxVertices - 2];
        if (ReadOperations(operations, vertices, inner) is { } fault)
            return fault;
        if (Fault(vertices, targets[..vertices], inner[..(vertices - 2)]) is { } other)
            return other;
        graph = Of(vertices, targets[..vertices], inner[..(vertices - 2)]);
        return null;
    }

    private static string? ReadOperations(ReadOnlySpan<byte> operations, int vertices, Span<ModuleOperation> inner)
    {
        int vertex = 0;
        foreach (Range range in operations.Split((byte)','))
        {
            ReadOnlySpan<byte> name = operations[range].Trim((byte)' ');
            if (vertex == vertices)
                return $"it has {vertices} vertices and more operations";
            if (vertex == 0 || vertex == vertices - 1)
            {
                string expected = vertex == 0 ? ModuleOperations.Input : ModuleOperations.Output;
                if (!Equal(name, expected))
                    return $"its operation {vertex} is '{Encoding.UTF8.GetString(name)}', where '{expected}' belongs";
            }
            else if (!TryOperation(name, out inner[vertex - 1]))
            {
                return $"its operation {vertex} is '{Encoding.UTF8.GetString(name)}'; there are {string.Join(", ", Enum.GetValues<ModuleOperation>().Select(one => one.OfficialName()))}";
            }
            vertex++;
        }
        return vertex == vertices ? null : $"it has {vertices} vertices and {vertex} operations";
    }

    private static bool TryOperation(ReadOnlySpan<byte> name, out ModuleOperation operation)
    {
        operation = name.SequenceEqual("conv3x3-bn-relu"u8) ? ModuleOperation.Conv3x3
            : name.SequenceEqual("conv1x1-bn-relu"u8) ? ModuleOperation.Conv1x1
            : name.SequenceEqual("maxpool3x3"u8) ? ModuleOperation.MaxPool3x3 : (ModuleOperation)(-1);
        return operation >= 0;
    }

    private static bool Equal(ReadOnlySpan<byte> utf8, string text) => Ascii.Equals(utf8, text);

    /// <summary>The adjacency matrix, row by row: 0 and 1.</summary>
    public string Matrix()
    {
        int vertices = Vertices;
        Span<char> digits = stackalloc char[MaxVertices * MaxVertices];
        for (int from = 0; from < vertices; from++)
            for (int to = 0; to < vertices; to++)
                digits[from * vertices + to] = HasEdge(from, to) ? '1' : '0';
        return new string(digits[..(vertices * vertices)]);
    }

    /// <summary>The official names of all operations, <c>input</c> and <c>output</c> included.</summary>
    public IReadOnlyList<string> OperationNames()
    {
        string[] names = new string[Vertices];
        (names[0], names[^1]) = (ModuleOperations.Input, ModuleOperations.Output);
        for (int vertex = 1; vertex < names.Length - 1; vertex++)
            names[vertex] = Operation(vertex).OfficialName();
        return names;
    }

    /// <summary>The text: matrix, a colon, operations; <see cref="Parse(ReadOnlySpan{char})"/> reads it.</summary>
    public override string ToString() => Vertices == 0 ? "" : $"{Matrix()}{MatrixEnd}{string.Join(',', OperationNames())}";
}
