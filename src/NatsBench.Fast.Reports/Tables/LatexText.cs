using System.Text;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Texts within LaTeX.</summary>
internal static class LatexText
{
    /// <summary>A text of one line of which nothing is taken for a command.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length + 8);
        foreach (char letter in Printable.Of(text))
            if (Sign(letter) is { } sign)
                escaped.Append(sign);
            else
                escaped.Append(letter);
        return escaped.ToString();
    }

    private static string? Sign(char letter) => letter switch
    {
        '\\' => "\\textbackslash{}",
        '{' => "\\{",
        '}' => "\\}",
        '$' => "\\$",
        '&' => "\\&",
        '#' => "\\#",
        '_' => "\\_",
        '%' => "\\%",
        '^' => "\\textasciicircum{}",
        '~' => "\\textasciitilde{}",
        '<' => "$<$",
        '>' => "$>$",
        '|' => "$|$",
        '"' => "\\textquotedbl{}",
        '±' => "$\\pm$",
        '×' => "$\\times$",
        '−' => "$-$",
        '≤' => "$\\le$",
        '≥' => "$\\ge$",
        '—' => "---",
        '–' => "--",
        '…' => "\\dots{}",
        '√' => "$\\surd$",
        '→' => "$\\to$",
        '·' => "$\\cdot$",
        '²' => "\\textsuperscript{2}",
        '½' => "$\\frac12$",
        'α' => "$\\alpha$",
        'β' => "$\\beta$",
        'γ' => "$\\gamma$",
        'δ' => "$\\delta$",
        'µ' => "$\\mu$",
        'μ' => "$\\mu$",
        'ρ' => "$\\rho$",
        'σ' => "$\\sigma$",
        'τ' => "$\\tau$",
        'χ' => "$\\chi$",
        _ => null,
    };
}
