using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Model;

/// <summary>
/// Reads a cell's text edge by edge, <c>op~source|</c>, by whole words of four characters and without a branch on the operation: looking
/// architectures up by their texts is part of every search, and an operation that the processor guesses wrong would cost more than
/// all comparisons. One operation (none) has a short name, all others have names of 12 characters.
/// </summary>
internal ref struct EdgeReader(ReadOnlySpan<char> text)
{
    private const int ShortLength = 7;
    private const int LongLength = 15;
    private const int SourceCount = 3;
    private const int SlotCount = 8;

    private static readonly ulong NoneWord = Word(CellOperation.None.OfficialName(), 0);
    private static readonly Pattern[] Patterns = MakePatterns();

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private ulong _difference;

    /// <summary>The operations so far as a base-5 number, if they are operations.</summary>
    public int Code { get; private set; }

    /// <summary>True when everything read was as it should be and nothing is left.</summary>
    public readonly bool IsWhole => _difference == 0 && _at == _text.Length;

    /// <summary>Reads one edge.</summary>
    /// <param name="before">What stands before it, at most two characters.</param>
    /// <param name="source">The node it comes from, 0 to 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Read(string before, int source)
    {
        int at = _at + before.Length;
        if (at > _text.Length - ShortLength)
        {
            _difference = ulong.MaxValue;
            return;
        }
        ref char edge = ref Unsafe.Add(ref MemoryMarshal.GetReference(_text), at);
        for (int i = 0; i < before.Length; i++)
            _difference |= (uint)(Unsafe.Add(ref edge, i - before.Length) ^ before[i]);

        ulong first = Word(ref edge, 0);
        int isLong = Unsafe.BitCast<bool, byte>(first != NoneWord);
        int length = ShortLength + (LongLength - ShortLength) * isLong;
        _at = at + length;
        if (_at > _text.Length)
        {
            _difference = ulong.MaxValue;
            return;
        }
        // Of a short edge every place below is a place inside it: the first word again, or its end.
        int slot = Slot(edge, Unsafe.Add(ref edge, 9 * isLong)) & -isLong;
        ref readonly Pattern pattern = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Patterns), source * SlotCount + slot);
        _difference |= (first ^ pattern.First) | (Word(ref edge, 4 * isLong) ^ pattern.Second)
            | (Word(ref edge, 8 * isLong) ^ pattern.Third) | (Word(ref edge, length - 4) ^ pattern.Last);
        Code = Code * CellOperations.Count + pattern.Operation;
    }

    private static Pattern[] MakePatterns()
    {
        // A slot without an operation has a pattern that nothing equals: such a first word has another slot.
        var patterns = new Pattern[SourceCount * SlotCount];
        patterns.AsSpan().Fill(new Pattern(NoneWord, NoneWord, NoneWord, NoneWord, 0));
        for (int source = 0; source < SourceCount; source++)
            foreach (CellOperation operation in Enum.GetValues<CellOperation>())
            {
                string text = $"{operation.OfficialName()}~{source}|";
                int isLong = text.Length == LongLength ? 1 : 0;
                patterns[source * SlotCount + (Slot(text[0], text[9 * isLong]) & -isLong)] = new Pattern(
                    Word(text, 0), Word(text, 4 * isLong), Word(text, 8 * isLong), Word(text, text.Length - 4), (int)operation);
            }
        return patterns;
    }

    // Tells the four long names apart by their first and tenth character; none of them has slot 0.
    private static int Slot(char first, char tenth) => (first ^ tenth) & (SlotCount - 1);

    private static ulong Word(string text, int start) => Word(ref MemoryMarshal.GetReference(text.AsSpan()), start);

    private static ulong Word(ref char text, int start) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref text, start)));

    // The words at characters 0, 4 and 8 and the last four characters.
    private readonly record struct Pattern(ulong First, ulong Second, ulong Third, ulong Last, int Operation);
}
