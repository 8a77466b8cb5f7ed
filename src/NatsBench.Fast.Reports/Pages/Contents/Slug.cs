using System.Globalization;
using System.Text;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Names of files.</summary>
internal static class Slug
{
    /// <summary>A name of small letters, digits and hyphens for each text, no two the same.</summary>
    public static string[] Distinct(IEnumerable<string> texts)
    {
        HashSet<string> taken = [];
        return [.. texts.Select(text =>
        {
            string name = Of(text), own = name;
            for (int number = 2; !taken.Add(own); number++)
                own = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            return own;
        })];
    }

    private static string Of(string text)
    {
        StringBuilder name = new();
        foreach (char letter in text.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(letter))
                name.Append(letter);
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
        string trimmed = name.ToString().Trim('-');
        return trimmed.Length == 0 ? "task" : trimmed.Length > 60 ? trimmed[..60].Trim('-') : trimmed;
    }
}
