namespace CaseFlow.Cases.People;

/// <summary>Masks of personal data as people here expect them (rulebook section 5). Applied on the server, always.</summary>
public static class Masks
{
    private static readonly HashSet<string> DoubleSurnames =
        ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "南宫", "端木", "百里", "东郭"];

    /// <summary>Surname kept, each further character a star: 张*, 欧阳**.</summary>
    public static string Name(string name)
    {
        var kept = name.Length > 2 && DoubleSurnames.Contains(name[..2]) ? 2 : 1;
        return name.Length <= kept ? name : name[..kept] + new string('*', name.Length - kept);
    }

    /// <summary>For staff: first 6 and last 4; hides the birth date.</summary>
    public static string IdNumber(string number) => number.Length == 18 ? $"{number[..6]}********{number[14..]}" : "******";

    /// <summary>For messages and public pages: first and last character only.</summary>
    public static string IdNumberPublic(string number) => number.Length == 18 ? $"{number[0]}{new string('*', 16)}{number[17]}" : "******";

    /// <summary>138****0000.</summary>
    public static string Mobile(string mobile) => mobile.Length >= 11 ? $"{mobile[^11..^8]}****{mobile[^4..]}" : "****";
}
