using System.Globalization;
using System.Net.Http.Json;
using CaseFlow.Cases.Recurring;
using CaseFlow.Host.Starting;
using CaseFlow.Host.Tests.Kit;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace CaseFlow.Host.Tests;

/// <summary>Quartz watches the hours, its tables in our database: of two servers one fires.</summary>
public sealed class RecurringTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Of_two_servers_one_fires_the_work_is_done_once_and_a_clock_that_had_run_ahead_is_not_waited_for()
    {
        // The clock of the server was years ahead once, and what it planned then stands in the database.
        const string planned = "select next_fire_time from qrtz_triggers where trigger_name = 'digest/0'";
        await UntilAsync(async () => await CountAsync("qrtz_cron_triggers") == 6);
        var next = await server.Database.ScalarAsync<long>(planned);
        await server.Database.ExecuteAsync("update qrtz_triggers set next_fire_time = next_fire_time + next_fire_time / 100 where trigger_name = 'digest/0'");
        await using var second = Program.Build(
        [
            "--urls=http://127.0.0.1:0", $"--CaseFlow:Database={server.Database.ConnectionString}", $"--CaseFlow:KeyFolder={server.App.Services.GetRequiredService<Settings>().KeyFolder.FullName}",
            $"--CaseFlow:ContentRoot={Repository.Path("tests", "CaseFlow.Host.Tests", "World")}", "--Logging:LogLevel:Default=Warning",
        ]);
        await second.StartAsync();
        await second.Services.GetRequiredService<Readiness>().WhenReady;
        await UntilAsync(async () => await CountAsync("qrtz_scheduler_state") == 2 && await CountAsync("qrtz_cron_triggers") == 6 && await server.Database.ScalarAsync<long>(planned) == next);
        (await server.Database.QueryAsync<string>("select cron_expression from qrtz_cron_triggers where trigger_name = 'digest/0'")).Single().ShouldBe("0 0 1 * * ?", "nine o'clock in Shanghai");

        // An hour that no server lived through: found when the next one looks.
        var scheduler = await server.App.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.TriggerJob(new JobKey("calendar-watch/0"));
        await UntilAsync(async () => await CountAsync("recurring_run where work = 'calendar-watch'") == 1);
        (await (await server.AsAsync("designer")).GetFromJsonAsync<Notice[]>("/api/v1/notices"))!.ShouldContain(notice => notice.Kind == "calendar-ends", "the calendar of this world ends with 2026");
        await second.StopAsync();
        (await CountAsync("recurring_run where work = 'calendar-watch'")).ShouldBe(1);
    }

    private async Task<long> CountAsync(string what) => await server.Database.ScalarAsync<long>(string.Create(CultureInfo.InvariantCulture, $"select count(*) from {what}"));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
            await look.WaitForNextTickAsync(limit.Token);
    }
}
