using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.People;

namespace CaseFlow.Cases.Tests;

public sealed class PeopleAndNumbers
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("11010519491231002X", null)]
    [InlineData("440524188001010014", null)]
    [InlineData(" 11010519491231002x ", null)]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", null)]
    [InlineData("110105194912310021", "id-number-check-digit")]
    [InlineData("11010519491331002X", "id-number-date")]
    [InlineData("11010520491231002X", "id-number-future")]
    [InlineData("99010519491231002X", "id-number-region")]
    [InlineData("1101051949123100AX", "id-number-characters")]
    [InlineData("110105491231002", "id-number-length")]
    [InlineData("", "id-number-length")]
    public void An_id_number_is_read_as_people_type_it_and_its_fault_is_named(string text, string? fault)
    {
        CitizenId.TryParse(text, Today, out var id, out var found).ShouldBe(fault is null);
        found.ShouldBe(fault);
        (id is null).ShouldBe(fault is not null);
    }

    [Fact]
    public void A_birthday_counts_as_reached()
    {
        CitizenId.TryParse("310100198803159918", Today, out var id, out _).ShouldBeTrue();
        id!.AgeOn(new DateOnly(2026, 3, 14)).ShouldBe(37);
        id.AgeOn(new DateOnly(2026, 3, 15)).ShouldBe(38);
        id.Sex.ShouldBe("M");
    }

    [Theory]
    [InlineData("19000000001", "19000000001")]
    [InlineData("+86 190-0000-0001", "19000000001")]
    [InlineData("0086 19000000001", "19000000001")]
    [InlineData("１９０００００００01", "19000000001")]
    [InlineData("12000000001", null)]
    [InlineData("1900000000", null)]
    public void A_mobile_number_is_read_as_people_write_it(string text, string? mobile) => Parties.Mobile(text).ShouldBe(mobile);

    [Theory]
    [InlineData("310100900307554", "310100199003075542")]
    [InlineData("31010090030755", null)]
    [InlineData("31010090030755A", null)]
    public void A_number_of_the_first_generation_is_known_by_what_it_became(string text, string? number) => CitizenId.FromFirstGeneration(text).ShouldBe(number);

    [Theory]
    [InlineData("310100198803159918", "上海市黄浦区测试路100弄1号101室", null)]
    [InlineData("310100198803159918", "上海市黄浦区测试路", "address-incomplete")]
    [InlineData("440524188001010014", null, "age-improbable")]
    public void What_may_be_right_is_a_doubt_and_no_fault(string number, string? address, string? doubt)
    {
        CitizenId.TryParse(number, Today, out var id, out _).ShouldBeTrue();
        Doubts.Of("applicant", id!, address, Today).Select(one => one.Code).ShouldBe(doubt is null ? [] : [doubt]);
    }

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("王小明", "王**")]
    [InlineData("欧阳修文", "欧阳**")]
    [InlineData("欧阳", "欧*")]
    public void A_name_keeps_its_surname(string name, string masked) => Masks.Name(name).ShouldBe(masked);

    [Fact]
    public void A_case_number_carries_a_check_character_that_catches_swapped_digits()
    {
        var number = CaseNumber.Make("310", "SFZ", new DateOnly(2026, 11, 23), 123);
        number.ShouldStartWith("310-SFZ-20261123-000123-");
        CaseNumber.Make("310", "SFZ", new DateOnly(2026, 11, 23), 132)[^1].ShouldNotBe(number[^1]);
    }

    [Fact]
    public void A_form_names_every_fault_with_its_field()
    {
        var schema = JsonElement.Parse("""
            {"type":"object","required":["reason","when"],"additionalProperties":false,"properties":{
              "reason":{"type":"string","enum":["lost","damaged"]},"when":{"type":"string","format":"date"},"tags":{"type":"array","maxItems":1,"items":{"type":"string","pattern":"^[a-z]+$"}},"count":{"type":"integer","minimum":1}}}
            """);
        var faults = FormSchema.Validate(schema, JsonElement.Parse("""{"reason":"bored","tags":["a","B2"],"count":0,"more":1}""")).Select(fault => $"{fault.Field} {fault.Code}");
        faults.ShouldBe(["data.when form-required", "data.reason form-enum", "data.tags form-items", "data.tags[1] form-pattern", "data.count form-range", "data.more form-unknown"]);
        FormSchema.UnknownKeywords(JsonElement.Parse("""{"type":"object","properties":{"a":{"if":{}}}}""")).ShouldBe(["$.properties.a.if"]);
    }

    [Theory]
    [InlineData("Accept", "{}")]
    [InlineData("Reject", """{"reason":"LATE","papers":["A"]}""")]
    [InlineData("Reject", "{}", "data.reason", "data.papers")]
    [InlineData("Reject", """{"reason":" ","papers":[]}""", "data.reason", "data.papers")]
    public void What_an_outcome_needs_is_asked_for_that_outcome_alone(string outcome, string data, params string[] missing)
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"reason":{"type":"string"},"papers":{"type":"array"}},"x-required-for":{"Reject":["reason","papers"]}}""");
        FormSchema.UnknownKeywords(schema).ShouldBeEmpty();
        FormSchema.ValidateFor(outcome, schema, JsonElement.Parse(data)).Select(fault => (fault.Code, fault.Field)).ShouldBe(missing.Select(field => ("form-required", (string?)field)));
    }

    [Fact]
    public void What_an_outcome_needs_must_be_in_the_form()
    {
        FormSchema.UnknownKeywords(JsonElement.Parse("""{"type":"object","properties":{"reason":{}},"x-required-for":{"Reject":["reasons"]}}""")).ShouldBe(["$.x-required-for"]);
    }
}
