namespace CaseFlow.Cases.Pipeline;

/// <summary>One reason why something was refused, for people and for programs.</summary>
/// <param name="Code">Stable code in kebab case, e.g. <c>task-already-completed</c>.</param>
/// <param name="Zh">What was wrong and what to do next, in Chinese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Field">The input it concerns, as a JSON path like <c>parties.applicant.idNumber</c>; null when it concerns the whole request.</param>
public sealed record Refusal(string Code, string Zh, string En, string? Field = null);

/// <summary>What a refusal means to the caller.</summary>
public enum RefusalKind
{
    /// <summary>The input is wrong: correct it and send again (422).</summary>
    Invalid,

    /// <summary>The state does not allow it, now (409).</summary>
    Conflict,

    /// <summary>No such thing, or none that this person may see (404).</summary>
    NotFound,

    /// <summary>This person may not do it (403).</summary>
    Forbidden,

    /// <summary>Too often: wait and try again (429).</summary>
    TooMany,
}

/// <summary>Refused: nothing was stored. Carries every reason at once.</summary>
public sealed class RefusedException(RefusalKind kind, params IReadOnlyList<Refusal> reasons) : Exception(string.Join("; ", reasons.Select(reason => reason.En)))
{
    /// <summary>What it means to the caller.</summary>
    public RefusalKind Kind { get; } = kind;

    /// <summary>Every reason; never empty.</summary>
    public IReadOnlyList<Refusal> Reasons { get; } = reasons;

    /// <summary>No such thing, or none that the caller may see: the two are not told apart.</summary>
    public static RefusedException NotFound(string code, string zh, string en) => new(RefusalKind.NotFound, new Refusal(code, zh, en));

    /// <summary>The state does not allow it.</summary>
    public static RefusedException Conflict(string code, string zh, string en) => new(RefusalKind.Conflict, new Refusal(code, zh, en));

    /// <summary>One input is wrong.</summary>
    public static RefusedException Invalid(string code, string zh, string en, string? field = null) => new(RefusalKind.Invalid, new Refusal(code, zh, en, field));

    /// <summary>The caller may not do it.</summary>
    public static RefusedException Forbidden(string code, string zh, string en) => new(RefusalKind.Forbidden, new Refusal(code, zh, en));
}
