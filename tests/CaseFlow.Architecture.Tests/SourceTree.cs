using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CaseFlow.Architecture.Tests;

/// <summary>The text files of a repository by path. Rules look at this and nothing else, so a test can hand them an offender made of three lines.</summary>
internal sealed partial class SourceTree(IReadOnlyDictionary<string, string> files)
{
    private static readonly string[] NotOurs = [".git", "bin", "obj", "node_modules", ".data", "TestResults", "dist", "BenchmarkDotNet.Artifacts"];
    private static readonly string[] Text =
        [".cs", ".csproj", ".props", ".sln", ".json", ".md", ".mjs", ".js", ".ts", ".tsx", ".css", ".sql", ".hbs", ".dmn", ".xml", ".yml", ".sh", ".lock", ".html", ".txt", ""];

    private static readonly Lazy<SourceTree> OfThisRepository = new(() => Load(Root()));

    public static SourceTree Repository => OfThisRepository.Value;

    public IReadOnlyDictionary<string, string> Files { get; } = files;

    public static SourceTree Of(params (string Path, string Text)[] files) => new(files.ToDictionary(f => f.Path, f => f.Text));

    public IEnumerable<KeyValuePair<string, string>> Under(string folder, string ending = "") =>
        Files.Where(f => f.Key.StartsWith(folder + "/", StringComparison.Ordinal) && f.Key.EndsWith(ending, StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal);

    public string? this[string path] => Files.GetValueOrDefault(path);

    /// <summary>The folders directly below <paramref name="folder"/>.</summary>
    public IReadOnlyList<string> FoldersIn(string folder) =>
        [.. Under(folder).Select(f => f.Key[(folder.Length + 1)..]).Where(p => p.Contains('/')).Select(p => p[..p.IndexOf('/')]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>C# with comments and the insides of plain strings blanked, so that a word in a text is not taken for code.</summary>
    public static string CodeOf(string source) => CommentsAndStrings().Replace(source, m => m.Value[0] is '/' ? "" : "\"\"");

    public static int LinesOf(string text) => text.Count(c => c == '\n') + (text.EndsWith('\n') || text.Length == 0 ? 0 : 1);

    private static SourceTree Load(string root)
    {
        var files = new Dictionary<string, string>();
        Add(new DirectoryInfo(root));
        return new SourceTree(files);

        void Add(DirectoryInfo folder)
        {
            foreach (var file in folder.EnumerateFiles().Where(f => Text.Contains(f.Extension) && f.Length < 4_000_000))
                files[Path.GetRelativePath(root, file.FullName).Replace('\\', '/')] = File.ReadAllText(file.FullName);
            foreach (var sub in folder.EnumerateDirectories().Where(d => !NotOurs.Contains(d.Name) && d.LinkTarget is null))
                Add(sub);
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|'(\\.|[^'\\\n])'|""{3,}.*?""{3,}|@""([^""]|"""")*""|""(\\.|[^""\\\n])*""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex CommentsAndStrings();
}
