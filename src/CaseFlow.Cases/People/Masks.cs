using System.Text.RegularExpressions;

namespace CaseFlow.Cases.People;

/// <summary>Masks of personal data as people here expect them (rulebook section 5). Applied on the server, always.
/// <para>In public and in messages: surname, first and last character of the ID number, 138****0000, address to the district.
/// For staff: the name, 310100********9916, 138****0000, address to the road; the rest on demand, with a reason that is logged (<see cref="Privacy.RevealField"/>).</para></summary>
public static partial class Masks
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

    /// <summary>In public: to the district, 上海市黄浦区****.</summary>
    public static string AddressPublic(string address) => Cut(address, District());

    /// <summary>For staff: to the road, 上海市黄浦区测试路****.</summary>
    public static string Address(string address) => Cut(address, Road());

    /// <summary>First two and last two characters; for messages and public pages.</summary>
    public static string Waybill(string waybill) => waybill.Length > 4 ? $"{waybill[..2]}{new string('*', waybill.Length - 4)}{waybill[^2..]}" : "****";

    // What does not look like an address of here is not shown at all.
    private static string Cut(string address, Regex kept) => kept.Match(address) is { Success: true } match ? $"{match.Value}****" : "****";

    [GeneratedRegex("^.{2,12}?[区县旗]|^.{2,8}?市", RegexOptions.None, 1000)]
    private static partial Regex District();

    [GeneratedRegex("^.{2,30}?(大道|公路|[路街巷弄镇乡])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Road();

    /// <summary>138****0000.</summary>
    public static string Mobile(string mobile) => mobile.Length >= 11 ? $"{mobile[^11..^8]}****{mobile[^4..]}" : "****";
}
