using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.MongoDB;

/// <summary>Tells Mongo Express which server to show.</summary>
internal static class MongoExpressEnvironment
{
    public static void Set(IDictionary<string, object> variables, MongoDBServerResource server)
    {
        // The image's entrypoint waits for this address before it starts; the login is in the URL, encoded.
        variables["ME_CONFIG_MONGODB_SERVER"] = server.Host;
        variables["ME_CONFIG_MONGODB_PORT"] = server.Port;
        variables["ME_CONFIG_MONGODB_URL"] = server.UriExpression;
        variables["ME_CONFIG_BASICAUTH"] = "false";

        if (server.PasswordParameter is { } password)
        {
            // For releases that make the URL themselves.
            variables["ME_CONFIG_MONGODB_ADMINUSERNAME"] = server.UserNameReference;
            variables["ME_CONFIG_MONGODB_ADMINPASSWORD"] = password;
        }
    }
}
