using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Accounts;

/// <summary>Adds an office below one that the administrator sees.</summary>
/// <param name="Kind"><c>district</c> below a bureau, <c>station</c> below either.</param>
public sealed record OpenOffice(string Id, string Parent, string NameZh, string NameEn, string Kind) : ICommand<OfficeView>;

/// <summary>Calls an office otherwise. Its id and its place never change: cases and rights refer to them.</summary>
public sealed record RenameOffice(string Id, string NameZh, string NameEn) : ICommand<OfficeView>;

internal sealed class OpenOfficeValidator : AbstractValidator<OpenOffice>
{
    public OpenOfficeValidator()
    {
        RuleFor(command => command.Id).Matches("^[a-z][a-z0-9-]{1,39}$").WithErrorCode("office-id-invalid").WithMessage("单位代码为2至40位小写字母、数字、横线，以字母开头。|The id of an office is 2 to 40 small letters, digits and dashes, a letter first.");
        RuleFor(command => command.NameZh).NotEmpty().MaximumLength(60).WithErrorCode("name-invalid").WithMessage("请填写中文名称。|Enter the Chinese name.");
        RuleFor(command => command.NameEn).NotEmpty().MaximumLength(60).WithErrorCode("name-invalid").WithMessage("请填写英文名称。|Enter the English name.");
        RuleFor(command => command.Kind).Must(kind => kind is "district" or "station").WithErrorCode("kind-invalid").WithMessage("类别应为 district 或 station。|The kind is district or station.");
    }
}

internal sealed class OpenOfficeHandler(PgSession session, ICurrentActor actor) : IRequestHandler<OpenOffice, OfficeView>
{
    public async Task<OfficeView> Handle(OpenOffice request, CancellationToken cancellationToken)
    {
        var parent = await session.SingleOrDefaultAsync<(string Kind, string Path)?>($"select o.kind, o.path from office o where o.id = @Parent and {Actor.SeesOffice}", new { request.Parent, officePath = actor.Actor.OfficePath }, cancellationToken)
            ?? throw RefusedException.Invalid("office-unknown", "没有这个上级单位，或不在您的管辖范围内。", "There is no such office above, or it is not yours.", "parent");
        if (parent.Kind == "station" || (parent.Kind == "district" && request.Kind == "district"))
            throw RefusedException.Invalid("kind-invalid", "派出所下不设单位，分局下只设派出所。", "Nothing stands below a station, and only stations below a district.", "kind");
        var view = new OfficeView(request.Id, request.Parent, request.NameZh, request.NameEn, request.Kind, $"{parent.Path}/{request.Id}");
        if (await session.ExecuteAsync("insert into office (id, parent_id, name_zh, name_en, kind, path) values (@Id, @Parent, @NameZh, @NameEn, @Kind, @Path) on conflict (id) do nothing", view, cancellationToken) == 0)
            throw RefusedException.Conflict("office-id-taken", "该单位代码已存在，请换一个。", "This id is taken: choose another.");
        return view;
    }
}

internal sealed class RenameOfficeHandler(PgSession session, ICurrentActor actor) : IRequestHandler<RenameOffice, OfficeView>
{
    public async Task<OfficeView> Handle(RenameOffice request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.NameZh) || string.IsNullOrWhiteSpace(request.NameEn))
            throw RefusedException.Invalid("name-invalid", "请填写中文和英文名称。", "Enter the name in Chinese and in English.");
        return await session.SingleOrDefaultAsync<OfficeView>($"""
            update office o set name_zh = @NameZh, name_en = @NameEn where o.id = @Id and {Actor.SeesOffice} returning o.id, o.parent_id as parent, o.name_zh, o.name_en, o.kind, o.path
            """, new { request.Id, request.NameZh, request.NameEn, officePath = actor.Actor.OfficePath }, cancellationToken)
            ?? throw RefusedException.NotFound("office-unknown", "没有这个单位，或不在您的管辖范围内。", "There is no such office, or it is not yours.");
    }
}
