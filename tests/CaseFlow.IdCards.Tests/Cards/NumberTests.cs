using CaseFlow.IdCards.Applications;
using CaseFlow.IdCards.People;
using CaseFlow.IdCards.Post;

namespace CaseFlow.IdCards.Tests.Cards;

/// <summary>Numbers people copy from paper: waybills and collection receipts. And the day in Shanghai.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("1100000000018")]
    [InlineData(" 9800000000018 ")]
    [InlineData("EE473124829CN")]
    [InlineData("ee473124829cn")]
    public void A_waybill_is_read(string text) => Waybill.Read(text).ShouldNotBeNull();

    [Theory]
    [InlineData("110000000001")]
    [InlineData("11000000000189")]
    [InlineData("EE473124828CN")]
    [InlineData("EE473124829US")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_waybill_is_refused(string? text) => Waybill.Read(text).ShouldBeNull();

    [Fact]
    public void In_public_a_waybill_shows_its_ends_only() => Waybill.Read("1100000000018")!.Masked.ShouldBe("11*********18");

    [Fact]
    public void An_unseen_prefix_is_worth_a_look() => (Waybill.Read("1100000000018")!.HasKnownPrefix, Waybill.Read("7700000000018")!.HasKnownPrefix)
        .ShouldBe((true, false));

    [Fact]
    public void A_receipt_number_carries_two_check_digits()
    {
        var number = ReceiptNumber.For("310-SFZ-20260928-000123-K");
        number.Length.ShouldBe("310-SFZ-20260928-000123-K".Length + 3);
        ReceiptNumber.IsRight(number).ShouldBeTrue();
    }

    [Fact]
    public void Every_single_slip_and_every_swap_of_neighbours_in_a_receipt_number_is_found()
    {
        const string Case = "310-SFZ-20260928-000123-K";
        var number = ReceiptNumber.For(Case);
        for (var i = 0; i < Case.Length; i++)
        {
            if (char.IsAsciiDigit(number[i]))
                ReceiptNumber.IsRight($"{number[..i]}{(char)('0' + ((number[i] - '0' + 1) % 10))}{number[(i + 1)..]}").ShouldBeFalse($"slip at {i}");
            if (i + 1 < Case.Length && char.IsAsciiLetterOrDigit(number[i]) && char.IsAsciiLetterOrDigit(number[i + 1]) && number[i] != number[i + 1])
                ReceiptNumber.IsRight($"{number[..i]}{number[i + 1]}{number[i]}{number[(i + 2)..]}").ShouldBeFalse($"swap at {i}");
        }
    }

    [Theory]
    [InlineData("2026-03-01T15:59:59Z", "2026-03-01")]
    [InlineData("2026-03-01T16:00:00Z", "2026-03-02")]
    public void The_day_turns_at_midnight_in_Shanghai(string instant, string day) => BusinessDay.Of(DateTimeOffset.Parse(instant))
        .ShouldBe(DateOnly.Parse(day));
}
