using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Incidents;
using CaseFlow.Cases.Messages;
using CaseFlow.Cases.Papers;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Tasks;

namespace CaseFlow.Cases.Tests;

public sealed class RunningACase(ErrandOffice office) : IClassFixture<ErrandOffice>
{
    private static JsonElement Question => JsonSerializer.SerializeToElement(new { question = "where" });

    [Fact]
    public async Task It_goes_from_start_to_close_and_its_journal_folds_to_its_state()
    {
        var started = await office.StartAsync();
        started.Case.State.ShouldBe("OPEN");
        var task = started.Case.Tasks.ShouldHaveSingleItem();
        task.Title["zh-CN"].ShouldBe("受理");

        var accepted = await office.SendAsync(new CompleteTask(task.Id, "Accept"));
        accepted.Case.State.ShouldBe("ACCEPTED");
        accepted.Decisions.Select(row => row.Step).ShouldBe(["acceptance"]);
        await office.DrainAsync();

        var working = await office.CaseAsync(started.Case.Number);
        working.Facts["answer"].GetString().ShouldBe("answer to where");
        await office.SendAsync(new CompleteTask(working.Tasks.Single().Id, "Done"));
        var closed = await office.SendAsync(new SendCaseEvent(started.Case.Number, "errand.done"));

        closed.Case.State.ShouldBe("DONE");
        closed.Case.Closed.ShouldBeTrue();
        closed.Case.Clocks.Single().Outcome.ShouldBe("MET");
        await office.JournalFoldsToStateAsync(closed.Case.Id);
        (await office.Database.ScalarAsync<int>("select count(*) from job where case_id = @Id", new { closed.Case.Id })).ShouldBe(0, "a closed case leaves no timer, deadline or message behind");
    }

    [Fact]
    public async Task A_message_and_a_paper_leave_with_masks_on()
    {
        var accepted = await office.AcceptedAsync();
        var message = (await office.SendAsync(new ListMessages(accepted.Number))).Single();
        message.Body.ShouldBe("王**您好，已受理，期限3月11日。");
        message.SentAt.ShouldNotBeNull();
        office.Outside.Messages.ShouldContain(sent => sent.Mobile == "19000000001" && sent.Key == $"message-{message.Id}");

        var papers = await office.SendAsync(new ListPapers(accepted.Number));
        papers.Select(paper => paper.Locale).ShouldBe(["zh-CN", "en"]);
        papers[0].Title.ShouldBe($"Receipt {accepted.Number}");
        (await office.SendAsync(new GetPaper(accepted.Number, papers[0].Id))).Html.ShouldContain("3****************8");
    }

    [Fact]
    public async Task No_personal_data_stand_outside_the_person_table()
    {
        var accepted = await office.AcceptedAsync();
        foreach (var (table, columns) in new[] { ("journal", "event::text"), ("workflow_instance", "state::text"), ("case_file", "facts::text"), ("decision", "step || coalesce(reason, '') || coalesce(why::text, '')"),
                     ("task", "data::text"), ("job", "payload::text"), ("message", "body"), ("paper", "body"), ("command_key", "coalesce(answer::text, '')") })
            (await office.Database.ScalarAsync<int>($"select count(*) from {table} where {columns} like '%{ErrandOffice.Wang}%' or {columns} like '%19000000001%' or {columns} like '%王小明%'"))
                .ShouldBe(0, table);
        (await office.Database.ScalarAsync<int>("select count(*) from access_log where purpose = 'message accepted'")).ShouldBeGreaterThan(0, "reads in clear are logged");
        accepted.Applicant.ShouldBe(new PersonView(accepted.Applicant.Id, "王小明", "310100********9918", "190****0001"));
    }

