using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Instances;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.Operating.Operations;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Recurring;
using CaseFlow.Cases.Retention;
using CaseFlow.Cases.Tasks;
using CaseFlow.PostgreSql;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests.Retention;

public sealed class ClosedCasesLeave : IAsyncLifetime
{
    private static readonly Actor Administrator = ErrandOffice.Clerk("admin") with { Roles = [Role.Administrator], OfficeId = "sh", OfficePath = "sh" };

    private readonly ErrandOffice office = new();

    public ValueTask InitializeAsync() => office.InitializeAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Past_its_rule_a_closed_case_leaves_with_everything_and_only_the_proof_stays()
    {
        var (old, open) = (await ClosedAsync(), await office.AcceptedAsync());
        office.Clock.Now = office.Clock.Now.AddDays(90);
        var recent = await ClosedAsync();
        await office.SendAsync(new SetRetention("errand", 100, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(11);
        (await office.SendAsync(new PreviewRetention(), Administrator)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Cases.ShouldBe(1), one => one.Running.ShouldBe(0));
        (await office.SendAsync(new PreviewRetention(office.Clock.Now.AddDays(90)), Administrator))[0].Cases.ShouldBe(2);

        await NightAsync();
        (await RowsOfAsync(old)).ShouldBeEmpty();
        (await RowsOfAsync(recent)).ShouldNotBeEmpty();
        (await RowsOfAsync(open)).ShouldNotBeEmpty();
        var proof = await office.SendAsync(new ProveDeletion(old.Number), Administrator);
        (proof.Process, proof.RuleDays, proof.ClosedOn).ShouldBe(("errand", 100, new DateOnly(2026, 3, 2)));
        (await office.Database.QueryAsync<string>("select row_to_json(d)::text from deletion d")).ShouldHaveSingleItem().ShouldNotContain(old.Number);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new ProveDeletion(recent.Number), Administrator))).Reasons[0].Code.ShouldBe("deletion-unknown");
        var run = (await office.SendAsync(new ListRetention(), Administrator)).Runs.ShouldHaveSingleItem();
        (run.Cases, run.Instances, run.EndedAt is not null).ShouldBe((1, 1, true));
        run.Bursts.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_person_leaves_with_the_last_case_that_knows_them()
    {
        var first = await ClosedAsync(applicant: new("李小红", "310100199003075542"), guardian: new("王小明", ErrandOffice.Wang));
        await office.SendAsync(new SetRetention("errand", 30, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(20);
        // Wang is the guardian of the old case and the applicant of a new one.
        var second = await ClosedAsync();
        office.Clock.Now = office.Clock.Now.AddDays(20);
        await NightAsync();
        (await RowsOfAsync(first)).ShouldBeEmpty();
        (await office.Database.QueryAsync<Guid>("select id from person")).ShouldHaveSingleItem().ShouldBe(second.Applicant.Id);

        office.Clock.Now = office.Clock.Now.AddDays(20);
        await NightAsync();
        (await office.Database.ScalarAsync<int>("select count(*) from person")).ShouldBe(0);
    }

    [Fact]
    public async Task A_person_who_is_only_an_agent_of_an_open_case_stays()
    {
        var old = await ClosedAsync(applicant: new("李小红", "310100199003075542"));
        await office.SendAsync(new StartCase("errand", "east", "counter", new() { ["applicant"] = new("王小明", ErrandOffice.Wang), ["agent"] = new("李小红", "310100199003075542") }, Question));
        await office.SendAsync(new SetRetention("errand", 30, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(40);
        await NightAsync();
        (await RowsOfAsync(old)).ShouldBeEmpty();
        (await office.Database.ScalarAsync<int>("select count(*) from person")).ShouldBe(2);
    }

    [Fact]
    public async Task A_legal_hold_keeps_a_case_until_it_is_lifted()
    {
        var held = await ClosedAsync();
        await office.SendAsync(new SetRetention("errand", 30, null), Administrator);
        await office.SendAsync(new PlaceHold(held.Number, "lawsuit 17"), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(60);
        (await office.SendAsync(new PreviewRetention(), Administrator))[0].ShouldSatisfyAllConditions(one => one.Cases.ShouldBe(0), one => one.Held.ShouldBe(1));
        await NightAsync();
        (await RowsOfAsync(held)).ShouldNotBeEmpty();
        (await office.SendAsync(new LiftHold(held.Number), Administrator)).Reason.ShouldBe("lawsuit 17");
        await NightAsync();
        (await RowsOfAsync(held)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_still_runs_keeps_its_closed_case()
    {
        var closed = await ClosedAsync();
        await office.Database.ExecuteAsync("update workflow_instance set status = 'Running' where id = @id", new { id = closed.Id.ToString() });
        await office.SendAsync(new SetRetention("errand", 30, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(60);
        (await office.SendAsync(new PreviewRetention(), Administrator))[0].Running.ShouldBe(1);
        await NightAsync();
        (await RowsOfAsync(closed)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_crash_between_two_batches_is_followed_by_the_rest_and_each_case_is_counted_once()
    {
        var cases = new List<CaseView>();
        for (var i = 0; i < 7; i++)
            cases.Add(await ClosedAsync());
        await office.SendAsync(new SetRetention("errand", 30, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(60);
        var commits = 0;
        HoldPoints.Hold = async (name, session) =>
        {
            // The first commit begins the night, the second ends the first batch; the connection dies under the second batch.
            if (name != "session:before-commit" || session is null || ++commits != 3)
                return;
            await office.Database.ExecuteAsync("select pg_terminate_backend(@pid, 5000)", new { pid = session.Connection.ProcessID });
        };
        await NightAsync();
        HoldPoints.Hold = null;
        await NightAsync();
        foreach (var one in cases)
            (await RowsOfAsync(one)).ShouldBeEmpty();
        (await office.Database.ScalarAsync<int>("select sum(cases) from retention_run")).ShouldBe(7);
        (await office.Database.ScalarAsync<int>("select count(*) from deletion")).ShouldBe(7);
    }

    [Fact]
    public async Task Nobody_waits_for_the_deletion_and_the_deletion_waits_for_nobody()
    {
        var (busy, other, open) = (await ClosedAsync(), await ClosedAsync(), await office.StartAsync());
        await office.SendAsync(new SetRetention("errand", 30, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(60);
        // Somebody works on one of the old cases just now.
        await using var holder = await office.Database.DataSource.OpenConnectionAsync();
        await using var held = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("select 1 from workflow_instance where id = @id for update", new { id = busy.Id.ToString() }, held);
        var worked = false;
        HoldPoints.Hold = async (name, _) =>
        {
            if (name != "session:before-commit" || worked || !await IsBatchOpenAsync())
                return;
            worked = true;
            // While the batch stands before its commit, clerks open and complete cases.
            (await office.StartAsync()).Case.State.ShouldBe("OPEN");
            (await office.SendAsync(new CompleteTask(open.Case.Tasks.Single().Id, "Accept"))).Case.State.ShouldBe("ACCEPTED");
        };
        await NightAsync();
        HoldPoints.Hold = null;
        worked.ShouldBeTrue();
        (await RowsOfAsync(other)).ShouldBeEmpty();
        (await RowsOfAsync(busy)).ShouldNotBeEmpty();
        await held.CommitAsync();
        await NightAsync();
        (await RowsOfAsync(busy)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_ran_without_a_case_leaves_like_a_case()
    {
        await office.PublishAsync(Draft.Workflow("echo", Draft.Say("1")));
        await office.PublishAsync(Draft.Workflow("patient", Draft.Activity("Elsa.Delay", "nap", ("timeSpan", Draft.Text("365.00:00:00")))));
        var (ended, waiting) = (await office.SendAsync(new StartInstance("echo"), ErrandOffice.Operator()), await office.SendAsync(new StartInstance("patient"), ErrandOffice.Operator()));
        foreach (var process in new[] { "echo", "patient" })
            await office.SendAsync(new SetRetention(process, 30, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(31);
        await NightAsync();
        (await office.Database.QueryAsync<string>("select id from workflow_instance where case_id is null")).ShouldBe([waiting.Id]);
        (await office.Database.ScalarAsync<int>("select count(*) from burst where instance_id = @Id", new { ended.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task An_operation_on_many_cases_is_forgotten_after_a_year()
    {
        var closed = await ClosedAsync();
        var administrator = Administrator with { AccountId = Guid.CreateVersion7() };
        await office.SendAsync(new StartOperation(OperationCommand.CancelCase, "never mind", new OperationSelection(Ids: [closed.Number])), administrator);
        await office.DrainAsync();
        await office.SendAsync(new SetRetention("errand", null, null), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(364);
        await NightAsync();
        (await office.Database.ScalarAsync<int>("select count(*) from operation")).ShouldBe(1);
        office.Clock.Now = office.Clock.Now.AddDays(2);
        await NightAsync();
        (await office.Database.ScalarAsync<int>("select count(*) from operation")).ShouldBe(0);
        (await RowsOfAsync(closed)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_journal_may_leave_before_its_case_and_whole_months_leave_at_once()
    {
        var partitions = office.Services.GetRequiredService<JournalPartitions>();
        await partitions.CreateAheadAsync(6);
        var (first, second) = (await ClosedAsync(), await ClosedAsync());
        await office.SendAsync(new SetRetention("errand", 3650, 60), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(45);
        var third = await ClosedAsync();
        office.Clock.Now = office.Clock.Now.AddDays(70);
        await office.SendAsync(new PlaceHold(third.Number, "complaint 3"), Administrator);
        await NightAsync();
        // Only journals of the first month are past their rule, and nothing in it must stay: it left whole.
        var run = (await office.SendAsync(new ListRetention(), Administrator)).Runs[0];
        run.Partitions.ShouldBe(["burst_2026_03"]);
        run.Cases.ShouldBe(0);
        (await BurstsAsync(first)).ShouldBe(0);
        (await BurstsAsync(third)).ShouldBeGreaterThan(0, "it is held");
        (await office.SendAsync(new ReadJournal(second.Number))).Items.ShouldBeEmpty();
        (await office.CaseAsync(second.Number)).State.ShouldBe("DONE");

        await office.SendAsync(new LiftHold(third.Number), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(1);
        await NightAsync();
        (await BurstsAsync(third)).ShouldBe(0);
    }

    [Fact]
    public async Task A_month_in_which_one_case_still_needs_its_journal_stays_and_the_others_leave_it()
    {
        await office.Services.GetRequiredService<JournalPartitions>().CreateAheadAsync(6);
        var (closed, open) = (await ClosedAsync(), await office.AcceptedAsync());
        await office.SendAsync(new SetRetention("errand", 3650, 30), Administrator);
        office.Clock.Now = office.Clock.Now.AddDays(100);
        await NightAsync();
        (await office.SendAsync(new ListRetention(), Administrator)).Runs[0].ShouldSatisfyAllConditions(run => run.Partitions.ShouldNotContain("burst_2026_03"), run => run.Journals.ShouldBe(1));
        (await BurstsAsync(closed)).ShouldBe(0);
        await office.JournalFoldsToStateAsync(open.Id);
    }

    [Fact]
    public async Task It_comes_every_night_once_however_many_servers_start()
    {
        await using var second = office.BuildNode();
        foreach (var node in new IServiceProvider[] { office.Services, second })
            await office.SendAsync(new ChainRecurring(), node: node);
        var closed = await ClosedAsync();
        await office.SendAsync(new SetRetention("errand", 30, null), Administrator);
        await office.MoveClockAsync(office.Clock.Now.AddDays(35));
        (await RowsOfAsync(closed)).ShouldBeEmpty();
        (await office.Database.QueryAsync<DateTimeOffset>("select started_at from retention_run order by id")).Count.ShouldBe(35);
        (await office.Database.ScalarAsync<DateTimeOffset>("select due_at from job where key = 'recurring/retention'")).ShouldBe(DateTimeOffset.Parse("2026-04-07T02:30:00+08:00"));
    }

    [Fact]
    public async Task A_rule_is_within_bounds_and_of_a_process_there_is()
    {
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SetRetention("errand", 1, 2), Administrator))).Reasons.Select(reason => reason.Code)
            .ShouldBe(["days-invalid", "days-invalid", "journal-outlives-case"]);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new SetRetention("nothing", 100, null), Administrator))).Reasons[0].Code.ShouldBe("process-unknown");
    }

    private static readonly JsonElement Question = JsonSerializer.SerializeToElement(new { question = "where" });

    private HoldPoints HoldPoints => office.Services.GetRequiredService<HoldPoints>();

    private async Task<bool> IsBatchOpenAsync() =>
        await office.Database.ScalarAsync<bool>("select exists (select from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'deletion' and l.mode = 'RowExclusiveLock')");

    /// <summary>What is due now, and the night's job whatever the clock says.</summary>
    private async Task NightAsync()
    {
        await office.SendAsync(new ScheduleRetention());
        await office.Database.ExecuteAsync("update job set due_at = @now where kind = 'retention'", new { now = office.Clock.Now });
        await office.DrainAsync();
    }

    private async Task<CaseView> ClosedAsync(PartyInput? applicant = null, PartyInput? guardian = null)
    {
        var parties = new Dictionary<string, PartyInput> { ["applicant"] = applicant ?? new("王小明", ErrandOffice.Wang) };
        if (guardian is not null)
            parties["guardian"] = guardian;
        var started = await office.SendAsync(new StartCase("errand", "east", "counter", parties, Question));
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        await office.DrainAsync();
        await office.SendAsync(new CompleteTask((await office.CaseAsync(started.Case.Number)).Tasks.Single().Id, "Done"));
        await office.SendAsync(new SendCaseEvent(started.Case.Number, "errand.done"));
        // The branch that waits for the courier outlives the case; a closed case whose process runs on would stay.
        if ((await office.SendAsync(new ListVisits(started.Case.Number))).Status == "Running")
            await office.SendAsync(new SendCaseEvent(started.Case.Number, "errand.hurry"), Actor.System with { Roles = ["courier"] });
        return await office.CaseAsync(started.Case.Number);
    }

    private Task<int> BurstsAsync(CaseView one) => office.Database.ScalarAsync<int>("select count(*) from burst where case_id = @Id", new { one.Id });

    /// <summary>Tables that still hold rows of the case.</summary>
    private async Task<IReadOnlyList<string>> RowsOfAsync(CaseView one)
    {
        var tables = await office.Database.QueryAsync<string>("""
            select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'case_id' and table_name in (select relname from pg_class where relkind in ('r', 'p') and not relispartition)
            """);
        tables.Count.ShouldBeGreaterThan(12);
        return await office.Database.QueryAsync<string>(string.Join(" union all ", tables.Select(table => $"select '{table}' from {table} where case_id = @Id limit 1").Select(sql => $"({sql})"))
            + " union all select 'case_file' from case_file where id = @Id", new { one.Id });
    }
}
