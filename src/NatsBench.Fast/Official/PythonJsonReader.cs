using System.Text;
using System.Text.Json;

namespace NatsBench.Fast.Official;

/// <summary>Reads JSON as Python's does: with NaN, Infinity and -Infinity, which the standard does not know.</summary>
internal static class PythonJsonReader
{
    /// <summary>What stands for NaN once a line is read: a text with a character of no meaning, which nobody gives.</summary>
    public const string NaN = "\uE000NaN";

    /// <exception cref="JsonException">Not JSON, not even Python's.</exception>
    public static JsonDocument Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line.Contains("NaN", StringComparison.Ordinal) || line.Contains("Infinity", StringComparison.Ordinal)
                ? Standardize(line)
                : line);
        }
        catch (ArgumentException e)
        {
            throw new JsonException("a character is half of a surrogate pair", e);
        }
    }

    // Infinity becomes a number too large for a double, which is read as infinity; NaN becomes a text.
    private static string Standardize(string line)
    {
        StringBuilder standard = new(line.Length + 16);
        bool inText = false;
        for (int i = 0; i < line.Length; i++)
        {
            ReadOnlySpan<char> rest = line.AsSpan(i);
            if (!inText && rest.StartsWith("NaN", StringComparison.Ordinal))
            {
                standard.Append('"').Append(NaN).Append('"');
                i += "NaN".Length - 1;
            }
            else if (!inText && rest.StartsWith("Infinity", StringComparison.Ordinal))
            {
                standard.Append("1e999");
                i += "Infinity".Length - 1;
            }
            else
            {
                standard.Append(line[i]);
                if (line[i] == '"')
                    inText = !inText;
                else if (inText && line[i] == '\\' && i + 1 < line.Length)
                    standard.Append(line[++i]);
            }
        }
        return standard.ToString();
    }
}
