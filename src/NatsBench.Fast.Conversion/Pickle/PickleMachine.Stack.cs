namespace NatsBench.Fast.Conversion.Pickle;

// The stack, its marks, and the containers filled from it.
internal sealed partial class PickleMachine
{
    private void Push(in PickleValue value)
    {
        if (_top == _stack.Length)
            GrowStack();
        if (_top == _watch)
            HandOutBefore();
        _stack[_top++] = value;
    }

    private void GrowStack()
    {
        if (_top >= PickleLimits.Stack)
            throw _input.Error($"more than {PickleLimits.Stack} values at once, which no archive needs");
        Array.Resize(ref _stack, 2 * _top);
    }

    private ref readonly PickleValue Peek()
    {
        RequireValues(1);
        return ref _stack[_top - 1];
    }

    private PickleValue Pop()
    {
        RequireValues(1);
        PickleValue value = _stack[--_top];
        _stack[_top] = default;
        return value;
    }

    private void RequireValues(int count)
    {
        if (_top - count < _floor)
            throw _input.Error("a value is missing on the stack");
    }

    private void Mark()
    {
        if (_markCount == _marks.Length)
            throw _input.Error($"more than {PickleLimits.Marks} levels of nesting, which no archive has");
        if (_top == _watch)
            HandOutBefore();
        _marks[_markCount++] = _floor = _top;
        if (_streamedKey is not null && _markCount <= 2 && IsStreamed(_top - 1))
            _watch = _top + 3;
    }

    private void Unmark()
    {
        if (_markCount == 0)
            throw _input.Error("a mark is missing on the stack");
        _markCount--;
        _floor = _markCount == 0 ? 0 : _marks[_markCount - 1];
    }

    private void PopOrUnmark()
    {
        if (_markCount > 0 && _top == _floor)
            Unmark();
        else
            Pop();
    }

    /// <summary>Takes the values above the last mark, and the mark; they stay readable until the next push.</summary>
    private ReadOnlySpan<PickleValue> PopToMark()
    {
        int from = _floor;
        Unmark();
        int count = _top - from;
        _top = from;
        return _stack.AsSpan(from, count);
    }

    private void PushTuple(int count)
    {
        RequireValues(count);
        PickleValue[] items = _stack.AsSpan(_top - count, count).ToArray();
        _top -= count;
        Push(PickleValue.Tuple(items));
    }

    private void AppendOne()
    {
        PickleValue item = Pop();
        AddTo(PickleKind.List, new(in item));
    }

    private void AddTo(PickleKind kind, ReadOnlySpan<PickleValue> items)
    {
        PickleValue target = Peek();
        if (target.Kind != kind)
            throw _input.Error($"items for {target}, which is no {kind}");
        target.AsList.Add(items);
    }

    private void PushDict()
    {
        var dict = new PickleDict();
        Fill(dict, PopToMark());
        Push(PickleValue.Dict(dict));
    }

    private void SetItem()
    {
        RequireValues(3);
        SetItemsFrom(_top - 2);
    }

    private void SetItems()
    {
        int from = _floor;
        Unmark();
        RequireValues(_top - from + 1);
        SetItemsFrom(from);
    }

    /// <summary>Sets the keys and values from a place of the stack on in the dict below them.</summary>
    private void SetItemsFrom(int from)
    {
        PickleValue target = _stack[from - 1];
        if (target.Kind != PickleKind.Dict)
            throw _input.Error($"items for {target}, which is no Dict");
        if (_streamedKey is not null && IsStreamed(from - 1))
            HandOutLast(from);
        Fill(target.AsDict, _stack.AsSpan(from, _top - from));
        _top = from;
    }

    private void Fill(PickleDict dict, ReadOnlySpan<PickleValue> items)
    {
        if (items.Length % 2 != 0)
            throw _input.Error("a key without a value");
        dict.Reserve(items.Length / 2);
        for (int i = 0; i < items.Length; i += 2)
        {
            if (!PickleKeys.IsKey(items[i]))
                throw _input.Error($"{items[i]} as a key of a dict, which no archive has");
            dict.Set(items[i], items[i + 1]);
        }
    }
}
