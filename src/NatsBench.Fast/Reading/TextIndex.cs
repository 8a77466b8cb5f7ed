using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Reading;

/// <summary>From a text to its number without allocating: open addressing at a load of a half or less.</summary>
internal sealed class TextIndex
{
    private readonly string[] _texts;
    private readonly int[] _slots;

    /// <param name="texts">The texts; of equal ones the first has the number.</param>
    public TextIndex(string[] texts)
    {
        _texts = texts;
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)texts.Length * 2 + 1)];
        _slots.AsSpan().Fill(-1);
        for (int i = 0; i < texts.Length; i++)
        {
            ref int slot = ref Slot(texts[i]);
            if (slot < 0)
                slot = i;
        }
    }

    /// <summary>Number of a text, or -1.</summary>
    public int Find(ReadOnlySpan<char> text) => Slot(text);

    private ref int Slot(ReadOnlySpan<char> text)
    {
        int mask = _slots.Length - 1;
        int position = (int)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text)) & mask;
        while (_slots[position] is >= 0 and var found && !text.SequenceEqual(_texts[found]))
            position = (position + 1) & mask;
        return ref _slots[position];
    }
}
