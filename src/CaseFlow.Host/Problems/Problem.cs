using CaseFlow.Cases.Pipeline;

namespace CaseFlow.Host.Problems;

/// <summary>What is told to a caller whose request was not carried out: one status, every reason. Both languages; the writer picks one.</summary>
internal sealed record Problem(int Status, params IReadOnlyList<Refusal> Reasons)
{
    public Problem(int status, string code, string zh, string en, string? field = null) : this(status, new Refusal(code, zh, en, field)) { }

    /// <summary>Seconds after which another try makes sense.</summary>
    public int? RetryAfter { get; init; }

    public ProblemBody In(string language, string? traceId)
    {
        var reasons = Reasons.Select(reason => new ProblemReason(reason.Code, language == Language.English ? reason.En : reason.Zh, reason.Field)).ToList();
        var (zh, en) = Titles.Of(Status);
        return new ProblemBody(
            "urn:caseflow:problem:" + reasons[0].Code,
            language == Language.English ? en : zh,
            Status,
            string.Join(language == Language.English ? " " : "", reasons.Select(reason => reason.Message)),
            reasons[0].Code,
            reasons,
            traceId);
    }
}

/// <summary>Problem details (RFC 9457) with a stable code and every reason.</summary>
/// <param name="Type">A URN that ends with the code.</param>
/// <param name="Title">The kind of problem, the same for every problem of this status.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong and what to do next, for people.</param>
/// <param name="Code">Stable code of the first reason, for programs.</param>
/// <param name="Reasons">Every reason at once.</param>
/// <param name="TraceId">Given when something broke inside: quote it to the operators, the server's log holds the rest.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<ProblemReason> Reasons, string? TraceId = null);

/// <summary>One reason.</summary>
/// <param name="Code">Stable code in kebab case.</param>
/// <param name="Message">For people, in the language of Accept-Language (zh-CN or en).</param>
/// <param name="Field">The input it concerns as a path such as <c>parties.applicant.idNumber</c>; absent when it concerns the whole request.</param>
internal sealed record ProblemReason(string Code, string Message, string? Field = null);
