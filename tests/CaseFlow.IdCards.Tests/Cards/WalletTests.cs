using CaseFlow.IdCards.Cards;
using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.IdCards.Tests.Cards;

/// <summary>The card state machine of rulebook 2.0, by example and over random lives of a wallet.</summary>
public sealed class WalletTests
{
    private static readonly Wallet One = Wallet.Empty.Known(CardState.Valid, Guid.CreateVersion7());

    [Fact]
    public void A_loss_reissue_puts_the_new_card_in_force_and_supersedes_the_old_one() =>
        States(One.ReportLoss().Issue(Guid.CreateVersion7(), "20年", 1, 10, atOnce: true)).ShouldBe("INVALID_SUPERSEDED VALID");

    [Fact]
    public void An_exchange_keeps_the_old_card_in_force_until_the_hand_over()
    {
        var made = One.Issue(Guid.CreateVersion7(), "长期", 1, 10, atOnce: false);
        States(made).ShouldBe("VALID MADE");
        States(made.HandOver(made.Cards[1].Id, oldCardReturned: true)).ShouldBe("RETURNED VALID");
        States(made.HandOver(made.Cards[1].Id, oldCardReturned: false)).ShouldBe("INVALID_SUPERSEDED VALID");
    }

    [Fact]
    public void A_card_handed_back_with_the_application_stays_returned() =>
        States(One.HandBack().Issue(Guid.CreateVersion7(), "20年", 1, 10, atOnce: true)).ShouldBe("RETURNED VALID");

    [Fact]
    public void A_reported_card_works_again_after_lifting() => States(One.ReportLoss().Lift()).ShouldBe("VALID");

    [Fact]
    public void Lifting_is_refused_once_a_newer_card_exists() =>
        States(One.ReportLoss().Issue(Guid.CreateVersion7(), "20年", 1, 10, atOnce: true).Lift()).ShouldBe("INVALID_SUPERSEDED VALID");

    [Fact]
    public void Lifting_is_refused_while_a_newer_card_is_being_handed_over() =>
        States(One.ReportLoss().Issue(Guid.CreateVersion7(), "20年", 1, 10, atOnce: false).Lift()).ShouldBe("LOST_REPORTED MADE");

    [Fact]
    public void A_card_lost_in_the_post_is_superseded_by_its_remake() =>
        States(One.Issue(Guid.CreateVersion7(), "20年", 1, 10, atOnce: true).Issue(Guid.CreateVersion7(), "20年", 1, 20, atOnce: true))
            .ShouldBe("INVALID_SUPERSEDED INVALID_SUPERSEDED VALID");

    [Fact]
    public void The_registry_knows_of_a_loss_reported_elsewhere() => States(One.Known(CardState.LostReported, Guid.CreateVersion7())).ShouldBe("LOST_REPORTED");

    [Fact]
    public void A_visit_finds_the_card_it_made_again() => One.Issue(Guid.CreateVersion7(), "20年", 7, 70, atOnce: true).MadeBy(7, 70)!.Number.ShouldBe(2);

    [Fact]
    public void Whatever_happens_a_person_has_at_most_one_valid_card() =>
        Always((_, after) => after.Cards.Count(card => card.State == CardState.Valid).ShouldBeLessThanOrEqualTo(1));

    [Fact]
    public void Whatever_happens_a_superseded_or_returned_card_never_comes_back() => Always((before, after) =>
    {
        foreach (var card in before.Cards.Where(card => card.State is CardState.Superseded or CardState.Returned))
            after.Cards.Single(one => one.Id == card.Id).State.ShouldBe(card.State);
    });

    [Fact]
    public void Whatever_happens_a_loss_report_concerns_the_newest_card_in_force_only() => Always((before, after) =>
    {
        foreach (var card in after.Cards.Where(card => card.State == CardState.LostReported
            && before.Cards.Find(one => one.Id == card.Id)?.State != CardState.LostReported))
            after.Cards.Where(one => one.IsOpen).Max(one => one.Number).ShouldBe(card.Number);
    });

