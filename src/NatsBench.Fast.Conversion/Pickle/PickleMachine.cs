using System.Buffers.Binary;

namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>
/// Reads pickles of protocols 0 to 5 that hold plain data: numbers, strings, bytes, lists, tuples, sets, dicts, NumPy
/// numbers and arrays, and tensors as its scope says. It runs nothing: a name outside <see cref="PickleGlobal"/> is refused.
/// </summary>
internal sealed partial class PickleMachine(StringTable strings, PickleScope scope = PickleScope.Numbers)
{
    private readonly PickleMemo _memo = new(strings, scope == PickleScope.TorchStream ? PickleLimits.TorchMemo : PickleLimits.Memo);
    private readonly int[] _marks = new int[PickleLimits.Marks];
    private PickleValue[] _stack = new PickleValue[256];
    private int _top;
    private int _markCount;
    private int _floor; // the stack above the last mark
    private int _opcodesLeft;
    private PickleInput _input = null!;

    /// <summary>Reads a whole pickle; bytes behind its end are ignored, as in Python.</summary>
    public PickleValue Read(PickleInput input)
    {
        Start(input);
        while (!Step()) { }
        return Finish();
    }

    private void Start(PickleInput input)
    {
        _input = input;
        _memo.Clear();
        Array.Clear(_stack, 0, _top);
        _top = _markCount = _floor = 0;
        _watch = -1;
        _opcodesLeft = PickleLimits.Opcodes;
        _storages.Clear();
        StorageBytes = 0;
    }

    private PickleValue Finish()
    {
        PickleValue result = Pop();
        if (_top != 0 || _markCount != 0)
            throw _input.Error("values are left over at the end");
        return result;
    }

