using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CsCheck;
using Devstack.Hosting.Containers.Files;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>Whatever a model says arrives: through YAML, Compose's variables, the scripts of the folder and the encoding of a URI. A real database is the witness.</summary>
[Collection(nameof(RunningContainers))]
public sealed class ValuesWithAnyCharacter : IAsyncLifetime
{
    private const int Texts = 24;
    private const int Passwords = 6;

    // What means something to YAML, to Compose, to a shell, in a URI or in SQL.
    private static readonly string[] s_pieces =
    [
        "$", "$$", "${HOME}", "$HOME", "${A:-b}", "${", "$(id)", "`id`", "%", "%41", "%s", "\\", "\\n", "\\\\", "\"", "'", "''", "'\"'", "@", "/", "#", " #", "# ", ":", ": ", " ", "  ",
        "?", "&", "*", "!", "|", ">", "-", "- ", "=", "+", ",", ";", "~", "^", "<", "(", ")", "[", "]", "{", "}", "{{", "}}", "yes", "null", "0x1F", "1e3", "a", "Z", "é", "€", "日", "😀",
    ];

    private static readonly string[] s_breaks = ["\n", "\t", "\r", "\u0085", "\u00a0", "\u2028", "\ufeff"];

    private static readonly Gen<string> s_text = Words([.. s_pieces, .. s_breaks], 0);

    // Compose has no way to write a brace or a line break into a default, which publishing says.
    private static readonly Gen<string> s_default = Words([.. s_pieces.Where(piece => !piece.AsSpan().ContainsAny("{}"))], 0);

    // Printable, and not only spaces: the script takes those for an empty file's.
    private static readonly Gen<string> s_password = Words(s_pieces, 1).Where(text => text.Trim().Length > 0);

    private readonly TemporaryFolder _folder = new();
    private readonly ComposeCommand _compose;

    public ValuesWithAnyCharacter() => _compose = new(_folder.Path, "pub-values");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _compose.DownAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task TheyArriveAndTheDatabaseLetsInWhoHasThePassword() =>
        await Gen.Select(s_text.Array[Texts], s_default.Array[Texts], s_password.Array[Passwords])
            .SampleAsync(async values => await CheckAsync(values.Item1, values.Item2, values.Item3), iter: 2, threads: 1, print: _ => "The seed makes the same texts again.");

    private static Gen<string> Words(string[] pieces, int least) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[least, 8].Select(string.Concat);

    private async Task CheckAsync(string[] texts, string[] defaults, string[] passwords)
    {
        await (await Published.FromAsync(builder => Describe(builder, texts, defaults))).WriteAsync(_folder.Path);
        for (var i = 0; i < passwords.Length; i++)
        {
            _folder.Write($"secrets/p{i}", passwords[i]);
        }

        await Secrets.CreateAsync(_folder);
        // It waits for the job, which ends with an error when the database doesn't let somebody in.
        await _compose.UpAsync();

        var noted = await NotedAsync();
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((i, texts[i], texts[i], defaults[i]), (i, noted[$"T_{i}"], noted[$"A_{i}"], noted[$"D_{i}"]));
        }

