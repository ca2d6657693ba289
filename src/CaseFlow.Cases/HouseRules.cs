using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Sla;

namespace CaseFlow.Cases;

/// <summary>What all processes share and an administrator changes without a programmer: <c>workflows/house-rules.json</c>, read once at the start. Without the file nothing is limited,
/// nothing escalates and nothing is refused as a duplicate.</summary>
public sealed record HouseRules
{
    /// <summary>Limits of pauses for clocks whose process sets none.</summary>
    public PauseRules Pauses { get; init; } = new();

    /// <summary>Causes of red cards, and who hears of one that stays open.</summary>
    public RedCardRules RedCards { get; init; } = new();

    /// <summary>When to warn that the published calendar ends.</summary>
    public CalendarWatchRules CalendarWatch { get; init; } = new();

    /// <summary>When managers get their digest.</summary>
    public DigestRules Digest { get; init; } = new();

    /// <summary>What managers are shown in numbers.</summary>
    public DashboardRules Dashboard { get; init; } = new();

    /// <summary>How long what is not needed any more is kept.</summary>
    public PrivacyRules Privacy { get; init; } = new();

    /// <summary>How often the public may ask; without it nobody is stopped.</summary>
    public PublicQueryRules? PublicQueries { get; init; }

    /// <summary>By process: <c>refuse</c> or <c>warn</c> when the same person has an open case of it.</summary>
    public ImmutableDictionary<string, DuplicateRule> Duplicates { get; init; } = ImmutableDictionary<string, DuplicateRule>.Empty;

    /// <summary>Reads the file; a mistake in it stops the start.</summary>
    public static HouseRules Read(string contentRoot)
    {
        var path = Path.Combine(contentRoot, "workflows", "house-rules.json");
        var rules = File.Exists(path) ? JsonSerializer.Deserialize<HouseRules>(File.ReadAllText(path), SlaJson.Options)! : new HouseRules();
        return rules.Faults() is { Count: > 0 } faults ? throw new InvalidOperationException($"workflows/house-rules.json: {string.Join("; ", faults)}.") : rules;
    }

    /// <summary>Everything that cannot be meant.</summary>
    internal IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Pauses.Most < 0 || Pauses.MostDays < 0)
            faults.Add("pauses cannot be limited to less than none");
        foreach (var twice in Pauses.Reasons.Select(reason => reason.Code).Concat(RedCards.Causes.Select(cause => $"cause {cause.Code}")).Concat(RedCards.Escalation.Select(level => $"level {level.Level}"))
                     .GroupBy(code => code).Where(same => same.Count() > 1))
            faults.Add($"{twice.Key} stands there twice");
        foreach (var level in RedCards.Escalation.Where(level => level.Office is not ("station" or "district" or "bureau") || level.Role is not (Role.Clerk or Role.Manager) || level.AfterWorkingDays < 0))
            faults.Add($"level {level.Level}: an office is a station, district or bureau, a role clerk or manager, and days are not negative");
        if (RedCards.Escalation.Zip(RedCards.Escalation.Skip(1)).Any(pair => pair.Second.AfterWorkingDays < pair.First.AfterWorkingDays || pair.Second.Level <= pair.First.Level))
            faults.Add("the ladder goes up: levels and days grow");
        if (CalendarWatch.WorkingDays < 1 || Privacy.AddressDays < 1 || RedCards.UrgeAnswerWorkingDays < 1)
            faults.Add("days are at least one");
        return faults;
    }
}

/// <summary>How often the public may ask in an hour (rulebook 2.6).</summary>
/// <param name="PerAddressAndHour">From one address.</param>
/// <param name="PerNumberAndHour">About one mobile number, ID number or query code.</param>
/// <param name="ClosedDays">How long a number still tells of a case that is closed.</param>
public sealed record PublicQueryRules(int PerAddressAndHour, int PerNumberAndHour, int ClosedDays = 30);

/// <summary>Limits of pauses (rulebook 4.3: at most two, thirty days in all, with a coded reason).</summary>
public sealed record PauseRules
{
    /// <summary>How often a clock may be paused; null = no limit.</summary>
    public int? Most { get; init; }

    /// <summary>Calendar days that all its pauses may last; null = no limit.</summary>
    public int? MostDays { get; init; }

    /// <summary>The only reasons; empty = any.</summary>
    public ImmutableArray<PauseReason> Reasons { get; init; } = [];
}

/// <summary>What happens to red cards (rulebook 6.2).</summary>
public sealed record RedCardRules
{
    /// <summary>The causes a disposal may name; empty = any code.</summary>
    public ImmutableArray<CodedTitle> Causes { get; init; } = [];