    /// <summary>Follows one opcode.</summary>
    /// <returns>True for STOP.</returns>
    private bool Step()
    {
        Op opcode = _input.ReadOpcode();
        if (--_opcodesLeft < 0)
            throw _input.Error($"more than {PickleLimits.Opcodes} opcodes, which no record has");
        switch (opcode)
        {
            // The five that make up a record, most frequent first.
            case Op.BinFloat: Push(PickleValue.FloatBits(BinaryPrimitives.ReadInt64BigEndian(_input.Read(8)))); break;
            case Op.Memoize: Put(_memo.Count); break;
            case Op.ShortBinUnicode: PushString(_input.Read(_input.ReadByte())); break;
            case Op.BinInt1: Push(PickleValue.Int(_input.ReadByte())); break;
            case Op.BinGet: Get(_input.ReadByte()); break;

            case Op.Proto: ReadProtocol(); break;
            case Op.Frame: _input.Read(8); break; // frames only help a reader that buffers by them
            case Op.Stop: return true;

            case Op.None: Push(PickleValue.None); break;
            case Op.NewTrue: Push(PickleValue.Bool(true)); break;
            case Op.NewFalse: Push(PickleValue.Bool(false)); break;
            case Op.BinInt: Push(PickleValue.Int(BinaryPrimitives.ReadInt32LittleEndian(_input.Read(4)))); break;
            case Op.BinInt2: Push(PickleValue.Int(BinaryPrimitives.ReadUInt16LittleEndian(_input.Read(2)))); break;
            case Op.Long1: PushLong(_input.ReadByte()); break;
            case Op.Long4: PushLong(Length4()); break;
            case Op.Int: PushIntText(); break;
            case Op.Long: PushLongText(); break;
            case Op.Float: PushFloatText(); break;

            case Op.BinUnicode: PushString(_input.Read(Length4())); break;
            case Op.BinUnicode8: PushString(_input.ReadArray(Length8())); break;
            case Op.Unicode: PushUnicodeText(); break;
            case Op.String: PushStringText(); break;
            case Op.ShortBinString: PushOldString(_input.Read(_input.ReadByte())); break;
            case Op.BinString: PushOldString(_input.ReadArray((ulong)Length4())); break;
            case Op.ShortBinBytes: Push(PickleValue.Bytes(_input.Read(_input.ReadByte()).ToArray())); break;
            case Op.BinBytes: Push(PickleValue.Bytes(_input.ReadArray((ulong)Length4()))); break;
            case Op.BinBytes8 or Op.ByteArray8: Push(PickleValue.Bytes(_input.ReadArray(Length8()))); break;

            case Op.Mark: MarkAndRead(); break;
            case Op.Pop: PopOrUnmark(); break;
            case Op.PopMark: PopToMark(); break;
            case Op.Dup: Push(Peek()); break;

            case Op.EmptyTuple: Push(PickleValue.Tuple([])); break;
            case Op.Tuple1: PushTuple(1); break;
            case Op.Tuple2: PushTuple(2); break;
            case Op.Tuple3: PushTuple(3); break;
            case Op.Tuple: Push(PickleValue.Tuple(PopToMark().ToArray())); break;
            case Op.EmptyList: Push(PickleValue.List(new([]))); break;
            case Op.List: Push(PickleValue.List(new(PopToMark().ToArray()))); break;
            case Op.Append: AppendOne(); break;
            case Op.Appends: AddTo(PickleKind.List, PopToMark()); break;
            case Op.EmptySet: Push(PickleValue.Set(new([]))); break;
            case Op.AddItems: AddTo(PickleKind.Set, PopToMark()); break;
            case Op.FrozenSet: Push(PickleValue.Set(new(PopToMark().ToArray()))); break;
            case Op.EmptyDict: Push(PickleValue.Dict(new())); break;
            case Op.Dict: PushDict(); break;
            case Op.SetItem: SetItem(); break;
            case Op.SetItems: SetItems(); break;

            case Op.LongBinGet: Get(BinaryPrimitives.ReadUInt32LittleEndian(_input.Read(4))); break;
            case Op.Get: Get(ReadIndexText()); break;
            case Op.BinPut: Put(_input.ReadByte()); break;
            case Op.LongBinPut: Put(BinaryPrimitives.ReadUInt32LittleEndian(_input.Read(4))); break;
            case Op.Put: Put(ReadIndexText()); break;

            case Op.Global: PushGlobalText(); break;
            case Op.StackGlobal: PushGlobal(); break;
            case Op.Reduce or Op.NewObj: CallOne(); break;
            case Op.NewObjEx: CallWithKeywords(); break;
            case Op.Obj: CallToMark(); break;
            case Op.Inst: CallText(); break;
            case Op.Build: Build(); break;

            case Op.BinPersId when scope == PickleScope.TorchStream: RequireValues(1); break;
            case Op.BinPersId when scope == PickleScope.TorchFile: DropStorage(); break;
            case Op.PersId or Op.BinPersId: throw _input.Error("a reference to an object outside the file; nothing was loaded");
            case Op.Ext1 or Op.Ext2 or Op.Ext4: throw _input.Error("a reference to a registry of extensions; nothing was loaded");
            case Op.NextBuffer or Op.ReadOnlyBuffer: throw _input.Error("a buffer outside the file; nothing was loaded");
            default: throw _input.Error("an unknown opcode; this is not a pickle of protocols 0 to 5");
        }
        return false;
    }

    private void ReadProtocol()
    {
        byte protocol = _input.ReadByte();
        if (protocol > 5)
            throw _input.Error($"protocol {protocol} is later than 5");
    }

    private int Length4()
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(_input.Read(4));
        return length is >= 0 and <= PickleLimits.Length ? length : throw _input.Error($"a value of {(uint)length} bytes is longer than anything in an archive");
    }

    private ulong Length8() => BinaryPrimitives.ReadUInt64LittleEndian(_input.Read(8));

    private void Put(long index)
    {
        if (!_memo.TryPut(index, Peek()))
            throw _input.Error($"memo entry {index} is none that Python would make");
    }

    private void Get(long index)
    {
        if (!_memo.TryGet(index, out PickleValue value))
            throw _input.Error($"memo entry {index} was never made");
        if (value.Kind == PickleKind.Spent)
            throw _input.Error($"memo entry {index} is part of an earlier record, which was let go: records that share lists or dicts are not supported; save them without sharing");
        Push(value);
    }
}
