using System.Text.Json;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Services.Ecommerce;

/// <summary>Ecommerce: openedx-unsupported/ecommerce (tutor.md 6.9; ecommerce/settings/base.py, _oscar.py and production.py of open-release/sumac.master).</summary>
internal static class EcommerceService
{
    public const string Name = "ecommerce";

    public const string ClientId = "ecommerce";
    private const string SingleSignOnClientId = "ecommerce-sso";
    private const string ApiKey = "api-key";

    private const int Port = 8130;

    // Who sells: Ecommerce's settings of payment processors are by this code.
    private const string Partner = "openedx";

    public static ServiceCode Code { get; } = new(Name, "Ecommerce", "ecommerce", "/openedx/ecommerce", "ecommerce.settings.production", 5686) { Processes = [EcommerceWorker.Process] };

    public static OpenEdxService Of(OpenEdxResource platform) => new()
    {
        Image = platform.Release.Images.Services[Name],
        Title = Code.Title,
        CodeFolder = Code.Folder,
        SettingsModule = Code.SettingsModule,
        DebuggerPort = Code.DebuggerPort,
        FileVariable = "ECOMMERCE_CFG",
        DevelopmentPort = Port,
        HealthPath = "/health/",
        Icon = "Cart",
        UsesRedis = true,
        UsesMail = true,
        CallsSites = true,
        Calls = ["lms", "discovery"],
        Secrets = new Dictionary<string, string> { [ApiKey] = "the LMS's API of enrollments, which Ecommerce calls (EDX_API_KEY)" },
        Applications = [new(ClientId, OAuthGrant.ClientCredentials), new(SingleSignOnClientId, OAuthGrant.AuthorizationCode)],
        Settings =
        [
            SharedSettings.Tokens, SharedSettings.SingleSignOn(SingleSignOnClientId), SharedSettings.CallsOfItsOwn(ClientId), SharedSettings.Mail, Settings, Payment,
        ],
        PlatformSettings = [Platform],
        LmsCommands = [["configure_commerce"], ["shell", "-c", "import devstack_jobs; devstack_jobs.sell_courses()"]],
        Jobs =
        [
            new("ecommerce-countries", "./manage.py", "oscar_populate_countries", "--initial-only"),
            // Accounts of before the two knew each other's ids.
            new("ecommerce-switches", "./manage.py", "waffle_switch", "allow_missing_lms_user_id", "on", "--create"),
            // Its migrations make the sample, with none in a hundred: without this the worker would never be asked, and an order be lost for its buyer
            // whenever the LMS doesn't answer (ecommerce/core/migrations/0010_add_async_sample.py, extensions/checkout/mixins.py).
            new("ecommerce-async", "./manage.py", "waffle_sample", "async_order_fulfillment", "100", "--create"),
            new("ecommerce-site", "./manage.py", "shell", "-c", Site(platform)),
        ],
    };

    // Python reads JSON's texts and numbers as its own. The command wants secrets as arguments, which a process list shows: inside of one process they are none.
    private static string Site(OpenEdxResource platform)
    {
        var (lms, site) = (platform.Sites.Lms, platform.Sites.Claim(Name, Port));
        var values = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["site_id"] = 1,
            ["site_domain"] = site.Base,
            ["site_name"] = platform.Options.PlatformName,
            ["partner_code"] = Partner,
            ["partner_name"] = platform.Options.PlatformName,
            ["lms_url_root"] = lms.Url,
            ["lms_public_url_root"] = lms.Url,
            ["payment_processors"] = "paypal",
            ["sso_client_id"] = SingleSignOnClientId,
            ["backend_service_client_id"] = ClientId,
            ["from_email"] = platform.Options.ContactEmail,
            ["payment_support_email"] = platform.Options.ContactEmail,
            ["payment_support_url"] = $"{lms.Url}/support",
            ["discovery_api_url"] = $"{(platform.Runs("discovery") ? "http://discovery:8000" : lms.Url)}/api/v1/",
        });
        return "from django.conf import settings; from django.core.management import call_command; " +
            "call_command('create_or_update_site', sso_client_secret=settings.SOCIAL_AUTH_EDX_OAUTH2_SECRET, " +
            $"backend_service_client_secret=settings.BACKEND_SERVICE_EDX_OAUTH2_SECRET, **{values})";
    }

    private static void Settings(OpenEdxServiceContext context, ServiceSettings settings)
    {
        var (platform, lms) = (context.Platform, context.Platform.Sites.Lms.Url);
        settings.Set["PLATFORM_NAME"] = context.Options.PlatformName;
        settings.Set["LANGUAGE_CODE"] = context.Options.Language;
        settings.Set["PROTOCOL"] = context.Service.Site.Scheme;
        settings.Set["EDX_API_KEY"] = new SecretText(context.Service.Secret(ApiKey));
        // The migrations make a user of that name who may fulfil orders; the worker comes as the one of the OAuth application.
        settings.Set["ECOMMERCE_SERVICE_WORKER_USERNAME"] = Name;
        settings.Set["ENTERPRISE_SERVICE_URL"] = $"{lms}/enterprise/";
        settings.Set["ENTERPRISE_API_URL"] = $"{lms}/enterprise/api/v1/";
        settings.Set["CORS_ALLOW_CREDENTIALS"] = true;
        settings.Set["CORS_ORIGIN_WHITELIST"] = platform.Sites.Contains("apps") ? List(platform.Sites["apps"].Url) : List();
        // Django 3.2: hosts, without a scheme.
        settings.Set["CSRF_TRUSTED_ORIGINS"] = platform.Sites.Contains("apps") ? List(platform.Sites["apps"].Base) : List();
        if (Redis.Of(platform, context.Options) is { } redis)
        {
            settings.Set["BROKER_URL"] = redis.Url(redis.QueueDatabase);
        }

        if (context.Development)
        {
            // Compiled ahead for production only.
            settings.Set["COMPRESS_ENABLED"] = false;
            settings.Set["COMPRESS_OFFLINE"] = false;
        }
    }

    // Nothing can be paid until an account is named, below settings.ecommerce or in pythonSettings.ecommerce. Stripe is asked for whoever sells.
    private static void Payment(OpenEdxServiceContext context, ServiceSettings settings)
    {
        var processors = settings.Merge.Map("PAYMENT_PROCESSOR_CONFIG");
        processors.Map(Partner)["paypal"] = new SettingsMap
        {
            ["mode"] = "sandbox",
            ["client_id"] = "",
            ["client_secret"] = "",
            ["receipt_path"] = "/checkout/receipt/",
            ["cancel_checkout_path"] = "/checkout/cancel-checkout/",
            ["error_path"] = "/checkout/error/",
        };
        processors.Map("edx")["stripe"] = new SettingsMap { ["secret_key"] = "", ["webhook_endpoint_secret"] = "" };
    }

    private static void Platform(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (!context.IsLms)
        {
            return;
        }

        var service = context.Platform.Services.Single(service => service.Name == Name);
        settings.Assign(context, "EDX_API_KEY", new SecretText(service.Secret(ApiKey)));
        settings.Assign(context, "ECOMMERCE_API_SIGNING_KEY", new SecretText(context.Platform.Secrets.SecretKey));
        settings.Assign(context, "ECOMMERCE_PUBLIC_URL_ROOT", service.Site.Url);
        settings.Assign(context, "ECOMMERCE_API_URL", $"{service.InternalUrl}/api/v2");
        if (context.Sites.Contains("apps"))
        {
            settings.Yaml.Map("MFE_CONFIG")["ECOMMERCE_BASE_URL"] = service.Site.Url;
        }
    }
}
