using System.Text;

namespace NatsBench.Fast.Conversion.Pickle;

// What a pickle writes as calls of names: each name on the list has its one meaning here.
internal sealed partial class PickleMachine
{
    private void PushGlobalText()
    {
        string module = Encoding.Latin1.GetString(_input.ReadLine());
        Push(PickleValue.Global(FindGlobal(module, Encoding.Latin1.GetString(_input.ReadLine()))));
    }

    private void PushGlobal()
    {
        PickleValue name = Pop(), module = Pop();
        if (name.Kind != PickleKind.String || module.Kind != PickleKind.String)
            throw _input.Error("a global whose name is no string");
        Push(PickleValue.Global(FindGlobal(module.AsString, name.AsString)));
    }

    private PickleGlobal FindGlobal(string module, string name) =>
        PickleGlobal.TryGet($"{module}.{name}", out PickleGlobal? global) && global!.IsFor(scope)
            ? global
            : throw _input.Error($"global '{Printable.Of(module)}.{Printable.Of(name)}' is not on the list of data types; nothing was run");

    private void CallOne()
    {
        PickleValue arguments = Pop(), called = Pop();
        Call(called, arguments.Kind == PickleKind.Tuple ? arguments.AsTuple : throw _input.Error("arguments that are no tuple"));
    }

    private void CallWithKeywords()
    {
        PickleValue keywords = Pop();
        if (keywords.Kind != PickleKind.Dict || keywords.AsDict.Count > 0)
            throw _input.Error("a call with keywords, which no data type needs");
        CallOne();
    }

    private void CallToMark()
    {
        PickleValue[] values = PopToMark().ToArray();
        if (values.Length == 0)
            throw _input.Error("a call of nothing");
        Call(values[0], values[1..]);
    }

    private void CallText()
    {
        string module = Encoding.Latin1.GetString(_input.ReadLine());
        PickleGlobal called = FindGlobal(module, Encoding.Latin1.GetString(_input.ReadLine()));
        Call(PickleValue.Global(called), PopToMark().ToArray());
    }

    private void Call(PickleValue called, PickleValue[] arguments)
    {
        if (called.Kind != PickleKind.Global)
            throw _input.Error($"a call of {called}");
        PickleGlobal global = called.AsGlobal;
        Push(TryCall(global.Does, arguments) ?? throw _input.Error($"'{global}' with arguments that make no data"));
    }

    private PickleValue? TryCall(PickleGlobal.Kind does, PickleValue[] arguments) => (does, arguments) switch
    {
        (PickleGlobal.Kind.Dict, []) => PickleValue.Dict(new()),
        (PickleGlobal.Kind.Dict, [{ Kind: PickleKind.Dict } source]) => Copy(source.AsDict),
        (PickleGlobal.Kind.Dict, [var pairs]) => DictOfPairs(pairs),
        (PickleGlobal.Kind.DefaultDict, [] or [{ Kind: PickleKind.None or PickleKind.Global }]) => PickleValue.Dict(new()),
        (PickleGlobal.Kind.Set, []) => PickleValue.Set(new([])),
        (PickleGlobal.Kind.Set, [var items]) when CopyItems(items) is { } copy => PickleValue.Set(new(copy)),
        (PickleGlobal.Kind.List, []) => PickleValue.List(new([])),
        (PickleGlobal.Kind.List, [var items]) when CopyItems(items) is { } copy => PickleValue.List(new(copy)),
        (PickleGlobal.Kind.Tuple, []) => PickleValue.Tuple([]),
        (PickleGlobal.Kind.Tuple, [var items]) when CopyItems(items) is { } copy => PickleValue.Tuple(copy),
        (PickleGlobal.Kind.Int, []) => PickleValue.Int(0),
        (PickleGlobal.Kind.Int, [{ Kind: PickleKind.Int or PickleKind.BigInt } value]) => value,
        (PickleGlobal.Kind.Float, []) => PickleValue.Float(0),
        (PickleGlobal.Kind.Float, [{ Kind: PickleKind.Float } value]) => value,
        (PickleGlobal.Kind.Bool, []) => PickleValue.Bool(false),
        (PickleGlobal.Kind.Bool, [{ Kind: PickleKind.Bool } value]) => value,
        (PickleGlobal.Kind.Bool, [{ Kind: PickleKind.Int } value]) => PickleValue.Bool(value.AsInt != 0),
        (PickleGlobal.Kind.String, []) => EmptyString(),
        (PickleGlobal.Kind.String, [{ Kind: PickleKind.String } value]) => value,
        (PickleGlobal.Kind.Bytes, []) => PickleValue.Bytes([]),
        (PickleGlobal.Kind.Bytes, [{ Kind: PickleKind.Bytes } value]) => value,
        (PickleGlobal.Kind.Bytes or PickleGlobal.Kind.Encode, [{ Kind: PickleKind.String } text, { Kind: PickleKind.String } encoding])
            when encoding.AsString is "latin1" or "latin-1" && TryLatin1(text, out byte[]? bytes) => PickleValue.Bytes(bytes!),
        (PickleGlobal.Kind.Tensor, [{ Kind: PickleKind.Weights }, ..]) => PickleValue.Weights,
        (PickleGlobal.Kind.Tensor, [{ Kind: PickleKind.Storage }, ..]) => PickleValue.Tensor(arguments),
        (PickleGlobal.Kind.TensorStorage, [{ Kind: PickleKind.Bytes } stream]) =>
            scope == PickleScope.Weights ? PickleValue.Storage(stream.AsBytes) : PickleValue.Weights,
        _ => TryCallNumpy(does, arguments),
    };

