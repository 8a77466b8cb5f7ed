namespace NatsBench.Fast.Conversion.Pickle;

// An archive in one pickle: the items of one dict inside the outermost dict are handed out one by one, while the dict
// is still being filled, so that no more than one of them is ever in memory.
internal sealed partial class PickleMachine
{
    private string? _streamedKey;
    private int _watch = -1; // a push to this place means that the value two places below is complete
    private bool _hasItem;
    private PickleValue _itemKey;
    private PickleValue _itemValue;

    /// <summary>Starts a pickle whose outermost dict has a dict of many items under a key.</summary>
    public void StartStream(PickleInput input, string key)
    {
        Start(input);
        _streamedKey = key;
    }

    /// <summary>Runs to the next item.</summary>
    /// <returns>False at the end, with what remained as the value: the outermost dict, its items spent.</returns>
    public bool TryReadItem(out PickleValue key, out PickleValue value)
    {
        _hasItem = false;
        while (!_hasItem)
        {
            if (!Step())
                continue;
            (key, value) = (default, Finish());
            _streamedKey = null;
            return false;
        }
        (key, value) = (_itemKey, _itemValue);
        (_itemKey, _itemValue) = (default, default);
        _opcodesLeft = PickleLimits.Opcodes;
        return true;
    }

    /// <summary>Whether the dict at a place of the stack is the one to hand out: its key lies below it, above the outermost dict.</summary>
    private bool IsStreamed(int place) =>
        place is >= 2 && place % 2 == 0
        && _stack[place] is { Kind: PickleKind.Dict }
        && _stack[place - 1] is { Kind: PickleKind.String } key && key.AsString == _streamedKey
        && _stack[0].Kind == PickleKind.Dict;

    /// <summary>
    /// Called before the watched place is filled. The items lie above their mark as key, value, key, value: if the value
    /// before last is complete, an index is what came behind it. A record of one setting also has a key there while it is being
    /// filled, but a string.
    /// </summary>
    private void HandOutBefore()
    {
        int key = _watch - 3;
        if (_stack[_watch - 1].Kind != PickleKind.Int || !IsStreamed(_floor - 1))
            return;
        HandOut(key);
        _watch += 2;
    }

    /// <summary>Called when the items from a place on go into the dict: all but the last were handed out on the way.</summary>
    private void HandOutLast(int from)
    {
        bool others = _watch == _top + 1 || _top - from == 2;
        _watch = -1;
        if (_top == from)
            return;
        if (!others || _stack[_top - 2].Kind != PickleKind.Int)
            throw _input.Error($"a key of '{_streamedKey}' is no index");
        HandOut(_top - 2);
    }

    private void HandOut(int key)
    {
        (_itemKey, _itemValue, _hasItem) = (_stack[key], _stack[key + 1], true);
        _stack[key + 1] = PickleValue.Spent;
        if (!_memo.TryCompact())
            throw _input.Error("more values to refer back to than any archive has");
    }
}