        var environment = (await _compose.RunOrFailAsync("exec", "-T", "by-file", "cat", "/proc/1/environ")).Split('\0');
        for (var i = 0; i < passwords.Length; i++)
        {
            var mixed = $"{texts[i]}{passwords[i]}{defaults[i]}";
            Assert.Equal((i, passwords[i], mixed), (i, noted[$"F_{i}"], noted[$"M_{i}"]));
            Assert.Contains($"U_{i}=mysql://u{i}:{Uri.EscapeDataString(passwords[i])}@mysql:3306/orders", environment);
            Assert.Contains($"P_{i}={passwords[i]}", environment);
            Assert.Contains($"M_{i}={mixed}", environment);
        }
    }

    private async Task<Dictionary<string, string>> NotedAsync()
    {
        var rows = await _compose.RunOrFailAsync(
            "exec", "-T", "mysql", "sh", "-c", "MYSQL_PWD=$(cat /run/secrets/mysql-password) mysql --user=root --skip-column-names orders --execute='SELECT name, HEX(value) FROM noted'");
        return rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => row.TrimEnd('\r').Split('\t'))
            .ToDictionary(row => row[0], row => Encoding.UTF8.GetString(Convert.FromHexString(row.ElementAtOrDefault(1) ?? "")));
    }

    // T: text of the model. A: an argument. D: a parameter's default. M: text, a secret and a setting in one. U: a secret in a URI.
    private static void Describe(IDistributedApplicationBuilder builder, string[] texts, string[] defaults)
    {
        var mysql = builder.AddMySql("mysql").WithImageRegistry(null).WithImage(Shop.Database, "dev");
        var orders = mysql.AddDatabase("orders");
        var note = builder.AddContainer("note", Shop.Database, "dev")
            .WithReference(orders)
            .WaitFor(orders)
            .WithTextFile("/srv/note.sh", () => Note)
            .WithEntrypoint("bash")
            .WithArgs(["/srv/note.sh", .. texts]);
        // Nothing says what this one's image runs, so its variables come by Compose's own reader of files.
        var byFile = builder.AddContainer("by-file", Shop.Proxy, "dev").WaitForCompletion(note);
        var settings = defaults.Select((text, i) => builder.AddParameter($"setting{i}", text, publishValueAsDefault: true)).ToList();
        for (var i = 0; i < texts.Length; i++)
        {
            note.WithEnvironment($"T_{i}", texts[i]).WithEnvironment($"D_{i}", settings[i]);
        }

        for (var i = 0; i < Passwords; i++)
        {
            var password = builder.AddParameter($"p{i}", secret: true).Resource;
            var mixed = new ReferenceExpressionBuilder();
            mixed.AppendLiteral(texts[i].Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            mixed.AppendFormatted(password);
            mixed.AppendFormatted(settings[i].Resource);
            var uri = ReferenceExpression.Create($"mysql://u{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}:{password:uri}@mysql:3306/orders");
            note.WithSecretFile(password, 0).WithEnvironment($"M_{i}", mixed.Build()).WithEnvironment($"P_{i}", password).WithEnvironment($"U_{i}", uri);
            byFile.WithEnvironment($"M_{i}", mixed.Build()).WithEnvironment($"P_{i}", password).WithEnvironment($"U_{i}", uri);
        }
    }

    // What came in is noted byte by byte; each password becomes an account's, which then logs in with it, and with what the URI says.
    private const string Note = """
        set -euo pipefail
        hex() { od -An -v -tx1 | tr -d ' \n'; }
        note() { printf "INSERT INTO noted VALUES ('%s', X'%s');\n" "$1" "$2"; }
        ask() { mysql --host=mysql --default-character-set=utf8mb4 "$@"; }
        {
            echo 'CREATE OR REPLACE TABLE noted (name VARCHAR(20) PRIMARY KEY, value BLOB NOT NULL);'
            for name in $(compgen -e | grep -E '^[TDM]_[0-9]+$'); do
                note "$name" "$(printf %s "${!name}" | hex)"
            done
            i=0
            for argument; do
                note "A_$i" "$(printf %s "$argument" | hex)"
                i=$((i + 1))
            done
            for file in /run/secrets/p[0-9]; do
                i=${file##*p}
                password=$(hex <"$file")
                note "F_$i" "$password"
                echo "EXECUTE IMMEDIATE CONCAT('CREATE OR REPLACE USER u$i IDENTIFIED BY ', QUOTE(CONVERT(X'$password' USING utf8mb4)));"
            done
        } | MYSQL_PWD=$ORDERS_PASSWORD ask --user=root orders
        for file in /run/secrets/p[0-9]; do
            i=${file##*p} variable=P_${file##*p} uri=U_${file##*p}
            MYSQL_PWD=${!variable} ask --user="u$i" --execute='SELECT 1' >/dev/null
            encoded=${!uri#*:*:}
            encoded=${encoded%@*}
            MYSQL_PWD=$(printf %b "${encoded//%/\\x}") ask --user="u$i" --execute='SELECT 1' >/dev/null
        done
        """;
}
