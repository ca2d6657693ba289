using System.Text.Json;
using CaseFlow.IdCards.Cards;
using CaseFlow.IdCards.Pickup;
using CaseFlow.IdCards.Tests.Desk;
using CaseFlow.Workflows;

namespace CaseFlow.IdCards.Tests.Walks;

/// <summary>A case played on the engine alone: the real definitions, decision tables, card state machine and authorisation rules; no database, no web, no
/// clock. Requests are answered at once, as the handlers would answer them; what a person would see is noted.</summary>
internal sealed class Walk(string process = "id-card-reissue")
{
    public static readonly Guid Applicant = Guid.Parse("00000000-0000-7000-8000-000000000001");
    public static readonly Guid Agent = Guid.Parse("00000000-0000-7000-8000-000000000010");
    public static readonly Guid Guardian = Guid.Parse("00000000-0000-7000-8000-000000000007");

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, WorkflowDefinition> Drawings = new();
    private readonly WorkflowDefinition definition = Drawings.GetOrAdd(process, one => DesignerDesk.Read(one).Definition!);
    private readonly List<(string Source, string Code, DateTimeOffset? At)> traces = [];
    private List<CardAuthorization> authorizations = [];
    private WorkflowInstance instance = WorkflowInstance.Create("case");

    public string State { get; private set; } = "";

    public bool Closed { get; private set; }

    /// <summary>«step DECISION REASON», in order.</summary>
    public List<string> Decisions { get; } = [];

    public List<string> Messages { get; } = [];

    public List<string> Papers { get; } = [];

    /// <summary>«start promise», «pause promise», …</summary>
    public List<string> Clocks { get; } = [];

    public List<string> Orders { get; } = [];

    public Dictionary<string, JsonElement> Facts { get; } = [];

    public Wallet Wallet { get; private set; } = Wallet.Empty;

    /// <summary>The application of the same person that is under way: state and people.</summary>
    public object? UnderWay { get; init; }

    public bool TemporaryCardOut { get; set; }

