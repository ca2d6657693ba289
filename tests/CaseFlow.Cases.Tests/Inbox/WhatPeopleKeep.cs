using System.Text.Json;
using CaseFlow.Cases.Inbox;
using CaseFlow.Cases.News;
using CaseFlow.Cases.Notes;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests.Inbox;

/// <summary>What the desk keeps for people, and what they tell each other.</summary>
public sealed class WhatPeopleKeep(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task What_was_typed_is_kept_for_each_person_and_stands_encrypted()
    {
        var task = (await office.StartAsync()).Case.Tasks.Single();
        var (one, other) = (await office.AccountAsync("east"), await office.AccountAsync("east"));
        await office.SendAsync(new SaveDraft(task.Id, JsonSerializer.SerializeToElement(new { note = "王小明 has moved" })), one);
        (await office.SendAsync(new GetDraft(task.Id), one)).Data!.Value.GetProperty("note").GetString().ShouldBe("王小明 has moved");
        (await office.SendAsync(new GetDraft(task.Id), other)).Data.ShouldBeNull();
        var stored = await office.Database.ScalarAsync<byte[]>("select data from task_draft where task_id = @Id", new { task.Id });
        System.Text.Encoding.UTF8.GetString(stored!).ShouldNotContain("moved");
        await office.SendAsync(new DropDraft(task.Id), one);
        (await office.SendAsync(new GetDraft(task.Id), one)).Data.ShouldBeNull();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SaveDraft(task.Id, JsonSerializer.SerializeToElement(new { note = new string('x', 40_000) })), one))).Reasons[0].Code.ShouldBe("draft-invalid");
    }

    [Fact]
    public async Task A_view_is_private_or_shared_with_the_office_and_only_its_maker_changes_it()
    {
        var (one, colleague, stranger) = (await office.AccountAsync("east"), await office.AccountAsync("east"), await office.AccountAsync("west"));
        var secret = await office.SendAsync(new SaveTaskView("mine alone", false, new InboxFilter("mine"), ["task", "case"]), one);
        var shared = await office.SendAsync(new SaveTaskView("red ones", true, new InboxFilter("all", Colour: ["red"]), ["case", "remaining"]), one);
        (await office.SendAsync(new ListTaskViews(), one)).Select(view => view.Name).ShouldBe(["mine alone", "red ones"]);
        (await office.SendAsync(new ListTaskViews(), colleague)).Select(view => (view.Name, view.Mine, view.Filter.Colour![0])).ShouldBe([("red ones", false, "red")]);
        (await office.SendAsync(new ListTaskViews(), stranger)).ShouldBeEmpty();
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SaveTaskView("theirs", true, shared.Filter, shared.Columns, shared.Id), colleague))).Reasons[0].Code.ShouldBe("view-unknown");
        await office.SendAsync(new DeleteTaskView(secret.Id), one);
        await office.SendAsync(new SaveAccountSetting("inbox.columns", JsonSerializer.SerializeToElement(new[] { "case" })), one);
        (await office.SendAsync(new ListAccountSettings(), one))["inbox.columns"][0].GetString().ShouldBe("case");
    }

    [Fact]
    public async Task A_note_calls_those_it_names_who_may_see_the_case()
    {
        var number = (await office.StartAsync()).Case.Number;
        var (writer, called, stranger) = (await office.AccountAsync("east"), await office.AccountAsync("east"), await office.AccountAsync("west"));
        var note = await office.SendAsync(new AddNote(number, $"@{called.Login} @{stranger.Login} @nobody.here 请联系王小明"), writer);
        note.Mentions.ShouldBe([called.Login]);
        (await office.SendAsync(new ListMentions(), called)).ShouldHaveSingleItem().CaseNumber.ShouldBe(number);
        (await office.SendAsync(new CountCalls(), called)).Mentions.ShouldBe(1);
        (await office.SendAsync(new ListMentions(), stranger)).ShouldBeEmpty();
        (await office.SendAsync(new ListNotes(number), called)).ShouldHaveSingleItem().Body.ShouldContain("王小明");
        await office.SendAsync(new ReadMentions(number), called);
        (await office.SendAsync(new ListMentions(), called)).ShouldBeEmpty();
        (await office.Database.ScalarAsync<byte[]>("select body from note where id = @Id", new { note.Id }))!.Length.ShouldBeGreaterThan(28);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ListNotes(number), stranger))).Reasons[0].Code.ShouldBe("case-unknown");
    }

    [Fact]
    public async Task Cases_are_linked_once_from_both_sides_and_those_of_one_person_find_each_other()
    {
        var (one, other) = ((await office.StartAsync()).Case.Number, (await office.StartAsync()).Case.Number);
        (await office.SendAsync(new ListLinks(one))).ShouldContain(link => link.Number == other && link.Kind == "same-person");
        await office.SendAsync(new LinkCases(one, other, "same errand"));
        await office.SendAsync(new LinkCases(other, one, "said again"));
        (await office.SendAsync(new ListLinks(other))).Where(link => link.Number == one).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            link => link.Kind.ShouldBe("linked"), link => link.Reason.ShouldBe("same errand"));
        (await office.SendAsync(new UnlinkCases(other, one))).ShouldContain(link => link.Number == one && link.Kind == "same-person");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new LinkCases(one, one, "itself")))).Reasons[0].Code.ShouldBe("link-to-itself");
    }

    [Fact]
    public async Task Who_has_a_case_open_sees_who_else_has()
    {
        var number = (await office.StartAsync()).Case.Number;
        var (one, other) = (await office.AccountAsync("east"), await office.AccountAsync("east"));
        (await office.SendAsync(new LookAtCase(number), one)).ShouldBeEmpty();
        (await office.SendAsync(new LookAtCase(number), other)).ShouldHaveSingleItem().Login.ShouldBe(one.Login);
        await office.Database.ExecuteAsync("update presence set seen_at = seen_at - interval '61 seconds'");
        (await office.SendAsync(new LookAtCase(number), one)).ShouldBeEmpty();
    }

    [Fact]
    public async Task News_of_a_case_reach_the_desks_of_every_node_that_may_see_it()
    {
        var task = (await office.StartAsync()).Case.Tasks.Single();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var another = office.BuildNode();
        var (here, there) = (office.Services.GetRequiredService<CaseNews>(), another.GetRequiredService<CaseNews>());
        var speaking = new[] { here.RunAsync(end.Token), there.RunAsync(end.Token) };
        var stranger = there.FollowAsync(ErrandOffice.Clerk("far", "west"), end.Token).GetAsyncEnumerator(end.Token);
        var strange = stranger.MoveNextAsync().AsTask();
        var (near, far) = (FirstAsync(here, task.CaseNumber, end.Token), FirstAsync(there, task.CaseNumber, end.Token));
        // Until both nodes listen nothing reaches them; whoever claims again says it again.
        while (!(far.IsCompleted && near.IsCompleted) && !end.IsCancellationRequested)
            await office.SendAsync(new ClaimTask(task.Id));
        (await near).ShouldBe(new CaseChanged(task.CaseNumber, "east"));
        (await far).ShouldBe(new CaseChanged(task.CaseNumber, "east"));
        strange.IsCompleted.ShouldBeFalse();
        await end.CancelAsync();
        await Task.WhenAll(speaking);
    }

    private static async Task<CaseChanged> FirstAsync(CaseNews news, string number, CancellationToken cancellation)
    {
        await foreach (var change in news.FollowAsync(ErrandOffice.Clerk(), cancellation))
            if (change.Number == number)
                return change;
        throw new InvalidOperationException("No news came.");
    }
}
