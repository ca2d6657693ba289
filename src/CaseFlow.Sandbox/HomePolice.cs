namespace CaseFlow.Sandbox;

/// <summary>The police of other provinces, as the registry network answers for them: approved unless a control call says otherwise.</summary>
internal sealed class HomePolice(Today today)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HomePoliceFacts> ordered = [];

    public void Forget()
    {
        lock (gate) ordered.Clear();
    }

    public void Forget(string idNumber)
    {
        lock (gate) ordered.Remove(idNumber);
    }

    public IResult Order(string idNumber, HomePoliceFacts facts)
    {
        var reasons = new Reasons().OneOf(facts.Check?.Outcome, "check.outcome", "approved", "refused").OneOf(facts.Issue?.Outcome, "issue.outcome", "approved", "refused", "pending");
        var number = IdNumber.Check(idNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        lock (gate) ordered[number] = facts;
        return Results.Ok(facts);
    }

    public IResult Answer(HomePoliceQuestion question)
    {
        var reasons = new Reasons().Need(question.Question, "question").OneOf(question.Question, "question", "check", "issue").Need(question.CaseNumber, "caseNumber");
        var number = IdNumber.Check(question.IdNumber, reasons, today.Value);
        if (reasons.Any) return reasons.Problem();
        lock (gate)
        {
            var facts = ordered.GetValueOrDefault(number);
            return Results.Ok((question.Question == "check" ? facts?.Check : facts?.Issue) ?? new HomePoliceAnswer("approved", []));
        }
    }
}

/// <summary>How the police at home shall answer about a person.</summary>
internal sealed record HomePoliceFacts(HomePoliceAnswer? Check, HomePoliceAnswer? Issue);

internal sealed record HomePoliceAnswer(string Outcome, string[] Reasons);

internal sealed record HomePoliceQuestion(string? IdNumber, string? Question, string? CaseNumber);

internal static class HomePoliceEndpoints
{
    public static void MapHomePolice(this IEndpointRouteBuilder app)
    {
        app.Partner(Systems.HomePolice).MapPost("/registry/home-police/answers", (HomePoliceQuestion question, HomePolice police) => police.Answer(question));
        app.MapPut("/registry/home-police/{idNumber}", (string idNumber, HomePoliceFacts facts, HomePolice police) => police.Order(idNumber, facts));
    }
}
