using System.Data.Common;
using System.Net.Mail;
using Aspire.Hosting.Testing;

namespace Devstack.Hosting.Tests.Containers;

[Collection(ContainersCollection.Name)]
public class MailPitContainerTests(DatastoreApplication datastores)
{
    [Fact]
    public async Task MailThatIsSentIsShown()
    {
        await datastores.HealthyAsync("mail");
        var settings = new DbConnectionStringBuilder { ConnectionString = await datastores.ConnectionStringAsync("mail") };
        var address = new Uri((string)settings["Endpoint"]);
        using var smtp = new SmtpClient(address.Host, address.Port);

        await smtp.SendMailAsync("lms@example.com", "learner@example.com", "Welcome to the course", "Hello!", TestContext.Current.CancellationToken);

        using var http = datastores.Application.CreateHttpClient("mail", "http");
        await DatastoreApplication.EventuallyAsync(async () =>
        {
            var messages = await http.GetStringAsync(new Uri("/api/v1/messages", UriKind.Relative), TestContext.Current.CancellationToken);
            return messages.Contains("Welcome to the course", StringComparison.Ordinal);
        });
    }
}
