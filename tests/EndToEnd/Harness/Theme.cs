using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>A theme of a colour and a footer.</summary>
internal static class Theme
{
    /// <summary>What the footer of a page with this theme says.</summary>
    public static string FooterOf(string name) => $"Welcome to {name}";

    /// <summary>Writes one beside <c>devstack.yaml</c>.</summary>
    /// <param name="folder">The folder of <c>devstack.yaml</c>.</param>
    /// <param name="name">The theme's name, and that of its folder.</param>
    /// <param name="colour">The colour of the header, in CSS.</param>
    public static async Task WriteAsync(string folder, string name, string colour)
    {
        var theme = Path.Combine(folder, name);
        await FileAsync("lms/static/sass/_variables.scss", $"$brand: {colour};\n");
        await FileAsync("lms/templates/footer.html", $"<footer id=\"global-footer\">{FooterOf(name)}</footer>\n");
        await MiniatureStack.ExecuteAsync("chown", "-R", "1000:1000", theme);

        async Task FileAsync(string path, string text)
        {
            var file = Path.Combine(theme, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }
    }
}
