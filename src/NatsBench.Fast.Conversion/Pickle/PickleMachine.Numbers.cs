using System.Buffers.Binary;

namespace NatsBench.Fast.Conversion.Pickle;

// Tables of numbers go from the bytes straight into arrays, past the stack. What is unusual, an error included, is left to the
// opcodes' own methods: whatever was read ahead then lies on the stack, as if they had read it.
internal sealed partial class PickleMachine
{
    // A key of 255 bytes with opcode and length, its place in the memo, and a number with its opcode.
    private const int LongestKey = 255;
    private const int LongestPair = 5 + LongestKey + 5 + 9;
    private const int OpcodesOfPair = 3;

    private readonly NumberTable.Builder _numbers = new(strings);

    private void MarkAndRead()
    {
        bool awaitsNumbers = AwaitsNumbers();
        Mark();
        if (awaitsNumbers)
            ReadNumbers();
    }

    /// <summary>Whether the top of the stack is an empty dict for a table; asked before the mark above it.</summary>
    private bool AwaitsNumbers() =>
        _top > _floor && _stack[_top - 1] is { Kind: PickleKind.Dict } dict && dict.AsDict.Count == 0
        && (_streamedKey is null || !IsStreamed(_top - 1));

    /// <summary>Reads keys and numbers behind a mark, as far as there is nothing else.</summary>
    private void ReadNumbers()
    {
        _numbers.Clear();
        ReadOnlySpan<byte> bytes = _input.Ahead();
        int at = 0, room = PickleLimits.Stack - _top;
        PickleValue odd = default;
        bool hasOdd = false;
        while (!hasOdd && bytes.Length - at >= LongestPair && _opcodesLeft >= OpcodesOfPair && room - 2 * _numbers.Count >= 2
            && TryReadKey(bytes, ref at, out int key, out bool isText))
        {
            _opcodesLeft--;
            bool isNumber = (Op)bytes[at] == Op.BinFloat;
            double value = isNumber ? BinaryPrimitives.ReadDoubleBigEndian(bytes[(at + 1)..]) : 0;
            hasOdd = !isNumber || !(isText ? _numbers.TryAddText(key, value) : _numbers.TryAdd(key, value));
            if (hasOdd)
            {
                odd = isText ? PickleValue.String(strings[key], key) : PickleValue.Int(key);
                continue;
            }
            at += 1 + sizeof(double);
            _opcodesLeft--;
        }
        bool isWhole = !hasOdd && _numbers.Count > 0 && at < bytes.Length && (Op)bytes[at] == Op.SetItems && _opcodesLeft > 0;
        _input.Skip(isWhole ? at + 1 : at);
        if (isWhole)
            TakeTable();
        else
            PushNumbers();
        if (hasOdd)
            Push(odd);
    }

    /// <summary>Reads a key and notes it in the memo where the pickle does; false, with nothing read, for any other opcode.</summary>
    private bool TryReadKey(ReadOnlySpan<byte> bytes, ref int at, out int key, out bool isText)
    {
        (key, isText) = (0, true);
        switch ((Op)bytes[at])
        {
            case Op.BinInt1:
                (key, isText) = (bytes[at + 1], false);
                at += 2;
                return true;
            case Op.BinInt2:
                (key, isText) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 1)..]), false);
                at += 3;
                return true;
            case Op.BinGet when _memo.TryGetText(bytes[at + 1], out key):
                at += 2;
                return true;
            case Op.LongBinGet when _memo.TryGetText(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 1)..]), out key):
                at += 5;
                return true;
            case Op.ShortBinUnicode:
                return TryReadText(bytes, ref at, 2, bytes[at + 1], out key);
            // Protocol 2, as PyTorch writes it, knows no shorter texts.
            case Op.BinUnicode when BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 1)..]) is <= LongestKey and var length:
                return TryReadText(bytes, ref at, 5, (int)length, out key);
            default:
                return false;
        }
    }

    private bool TryReadText(ReadOnlySpan<byte> bytes, ref int at, int head, int length, out int key)
    {
        key = -1;
        if (strings.Size > PickleLimits.Strings - length || (key = strings.Intern(bytes.Slice(at + head, length))) < 0)
            return false;
        at += head + length;
        (long place, int size) = (Op)bytes[at] switch
        {
            Op.Memoize => (_memo.Count, 1),
            Op.BinPut => (bytes[at + 1], 2),
            Op.LongBinPut => (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 1)..]), 5),
            _ => (-1L, 0),
        };
        if (size > 0 && _memo.TryPutText(place, key))
        {
            _opcodesLeft--;
            at += size;
        }
        return true;
    }

    private void TakeTable()
    {
        _opcodesLeft--;
        Unmark();
        _stack[_top - 1].AsDict.Take(_numbers.Build());
    }

    private void PushNumbers()
    {
        if (_numbers.Count == 0)
            return;
        NumberTable table = _numbers.Build();
        for (int i = 0; i < table.Values.Length; i++)
        {
            Push(table.KeyAt(i));
            Push(PickleValue.Float(table.Values[i]));
        }
    }
}
