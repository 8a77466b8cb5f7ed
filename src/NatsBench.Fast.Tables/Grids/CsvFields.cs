using System.Text;

namespace NatsBench.Fast.Tables.Grids;

/// <summary>Splits text into lines of fields; quotes keep separators and line ends, and two of them are one.</summary>
internal sealed class CsvFields(string text)
{
    private readonly char _separator = SeparatorOf(text);
    private int _at;

    /// <summary>The line that was read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next line; null behind the last.</summary>
    public List<string>? ReadLine()
    {
        if (_at >= text.Length)
            return null;
        Line++;
        List<string> fields = [];
        while (true)
        {
            fields.Add(_at < text.Length && text[_at] == '"' ? ReadQuoted() : ReadPlain());
            if (_at >= text.Length)
                return fields;
            char end = text[_at++];
            if (end == _separator)
                continue;
            if (end == '\r' && _at < text.Length && text[_at] == '\n')
                _at++;
            return fields;
        }
    }

    private static char SeparatorOf(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        string first = end < 0 ? text : text[..end];
        return first.Contains('\t', StringComparison.Ordinal) ? '\t' : first.Contains(';', StringComparison.Ordinal) && !first.Contains(',', StringComparison.Ordinal) ? ';' : ',';
    }

    private string ReadPlain()
    {
        int start = _at;
        while (_at < text.Length && text[_at] != _separator && text[_at] is not ('\n' or '\r'))
            _at++;
        return text[start.._at];
    }

    private string ReadQuoted()
    {
        StringBuilder field = new();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                if (_at + 1 == text.Length || text[_at + 1] != '"')
                {
                    _at++;
                    break;
                }
                _at++;
            }
            field.Append(text[_at]);
        }
        return field.Append(ReadPlain()).ToString();
    }
}
