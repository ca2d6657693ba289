using CaseFlow.Decisions.Expressions;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Analysis;

/// <summary>Cells against the declared types and allowed values of their columns.</summary>
internal sealed partial class TableCheck
{
    private void CheckTypes()
    {
        foreach (var rule in table.Rules)
        {
            for (var i = 0; i < table.Inputs.Length; i++)
            {
                var constants = new List<object?>();
                if (rule.Tests[i].TryConstants(constants) && constants.Find(value => !Fits(table.Inputs[i].Type, value)) is { } stranger)
                    WrongCell(rule.Index, table.Inputs[i].Label, table.Inputs[i].Type, stranger);
            }

            for (var i = 0; i < table.Outputs.Length; i++)
                if (rule.Outputs[i].IsConstant(out var value) && !table.Outputs[i].Type.TryCoerce(_empty.Run, value, out _))
                    WrongCell(rule.Index, table.Outputs[i].Name.Length > 0 ? table.Outputs[i].Name : table.Name, table.Outputs[i].Type, value);
        }
    }

    /// <summary>A list is tested item by item.</summary>
    private bool Fits(FeelType type, object? value) =>
        value is null || type.Unwrapped is ListType or ContextType || type.Unwrapped == FeelType.Any || type.IncludesOrNull(_empty.Run, value) ||
        (type.Unwrapped == FeelType.DateTime && value is FeelDate) || type.Unwrapped is RangeType;

    private void WrongCell(int rule, string column, FeelType type, object? value) =>
        findings.Error("dmn-cell-type", table.Name, $"第 {rule} 条规则的“{column}”应为 {type.Name}，而 {Shown(value)} 不是或不被允许",
            $"Rule {rule}: '{column}' is {type.Name}, which {Shown(value)} is not, or it is not allowed");

    /// <summary>Every output a rule gives must be allowed, and every allowed one should be given by some rule.</summary>
    private void CheckOutputs()
    {
        for (var i = 0; i < table.Outputs.Length; i++)
        {
            var column = table.Outputs[i];
            var given = new List<object?>();
            var computed = !table.Rules.All(rule => Constant(rule.Outputs[i], given)) || !(column.Default is null || Constant(column.Default, given));
            foreach (var value in given.Where(value => value is not null && column.AllowedValues?.Matches(_empty, value) is not (null or true)))
                findings.Error("dmn-output-not-allowed", table.Name, $"输出 {Shown(value)} 不在允许的输出值之中", $"The output {Shown(value)} is not among the allowed ones");
            if (computed) continue;
            foreach (var priority in column.Priorities)
                if (priority.IsConstant(out var allowed) && allowed is not (null or FeelRange) && !given.Exists(value => Equality.Same(_empty.Run, value, allowed)))
                    findings.Warn("dmn-output-unused", table.Name, $"没有规则给出允许的输出 {Shown(allowed)}", $"No rule gives the allowed output {Shown(allowed)}");
        }
    }

    private static bool Constant(Expression expression, List<object?> into)
    {
        if (!expression.IsConstant(out var value)) return false;
        into.Add(value);
        return true;
    }
}
