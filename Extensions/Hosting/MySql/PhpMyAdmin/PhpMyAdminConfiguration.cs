using System.Globalization;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.MySql;

/// <summary>The file that tells phpMyAdmin which servers there are and logs in to them.</summary>
/// <remarks>
/// A file for one server and for many, since the image's PMA_ variables hold a single login, and since passwords in
/// it can have any characters.
/// </remarks>
internal static class PhpMyAdminConfiguration
{
    public const string Folder = "/etc/phpmyadmin";

    private const string FileName = "config.user.inc.php"; // included at the end of the image's own configuration

    public static async Task<IEnumerable<ContainerFileSystemItem>> FilesAsync(
        PhpMyAdminContainerResource phpMyAdmin, IEnumerable<MySqlServerResource> servers, CancellationToken cancellationToken)
    {
        // Addresses as one container sees another's.
        var context = new ValueProviderContext { Caller = phpMyAdmin, Network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork };
        var text = new StringBuilder("<?php\n");
        var number = 0;
        foreach (var server in servers)
        {
            var host = await server.Host.GetValueAsync(context, cancellationToken);
            var port = await server.Port.GetValueAsync(context, cancellationToken);
            var password = await server.PasswordParameter.GetValueAsync(cancellationToken);
            text.Append(Server(++number, server.Name, host, port, password));
        }

        return
        [
            new ContainerFile
            {
                Name = FileName,
                Contents = text.ToString(),
                // phpMyAdmin isn't root in its container.
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            },
        ];
    }

    private static string Server(int number, string name, string? host, string? port, string? password) =>
        string.Create(CultureInfo.InvariantCulture, $"""
            $cfg['Servers'][{number}] = [
                'verbose' => {Quote(name)},
                'host' => {Quote(host)},
                'port' => {Quote(port)},
                'auth_type' => 'config',
                'user' => {Quote(MySqlServerResource.UserName)},
                'password' => {Quote(password)},
            ];

            """);

    // In PHP's single quotes only the backslash and the quote itself mean anything.
    private static string Quote(string? value) =>
        $"'{value?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
