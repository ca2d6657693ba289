using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.PostgreSql;

/// <summary>Turns a statement and the properties of its parameter object into a batch command. Names become positions once a statement: Npgsql would otherwise rewrite
/// the text at every execution, and a prepared statement is found by its text.</summary>
internal sealed class StatementParameters
{
    private static readonly ConcurrentDictionary<(string Sql, Type? Type, int? Rows), StatementParameters> plans = new();
    private readonly string text;
    private readonly Func<object, object?>[] values;

    private StatementParameters(string sql, Type? type, int? rows)
    {
        var (positional, used) = Plan(sql, type);
        values = [.. used.Select(Getter)];
        var wrapped = rows is { } expected ? RowCheck.Wrap(positional, expected) : null;
        text = wrapped ?? positional;
        IsCountedByClient = rows is not null && wrapped is null && !RowCheck.IsPlainInsert(sql);
    }

    /// <summary>Has to touch a certain number of rows and cannot check that itself.</summary>
    public bool IsCountedByClient { get; }

    /// <param name="rows">If given, the statement itself fails on another number of touched rows where it can, so that nothing after it, a commit included, takes effect.</param>
    public static StatementParameters Of(string sql, object? parameters, int? rows) =>
        plans.GetOrAdd((sql, parameters?.GetType(), rows), static key => new StatementParameters(key.Sql, key.Type, key.Rows));

    public NpgsqlBatchCommand Bind(object? parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value(parameters!)));
        return command;
    }

    // Compiled once a statement: asking a property by reflection costs about as much as sending its value.
    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var owner = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(owner, property.DeclaringType!), property), typeof(object)), owner).Compile();
    }

    private static (string Sql, PropertyInfo[] Used) Plan(string sql, Type? type)
    {
        var (text, used) = (new StringBuilder(sql.Length), new List<PropertyInfo>());
        var known = type?.GetProperties() ?? [];
        for (var i = 0; i < sql.Length; i++)
        {
            var end = sql[i] == '@' ? EndOfName(sql, i + 1) : i;
            if (end > i + 1 && known.FirstOrDefault(one => one.Name.AsSpan().Equals(sql.AsSpan(i + 1, end - i - 1), StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                if (!used.Contains(property))
                    used.Add(property);
                text.Append('$').Append(used.IndexOf(property) + 1);
                i = end - 1;
            }
            else
            {
                text.Append(sql[i]);
            }
        }
        return (text.ToString(), [.. used]);
    }

    private static int EndOfName(string sql, int from)
    {
        while (from < sql.Length && (char.IsAsciiLetterOrDigit(sql[from]) || sql[from] == '_'))
            from++;
        return from;
    }

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        // A null of unknown type takes the type the statement gives it.
        null => new NpgsqlParameter { Value = DBNull.Value },
        // PostgreSQL keeps instants, not offsets; Npgsql refuses any other offset than zero.
        DateTimeOffset instant => new NpgsqlParameter<DateTime> { TypedValue = instant.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        JsonElement json => new NpgsqlParameter<string> { TypedValue = json.GetRawText(), NpgsqlDbType = NpgsqlDbType.Json },
        DateTimeOffset[] instants => new NpgsqlParameter { Value = Array.ConvertAll(instants, i => i.UtcDateTime), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
        Enum name => new NpgsqlParameter<string> { TypedValue = name.ToString() },
        string text => new NpgsqlParameter<string> { TypedValue = text },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        int number => new NpgsqlParameter<int> { TypedValue = number },
        bool flag => new NpgsqlParameter<bool> { TypedValue = flag },
        _ => new NpgsqlParameter { Value = value },
    };
}
