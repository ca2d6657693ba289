using System.Text.Json;
using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using MediatR;

namespace CaseFlow.Cases.Definitions;

/// <summary>What one can apply for: the processes whose newest released version has a start form, with that form.</summary>
public sealed record ListProcesses : IQuery<IReadOnlyList<ProcessView>>;

/// <summary>A process that can be started.</summary>
/// <param name="Title">By locale.</param>
/// <param name="Form">JSON Schema; <c>x-parties</c> names the people it asks for besides the applicant.</param>
/// <param name="PrivacyNotice">What the person is told before the form asks for data.</param>
public sealed record ProcessView(string Id, int Version, JsonElement Title, JsonElement Form, PrivacyNotice? PrivacyNotice);

internal sealed class ListProcessesHandler(PgSession session, ProcessCatalogue processes) : IRequestHandler<ListProcesses, IReadOnlyList<ProcessView>>
{
    private sealed record Newest(string Id, int Version);

    public async Task<IReadOnlyList<ProcessView>> Handle(ListProcesses request, CancellationToken cancellationToken)
    {
        var startable = new List<ProcessView>();
        foreach (var newest in await session.QueryAsync<Newest>("select id, max(version) as version from definition where published_at is not null group by id order by id", null, cancellationToken))
        {
            var process = await processes.GetAsync(newest.Id, newest.Version, cancellationToken);
            if (process.Form("start") is { } form && JsonElement.Parse(process.Content) is var content && content.TryGetProperty("customProperties", out var custom) && custom.TryGetProperty("title", out var title))
                startable.Add(new ProcessView(newest.Id, newest.Version, title, form, process.PrivacyNotice));
        }

        return startable;
    }
}

/// <summary>A form of the version that a case runs on: of an event it waits for, or of a task.</summary>
public sealed record GetCaseForm(string Number, string Name) : IQuery<JsonElement>;

internal sealed class GetCaseFormHandler(PgSession session, CaseViews cases, ProcessCatalogue processes) : IRequestHandler<GetCaseForm, JsonElement>
{
    private sealed record Running(string Process, int Version);

    public async Task<JsonElement> Handle(GetCaseForm request, CancellationToken cancellationToken)
    {
        var id = await cases.FindAsync(request.Number, cancellationToken);
        var running = await session.SingleAsync<Running>("select process, version from case_file where id = @id", new { id }, cancellationToken);
        return (await processes.GetAsync(running.Process, running.Version, cancellationToken)).Form(request.Name)
            ?? throw RefusedException.NotFound("form-unknown", "该事项没有这个表单。", "The process has no such form.");
    }
}
