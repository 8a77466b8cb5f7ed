using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Model;

/// <summary>
/// Recognises <c>op~source|</c>, the text of one edge, by whole words of four characters: looking an architecture up by its text is
/// part of every search, and comparing name after name would cost a mispredicted branch an edge.
/// </summary>
internal static class EdgePattern
{
    private const int SourceCount = 3;
    private const int WordCount = 4;
    private const int SlotCount = 8;

    // Every operation but none has a name of 12 characters, so its edge has these 15; none has 4, its edge 7.
    private const int LongLength = 15;
    private const int ShortLength = 7;

    // The words at characters 0, 4, 8 and 11 of each long edge, by slot and source, and the words at 0 and 3 of a short one, by source.
    private static readonly ulong[] LongWords = new ulong[SlotCount * SourceCount * WordCount];
    private static readonly ulong[] ShortWords = new ulong[SourceCount * 2];
    private static readonly int[] Operations = new int[SlotCount];

    static EdgePattern()
    {
        for (int source = 0; source < SourceCount; source++)
            foreach (CellOperation operation in Enum.GetValues<CellOperation>())
            {
                string text = $"{operation.OfficialName()}~{source}|";
                if (operation == CellOperation.None)
                {
                    (ShortWords[2 * source], ShortWords[2 * source + 1]) = (Word(text, 0), Word(text, 3));
                    continue;
                }
                int slot = Slot(text);
                Operations[slot] = (int)operation;
                Span<ulong> words = LongWords.AsSpan((slot * SourceCount + source) * WordCount, WordCount);
                (words[0], words[1], words[2], words[3]) = (Word(text, 0), Word(text, 4), Word(text, 8), Word(text, 11));
            }
    }

    /// <summary>The operation of the edge that a text begins with, and the edge's length; -1 when it begins with none from this source.</summary>
    public static int Match(ReadOnlySpan<char> text, int source, out int length)
    {
        length = ShortLength;
        if (text.Length < ShortLength)
            return -1;
        ulong first = Word(text, 0);
        if (first == ShortWords[2 * source])
            return Word(text, 3) == ShortWords[2 * source + 1] ? (int)CellOperation.None : -1;
        length = LongLength;
        if (text.Length < LongLength)
            return -1;
        int slot = Slot(text);
        ref ulong words = ref LongWords[(slot * SourceCount + source) * WordCount];
        ulong difference = (first ^ words) | (Word(text, 4) ^ Unsafe.Add(ref words, 1))
            | (Word(text, 8) ^ Unsafe.Add(ref words, 2)) | (Word(text, 11) ^ Unsafe.Add(ref words, 3));
        return difference == 0 ? Operations[slot] : -1;
    }

    // Tells the four long names apart by their first and tenth character.
    private static int Slot(ReadOnlySpan<char> text) => (text[0] ^ text[9]) & (SlotCount - 1);

    // Callers have checked the length.
    private static ulong Word(ReadOnlySpan<char> text, int start) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start)));
}
