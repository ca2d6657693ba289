using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using CaseFlow.Host.Tests.Kit;
using CaseFlow.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Host.Tests;

public sealed class DefinitionTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_check_tells_every_finding_of_the_definition_and_of_the_files_beside_it()
    {
        var designer = await server.AsAsync("designer");
        using var answer = await designer.PostAsJsonAsync("/api/v1/definitions/validate", new
        {
            definition = Definition("check-all", new { type = "Elsa.Sequence", id = "s", activities = new object[] { new { type = "Acme.Fly", id = "fly" }, new { type = "Elsa.Event", id = "e" } } }),
            files = new Dictionary<string, string> { ["rule.dmn"] = "<no/>", ["forms/a.json"] = "{", ["forms/b.json"] = """{"if":{}}""", ["forms/c.json"] = """{"properties":{"ticket":{"type":"string","x-leaves-after":"soon"}}}""", ["check-all.privacy.json"] = """{"version":"1"}""", ["check-all.settings.json"] = """{"properties":{"most":{"type":"integer"}}}""" },
        });
        var result = await answer.JsonAsync();
        result.GetProperty("releasable").GetBoolean().ShouldBeFalse();
        result.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()).Order(StringComparer.Ordinal)
            .ShouldBe(["decision-unreadable", "form-json", "form-keyword-unknown", "form-keyword-unknown", "missing-input", "privacy-invalid", "settings-invalid", "unknown-activity"]);
        result.GetProperty("findings").EnumerateArray().ShouldAllBe(finding => finding.GetProperty("messageZh").GetString() != finding.GetProperty("messageEn").GetString());
    }

    [Fact]
    public async Task A_version_is_exported_as_a_file_and_what_is_stored_stays_as_it_was()
    {
        var designer = await server.AsAsync("designer");
        var definition = Definition("walk-about", new { type = "Elsa.WriteLine", id = "w", text = "hi", acme = 1 });
        using var imported = await designer.PostAsJsonAsync("/api/v1/definitions", new { definition });
        imported.StatusCode.ShouldBe(HttpStatusCode.Created, await imported.Content.ReadAsStringAsync());

        using var exported = await designer.GetAsync("/api/v1/definitions/walk-about/1/export");
        exported.Content.Headers.ContentDisposition!.FileName.ShouldBe("workflow-definition-walk-about-walk-about-walk-about:1.json");
        var file = await exported.JsonAsync();
        file.GetProperty("$schema").GetString().ShouldBe("https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json");
        file.GetProperty("isPublished").GetBoolean().ShouldBeFalse();
        file.GetProperty("root").GetProperty("acme").GetInt32().ShouldBe(1);
        file.GetProperty("root").GetProperty("nodeId").GetString().ShouldBe("Workflow1:w");

        var stored = await (await designer.GetAsync("/api/v1/definitions/walk-about/1")).JsonAsync();
        JsonElement.DeepEquals(stored.GetProperty("definition"), definition).ShouldBeTrue();
        using var again = await designer.PostAsJsonAsync("/api/v1/definitions/validate", new { definition = file });
        (await again.JsonAsync()).GetProperty("releasable").GetBoolean().ShouldBeTrue();
        await (await designer.GetAsync("/api/v1/definitions/walk-about/2/export")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition-unknown");
        (await server.WithToken("demo-portal").GetAsync("/api/v1/definitions/walk-about/1/export")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_activity_is_in_the_catalogue_with_texts_in_both_languages()
    {
        var activities = await (await (await server.AsAsync("designer")).GetAsync("/api/v1/activities")).JsonAsync();
        var types = activities.EnumerateArray().Select(activity => activity.GetProperty("type").GetString()!).ToList();
        types.ShouldBeUnique();
        var marked = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name is "CaseFlow.Cases" or "CaseFlow.IdCards").SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.GetCustomAttribute<ActivityAttribute>()?.Type).OfType<string>().ToList();
        marked.Count.ShouldBeGreaterThan(20);
        marked.Except(types).ShouldBeEmpty();
        server.App.Services.GetRequiredService<ActivityCatalogue>().Descriptors.Select(descriptor => descriptor.Type).Except(types).ShouldBeEmpty();
        // A released process is called as its designer called it, in whichever language.
        activities.EnumerateArray().Where(activity => !activity.TryGetProperty("definition", out _)).SelectMany(WithoutText).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_released_process_that_is_usable_as_an_activity_is_in_the_catalogue_with_its_inputs_and_outcomes()
    {
        var designer = await server.AsAsync("designer");
        var definition = JsonSerializer.SerializeToElement(new
        {
            definitionId = "weigh-parcel", name = "Weigh parcel", description = "Weighs", version = 1, options = new { usableAsActivity = true }, outcomes = new[] { "Heavy" },
            inputs = new[] { new { name = "Scale", type = "String" } }, root = new { type = "Elsa.WriteLine", id = "w", text = "hi" },
        });
        using var imported = await designer.PostAsJsonAsync("/api/v1/definitions", new { definition });
        (await Entry()).ValueKind.ShouldBe(JsonValueKind.Undefined, "a draft is not usable");
        (await designer.PostAsync("/api/v1/definitions/weigh-parcel/1/publish", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var entry = await Entry();
        entry.GetProperty("ports").EnumerateArray().Select(port => port.GetString()).ShouldBe(["Heavy", "Done"]);
        entry.GetProperty("inputs")[0].GetProperty("name").GetString().ShouldBe("scale");
        entry.GetProperty("definition").GetProperty("id").GetString().ShouldBe("weigh-parcel");

        async Task<JsonElement> Entry() => (await (await designer.GetAsync("/api/v1/activities")).JsonAsync()).EnumerateArray()
            .FirstOrDefault(activity => activity.GetProperty("type").GetString() == "WeighParcel");
    }

    /// <summary>Chinese names of inputs are a list of their own: one that is missing there would show the English word.</summary>
    private static IEnumerable<string> WithoutText(JsonElement activity)
    {
        var texts = new[] { activity.GetProperty("title"), activity.GetProperty("description") }.Concat(activity.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("title")));
        return texts.Where(text => !IsThere(text)).Select(text => $"{activity.GetProperty("type")}: {text}");

        static bool IsThere(JsonElement text) => text.TryGetProperty("en", out var en) && en.GetString() is { Length: > 0 } english
            && text.TryGetProperty("zh-CN", out var zh) && zh.GetString() is { Length: > 0 } chinese && (!chinese.Equals(english, StringComparison.OrdinalIgnoreCase) || english is "If");
    }

    internal static JsonElement Definition(string id, object root) => JsonSerializer.SerializeToElement(new { definitionId = id, id = id + ":1", name = id, version = 1, root });
}
