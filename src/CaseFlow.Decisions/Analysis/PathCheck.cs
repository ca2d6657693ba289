using CaseFlow.Decisions.Models;
using CaseFlow.Decisions.Values;

namespace CaseFlow.Decisions.Analysis;

/// <summary>Entries that are read of inputs and decisions whose declared type does not have them: <c>applicant.agee</c>.</summary>
internal sealed class PathCheck(ModelSource source, ModelFindings findings)
{
    public void Run()
    {
        foreach (var (element, path) in source.Paths)
            if (source.Elements.Values.FirstOrDefault(one => one.Name == path[0]) is InputData or Decision) Check(element, path);
    }

    private void Check(string element, IReadOnlyList<string> path)
    {
        var type = source.Elements.Values.First(one => one.Name == path[0]).Type;
        for (var i = 1; i < path.Count; i++)
        {
            // Of a list, the entry of each item is read.
            while (type.Unwrapped is ListType list) type = list.Item;
            if (type.Unwrapped is not ContextType context) return;
            var (parent, name) = (string.Join('.', path.Take(i)), path[i]);
            if (context.Entries.FirstOrDefault(entry => entry.Name == name) is not { } entry)
            {
                findings.Error("dmn-unknown-member", element, $"“{parent}”的类型没有“{name}”这一项", $"The type of '{parent}' has no entry '{name}'");
                return;
            }

            type = entry.Type;
        }
    }
}
