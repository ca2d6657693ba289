using CaseFlow.Cases.Running;
using CaseFlow.Workflows;
using MediatR;

namespace CaseFlow.IdCards.Applications;

/// <summary>编制凭证号: the number of the collection receipt (领证凭证). Result: the number.</summary>
[Activity("CaseFlow.NumberReceipt", Category = "IdCards", Zh = "编制凭证号", En = "Number the receipt",
    AboutZh = "给领证凭证编号。",
    AboutEn = "Gives the collection receipt its number.")]
public sealed record NumberReceipt : IActivityRequest;

internal sealed class NumberReceiptHandler(CaseScope scope) : IRequestHandler<NumberReceipt, ActivityAnswer>
{
    public Task<ActivityAnswer> Handle(NumberReceipt request, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityAnswer.Done(ReceiptNumber.For(scope.Case.Number)));
}
