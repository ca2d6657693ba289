using System.Text.Json;
using CaseFlow.Cases.Accounts;
using CaseFlow.Cases.Pipeline;
using CaseFlow.Cases.Running;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Inbox;

/// <summary>Saves filter and columns of the inbox under a name, for oneself or for the office. Rights are never saved: everybody sees through a shared view what he may see himself.</summary>
/// <param name="Shared">Everybody of the actor's office and below finds it.</param>
/// <param name="Columns">Names of the columns in their order.</param>
/// <param name="Id">An own view to change; null: a new one.</param>
public sealed record SaveTaskView(string Name, bool Shared, InboxFilter Filter, IReadOnlyList<string> Columns, long? Id = null) : ICommand<SavedView>;

/// <summary>Removes an own view.</summary>
public sealed record DeleteTaskView(long Id) : ICommand<Unit>;

/// <summary>The reader's views, and those that are shared with the reader's office.</summary>
public sealed record ListTaskViews : IQuery<IReadOnlyList<SavedView>>;

/// <summary>A view of the inbox.</summary>
/// <param name="Mine">The reader made it and may change it.</param>
public sealed record SavedView(long Id, string Name, bool Shared, bool Mine, string By, InboxFilter Filter, IReadOnlyList<string> Columns);

internal sealed class SaveTaskViewValidator : AbstractValidator<SaveTaskView>
{
    public SaveTaskViewValidator()
    {
        RuleFor(command => command.Name).NotEmpty().MaximumLength(40).WithErrorCode("view-name-invalid").WithMessage("视图名称为1至40个字。|A view has a name of 1 to 40 characters.");
        RuleFor(command => command.Columns).Must(columns => columns is { Count: > 0 and <= 20 } && columns.All(column => column.Length <= 40)).WithErrorCode("view-columns-invalid")
            .WithMessage("请选择1至20列。|Choose 1 to 20 columns.");
        RuleFor(command => command.Filter).NotNull().SetValidator(new InboxFilterValidator());
    }
}

internal sealed class SaveTaskViewHandler(PgSession session, ICurrentActor actor, TimeProvider time) : IRequestHandler<SaveTaskView, SavedView>
{
    public async Task<SavedView> Handle(SaveTaskView request, CancellationToken cancellationToken)
    {
        var row = new
        {
            request.Id, request.Name, office = request.Shared ? actor.Actor.OfficeId : null, filter = JsonSerializer.Serialize(request.Filter, CaseJson.Options), columns = request.Columns.ToArray(),
            account = actor.Actor.AccountId, now = time.GetUtcNow(),
        };
        var id = await session.SingleOrDefaultAsync<long?>(request.Id is null
            ? "insert into task_view (account_id, office_id, name, filter, columns, updated_at) values (@account, @office, @Name, @filter::json, @columns, @now) returning id"
            : "update task_view set office_id = @office, name = @Name, filter = @filter::json, columns = @columns, updated_at = @now where id = @Id and account_id = @account returning id", row, cancellationToken)
            ?? throw RefusedException.NotFound("view-unknown", "没有这个视图，或不是您的。", "There is no such view, or it is not yours.");
        return new SavedView(id, request.Name, request.Shared, true, actor.Actor.Login, request.Filter, request.Columns);
    }
}

internal sealed class DeleteTaskViewHandler(PgSession session, ICurrentActor actor) : IRequestHandler<DeleteTaskView, Unit>
{
    public async Task<Unit> Handle(DeleteTaskView request, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("delete from task_view where id = @Id and account_id = @account", new { request.Id, account = actor.Actor.AccountId }, cancellationToken) == 1 ? Unit.Value
            : throw RefusedException.NotFound("view-unknown", "没有这个视图，或不是您的。", "There is no such view, or it is not yours.");
}

internal sealed class ListTaskViewsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListTaskViews, IReadOnlyList<SavedView>>
{
    private sealed record Row(long Id, string Name, bool Shared, bool Mine, string By, string Filter, string[] Columns);

    public async Task<IReadOnlyList<SavedView>> Handle(ListTaskViews request, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>("""
            select v.id, v.name, v.office_id is not null as shared, v.account_id = @account as mine, a.login as by, v.filter::text as filter, v.columns
            from task_view v join account a on a.id = v.account_id left join office o on o.id = v.office_id
            where v.account_id = @account or o.path = @path or @path like o.path || '/%' order by v.account_id <> @account, v.name, v.id limit 200
            """, new { account = actor.Actor.AccountId, path = actor.Actor.OfficePath }, cancellationToken))
            .Select(row => new SavedView(row.Id, row.Name, row.Shared, row.Mine, row.By, JsonSerializer.Deserialize<InboxFilter>(row.Filter, CaseJson.Options)!, row.Columns))];
}

/// <summary>Keeps how somebody likes the desk, such as the columns of a list.</summary>
/// <param name="Name">What it is about, e.g. <c>inbox.columns</c>.</param>
public sealed record SaveAccountSetting(string Name, JsonElement Value) : ICommand<Unit>;

/// <summary>All settings of the reader.</summary>
public sealed record ListAccountSettings : IQuery<IReadOnlyDictionary<string, JsonElement>>;

internal sealed class SaveAccountSettingValidator : AbstractValidator<SaveAccountSetting>
{
    public SaveAccountSettingValidator()
    {
        RuleFor(command => command.Name).NotEmpty().MaximumLength(60).WithErrorCode("setting-name-invalid").WithMessage("设置名称为1至60个字符。|A setting has a name of 1 to 60 characters.");
        RuleFor(command => command.Value).Must(value => value.ValueKind != JsonValueKind.Undefined && value.GetRawText().Length <= 8_192).WithErrorCode("setting-too-long")
            .WithMessage("设置内容不能超过8KB。|A setting has at most 8 KB.");
    }
}

internal sealed class SaveAccountSettingHandler(PgSession session, ICurrentActor actor) : IRequestHandler<SaveAccountSetting, Unit>
{
    public Task<Unit> Handle(SaveAccountSetting request, CancellationToken cancellationToken)
    {
        session.Add("insert into account_setting (account_id, name, value) values (@account, @Name, @Value) on conflict (account_id, name) do update set value = excluded.value",
            new { account = actor.Actor.AccountId, request.Name, request.Value });
        return Unit.Task;
    }
}

internal sealed class ListAccountSettingsHandler(PgSession session, ICurrentActor actor) : IRequestHandler<ListAccountSettings, IReadOnlyDictionary<string, JsonElement>>
{
    private sealed record Row(string Name, JsonElement Value);

    public async Task<IReadOnlyDictionary<string, JsonElement>> Handle(ListAccountSettings request, CancellationToken cancellationToken) =>
        (await session.QueryAsync<Row>("select name, value from account_setting where account_id = @account", new { account = actor.Actor.AccountId }, cancellationToken)).ToDictionary(row => row.Name, row => row.Value);
}