    [Fact]
    public async Task Bad_input_is_refused_with_every_reason_and_nothing_is_stored()
    {
        var before = await office.Database.ScalarAsync<int>("select count(*) from case_file");
        var refused = await Should.ThrowAsync<RefusedException>(office.SendAsync(new StartCase("errand", "east", "counter",
            new() { ["applicant"] = new PartyInput("", "310100198803159917", "123"), ["helper"] = new PartyInput("李四", "31010019881315991X") }, JsonSerializer.SerializeToElement(new { question = "q" }))));
        refused.Reasons.Select(reason => (reason.Code, reason.Field)).ShouldBe(
        [
            ("name-invalid", "parties.applicant.name"), ("id-number-check-digit", "parties.applicant.idNumber"), ("mobile-invalid", "parties.applicant.mobile"),
            ("id-number-date", "parties.helper.idNumber"),
        ]);
        var threeWays = await Should.ThrowAsync<RefusedException>(office.SendAsync(
            new StartCase("errand", "nowhere", "counter", new() { ["applicant"] = new PartyInput("", ErrandOffice.Wang) }, JsonSerializer.SerializeToElement(new { other = 1 }))));
        threeWays.Reasons.Select(reason => reason.Code).ShouldBe(["office-unknown", "form-required", "form-unknown", "name-invalid"]);
        (await Refusal(new StartCase("errand", "nowhere", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }))).ShouldBe("office-unknown");
        (await Refusal(new StartCase("no-such-process", "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }))).ShouldBe("process-unknown");
        (await Refusal(new StartCase("errand", "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }, JsonSerializer.SerializeToElement(new { other = 1 })))).ShouldBe("form-required");
        (await Refusal(new StartCase("errand", "east", "counter", new() { ["applicant"] = new PartyInput("王大明", ErrandOffice.Wang) }, JsonSerializer.SerializeToElement(new { question = "q" })))).ShouldBeOneOf("person-name-mismatch", null);
        (await office.Database.ScalarAsync<int>("select count(*) from case_file")).ShouldBe(before);

        async Task<string?> Refusal(StartCase command)
        {
            await office.StartAsync(key: "person-known");
            before = await office.Database.ScalarAsync<int>("select count(*) from case_file");
            return (await Should.ThrowAsync<RefusedException>(office.SendAsync(command))).Reasons[0].Code;
        }
    }

    [Theory]
    [InlineData("上海市黄浦区第12号信箱", "address-not-a-door")]
    [InlineData("上海市黄浦区测试路1号丰巢快递柜", "address-not-a-door")]
    [InlineData("P.O. Box 12, Shanghai", "address-not-a-door")]
    public async Task A_delivery_needs_a_door(string address, string code) =>
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new StartCase("errand", "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang, null, address) }, Question))))
            .Reasons.Select(reason => (reason.Code, reason.Field)).ShouldBe([(code, "parties.applicant.address")]);

    [Fact]
    public async Task What_is_doubtful_is_said_with_the_case_that_was_opened() =>
        (await office.SendAsync(new StartCase("errand", "east", "counter", new() { ["applicant"] = new PartyInput("李小红", "310100199003075542", "+86 190 0000 0002", "上海市黄浦区测试路") }, Question)))
            .Doubts!.Select(doubt => (doubt.Code, doubt.Field)).ShouldBe([("address-incomplete", "parties.applicant.address")]);

    [Fact]
    public async Task A_clerk_of_another_office_finds_nothing()
    {
        var started = await office.StartAsync();
        var stranger = ErrandOffice.Clerk("clerk.west", "west");
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new GetCase(started.Case.Number), stranger))).Kind.ShouldBe(RefusalKind.NotFound);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"), stranger))).Kind.ShouldBe(RefusalKind.NotFound);
        (await office.SendAsync(new ListCases(Number: started.Case.Number), stranger)).Items.ShouldBeEmpty();
        (await office.SendAsync(new ListTasks("all", started.Case.Number), stranger)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_incident_is_seen_retried_and_skipped_with_a_reason()
    {
        var started = await office.StartAsync("impossible");
        await office.SendAsync(new CompleteTask(started.Case.Tasks.Single().Id, "Accept"));
        await office.DrainAsync();
        var incident = (await office.CaseAsync(started.Case.Number)).Incidents.ShouldHaveSingleItem();
        incident.Code.ShouldBe("no-answer");
        (await office.SendAsync(new ListIncidents())).Items.Single(one => one.Id == incident.Id).Name.ShouldBe("ask");

        await office.SendAsync(new RetryIncident(incident.Id, "the other side is back"));
        await office.DrainAsync();
        var again = (await office.CaseAsync(started.Case.Number)).Incidents.ShouldHaveSingleItem();
        again.Id.ShouldNotBe(incident.Id);
        (await Should.ThrowAsync<RefusedException>(office.SendAsync(new RetryIncident(incident.Id, "twice")))).Reasons[0].Code.ShouldBe("incident-resolved");

        var skipped = await office.SendAsync(new SkipIncident(again.Id, "Done", "answered by phone"));
        skipped.Case.Incidents.ShouldBeEmpty();
        skipped.Case.Tasks.Single().Name.ShouldBe("work");
        (await office.SendAsync(new ListIncidents(Open: false))).Items.Where(one => one.CaseNumber == started.Case.Number).Select(one => (one.Resolution, one.Reason))
            .ShouldBe([("skipped", "answered by phone"), ("retried", "the other side is back")]);
        await office.JournalFoldsToStateAsync(started.Case.Id);
    }

    [Fact]
    public async Task A_process_that_never_waits_is_stopped_with_an_incident()
    {
        var spinner = JsonSerializer.SerializeToElement(new
        {
            definitionId = "spinner", id = "spinner-v1", name = "Spinner", version = 1,
            root = new
            {
                type = "Elsa.Flowchart", id = "flow",
                activities = new object[]
                {
                    new { type = "Elsa.Start", id = "start" },
                    new { type = "CaseFlow.SetCaseState", id = "spin", state = new { typeName = "String", expression = new { type = "Literal", value = "SPINNING" } } },
                    new { type = "Elsa.End", id = "end" },
                },
                connections = new object[]
                {
                    new { source = new { activity = "start", port = "Done" }, target = new { activity = "spin" } },
                    new { source = new { activity = "spin", port = "Done" }, target = new { activity = "spin" } },
                    new { source = new { activity = "spin", port = "Never" }, target = new { activity = "end" } },
                },
            },
        });
        var imported = await office.SendAsync(new ImportDefinition(spinner));
        await office.Database.ExecuteAsync("update definition set published_at = now() where id = 'spinner'");
        imported.Id.ShouldBe("spinner");
        var stopped = await office.SendAsync(new StartCase("spinner", "east", "counter", new() { ["applicant"] = new PartyInput("王小明", ErrandOffice.Wang) }));
        stopped.Case.Incidents.ShouldHaveSingleItem().Code.ShouldBe("endless-loop");
        await office.JournalFoldsToStateAsync(stopped.Case.Id);
    }
}