    /// <summary>Who hears of a card that stays open, level by level.</summary>
    public ImmutableArray<EscalationLevel> Escalation { get; init; } = [];

    /// <summary>The hour of the working day at which a card climbs.</summary>
    public TimeOnly EscalatesAt { get; init; } = new(9, 0);

    /// <summary>Working days within which an urge (催办) is answered.</summary>
    public int UrgeAnswerWorkingDays { get; init; } = 1;

    /// <summary>The level that follows, if the ladder goes on.</summary>
    internal EscalationLevel? After(int level) => Escalation.Where(one => one.Level > level).MinBy(one => one.Level);

    /// <summary>Refuses a cause that is none, naming those that are.</summary>
    internal void MustKnow(string cause)
    {
        if (!Causes.IsEmpty && Causes.All(one => one.Code != cause))
            throw RefusedException.Invalid("cause-unknown", $"原因代码应为：{string.Join("、", Causes.Select(one => $"{one.Code}({one.Title.GetValueOrDefault("zh-CN")})"))}。",
                $"The cause is one of: {string.Join(", ", Causes.Select(one => $"{one.Code} ({one.Title.GetValueOrDefault("en")})"))}.", "cause");
    }
}

/// <summary>A code and what people call it, by locale.</summary>
public sealed record CodedTitle(string Code)
{
    /// <summary>By locale.</summary>
    public ImmutableDictionary<string, string> Title { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>One step of the ladder.</summary>
/// <param name="Level">1 is who handles the case.</param>
/// <param name="AfterWorkingDays">Working days after the card was raised; 0 = with it.</param>
/// <param name="Office">The kind of office, at or above the case's own: <c>station</c>, <c>district</c>, <c>bureau</c>.</param>
/// <param name="Role">Who hears of it there.</param>
public sealed record EscalationLevel(int Level, int AfterWorkingDays, string Office, string Role)
{
    /// <summary>By locale.</summary>
    public ImmutableDictionary<string, string> Title { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>Warns in time: the State Council publishes one year at a time.</summary>
public sealed record CalendarWatchRules
{
    /// <summary>Warn when the published calendar ends within so many working days.</summary>
    public int WorkingDays { get; init; } = 60;

    /// <summary>When it is looked at, in Shanghai.</summary>
    public TimeOnly At { get; init; } = new(8, 30);
}

/// <summary>The managers' digest.</summary>
public sealed record DigestRules
{
    /// <summary>When it is made, in Shanghai.</summary>
    public TimeOnly At { get; init; } = new(9, 0);
}

/// <summary>What managers are shown in numbers. Durations are working time: the hours between opening and closing of the days that the calendar says are worked.</summary>
public sealed record DashboardRules
{
    /// <summary>The calendar of working days.</summary>
    public string Calendar { get; init; } = "cn-mainland";

    /// <summary>When a working day begins.</summary>
    public TimeOnly Opens { get; init; } = new(9, 0);

    /// <summary>When it ends.</summary>
    public TimeOnly Closes { get; init; } = new(17, 0);

    /// <summary>Minutes after which what stands is counted anew when somebody looks.</summary>
    public int FreshMinutes { get; init; } = 5;

    /// <summary>Days of the past from which the forecast learns.</summary>
    public int ForecastDays { get; init; } = 90;

    /// <summary>Shares that managers watch, counted from the decision log.</summary>
    public ImmutableArray<ShareRule> Shares { get; init; } = [];

    internal WorkingHours Hours => new(Opens, Closes);
}

/// <summary>A share: of the decisions <paramref name="Of"/>, those that are <paramref name="Part"/>. A decision is named <c>step/DECISION</c>, as the log says it.</summary>
/// <param name="Code">Names it in addresses and rows; stored.</param>
public sealed record ShareRule(string Code, ImmutableArray<string> Part, ImmutableArray<string> Of)
{
    /// <summary>By locale.</summary>
    public ImmutableDictionary<string, string> Title { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>How long what is not needed any more is kept (PIPL 19, 47; rulebook 5).</summary>
public sealed record PrivacyRules
{
    /// <summary>Days after the end of a person's last case until the delivery address leaves.</summary>
    public int AddressDays { get; init; } = 90;
}

/// <summary>What happens when the same person has an open case of the same matter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DuplicateRule>))]
public enum DuplicateRule
{
    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("allow")]
    Allow,

    /// <summary>The case is opened and its log says so.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>The case is refused unless the caller gives a reason.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,
}
