namespace CaseFlow.Decisions.Tests.Kit;

/// <summary>The model of a test file with the other models of its folder; read when the first case asks for it.</summary>
internal sealed class KitModel(string folder, string? name, Func<string, string>? rewrite = null)
{
    private DecisionModel? _model;
    private KitModel? _rewritten;

    /// <summary>The same model, read from what was written after reading it.</summary>
    public KitModel Rewritten => _rewritten ??= new KitModel(folder, name, xml => DecisionModel.Read(xml).Xml);

    public DecisionModel Load()
    {
        if (_model is not null) return _model;
        var files = Directory.GetFiles(folder, "*.dmn").Order(StringComparer.Ordinal).ToList();
        var main = files.Find(file => Path.GetFileName(file) == name) ?? files[0];
        return _model = DecisionModel.Read(Text(main), [.. files.Where(file => file != main).Select(Text)]);
    }

    private string Text(string file) => rewrite is null ? File.ReadAllText(file) : rewrite(File.ReadAllText(file));
}
