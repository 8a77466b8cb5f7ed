using System.Text.Json;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Official;

public sealed partial class OfficialCalls
{
    private const int Unknown = -1;

    // Officially compared with the bounds first, and only then taken for a position.
    private void Arch(CallArguments args, Utf8JsonWriter json)
    {
        if (args["index"] is { } value && CallArguments.IsFloat(value, out double number) && (number < 0 || number >= _bench.Count))
            throw OutsideSpace(value);
        json.WriteStringValue(_bench.Architecture(InSpace(IntegerArgument(args, "index"))));
    }

    // True and False are integers to Python, and come back as they were given.
    private void QueryIndexByArch(CallArguments args, Utf8JsonWriter json)
    {
        int index = AnyIndex(args, "arch");
        if (args["arch"] is { ValueKind: JsonValueKind.True or JsonValueKind.False })
            json.WriteBooleanValue(index == 1);
        else
            json.WriteNumberValue(index);
    }

    private void GetItem(CallArguments args, Utf8JsonWriter json)
    {
        long index = IntegerArgument(args, "index");
        if (index < -_bench.Count || index >= _bench.Count)
            throw new RefusedException(Refusal.IndexError, $"position {index} is outside a list of {_bench.Count}");
        json.WriteStringValue(_bench.Architecture((int)(index < 0 ? index + _bench.Count : index)));
    }

    private void GetUniqueStr(CallArguments args, Utf8JsonWriter json)
    {
        RefuseSizeSpace("get_unique_str");
        int index = AnyIndex(args, "arch");
        // Officially an unknown text is -1, and -1 is the last position of a list.
        json.WriteStringValue(_bench.UniqueString(index == Unknown ? _bench.Count - 1 : index));
    }

    private void Str2Lists(CallArguments args, Utf8JsonWriter json)
    {
        RefuseSizeSpace("str2lists");
        json.WriteStartArray();
        foreach (IReadOnlyList<CellEdge> node in CellText.Str2Lists(args.Text("arch_str")))
        {
            json.WriteStartArray();
            foreach (CellEdge edge in node)
            {
                json.WriteStartArray();
                json.WriteStringValue(edge.Operation);
                json.WriteNumberValue(edge.Source);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private void Str2Matrix(CallArguments args, Utf8JsonWriter json)
    {
        RefuseSizeSpace("str2matrix");
        json.WriteStartArray();
        foreach (double[] row in CellText.Str2Matrix(args.Text("arch_str")))
        {
            json.WriteStartArray();
            foreach (double code in row)
                json.WriteNumber(code);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private void AvailableSettings(CallArguments args, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (TrainingSetting setting in _bench.Settings)
            json.WriteStringValue(setting.Key);
        json.WriteEndArray();
    }

    private void RefuseSizeSpace(string call)
    {
        if (_bench.Space == SearchSpace.Size)
            throw new RefusedException(Refusal.AttributeError, $"the size space has no {call}");
    }

    /// <summary>An index, or -1 for a text that the space does not know and for any other type: <c>query_index_by_arch</c>.</summary>
    private int AnyIndex(CallArguments args, string name)
    {
        if (args[name] is not { } value)
            return Unknown;
        if (value.ValueKind == JsonValueKind.String)
            return _bench.TryIndexOf(value.GetString(), out int index) ? index : Unknown;
        return CallArguments.Integer(value) is { } integer ? InSpace(integer) : Unknown;
    }

    /// <summary>As <see cref="AnyIndex"/>, but what the space does not know is refused, as every call does next.</summary>
    private int KnownIndex(CallArguments args, string name) =>
        AnyIndex(args, name) is >= 0 and var index ? index
        : throw new RefusedException(Refusal.ValueError, $"{name} is not an architecture of this space");

    /// <summary>An index that must be an integer: it becomes the name of a file, and no float does.</summary>
    private int IntegerIndex(CallArguments args, string name) => args[name] is { } value && CallArguments.IsFloat(value, out _)
        ? throw new RefusedException(Refusal.ValueError, $"{name} {value.GetRawText()} is not an integer")
        : InSpace(IntegerArgument(args, name));

    private static long IntegerArgument(CallArguments args, string name) =>
        (args[name] is { } value ? CallArguments.Integer(value) : null)
        ?? throw new RefusedException(Refusal.TypeError, $"{name} is not an integer");

    private int InSpace(long index) => index >= 0 && index < _bench.Count
        ? (int)index
        : throw new RefusedException(Refusal.ValueError, $"architecture {index} is outside 0..{_bench.Count - 1}");

    private RefusedException OutsideSpace(JsonElement index) =>
        new(Refusal.ValueError, $"architecture {index.GetRawText()} is outside 0..{_bench.Count - 1}");
}
