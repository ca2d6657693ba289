using CaseFlow.Cases.Cases;
using CaseFlow.Cases.Operating;
using CaseFlow.Cases.People;
using CaseFlow.Cases.Pipeline;
using CaseFlow.PostgreSql;
using FluentValidation;
using MediatR;

namespace CaseFlow.Cases.Privacy;

/// <summary>Shows one field of a person of a case in clear (显示), for a reason. It is logged with the reason before it is shown, and the citizen can read who saw what and why (PIPL 6, 44; 居民身份证法 6).</summary>
/// <param name="Role">Who in the case: <c>applicant</c>, or the role of another party.</param>
/// <param name="Field"><c>name</c>, <c>idNumber</c>, <c>mobile</c> or <c>address</c>.</param>
public sealed record RevealField(string Number, string Role, string Field, string Reason) : ICommand<RevealedField>;

/// <summary>A field in clear; null where the person has none.</summary>
public sealed record RevealedField(string Role, string Field, string? Value);

internal sealed class RevealFieldValidator : AbstractValidator<RevealField>
{
    public RevealFieldValidator()
    {
        RuleFor(command => command.Field).Must(field => field is "name" or "idNumber" or "mobile" or "address").WithErrorCode("field-unknown")
            .WithMessage("可显示的字段：name、idNumber、mobile、address。|The field is name, idNumber, mobile or address.");
        RuleFor(command => command.Reason).IsAReason();
    }
}

internal sealed class RevealFieldHandler(PgSession session, CaseViews views, PersonStore people) : IRequestHandler<RevealField, RevealedField>
{
    public async Task<RevealedField> Handle(RevealField request, CancellationToken cancellationToken)
    {
        var id = await views.FindAsync(request.Number, cancellationToken);
        var person = await session.SingleOrDefaultAsync<Guid?>("""
            select applicant_id from case_file where id = @id and @Role = 'applicant' union all (select person_id from case_party where case_id = @id and role = @Role order by person_id limit 1)
            """, new { id, request.Role }, cancellationToken) ?? throw RefusedException.NotFound("party-unknown", "该办件没有这个人员。", "The case has no such person.");
        var known = await people.GetAsync(person, $"reveal {request.Field}", id, request.Field, request.Reason, cancellationToken);
        return new RevealedField(request.Role, request.Field, request.Field switch { "name" => known.Name, "idNumber" => known.IdNumber, "mobile" => known.Mobile, _ => known.Address });
    }
}
