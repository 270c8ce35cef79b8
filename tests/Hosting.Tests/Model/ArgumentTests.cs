using System.Reflection;
using System.Runtime.CompilerServices;
using Aspire.Hosting.MongoDB;
using Aspire.Hosting.MySql;

namespace Devstack.Hosting.Tests.Model;

/// <summary>All extension methods of all integrations, called with arguments that make no sense.</summary>
public class ArgumentTests
{
    private static readonly Type[] s_extensions =
    [
        typeof(MySqlBuilderExtensions), typeof(MongoDBBuilderExtensions), typeof(ElasticsearchBuilderExtensions),
        typeof(MeilisearchBuilderExtensions), typeof(MailPitHostingExtension),
    ];

    private static readonly Dictionary<string, MethodInfo> s_methods = s_extensions
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(ExtensionAttribute)) && !method.IsDefined(typeof(ObsoleteAttribute)))
        .Select(Close)
        .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.Name))}) of {method.GetParameters()[0].ParameterType}");

    public static TheoryData<string> Methods => [.. s_methods.Keys];

    public static TheoryData<string, string> RequiredParameters => [.. Required()];

    // Any other text may be empty.
    public static TheoryData<string, string> NamesAndPaths => [.. Required().Where(required => required.Parameter is "name" or "source")];

    [Theory]
    [MemberData(nameof(Methods))]
    public void ANullBuilderIsRefusedByName(string method)
    {
        var error = Assert.Throws<ArgumentNullException>(() => Call(s_methods[method], "builder", null));

        Assert.Equal("builder", error.ParamName);
    }

    [Theory]
    [MemberData(nameof(RequiredParameters))]
    public void ARequiredArgumentThatIsNullIsRefusedByName(string method, string parameter)
    {
        var error = Assert.Throws<ArgumentNullException>(() => Call(s_methods[method], parameter, null));

        Assert.Equal(parameter, error.ParamName);
    }

    [Theory]
    [MemberData(nameof(NamesAndPaths))]
    public void ANameOrPathThatIsEmptyIsRefusedByName(string method, string parameter)
    {
        var error = Assert.Throws<ArgumentException>(() => Call(s_methods[method], parameter, ""));

        Assert.Equal(parameter, error.ParamName);
    }

    [Fact]
    public void AResourceNeedsItsSecretAndAParent()
    {
        var server = new MySqlServerResource("mysql", Secret());

        Assert.Throws<ArgumentNullException>("password", () => new MySqlServerResource("mysql", null!));
        Assert.Throws<ArgumentNullException>("password", () => new ElasticsearchResource("search", null!));
        Assert.Throws<ArgumentNullException>("masterKey", () => new MeilisearchResource("search", null!));
        Assert.Throws<ArgumentNullException>("parent", () => new MySqlDatabaseResource("openedx", "openedx", null!));
        Assert.Throws<ArgumentException>("databaseName", () => new MySqlDatabaseResource("openedx", "", server));
        Assert.Throws<ArgumentNullException>("parent", () => new MongoDBDatabaseResource("openedx", "openedx", null!));
        Assert.Throws<ArgumentException>("databaseName", () => new MongoDBDatabaseResource("openedx", "", new("mongodb")));
    }

    private static IEnumerable<(string Method, string Parameter)> Required() =>
        s_methods.SelectMany(method => method.Value.GetParameters().Skip(1)
            .Where(parameter => !parameter.HasDefaultValue && !parameter.ParameterType.IsValueType)
            .Select(parameter => (method.Key, parameter.Name!)));

    private static MethodInfo Close(MethodInfo method) => method.IsGenericMethodDefinition
        ? method.MakeGenericMethod(method.GetGenericArguments()[0].GetGenericParameterConstraints())
        : method;

    private static void Call(MethodInfo method, string parameter, object? value)
    {
        var arguments = method.GetParameters().Select(p => p.Name == parameter ? value : Sensible(p)).ToArray();
        method.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    private static object? Sensible(ParameterInfo parameter)
    {
        var builder = AppModel.ToRun();
        return parameter switch
        {
            { HasDefaultValue: true } => parameter.DefaultValue,
            { ParameterType: var type } when type == typeof(IDistributedApplicationBuilder) => builder,
            { ParameterType: var type } when type == typeof(IResourceBuilder<MySqlServerResource>) => builder.AddMySql("server"),
            { ParameterType: var type } when type == typeof(IResourceBuilder<MySqlDatabaseResource>) => builder.AddMySql("server").AddDatabase("database"),
            { ParameterType: var type } when type == typeof(IResourceBuilder<PhpMyAdminContainerResource>) => builder.CreateResourceBuilder(new PhpMyAdminContainerResource("page")),
            { ParameterType: var type } when type == typeof(IResourceBuilder<MongoDBServerResource>) => builder.AddMongoDB("server"),
            { ParameterType: var type } when type == typeof(IResourceBuilder<MongoExpressContainerResource>) => builder.CreateResourceBuilder(new MongoExpressContainerResource("page")),
            { ParameterType: var type } when type == typeof(IResourceBuilder<ElasticsearchResource>) => builder.AddElasticsearch("server"),
            { ParameterType: var type } when type == typeof(IResourceBuilder<MeilisearchResource>) => builder.AddMeilisearch("server"),
            { ParameterType: var type } when type == typeof(IResourceBuilder<MailPitContainerResource>) => builder.AddMailPit("server"),
            { ParameterType: var type } when type == typeof(IResourceBuilder<ParameterResource>) => builder.AddSecret("x"),
            { ParameterType: var type } when type == typeof(string) => "text",
            { ParameterType: var type } when type == typeof(int?) => null,
            _ => throw new NotSupportedException($"{parameter} of {parameter.Member}"),
        };
    }

    private static ParameterResource Secret() => new("secret", _ => "x", secret: true);
}
