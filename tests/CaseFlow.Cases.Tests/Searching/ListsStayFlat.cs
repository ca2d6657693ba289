using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Clocks;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Searching;
using CaseFlow.Cases.Supervision;
using CaseFlow.PostgreSql;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Cases.Tests.Searching;

/// <summary>With many cases, searches and lists walk indexes and never a table: read from the plans of the statements that were run.</summary>
public sealed class ListsStayFlat(ListsStayFlat.FullOffice office) : IClassFixture<ListsStayFlat.FullOffice>
{
    private const int Cases = 30_000;

    public static TheoryData<string> Searches => ["310-ERR-20260302-012345", "-012345-", "2AAA0001", "310100198803159918", "19000000001", "1100000001014", "小明"];

    [Theory, MemberData(nameof(Searches))]
    public async Task A_search_walks_no_table(string q) => (await WalkedAsync(new SearchCases(q))).ShouldBeEmpty();

    [Theory, InlineData("running"), InlineData("red"), InlineData("amber"), InlineData("paused"), InlineData("provisional")]
    public async Task A_list_of_time_limits_walks_no_table(string view) => (await WalkedAsync(new ListTimeLimits(view))).ShouldBeEmpty();

    [Fact]
    public async Task A_list_of_red_cards_walks_no_table() => (await WalkedAsync(new ListRedCards())).ShouldBeEmpty();

    [Fact]
    public async Task What_managers_see_in_numbers_walks_no_table()
    {
        (await WalkedAsync(new CaseFlow.Cases.Dashboard.GetDashboard())).ShouldBeEmpty();
        (await WalkedAsync(new CaseFlow.Cases.Dashboard.ListTrends())).ShouldBeEmpty();
        (await WalkedAsync(new CaseFlow.Cases.Dashboard.ListWorkload())).ShouldBeEmpty();
        (await WalkedAsync(new CaseFlow.Cases.Forecast.ListForecasts())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counting_reads_no_time_limit() => (await WalkedAsync(new CountTimeLimits(), "seq_scan + coalesce(idx_scan, 0)")).ShouldBeEmpty();

    [Fact]
    public async Task A_walk_through_a_table_would_be_seen() =>
        (await WalkedAsync(new WalkThrough())).ShouldBe(["case_file"]);

    private sealed record WalkThrough : IQuery<long>;

    private sealed class WalkThroughHandler(PgSession session) : IRequestHandler<WalkThrough, long>
    {
        public Task<long> Handle(WalkThrough request, CancellationToken cancellationToken) => session.SingleAsync<long>("select count(*) from case_file where facts = '{}'", null, cancellationToken);
    }

    /// <summary>PostgreSQL itself counts, within the transaction of the query, how often a table was walked from its first row.</summary>
    private async Task<IReadOnlyList<string>> WalkedAsync<T>(IRequest<T> query, string walks = "seq_scan")
    {
        await using var scope = office.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = ErrandOffice.Manager("manager.sh", "sh") with { OfficeId = "sh" };
        var session = scope.ServiceProvider.GetRequiredService<PgSession>();
        await session.BeginAsync();
        var before = await WalksAsync(session, walks);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(query);
        var after = await WalksAsync(session, walks);
        await session.RollbackAsync();
        return [.. after.Except(before).Select(one => one.Table)];
    }

    private static async Task<IReadOnlyList<(string Table, long Walks)>> WalksAsync(PgSession session, string walks) => await session.QueryAsync<(string, long)>(
        $"select relname::text, coalesce({walks}, 0) from pg_stat_xact_user_tables where relname in ('case_file', 'person', 'clock', 'signal', 'case_key', 'case_party') order by 1");

    /// <summary>An office with many people, cases and clocks.</summary>
    public sealed class FullOffice : ErrandOffice
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var keyring = Services.GetRequiredService<Keyring>();
            await Database.ExecuteAsync("""
                insert into person (id, key_id, name, name_grams, id_number, id_number_hash, mobile, mobile_hash, created_at, updated_at)
                select gen_random_uuid(), @key, @name, case when i % 1000 = 0 then @grams else array[(random() * 16777215)::int, (random() * 16777215)::int] end, @number, sha256(i::text::bytea), @mobile,
                    sha256((-i)::text::bytea), now(), now() from generate_series(1, @Cases) i
                """, new
            {
                Cases, key = keyring.CurrentKeyId, name = keyring.Encrypt("王小明", "name"), grams = NameGrams.Of("王小明", keyring), number = keyring.Encrypt(Wang, "id_number"),
                mobile = keyring.Encrypt("19000000001", "mobile"),
            });
            await Database.ExecuteAsync("update person set id_number_hash = @id, mobile_hash = @mobile where id = (select id from person limit 1)", new { id = keyring.Hash(Wang), mobile = keyring.Hash("19000000001") });
            await Database.ExecuteAsync("""
                insert into case_file (id, number, query_code, process, version, state, office_id, channel, applicant_id, facts, opened_at)
                select row_number() over (), '310-ERR-20260302-' || lpad((row_number() over ())::text, 6, '0') || '-K', '2AAA' || lpad((row_number() over ())::text, 5, '0'), 'errand', 1, 'OPEN',
                    case when random() < 0.5 then 'east' else 'west' end, 'counter', id, '{}', now() from person;
                insert into case_party (case_id, person_id, role) select id, applicant_id, 'guardian' from case_file;
                insert into case_key (key, case_id) select 'waybill:11' || lpad(id::text, 11, '0'), id from case_file
                """);
            var ledger = new ClockPolicyLedger().Json;
            await Database.ExecuteAsync("""
                insert into clock (case_id, office_id, name, ledger, calendar, calendar_version, deadline, provisional, started_at, colour, remaining_days)
                select id, office_id, 'promise', @ledger::jsonb, 'cn-mainland', 1, date '2026-03-11' + (id % 60)::int, id % 100 = 0, now(),
                    (array['green', 'green', 'green', 'green', 'amber', 'final', 'red', 'paused', null, null])[1 + id % 10], (id % 7)::int from case_file;
                insert into signal (clock_id, case_id, office_id, kind, due, deadline, raised_at, status, level) select id, case_id, office_id, 'red', now(), deadline, now(), 'open', 1 from clock where colour = 'red'
                """, new { ledger });
            await Database.ExecuteAsync("vacuum analyze person, case_file, case_key, clock, signal, case_party");
        }
    }

    private sealed class ClockPolicyLedger
    {
        public string Json { get; } = Sla.ClockLedger.Start(new Sla.ClockPolicy("promise", Sla.ClockUnit.WorkingDays, 7) { AmberFromDay = 6, FinalDay = 7, Red = true },
            DateTimeOffset.Parse("2026-03-02T09:00:00+08:00"), new Sla.WorkingCalendar("cn-mainland", [])).ToJson();
    }
}
