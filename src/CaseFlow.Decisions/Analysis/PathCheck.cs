using CaseFlow.Decisions.Evaluation;
using CaseFlow.Decisions.Models;
using CaseFlow.Decisions.Syntax;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Analysis;

/// <summary>
/// What expressions read of inputs and decisions, against the declared types: entries that these do not have (<c>applicant.agee</c>), and comparisons
/// that can only be null (<c>age = "16"</c>, a date with a text).
/// </summary>
internal sealed class PathCheck(ModelSource source, ModelFindings findings)
{
    private readonly Run _run = new(default);

    public void Run()
    {
        foreach (var (element, path) in source.Paths)
            if (source.Elements.Values.FirstOrDefault(one => one.Name == path.Names[0]) is InputData or Decision) Check(element, path);
    }

    private void Check(string element, FreePath path)
    {
        var type = source.Elements.Values.First(one => one.Name == path.Names[0]).Type;
        for (var i = 1; i < path.Names.Count; i++)
        {
            // Of a list, the entry of each item is read.
            while (type.Unwrapped is ListType list) type = list.Item;
            if (type.Unwrapped is not ContextType context) return;
            var (parent, name) = (string.Join('.', path.Names.Take(i)), path.Names[i]);
            if (context.Entries.FirstOrDefault(entry => entry.Name == name) is not { } entry)
            {
                findings.Error("dmn-unknown-member", element, $"“{parent}”的类型没有“{name}”这一项", $"The type of '{parent}' has no entry '{name}'");
                return;
            }

            type = entry.Type;
        }

        CheckComparison(element, string.Join('.', path.Names), type.Unwrapped, path.ComparedWith);
    }

    /// <summary>Single values only: of lists, contexts and ranges the declared type says too little.</summary>
    private void CheckComparison(string element, string what, FeelType type, object? value)
    {
        if (value is null or FeelList or FeelContext or FeelRange || type == FeelType.Any || type is ListType or ContextType or RangeType or FunctionType) return;
        if (type.Includes(_run, value) || type == FeelType.DateTime) return;
        findings.Error("dmn-comparison-type", element, $"“{what}”是 {type.Name}，与{ValueKind.Of(value).Zh}比较永远为空", $"'{what}' is {type.Name}: compared with a {ValueKind.Of(value).En} it is always null");
    }
}
