using CaseFlow.Host.Starting;
using CaseFlow.Testing;
using Microsoft.Extensions.Configuration;

namespace CaseFlow.Host.Tests;

public sealed class SettingsTests
{
    private const string Database = "Host=db;Database=caseflow;Username=caseflow";

    [Fact]
    public void A_demo_needs_nothing_but_a_database()
    {
        var settings = Read(("CASEFLOW_DATABASE", Database));
        settings.IsProduction.ShouldBeFalse();
        settings.ContentRoot.FullName.ShouldBe(Repository.Root);
        settings.KeyFolder.FullName.ShouldBe(Repository.Path(".data", "keys"));
    }

    [Fact]
    public void Production_names_everything_that_is_missing_at_once()
    {
        var missing = Should.Throw<SettingsException>(() => Read(("CaseFlow:Mode", "production"), ("CaseFlow:VirtualClock", "true"))).Missing;
        missing.Count.ShouldBe(1 + 1 + 1 + 7 * 2 + 3, string.Join('\n', missing));
        missing.ShouldContain(line => line.StartsWith("CaseFlow:Database is missing"));
        missing.ShouldContain("Outside:Registry:ApiKey is missing.");
        missing.ShouldContain("Webhooks:ems:Secret is missing.");
        missing.ShouldContain("CaseFlow:VirtualClock is on: production runs on real time.");
    }

    [Fact]
    public void Production_refuses_the_secrets_of_the_sandbox()
    {
        var missing = Should.Throw<SettingsException>(() => Read(
            ("CaseFlow:Mode", "production"), ("CaseFlow:Database", Database),
            ("Webhooks:ems:Secret", "sandbox-secret"), ("Outside:Sms:ApiKey", "sandbox-key"))).Missing;
        missing.ShouldContain("Webhooks:ems:Secret is the default of the sandbox or shorter than 16 characters.");
        missing.ShouldContain("Outside:Sms:ApiKey is the default of the sandbox.");
    }

    [Theory]
    [InlineData("CaseFlow:Mode", "staging")]
    [InlineData("CaseFlow:Database", "postgres://somewhere")]
    [InlineData("CaseFlow:ContentRoot", "/nowhere/at/all")]
    public void A_wrong_value_is_named(string name, string value) =>
        Should.Throw<SettingsException>(() => Read(("CASEFLOW_DATABASE", Database), (name, value))).Missing.ShouldHaveSingleItem().ShouldStartWith(name);

    private static Settings Read(params (string Name, string Value)[] values) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Name, (string?)value.Value))).Build());
}
