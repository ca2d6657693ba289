namespace CaseFlow.Sandbox;

/// <summary>Event codes of the postal service with the names its traces show. What they mean for a card is the product's business.</summary>
internal static class EmsCodes
{
    public const int Accepted = 203;
    public const int Delivered = 704;

    /// <summary>A courier has the parcel, or had it.</summary>
    public static readonly IReadOnlyList<int> InHand = [702, Delivered, 705, 708, 711, 747, 748];

    public static readonly IReadOnlyDictionary<int, string> Names = new Dictionary<int, string>
    {
        [Accepted] = "收寄计费信息",
        [207] = "撤销收寄",
        [303] = "揽投配发",
        [305] = "揽投发运/封车",
        [306] = "揽投解车",
        [307] = "揽投解车",
        [345] = "揽收扫描配发",
        [389] = "处理中心封车",
        [702] = "投递邮件接收-下段",
        [Delivered] = "投递结果反馈-妥投",
        [705] = "投递结果反馈-未妥投",
        [708] = "退回",
        [711] = "退回",
        [747] = "转交代办点",
        [748] = "投入智能柜",
        [954] = "邮件到达处理中心",
        [989] = "离开处理中心",
    };

    /// <summary>The wording real traces show for a failed delivery.</summary>
    public static string Text(PostEvent happened) => happened.Reason switch
    {
        "RECIPIENT_UNREACHABLE" => "未联系上收件人，安排再投",
        "WRONG_ADDRESS" => "收件人名址有误/不详且电话无法接通，将再次联系收件人进行投递",
        "RECIPIENT_REFUSED" => "收件人拒收",
        null when happened.Code == Delivered => happened.Signer switch { "proxy" => "已由他人代签收", "guardian" => "已由监护人签收", _ => "已由本人签收" },
        null => Names[happened.Code!.Value],
        var other => other,
    };
}
