using CaseFlow.Testing;

namespace CaseFlow.PostgreSql.Tests;

public sealed class JournalPartitionTests
{
    private readonly TestClock clock = new();

    private const string PartitionsSql = "select inhrelid::regclass::text from pg_inherits where inhparent = 'burst'::regclass order by 1";

    [Fact]
    public async Task the_months_ahead_get_partitions_once_also_when_two_servers_start_together()
    {
        await using var database = await TestDatabase.CreateAsync();
        var partitions = new JournalPartitions(database.DataSource, clock);

        (await Task.WhenAll(partitions.CreateAheadAsync(), partitions.CreateAheadAsync())).Sum().ShouldBe(4);

        (await partitions.CreateAheadAsync()).ShouldBe(0);
        (await database.QueryAsync<string>(PartitionsSql)).ShouldBe(["burst_2026_03", "burst_2026_04", "burst_2026_05", "burst_2026_06", "burst_default"]);
    }

    [Fact]
    public async Task an_event_stands_in_the_partition_of_its_month_and_in_the_default_one_if_there_is_none()
    {
        await using var database = await TestDatabase.CreateAsync();
        await new JournalPartitions(database.DataSource, clock).CreateAheadAsync(0);
        await using var node = new Node(database, clock);

        await node.InSessionAsync(scope =>
        {
            scope.Instances.Append("i", null, clock.Now, null, 1, """[{"$type":"A"}]""");
            scope.Instances.Append("i", null, clock.Now.AddYears(4), null, 2, """[{"$type":"B"}]""");
        });

        (await database.QueryAsync<string>("select tableoid::regclass::text from burst order by sequence")).ShouldBe(["burst_2026_03", "burst_default"]);
    }

    [Fact]
    public async Task a_month_that_began_in_the_default_partition_stays_there()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var node = new Node(database, clock);
        await node.InSessionAsync(scope => scope.Instances.Append("i", null, clock.Now, null, 1, """[{"$type":"A"}]"""));

        (await new JournalPartitions(database.DataSource, clock).CreateAheadAsync(1)).ShouldBe(1);

        (await database.QueryAsync<string>(PartitionsSql)).ShouldBe(["burst_2026_04", "burst_default"]);
    }
}