    public WorkflowInstance Instance => instance;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 23, 1, 0, 0, TimeSpan.Zero);

    /// <summary>What the registry says; the defaults are an unremarkable resident.</summary>
    public Dictionary<string, object?> Registry { get; } = new()
    {
        ["on"] = "2026-03-23", ["age"] = 38, ["capacity"] = "full", ["isShanghaiHukou"] = true, ["fingerprintRegistered"] = true,
        ["lastHandledOn"] = "2025-09-23",
        ["lastHandledInShanghai"] = true, ["lastPortraitOn"] = "2025-09-23", ["lastCardLongTerm"] = false, ["cardStatus"] = "VALID", ["cardExpiresOn"] = null,
        ["deliverable"] = true,
    };

    /// <summary>What the photo store says of a submitted picture; null: it knows none.</summary>
    public Dictionary<string, object?>? Photo { get; set; } = new()
    {
        ["selfie"] = false, ["personMatch"] = true, ["findings"] = Array.Empty<string>(), ["width"] = 358, ["height"] = 441, ["dpi"] = 350, ["bytes"] = 17_000,
        ["sha256"] = "ab", ["takenOn"] = "2026-03-23",
    };

    /// <summary>Settings that somebody changed; all others stand at their defaults.</summary>
    public Dictionary<string, object?> Settings { get; } = [];

    /// <summary>What the police of another province say to «check» and «issue»; approved unless said otherwise.</summary>
    public Dictionary<string, (string? Outcome, string[]? Reasons)> Home { get; } = [];

    /// <summary>The post can no longer change the address.</summary>
    public bool RedirectTooLate { get; set; }

    /// <summary>The day the stored picture was taken; null: there is none.</summary>
    public string? StoredPhoto { get; set; }

    public IEnumerable<string> AwaitedEvents => instance.Waiting.Where(waiting => waiting.Kind == WaitKind.Event).SelectMany(waiting => waiting.EventNames);

    public IEnumerable<string> OpenTasks => instance.Waiting.Where(waiting => waiting.Kind == WaitKind.Task).Select(waiting => waiting.Name!);

    public Walk Apply(object data, string channel = "counter", object? parties = null)
    {
        var application = Merge(DesignerDesk.Json(data), new { channel, office = "ceshilu", applicant = Person(Applicant), parties = parties ?? new { } });
        return Feed(new StartWorkflow(new Dictionary<string, JsonElement> { ["application"] = application }));
    }

    /// <summary>Starts a process that is no application, e.g. one that another process dispatches.</summary>
    public Walk Begin(Dictionary<string, JsonElement> input) => Feed(new StartWorkflow(input));

    public Walk Happen(string name, object? data = null, object? parties = null)
    {
        var waiting = instance.Waiting.FirstOrDefault(one => one.Kind == WaitKind.Event && one.EventNames.Contains(name))
            ?? throw new InvalidOperationException($"Nobody waits for {name}; awaited: {string.Join(", ", AwaitedEvents)}; incidents: {Incidents}");
        return Feed(new DeliverEvent(waiting.Token, name, Merge(DesignerDesk.Json(data ?? new { }), new { parties = parties ?? new { } })));
    }

    public Walk Complete(string task, string outcome, object? data = null)
    {
        var waiting = instance.Waiting.FirstOrDefault(one => one.Kind == WaitKind.Task && one.Name == task)
            ?? throw new InvalidOperationException($"No task {task}; open: {string.Join(", ", OpenTasks)}; incidents: {Incidents}");
        return Feed(new CompleteTask(waiting.Token, outcome, DesignerDesk.Json(data ?? new { })));
    }

    /// <summary>Time passes; timers that fall due on the way fire in their order.</summary>
    public Walk Pass(TimeSpan length)
    {
        var until = Now + length;
        while (instance.Waiting.Where(one => one.Kind == WaitKind.Timer && one.Due <= until).MinBy(one => one.Due) is { } due)
        {
            Now = due.Due!.Value;
            Feed(new FireTimer(due.Token));
        }
        Now = until;
        return this;
    }

    public Walk Accept() => Complete("accept", "Accept", new { prints = new[] { "right-thumb", "left-thumb" } });

    public static object Person(Guid id, int age = 38) => new { id, age, sex = "F" };

    public string Fact(string name) => Facts.TryGetValue(name, out var value) ? value.ToString() : "";

    private string Incidents => string.Join("; ", instance.Incidents.Select(one => $"{one.Activity} {one.Name}: {one.Message}"));

    private Walk Feed(Stimulus stimulus)
    {
        var requests = new Queue<RequestIssued>();
        Take(stimulus);
        while (requests.TryDequeue(out var issued))
        {
            var (port, result) = Answer(issued.Request, issued.Input, issued.Token);
            Take(new AnswerRequest(issued.Token, port, DesignerDesk.Json(result)));
        }
        Incidents.ShouldBe("");
        return this;

        void Take(Stimulus one)
        {
            var burst = Engine.Advance(definition, instance, one, Now);
            burst.Refused.ShouldBeNull();
            instance = burst.Instance;
            foreach (var issued in burst.Events.OfType<RequestIssued>())
                requests.Enqueue(issued);
        }
    }

    private (string Port, object? Result) Answer(string request, JsonElement input, long token)
    {
        switch (request)
        {
            case "CaseFlow.SetCaseState": State = Text("state")!; break;
            case "CaseFlow.CloseCase": Closed = true; break;
            case "CaseFlow.LogDecision": Decisions.Add($"{Text("step")} {Text("decision")} {Text("reason")}".TrimEnd()); break;
            case "CaseFlow.SendMessage": Messages.Add(Text("template")!); break;
            case "CaseFlow.IssuePaper": Papers.Add(Text("template")!); break;
            case "CaseFlow.SetFacts": foreach (var fact in input.GetProperty("facts").EnumerateObject()) Facts[fact.Name] = fact.Value.Clone(); break;
            case "CaseFlow.Check": return ("Done", Check(input));
            case "CaseFlow.CheckAll": return ("Done", CheckAll(input));
            case "CaseFlow.FindOpenCase": return ("Done", UnderWay);
            case "CaseFlow.CheckTemporaryCard": return ("Done", new { @out = TemporaryCardOut });
            case "CaseFlow.IssueTemporaryCard":
                TemporaryCardOut = true;
                return ("Done", new { card = Guid.CreateVersion7(), validUntil = People.BusinessDay.Of(Now).AddMonths(input.GetProperty("validMonths").GetInt32()) });
            case "CaseFlow.ReturnTemporaryCard": TemporaryCardOut = false; return ("Done", new { returned = true });
            case "CaseFlow.NoteCard": return ("Done", Note(CardStateCode.Read(Text("status"))));
            case "CaseFlow.NoteLossElsewhere":
                Wallet = (Wallet.InForce is { State: CardState.LostReported } ? Wallet : Wallet.Known(CardState.Valid, Guid.CreateVersion7())).ReportLoss();
                return ("Done", Note(null));
            case "CaseFlow.LiftLoss": return Wallet.Lift() == Wallet ? ("Refused", new { reason = "ALREADY_REISSUED" }) : ("Done", null);
            case "CaseFlow.Decide": return ("Done", Decide(input));
            case "CaseFlow.VerifyFace": return (Text("ticket") == "good" ? "Passed" : "Failed", null);
            case "CaseFlow.QueryRegistry": return (Registry.Remove("mismatch") ? "Mismatch" : "Done", Registry);
            case "CaseFlow.OrderCard": Orders.Add($"{Text("validity")} {Text("delivery")} {Text("portrait")}"); break;
            case "CaseFlow.ReportLoss":
                Wallet = Wallet.Known(CardState.Valid, Guid.CreateVersion7()).ReportLoss();
                return ("Done", new { report = "LR000001" });
            case "CaseFlow.ReturnOldCard": Wallet = Wallet.Known(CardState.Valid, Guid.CreateVersion7()).HandBack(); break;
            case "CaseFlow.IssueCard": return ("Done", Issue(token));
            case "CaseFlow.HandOverCard": return ("Done", HandOver());
            case "CaseFlow.RegisterShipment": return ("Done", new { waybill = Text("waybill"), maskedWaybill = "11*********18" });
            case "CaseFlow.RegisterLetter": Register(null, "2026-01-01", null); break;
            case "CaseFlow.RegisterAuthorization": Register(Text("number"), Text("validFrom")!, Text("validTo"), Flag("draft") ? "AUTH_DRAFT" : "AUTH_ACTIVE"); break;
            case "CaseFlow.ActivateAuthorization":
                authorizations = [.. authorizations.Select(one => one.Number == Text("number") && one.State == "AUTH_DRAFT" ? one with { State = "AUTH_ACTIVE" } : one)];
                break;
            case "CaseFlow.ReadSettings": return ("Done", DesignerDesk.Settings(Settings));
            case "CaseFlow.AskHomePolice":
                Home.TryGetValue(Text("question")!, out var said);
                return (said.Outcome ?? "Approved", new { outcome = (said.Outcome ?? "Approved").ToLowerInvariant(), reasons = said.Reasons ?? [] });
            case "CaseFlow.RedirectShipment": Orders.Add("redirect"); return (RedirectTooLate ? "TooLate" : "Done", null);
            case "CaseFlow.RecordShipmentEvent": return ("Done", Recorded(input));
            case "CaseFlow.OpenCase": Orders.Add($"open {Text("process")}"); return ("Done", new { number = "310-CPC-20260323-000002-K" });
            case "Elsa.DispatchWorkflow": Orders.Add($"dispatch {Text("workflowDefinitionId")}"); break;
            case "CaseFlow.RevokeAuthorization": authorizations = [.. authorizations.Select(one => one with { State = "AUTH_REVOKED" })]; break;
            case "CaseFlow.CheckAuthorization":
                return ("Done", Authorizations.Check(authorizations, Guid.TryParse(Text("agent"), out var agent) ? agent : null, Flag("letter"),
                    Text("number"), People.BusinessDay.Of(Now)));
            case "CaseFlow.VerifyPhoto": return (Photo is null ? "Unknown" : "Done", Photo);
            case "CaseFlow.SettlePhoto": Orders.Add(Flag("stored") ? "store" : "discard"); break;
            case "CaseFlow.FindPhoto": return (StoredPhoto is null ? "NotFound" : "Found", new { on = People.BusinessDay.Of(Now), takenOn = StoredPhoto });
            case "CaseFlow.CheckPause":
                var used = Clocks.Count(clock => clock.StartsWith("PauseClock"));
                if (used >= 2 || Clocks.Contains("StopClock promise"))
                {
                    Decisions.Add(used >= 2 ? "suspend REFUSE PAUSE_LIMIT" : "suspend REFUSE STATE");
                    return ("Refused", null);
                }
                return ("Allowed", null);
            case "CaseFlow.PauseClock":
                Clocks.Add($"PauseClock {Text("clock")}");
                return ("Done", new { pauseEndsAt = Now.AddDays(30) });
            case "CaseFlow.NumberReceipt": return ("Done", "310-SFZ-20260323-000001-K-42");
            case "CaseFlow.StartClock" or "CaseFlow.ResumeClock" or "CaseFlow.StopClock"
                or "CaseFlow.RecordAttempt" or "CaseFlow.ReachStage":
                Clocks.Add($"{request["CaseFlow.".Length..]} {Text("clock")}");
                break;
            case "CaseFlow.RegisterKey" or "CaseFlow.HandToPost": break;
            default: throw new InvalidOperationException($"The walk does not know {request}.");
        }
        return ("Done", null);

        string? Text(string name) => input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
        bool Flag(string name) => input.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

        void Register(string? number, string from, string? to, string state = "AUTH_ACTIVE") =>
            authorizations.Add(new CardAuthorization(Guid.CreateVersion7(), number, Guid.Parse(Text("agent")!),
            DateOnly.Parse(from), to is null ? null : DateOnly.Parse(to), state));

        ShownCards Issue(long visit)
        {
            var known = Text("reason") == "first" || Wallet.OfCase(1) is not null ? Wallet
                : Wallet.Known(CardStateCode.Read(Text("cardStatus")), Guid.CreateVersion7());
            Wallet = known.Issue(Guid.CreateVersion7(), Text("validity")!, 1, visit, known.InForce is null || Text("reason") is "lost" or "first");
            return ShownCards.Of(Wallet, Wallet.MadeBy(1, visit)!, Text("reason"));
        }

        object Note(CardState? status)
        {
            Wallet = Wallet.Known(status, Guid.CreateVersion7());
            return new { card = Wallet.InForce?.Id, state = Wallet.InForce?.State.Code() };
        }

        ShownCards HandOver()
        {
            Wallet = Wallet.HandOver(Wallet.OfCase(1)!.Id, Flag("oldCardReturned"));
            return ShownCards.Of(Wallet, Wallet.OfCase(1)!, null);
        }
    }

    private object Recorded(JsonElement input)
    {
        var (trace, source) = (input.GetProperty("trace"), input.GetProperty("source").GetString()!);
        var at = trace.TryGetProperty("opTime", out var given) && given.GetString() is { } time ? DateTimeOffset.Parse(time) : (DateTimeOffset?)null;
        var code = trace.GetProperty("code").ToString();
        var before = traces.Where(one => one.Source == source && at is not null).ToList();
        traces.Add((source, code, at));
        return new { repeated = before.Exists(one => one.Code == code && one.At == at), late = before.Exists(one => one.At > at) };
    }

    private string[] Check(JsonElement input)
    {
        var (step, reason, passed) = (input.GetProperty("step").GetString(), input.GetProperty("reason").GetString(), input.GetProperty("passed").GetBoolean());
        var failed = input.TryGetProperty("failDecision", out var decision) && decision.ValueKind == JsonValueKind.String ? decision.GetString() : "REFUSE";
        Decisions.Add(passed ? $"{step} PASS" : $"{step} {failed} {reason}");
        var before = input.GetProperty("refusals").EnumerateArray().Select(one => one.GetString()!);
        return [.. before, .. passed ? Array.Empty<string>() : [reason!]];
    }

    private IEnumerable<string> CheckAll(JsonElement input)
    {
        var rows = input.GetProperty("rows").EnumerateArray().Select(row => (Step: row.GetProperty("step").GetString(), Decision: row.GetProperty("decision").GetString(),
            Reason: row.GetProperty("reason").GetString())).ToList();
        Decisions.AddRange(rows.Select(row => $"{row.Step} {row.Decision} {row.Reason}".TrimEnd()));
        return [.. rows.Where(row => row.Decision != "PASS").Select(row => row.Reason!)];
    }

    private JsonElement Decide(JsonElement input)
    {
        var name = input.GetProperty("decision").GetString()!;
        return DesignerDesk.Model(name).Evaluate(input.TryGetProperty("decisionName", out var one) && one.GetString() is { } inner ? inner : name, input.GetProperty("input").EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value), Now).Value;
    }

    private static JsonElement Merge(JsonElement one, object other) =>
        DesignerDesk.Json(one.EnumerateObject().Concat(DesignerDesk.Json(other).EnumerateObject()).ToDictionary(member => member.Name, member => member.Value));
}
