namespace CaseFlow.Decisions.Syntax;

internal enum TokenKind
{
    Word,
    Number,
    Text,
    Symbol,
    End,
}

/// <summary>A piece of the source. <paramref name="Text"/> is the word or symbol as written, the digits, or a string without quotes and escapes.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    public bool Is(string text) => Kind is TokenKind.Word or TokenKind.Symbol && Text == text;

    /// <summary>Whether the token may be a part of a name that was declared with it.</summary>
    public bool IsNamePart =>
        Kind is TokenKind.Word or TokenKind.Number || (Kind == TokenKind.Symbol && Text is "." or "/" or "-" or "'" or "+" or "*" or "**");

    public (string Zh, string En) Found => Kind switch
    {
        TokenKind.End => ("结尾", "the end"),
        TokenKind.Text => ("一段文本", "a text"),
        _ => ($"“{Text}”", $"'{Text}'"),
    };
}
