namespace CaseFlow.Decisions.Tests.Kit;

/// <summary>The model of a test file with the other models of its folder; read when the first case asks for it.</summary>
internal sealed class KitModel(string folder, string? name)
{
    private DecisionModel? _model;

    public DecisionModel Load()
    {
        if (_model is not null) return _model;
        var files = Directory.GetFiles(folder, "*.dmn").Order(StringComparer.Ordinal).ToList();
        var main = files.Find(file => Path.GetFileName(file) == name) ?? files[0];
        return _model = DecisionModel.Read(File.ReadAllText(main), [.. files.Where(file => file != main).Select(File.ReadAllText)]);
    }
}
