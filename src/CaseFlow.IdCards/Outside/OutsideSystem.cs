namespace CaseFlow.IdCards.Outside;

/// <summary>A system of the outside world: its name in settings and its names for people.</summary>
internal sealed record OutsideSystem(string Name, string Zh, string En)
{
    public static readonly OutsideSystem Registry = new("Registry", "人口信息系统", "the population registry");
    public static readonly OutsideSystem FaceCheck = new("FaceCheck", "人脸核验系统", "the face check");
    public static readonly OutsideSystem Sms = new("Sms", "短信平台", "the SMS gateway");
    public static readonly OutsideSystem Factory = new("Factory", "制证机构", "the card factory");
    public static readonly OutsideSystem Post = new("Post", "邮政速递", "the postal service");
    public static readonly OutsideSystem PhotoStore = new("PhotoStore", "照片库", "the photo store");
    public static readonly OutsideSystem HomePolice = new("HomePolice", "户籍地公安机关", "the home police");
}
