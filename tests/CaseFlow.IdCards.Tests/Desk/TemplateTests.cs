using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Cases.Papers;

namespace CaseFlow.IdCards.Tests.Desk;

/// <summary>Every message and paper, rendered with its sample in both languages.</summary>
public sealed partial class TemplateTests
{
    private static readonly Templates Templates = new(DesignerDesk.Templates);

    public static TheoryData<string, string> All() =>
    [
        .. from sample in Directory.EnumerateFiles(Path.Combine(DesignerDesk.Templates, "samples"), "*.json").Order(StringComparer.Ordinal)
           from locale in new[] { "zh-CN", "en" }
           select (locale, Path.GetFileNameWithoutExtension(sample)),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_template_renders_its_sample_without_holes(string locale, string name)
    {
        var text = Render(locale, name);
        text.ShouldNotContain("{{");
        text.ShouldNotContain("  ，");
        Hole().Match(text).Value.ShouldBe("");
        if (name.EndsWith(".sms", StringComparison.Ordinal))
            text.Length.ShouldBeInRange(20, 400);
        else
            (text.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal) && text.Contains($"<html lang=\"{locale}\">") && text.Contains("@media print")
                && text.Contains("<h1>")).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_code_of_the_sample_is_never_shown_as_a_code(string locale, string name) => Code().Match(Render(locale, name)).Value.ShouldBe("");

    [Fact]
    public void The_acceptance_message_reads_as_people_expect() =>
        Render("zh-CN", "accepted.sms").ShouldBe("【居民身份证】测***您好，您的身份证丢失补领申请已于9月28日受理，预计10月13日前送达。查询：随申办—居民身份证物流进度查询；电话11183。查询码7KQ2M9XA。");

    [Fact]
    public void A_failed_qualification_names_every_reason_at_once() =>
        Render("zh-CN", "prequalification-failed.sms").ShouldContain("未在本市办理过身份证；最近的人像照片超过5年");

    [Fact]
    public void A_message_about_the_post_shows_the_masked_waybill_only() => Render("zh-CN", "handed-over.sms").ShouldContain("11*********18");

    [Fact]
    public void Every_reason_of_the_vocabulary_has_a_text_in_both_languages()
    {
        var vocabulary = ReasonCode().Matches(Words().Match(File.ReadAllText(Testing.Repository.Path("scripts", "lib", "scenarios", "words.mjs"))).Value)
            .Select(match => match.Value).Where(word => word != "REASONS").ToHashSet();
        vocabulary.Count.ShouldBeGreaterThan(40);
        foreach (var locale in new[] { "zh-CN", "en" })
            vocabulary.Except(JsonElement.Parse(File.ReadAllText(Path.Combine(DesignerDesk.Templates, locale, "reasons.json"))).EnumerateObject()
                .Select(member => member.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_way_a_task_ends_there_is_a_sentence_for_the_citizen_in_both_languages()
    {
        var endings = DesignerDesk.Versions.Select(one => one.Process).Distinct().SelectMany(process => DesignerDesk.Read(process).Definition!.Nodes.Values).Where(node => node.Type == "CaseFlow.HumanTask")
            .SelectMany(node => node.Ports.Select(outcome => $"{node.Source.GetProperty("name").GetString()}.{outcome}")).ToHashSet();
        endings.Count.ShouldBeGreaterThan(20);
        foreach (var locale in new[] { "zh-CN", "en" })
            endings.Except(Templates.Words(locale)!["tell"].Keys).ShouldBeEmpty(locale);
    }

    private static string Render(string locale, string name) =>
        Templates.Render(locale, name, JsonElement.Parse(File.ReadAllText(Path.Combine(DesignerDesk.Templates, "samples", $"{name}.json"))));

    [GeneratedRegex("<td></td>|,,|,。|:。|;。| {3,}[a-z]|  \\.|null", RegexOptions.None, 1000)]
    private static partial Regex Hole();

    [GeneratedRegex("[A-Z]{3,}_[A-Z_]+", RegexOptions.None, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("REASONS = list\\(`[^`]*`", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex("[A-Z0-9]+(_[A-Z0-9]+)*(?=[ \\n`])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReasonCode();
}
