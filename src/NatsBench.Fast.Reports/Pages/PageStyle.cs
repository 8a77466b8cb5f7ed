using NatsBench.Fast.Reports.Pictures;

namespace NatsBench.Fast.Reports.Pages;

/// <summary>What pages look like: light or dark as the reader has it, on a phone and on paper.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public static string Text { get; } = $$"""
        :root { {{PictureStyle.Properties(isDark: false)}} --line: #8a8a8a; --link: #00528a; }
        @media screen and (prefers-color-scheme: dark) { :root { {{PictureStyle.Properties(isDark: true)}} --line: #8a8a8a; --link: #8ac8f2; } }
        {{PictureStyle.Rules()}}
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, "DejaVu Sans", Verdana, sans-serif; overflow-wrap: break-word; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0; }
        h2 { font-size: 1.3rem; margin: 2.5rem 0 0.5rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
        a { color: var(--link); }
        nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; }
        figure { margin: 1.25rem 0; }
        .scroll { overflow-x: auto; }
        .scroll:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        figure svg { display: block; width: 100%; min-width: 30rem; max-width: 50rem; height: auto; }
        table { border-collapse: collapse; margin: 1rem 0 0.5rem; font-variant-numeric: tabular-nums; }
        caption { caption-side: top; text-align: left; padding-bottom: 0.5rem; max-width: 60rem; }
        caption span { display: inline-block; position: sticky; left: 0; max-width: calc(min(100vw, 64rem) - 2.5rem); }
        th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--faint); }
        th.n, td.n { text-align: right; white-space: nowrap; }
        tbody th { font-weight: 500; }
        thead th { border-bottom: 1px solid var(--line); vertical-align: bottom; }
        .notes, footer { color: var(--muted); font-size: 0.9rem; }
        .stamp { color: var(--stamp); font-weight: 700; }
        header .stamp { border: 2px solid var(--stamp); padding: 0.5rem 0.75rem; }
        .sheet { display: none; }
        @media (max-width: 30rem) { body { padding: 0.75rem; } h1 { font-size: 1.3rem; } }
        @media print {
          @page { margin: 15mm 12mm; }
          body { max-width: none; padding: 0; font-size: 9.5pt; }
          nav { display: none; }
          caption span { max-width: none; }
          .scroll { overflow: visible; }
          figure svg { min-width: 0; }
          figure, tr { break-inside: avoid; }
          h2, h3, caption { break-after: avoid; }
          th.n, td.n { white-space: normal; }
          .sheet { display: block; position: fixed; right: 0; bottom: 0; color: var(--stamp); background: var(--page); font: 700 8pt sans-serif; }
        }

        """.ReplaceLineEndings("\n");
}
