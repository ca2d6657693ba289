using CaseFlow.Cases.Running;
using CaseFlow.Cases.Settings;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.Cases.Activities;

/// <summary>The settings of the process as they stand now, by name: what was set, else the default beside the definition. Bind the result to a variable: the case then
/// keeps what it started with, whatever is set later.</summary>
[Activity("CaseFlow.ReadSettings", NeedsCase = false, Zh = "读取流程设置", En = "Read settings",
    AboutZh = "读取流程当前的开关与参数；存入变量后，本办件始终按此办理。",
    AboutEn = "Reads the switches and numbers of the process; kept in a variable they stay as they are for this case.")]
public sealed record ReadSettings : IActivityRequest;

internal sealed class ReadSettingsHandler(SettingsShelf shelf, CaseScope scope) : IRequestHandler<ReadSettings, ActivityAnswer>
{
    public async Task<ActivityAnswer> Handle(ReadSettings request, CancellationToken cancellationToken)
    {
        var settings = await shelf.ReadAsync(scope.Process, cancellationToken);
        return ActivityAnswer.Done(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
    }
}
