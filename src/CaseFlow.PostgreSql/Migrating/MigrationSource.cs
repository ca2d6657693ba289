using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.PostgreSql;

/// <summary>Where a room keeps its migrations: embedded files <c>0101_what.sql</c> below the resource prefix <c>Room.Migrations.</c>.
/// Numbers count over all rooms: PostgreSql 1–99, Cases 100–499, IdCards 500–.</summary>
public sealed record MigrationSource(Assembly Assembly, string Prefix)
{
    /// <summary>The folder <c>Migrations</c> of the room that <paramref name="assembly"/> is.</summary>
    public static MigrationSource Of(Assembly assembly) => new(assembly, assembly.GetName().Name + ".Migrations.");

    /// <summary>This room's own tables: instances, journal, jobs.</summary>
    public static MigrationSource PostgreSql { get; } = Of(typeof(MigrationSource).Assembly);

    internal IEnumerable<Migration> Read()
    {
        foreach (var resource in Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal) || !resource.EndsWith(".sql", StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
            yield return Migration.Parse(resource[Prefix.Length..^4], reader.ReadToEnd());
        }
    }
}

/// <summary>One step of the schema, never edited once released.</summary>
internal sealed record Migration(int Number, string Name, string Sql, string Sha256)
{
    public static Migration Parse(string name, string sql)
    {
        if (name.Length < 6 || name[4] != '_' || !int.TryParse(name[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new MigrationException("migration-name", $"The migration «{name}» must be called like 0101_what_it_adds.sql.");
        // A checkout may have turned line ends around; that is no edit.
        var text = sql.ReplaceLineEndings("\n");
        return new(number, name, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    public static IReadOnlyList<Migration> ReadAll(IEnumerable<MigrationSource> sources)
    {
        var all = sources.Distinct().SelectMany(source => source.Read()).OrderBy(migration => migration.Number).ToList();
        var twice = all.GroupBy(migration => migration.Number).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? all : throw new MigrationException("migration-number-twice", $"Two migrations have one number: {string.Join(", ", twice.Select(m => m.Name))}.");
    }
}
