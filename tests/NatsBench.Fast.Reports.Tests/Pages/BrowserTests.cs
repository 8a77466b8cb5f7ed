using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NatsBench.Fast.Reports.Pages;

namespace NatsBench.Fast.Reports.Tests.Pages;

/// <summary>Pages in a real browser: light and dark, on a desk and on a phone, on paper, and by the rules of screen readers.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private readonly Uri _address = new(Path.Combine(browser.Report, ReportFolder.PageName));

    public static TheoryData<int, ColorScheme> Ways => new()
    {
        { 360, ColorScheme.Light }, { 360, ColorScheme.Dark }, { 1280, ColorScheme.Light }, { 1280, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_page_breaks_no_rule_of_accessibility(int width, ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(width, scheme);
        await page.GotoAsync(_address.AbsoluteUri);
        AxeResult result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
        Assert.Contains(result.Passes, rule => rule.Id == "color-contrast");
        Assert.Contains(result.Passes, rule => rule.Id == "svg-img-alt");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_page_asks_for_nothing_complains_of_nothing_and_fits(int width, ColorScheme scheme)
    {
        IPage page = await browser.OpenAsync(width, scheme);
        List<string> faults = [];
        page.Console += (_, message) => faults.Add(message.Text);
        page.PageError += (_, error) => faults.Add(error);
        page.Request += (_, request) =>
        {
            if (request.Url != _address.AbsoluteUri && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                faults.Add($"asks for {request.Url}");
        };
        await page.GotoAsync(_address.AbsoluteUri);
        Assert.Empty(faults);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        // What is wider than a phone scrolls in its own place, and can be reached with the keyboard.
        Assert.Equal(0, await page.Locator(".scroll:not([tabindex='0'])").CountAsync());
        string background = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(20, 20, 20)" : "rgb(255, 255, 255)", background);
        string ink = await page.Locator("figure svg text").First.EvaluateAsync<string>("text => getComputedStyle(text).fill");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(236, 236, 236)" : "rgb(26, 26, 26)", ink);
    }

    [Fact]
    public async Task On_paper_a_page_is_light_and_each_sheet_is_stamped()
    {
        IPage page = await browser.OpenAsync(1280, ColorScheme.Dark);
        await page.GotoAsync(_address.AbsoluteUri);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("fixed", await page.Locator(".sheet").EvaluateAsync<string>("sheet => getComputedStyle(sheet).position"));
        Assert.True(await page.Locator(".sheet").IsVisibleAsync());
        Assert.NotEmpty(await page.PdfAsync());
    }

    [Fact]
    public async Task A_picture_file_by_itself_is_drawn()
    {
        IPage page = await browser.OpenAsync(800, ColorScheme.Light);
        await page.GotoAsync(new Uri(Path.Combine(browser.Report, "pictures", "anytime.svg")).AbsoluteUri);
        Assert.Equal("Test accuracy over simulated time", await page.TitleAsync());
        Assert.True(await page.Locator("text").CountAsync() > 10);
    }
}