    private PickleValue EmptyString()
    {
        int id = Intern([]);
        return PickleValue.String(strings[id], id);
    }

    private PickleValue[]? CopyItems(PickleValue source)
    {
        if (!source.TryGetItems(out ReadOnlySpan<PickleValue> items))
            return null;
        Spend(items.Length);
        return items.ToArray();
    }

    private PickleValue Copy(PickleDict source)
    {
        Spend(source.Count);
        var copy = new PickleDict();
        copy.Reserve(source.Count);
        foreach (ref readonly PickleDict.Entry entry in source.Entries)
            copy.Set(entry.Key, entry.Value);
        return PickleValue.Dict(copy);
    }

    private PickleValue? DictOfPairs(PickleValue pairs)
    {
        if (!pairs.TryGetItems(out ReadOnlySpan<PickleValue> items))
            return null;
        Spend(items.Length);
        var dict = new PickleDict();
        foreach (PickleValue pair in items)
        {
            if (!pair.TryGetItems(out ReadOnlySpan<PickleValue> parts) || parts.Length != 2)
                return null;
            Fill(dict, parts);
        }
        return PickleValue.Dict(dict);
    }

    private static bool TryLatin1(PickleValue text, out byte[]? bytes)
    {
        bytes = text.AsString.All(c => c <= '\xff') ? Encoding.Latin1.GetBytes(text.AsString) : null;
        return bytes is not null;
    }

    /// <summary>Copies count like opcodes: otherwise three bytes could copy a large list, again and again.</summary>
    private void Spend(int count)
    {
        if ((_opcodesLeft -= count) < 0)
            throw _input.Error($"more than {PickleLimits.Opcodes} values, which no record has");
    }

    private void Build()
    {
        PickleValue state = Pop(), target = Peek();
        switch (target.Kind)
        {
            case PickleKind.NumpyType when state is { Kind: PickleKind.Tuple } && state.AsTuple is [_, { Kind: PickleKind.String } order, ..]:
                target.AsNumpyType.IsBigEndian = order.AsString == ">";
                break;
            case PickleKind.List when target.AsList.IsArrayWithoutData:
                FillArray(target.AsList, state);
                break;
            case PickleKind.Array when target.AsArray.IsEmpty:
                FillArray(target.AsArray, state);
                break;
            // Attributes of a container or a tensor, such as the _metadata of weights, are no data of the benchmark.
            case PickleKind.Dict or PickleKind.Set or PickleKind.Weights or PickleKind.Tensor:
                break;
            default:
                throw _input.Error($"a state for {target}, which has none");
        }
    }
}
