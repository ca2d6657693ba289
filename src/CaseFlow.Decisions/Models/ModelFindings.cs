namespace CaseFlow.Decisions.Models;

/// <summary>Collects what is found in a model; the same thing is said once.</summary>
internal sealed class ModelFindings
{
    private readonly List<ModelFinding> _found = [];

    public IReadOnlyList<ModelFinding> All => _found;

    public void Error(string code, string element, string zh, string en) => Add(new ModelFinding(code, element, zh, en));

    public void Warn(string code, string element, string zh, string en) => Add(new ModelFinding(code, element, zh, en, IsWarning: true));

    private void Add(ModelFinding finding)
    {
        if (!_found.Contains(finding)) _found.Add(finding);
    }
}
