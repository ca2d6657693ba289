namespace CaseFlow.IdCards.Outside;

/// <summary>An outside system did not do its part now; nothing is wrong with the work.
/// Let it through: the job is tried again later with the same key.</summary>
internal sealed class OutsideUnavailableException(OutsideSystem system, string code, string zh, string en, Exception? cause = null) : Exception(en, cause)
{
    public OutsideSystem System { get; } = system;

    /// <summary>outside-timeout, outside-unreachable, outside-failing, outside-circuit-open, outside-key-rejected, outside-garbled.</summary>
    public string Code { get; } = code;

    public string Zh { get; } = zh;

    public string En { get; } = en;

    public static OutsideUnavailableException Timeout(OutsideSystem system, Exception cause) =>
        new(system, "outside-timeout", $"{system.Zh}未按时答复，系统将自动重试。", $"{Begin(system)} did not answer in time; the work is tried again by itself.", cause);

    public static OutsideUnavailableException Unreachable(OutsideSystem system, Exception cause) =>
        new(system, "outside-unreachable", $"无法连接{system.Zh}，系统将自动重试。", $"{Begin(system)} cannot be reached; the work is tried again by itself.", cause);

    public static OutsideUnavailableException Failing(OutsideSystem system, int status) =>
        new(system, "outside-failing", $"{system.Zh}发生故障（{status}），系统将自动重试。", $"{Begin(system)} fails ({status}); the work is tried again by itself.");

    public static OutsideUnavailableException CircuitOpen(OutsideSystem system, Exception cause) =>
        new(system, "outside-circuit-open", $"{system.Zh}多次无响应，已暂停调用，稍后自动重试。",
            $"{Begin(system)} failed so often that it is left alone for a moment; the work is tried again by itself.", cause);

    public static OutsideUnavailableException KeyRejected(OutsideSystem system, int status) =>
        new(system, "outside-key-rejected", $"{system.Zh}拒绝了本系统的密钥（{status}），请管理员检查配置 Outside:{system.Name}:ApiKey。",
            $"{Begin(system)} rejects our key ({status}); an administrator checks the setting Outside:{system.Name}:ApiKey.");

    public static OutsideUnavailableException Garbled(OutsideSystem system, Exception? cause) =>
        new(system, "outside-garbled", $"{system.Zh}的答复无法识别，系统将自动重试。",
            $"{Begin(system)} answered something that cannot be read; the work is tried again by itself.", cause);

    internal static string Begin(OutsideSystem system) => char.ToUpperInvariant(system.En[0]) + system.En[1..];
}

/// <summary>An outside system said no to this piece of work; trying again would not help. Becomes an incident.</summary>
internal sealed class OutsideRefusedException(OutsideSystem system, int status, string code, IReadOnlyList<string> reasons)
    : Exception(English(system, status, code, reasons))
{
    public OutsideSystem System { get; } = system;

    public int Status { get; } = status;

    /// <summary>The code that the other side gave.</summary>
    public string Code { get; } = code;

    /// <summary>Its reasons as «code field». Their texts are left out: they may repeat personal data, and this is stored with the incident.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;

    public string Zh => $"{System.Zh}拒绝办理：{Joined(Code, Reasons)}({Status})。请更正后重试。";

    public string En => Message;

    private static string English(OutsideSystem system, int status, string code, IReadOnlyList<string> reasons) =>
        $"{OutsideUnavailableException.Begin(system)} refused: {Joined(code, reasons)} ({status}). Correct it, then retry.";

    private static string Joined(string code, IReadOnlyList<string> reasons) => reasons.Count == 0 ? code : $"{code} – {string.Join(", ", reasons)}";
}
