namespace NatsBench.Fast.Conversion.Export;

/// <summary>Texts that are one Python object each time they occur, as the keys of dicts are: written once, referred to afterwards.</summary>
internal sealed class PickleTexts(PickleWriter writer)
{
    private readonly Dictionary<string, int> _memo = [];

    /// <summary>Writes a text or a reference to it.</summary>
    public void Write(string text)
    {
        if (_memo.TryGetValue(text, out int memo))
            writer.Get(memo);
        else
            _memo.Add(text, writer.Text(text));
    }

    /// <summary>Forgets all: what occurs next is another object that happens to be equal.</summary>
    public void Clear() => _memo.Clear();
}
