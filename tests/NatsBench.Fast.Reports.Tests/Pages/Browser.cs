using Microsoft.Playwright;
using NatsBench.Fast.Reports.Pages;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Pages;

/// <summary>A browser of the machine, driven from here, and a report for it to show; nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private readonly TemporaryFolder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The folder of the report.</summary>
    public string Report => _folder["report"];

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } path)
            return;
        ReportFolder.Write(Report, SamplePages.All);
        _playwright = await Playwright.CreateAsync();
        // The sandbox needs rights that containers lack; the pages are our own.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Dispose();
    }

    /// <summary>A new page of some width, light or dark; skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(int width, ColorScheme scheme)
    {
        Assert.SkipWhen(_browser is null, "no Chromium on this machine; 'apt-get install chromium' lets this test look at reports");
        return await _browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
    }
}
