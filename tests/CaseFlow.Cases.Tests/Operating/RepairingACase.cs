using System.Text.Json;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Jobs;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Tests.Operating;

public sealed class RepairingACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    [Fact]
    public async Task An_operator_sees_where_the_process_stands_and_moves_it()
    {
        var accepted = await office.AcceptedAsync();
        var instance = await office.SendAsync(new ListVisits(accepted.Number));
        var work = instance.Visits.Single(visit => visit.Name == "work");
        (work.Waits, instance.Status).ShouldBe(("Task", "Running"));
        work.Targets.ShouldContain("Workflow1:Flowchart1:await");
        instance.Visits[0].Variables.Select(variable => variable.Name).ShouldBe(["accepted", "answer", "event"]);

        var moved = await office.SendAsync(new MoveToActivity(accepted.Number, "await", "done by telephone", Tokens: [work.Token, Token(instance, "timeout")]));
        moved.Case.Tasks.ShouldBeEmpty();
        moved.Case.Awaits.SelectMany(awaited => awaited.Events).ShouldBe(["errand.done", "errand.pause", "errand.hurry"], ignoreOrder: true);
        (await office.Database.ScalarAsync<int>("select count(*) from job where case_id = @Id and kind = 'timer'", new { accepted.Id })).ShouldBe(0, "the timer left with its visit");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new CompleteTask(accepted.Tasks.Single().Id, "Done")))).Reasons[0].Code.ShouldBe("task-already-ended");
        await office.JournalFoldsToStateAsync(accepted.Id);

        var closed = await office.SendAsync(new Cases.SendCaseEvent(accepted.Number, "errand.done"));
        closed.Case.Closed.ShouldBeTrue();
        (await office.Database.QueryAsync<(string, string, string)>("select command, reason, detail::text from intervention where case_id = @Id", new { accepted.Id }))
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(row => row.Item1.ShouldBe("MoveToActivity"), row => row.Item3.ShouldContain("Workflow1:Flowchart1:await"));
    }

    [Fact]
    public async Task A_case_that_is_moved_back_opens_its_task_again()
    {
        var waiting = await office.AwaitingAsync();
        var moved = await office.SendAsync(new MoveToActivity(waiting.Number, "work", "not done after all", From: "await"));
        moved.Case.Tasks.ShouldHaveSingleItem().Name.ShouldBe("work");
        (await office.SendAsync(new CompleteTask(moved.Case.Tasks[0].Id, "Done"))).Case.Awaits.SelectMany(one => one.Events).ShouldContain("errand.done");
        await office.JournalFoldsToStateAsync(waiting.Id);
    }

    [Fact]
    public async Task Variables_are_corrected_before_an_incident_is_retried()
    {
        var started = await office.StartAsync("impossible");
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        await office.DrainAsync();
        var incident = (await office.CaseAsync(started.Case.Number)).Incidents.ShouldHaveSingleItem();
        await office.SendAsync(new SetVariables(started.Case.Number, Values(("answer", "told by telephone")), "asked by telephone"));
        var skipped = await office.SendAsync(new SkipIncident(incident.Id, "Done", "asked by telephone"));
        skipped.Case.Facts["answer"].GetString().ShouldBe("told by telephone");
        (await office.Database.QueryAsync<string>("select command || ' by ' || by || ': ' || reason from intervention where case_id = @Id order by id", new { started.Case.Id }))
            .ShouldBe(["SetVariables by clerk.east: asked by telephone", "SkipIncident by clerk.east: asked by telephone"]);
        (await office.SendAsync(new Cases.ReadJournal(started.Case.Number, Limit: 200))).Items.Where(line => line.Type == "OperatorIntervened")
            .Select(line => line.Event.GetProperty("command").GetString()).ShouldBe(["SetVariables", "SkipActivity"]);
        await office.JournalFoldsToStateAsync(started.Case.Id);
    }

    [Fact]
    public async Task Work_that_was_given_up_names_its_case()
    {
        var accepted = await office.AcceptedAsync();
        await office.Database.ExecuteAsync("update job set failed_at = now(), attempts = 20, last_error = 'the gateway is silent' where id = (select min(id) from job where case_id = @Id)", new { accepted.Id });
        var failed = (await office.SendAsync(new ListFailedJobs(), ErrandOffice.Operator())).ShouldHaveSingleItem();
        (failed.CaseNumber, failed.LastError).ShouldBe((accepted.Number, "the gateway is silent"));
        await office.SendAsync(new RetryJob(failed.Id), ErrandOffice.Operator());
        (await office.SendAsync(new ListFailedJobs(), ErrandOffice.Operator())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_number_of_jobs_by_hour_leads_to_as_many_jobs()
    {
        var accepted = await office.AcceptedAsync();
        await office.Database.ExecuteAsync("update job set due_at = @due where id = (select min(id) from job where case_id = @Id)", new { accepted.Id, due = office.Clock.Now.AddHours(2) });
        var counts = await office.SendAsync(new CountJobs(), ErrandOffice.Operator());
        counts.ShouldNotBeEmpty();
        foreach (var count in counts)
        {
            var (jobs, after) = (new List<JobView>(), (string?)null);
            do
            {
                var page = await office.SendAsync(new ListJobs(count.Kind, count.Hour, after, 1), ErrandOffice.Operator());
                jobs.AddRange(page.Items);
                after = page.Next;
            } while (after is not null);
            jobs.Count.ShouldBe((int)count.Count, $"{count.Kind} {count.Hour}");
        }
        (await office.SendAsync(new ListJobs(counts[0].Kind, counts[0].Hour), ErrandOffice.Operator())).Items.ShouldContain(job => job.CaseNumber != null);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_every_reason_and_leaves_no_trace()
    {
        var accepted = await office.AcceptedAsync();
        (await CodesAsync(new SetVariables(accepted.Number, Values(("nobody", 1), ("nothing", 2)), "why not"))).ShouldBe(["unknown-variable", "unknown-variable"]);
        (await CodesAsync(new SetVariables(accepted.Number, Values(("answer", ErrandOffice.Wang)), ""))).ShouldBe(["reason-missing", "value-personal"]);
        (await CodesAsync(new MoveToActivity(accepted.Number, "nowhere", "why not", From: "work"))).ShouldBe(["unknown-activity"]);
        (await CodesAsync(new MoveToActivity(accepted.Number, "await", "why not", From: "await-resume"))).ShouldBe(["not-there"]);
        (await CodesAsync(new MoveToActivity(accepted.Number, "await", "why not"))).ShouldBe(["from-missing"]);
        (await CodesAsync(new MoveToActivity(accepted.Number, "await", $"for {ErrandOffice.Wang}", From: "work"))).ShouldBe(["reason-personal"]);
        (await CodesAsync(new CancelCase(accepted.Number, "why not", "not a code"))).ShouldBe(["state-invalid"]);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ListVisits(accepted.Number), ErrandOffice.Clerk("clerk.west", "west")))).Reasons[0].Code.ShouldBe("case-unknown");
        (await office.Database.ScalarAsync<int>("select count(*) from intervention where case_id = @Id", new { accepted.Id })).ShouldBe(0);
    }

    private async Task<IEnumerable<string>> CodesAsync(ICommand<Cases.CaseChange> command) =>
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(command))).Reasons.Select(reason => reason.Code);

    private static long Token(VisitsView instance, string name) => instance.Visits.Single(visit => visit.Name == name).Token;

    private static Dictionary<string, JsonElement> Values(params (string Name, object Value)[] values) =>
        values.ToDictionary(one => one.Name, one => JsonSerializer.SerializeToElement(one.Value));
}
