using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Definitions;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Settings;

/// <summary>Sets a switch or number of a process. Cases that start from now on follow it; open cases keep what they started with.</summary>
/// <param name="Name">As declared in the settings file of the process or of one it uses.</param>
/// <param name="Reason">Why, for the history: e.g. the order of an authority.</param>
public sealed record ChangeSetting(string Process, string Name, JsonElement Value, string Reason) : ICommand<SettingView>;

internal sealed class ChangeSettingValidator : AbstractValidator<ChangeSetting>
{
    public ChangeSettingValidator() =>
        RuleFor(command => command.Reason).Must(reason => reason is { Length: > 0 and <= 500 }).WithErrorCode("reason-missing").WithMessage("请填写调整的依据（不超过500个字符）。|Say why (at most 500 characters).");
}

internal sealed class ChangeSettingHandler(ProcessCatalogue processes, SettingsShelf shelf, PgSession session, ICurrentActor actor, TimeProvider time)
    : IRequestHandler<ChangeSetting, SettingView>
{
    public async Task<SettingView> Handle(ChangeSetting request, CancellationToken cancellationToken)
    {
        var process = await processes.LatestAsync(request.Process, cancellationToken);
        var setting = process.Settings.FirstOrDefault(one => one.Name == request.Name)
            ?? throw RefusedException.NotFound("setting-unknown", "该流程没有这个设置。请从设置列表中选择。", "The process has no such setting. Choose one from its list.");
        if (FormSchema.Validate(setting.Schema, request.Value, "value").ToList() is { Count: > 0 } faults)
            throw new RefusedException(RefusalKind.Invalid, faults);
        await session.ExecuteAsync("""
            insert into process_setting (process, name, value, reason, changed_at, changed_by) values (@Process, @Name, @value::jsonb, @Reason, @now, @by)
            """, new { setting.Process, setting.Name, value = request.Value.GetRawText(), request.Reason, now = time.GetUtcNow(), by = actor.Actor.Login }, cancellationToken);
        return (await shelf.ReadAsync(process, cancellationToken)).Single(one => one.Name == setting.Name);
    }
}