    [Fact]
    public void Whatever_happens_cards_are_counted_without_gaps() => Always((_, after) =>
        after.Cards.Select(card => card.Number).ShouldBe(Enumerable.Range(1, after.Cards.Count)));

    [Fact]
    public void Whatever_happens_a_card_takes_only_steps_of_the_state_machine() => Always((before, after) =>
    {
        foreach (var card in before.Cards)
            card.State.MayBecome(after.Cards.Single(one => one.Id == card.Id).State).ShouldBeTrue();
    });

    [Fact]
    public void Whatever_happens_superseded_and_returned_are_final() =>
        Enum.GetValues<CardState>().Where(to => CardState.Superseded.MayBecome(to) || CardState.Returned.MayBecome(to)).ShouldBe([CardState.Superseded, CardState.Returned]);

    [Fact]
    public void A_card_expires_on_the_day_after_its_last_day()
    {
        var card = Wallet.Empty.Issue(Guid.CreateVersion7(), "5年", 1, 10, atOnce: true, new DateOnly(2026, 3, 5));
        States(card.Expire(new DateOnly(2026, 3, 5))).ShouldBe("VALID");
        States(card.Expire(new DateOnly(2026, 3, 6))).ShouldBe("EXPIRED");
    }

    [Fact]
    public void A_reported_card_expires_when_it_is_lifted()
    {
        var reported = Wallet.Empty.Issue(Guid.CreateVersion7(), "5年", 1, 10, atOnce: true, new DateOnly(2026, 3, 5)).ReportLoss();
        States(reported.Expire(new DateOnly(2026, 4, 1))).ShouldBe("LOST_REPORTED");
        States(reported.Lift().Expire(new DateOnly(2026, 4, 1))).ShouldBe("EXPIRED");
    }

    [Fact]
    public void A_valid_card_beside_an_expired_one_was_issued_elsewhere() =>
        States(Wallet.Empty.Known(CardState.Expired, Guid.CreateVersion7()).Known(CardState.Valid, Guid.CreateVersion7())).ShouldBe("INVALID_SUPERSEDED VALID");

    [Fact]
    public void A_long_term_card_never_expires() => CardValidity.ExpiresOn("长期", new DateOnly(2026, 3, 5)).ShouldBeNull();

    private static DateOnly Day(int number) => new DateOnly(2026, 1, 1).AddDays(number);

    private static string States(Wallet wallet) => string.Join(' ', wallet.Cards.Select(card => card.State.Code()));

    /// <summary>A random life: each number is one thing that happens.</summary>
    private static void Always(Action<Wallet, Wallet> holds) =>
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 11))), life =>
        {
            var wallet = Wallet.Empty;
            foreach (var (step, i) in life.Select((step, i) => (step, i)))
            {
                var next = Happen(wallet, step, i);
                holds(wallet, next);
                wallet = next;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Wallet Happen(Wallet wallet, int step, int visit) => step switch
    {
        0 => wallet.Known(CardState.Valid, Guid.CreateVersion7()),
        1 => wallet.Known(CardState.LostReported, Guid.CreateVersion7()),
        2 => wallet.ReportLoss(),
        3 => wallet.Lift(),
        4 => wallet.Issue(Guid.CreateVersion7(), "20年", 1, visit, atOnce: true, Day(visit + 3)),
        5 => wallet.Issue(Guid.CreateVersion7(), "10年", 2, visit, atOnce: false, Day(visit + 3)),
        6 => wallet.Cards.Count == 0 ? wallet : wallet.HandOver(wallet.Cards[^1].Id, oldCardReturned: true),
        7 => wallet.Cards.Count == 0 ? wallet : wallet.HandOver(wallet.Cards[^1].Id, oldCardReturned: false),
        8 => wallet.HandBack(),
        9 => wallet.Expire(Day(visit)),
        10 => wallet.Known(CardState.Expired, Guid.CreateVersion7()),
        _ => wallet.Known(CardState.Returned, Guid.CreateVersion7()),
    };
}
