using Devstack.OpenEdx.Configuration;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Configuration;

public class AnExplanation
{
    [Fact]
    public void SaysWhoSetAKeyAndWhatThatOverrode()
    {
        using var folder = Example();

        Assert.Equal(
            """
            ports.lms = 8300
              set by --set ports.lms
              over 8200 of DEVSTACK__PORTS__LMS
              over 8100 of devstack.local.yaml:1
              over 8000 of devstack.yaml:3
            """,
            Assert.Single(folder.Load().Explain("ports.lms")).ToString());
    }

    [Fact]
    public void OfASectionSaysAllInIt()
    {
        using var folder = Example();

        Golden.Matches(string.Join('\n', folder.Load().Explain("")) + "\n");
    }

    [Fact]
    public void ReachesIntoASetting()
    {
        using var folder = Example();

        Assert.Equal("a", Assert.Single(folder.Load().Explain("settings.lms.CACHES.default.KEY_PREFIX")).Value);
    }

    [Fact]
    public void OfAnUnknownKeyNamesTheNearest()
    {
        using var folder = Example();

        var error = Assert.Throws<DevstackConfigurationException>(() => folder.Load().Explain("external.mysq.host"));

        Assert.Equal("unknown key 'external.mysq'. Did you mean 'mysql'?", error.Message);
    }

    private static ConfigurationFolder Example() => ConfigurationFolder.With("""
        # the team's
        ports:
          lms: 8000
        settings:
          lms:
            CACHES: {default: {KEY_PREFIX: a}}
            NAME: École
        pipRequirements: [a, b]
        """)
        .File("devstack.local.yaml", "ports: {lms: 8100}\nhost:\n")
        .Variable("DEVSTACK__PORTS__LMS", "8200")
        .Set("ports.lms", "8300");
}
