# ruff: noqa: E501 -- a pattern is easier to read in one piece
"""The words by which five languages promise, need and meet. Read in text that ``plain`` folded.

Endings that tell who speaks (Polish, Estonian) are a side of their own; where the verb does not
say it (English, Russian, Chinese), the subject before it does.
"""

import re
from dataclasses import dataclass

from accord.features.engagement.states import Channel
from accord.features.promises.states import Side

_LETTER = "a-zа-яёęą"


@dataclass(frozen=True)
class Trigger:
    """A verb that promises or needs. Without ``side``, the subject says whose it is.

    ``needs_day`` is one that promises only with a date; ``is_kept`` one whose own word belongs to
    what was promised.
    """

    pattern: re.Pattern[str]
    language: str
    side: str = ""
    needs_day: bool = False
    is_kept: bool = False


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![{_LETTER}])(?:{pattern})(?![{_LETTER}])")


_DEEDS = (
    "send|deliver|give|provide|share|bring|call|phone|ring|write|reply|answer|prepare|draft|publish"
    "|pay|fix|repair|check|confirm|come back|get back|let|inform|tell|forward|arrange|organi[sz]e"
    "|make|finish|complete|install|remove|sign|visit|show|meet|hand|present|submit|review|respond"
    "|return|set|email|e-mail|mail|look|find"
)
PROMISES = (
    Trigger(
        _word(
            r"promised|pledged|guaranteed|(?:committed|undertook) to"
            r"|agreed to(?= (?!the |an? |this |that |it |our |my |his |her |their ))"
            r"|said (?:that )?(?:i|we|he|she|they)(?:'d| would|'ll| will)"
        ),
        "en",
    ),
    Trigger(_word("promised (?:me|us)"), "en", Side.THEY),
    Trigger(
        _word(rf"(?:will|shall|(?:am|is|are|'m|'s|'re) going to)(?= (?:also |then )?(?:{_DEEDS}))"),
        "en", needs_day=True,
    ),
    Trigger(re.compile(rf"(?<=[a-z])'ll(?= (?:also |then )?(?:{_DEEDS})\b)"), "en", needs_day=True),
    Trigger(
        _word(
            r"obiecal(?:em|am|ismy|ysmy)|obiecuję|obiecujemy|obiecano|przyrzekl(?:em|am|ismy)"
            r"|zobowiazal(?:em|am|ismy|ysmy) si[ęe]|zobowiązał(?:em|am) si[ęe]"
        ),
        "pl", Side.WE,
    ),
    Trigger(
        _word(
            r"obiecal[aioy]?|obiecuj[eą]|przyrzekl[aioy]?|zobowi[aą]zal[aioy]? si[ęe]"
        ),
        "pl", Side.THEY,
    ),
    Trigger(
        _word(
            r"wyslę|wyslemy|prze?slę|przeslemy|przyslę|przyslemy|dostarczę|dostarczymy|przygotuję"
            r"|przygotujemy|(?:od)?zadzwonię|oddzwonię|(?:od|za)dzwonimy|napiszę|napiszemy|odpowiem"
            r"|odpowiemy|zrobię|zrobimy|dam znac|damy znac|podam|podamy|przekazę|przekazemy"
            r"|sprawdzę|sprawdzimy|poprawię|naprawię|naprawimy|zaplacę|zaplacimy|opublikuję"
            r"|opublikujemy|przyniosę|przywiozę|zorganizuję|zorganizujemy|zapewnię|zapewnimy"
        ),
        "pl", Side.WE, needs_day=True, is_kept=True,
    ),
    Trigger(
        _word(
            r"wysl[eą]|przesl[eą]|przysl[eą]|dostarcz[yą]|przygotuj[eą]|zadzwoni[ą]?|oddzwoni[ą]?"
            r"|napisz[eą]|odpowie|odpowiedzą|zrobi[ą]?|da znac|poda|podadzą|przekaz[eą]|sprawdz[ią]"
            r"|naprawi[ą]?|zaplac[ią]|opublikuj[eą]|zapewni[ą]?|przyniesie|przywiezie"
        ),
        "pl", Side.THEY, needs_day=True, is_kept=True,
    ),
    Trigger(
        _word(r"lubasin|lubasime|luban|lubame|tootasin|tootasime|vots(?:in|ime) (?:enda )?kohustuse"),
        "et", Side.WE,
    ),
    Trigger(_word(r"lubas|lubasid|lubab|lubavad|tootas|tootasid"), "et", Side.THEY),
    Trigger(
        _word(
            r"saadan|saadame|helistan|helistame|toon|toome|esitan|esitame|koostan|koostame|vastan"
            r"|vastame|edastan|edastame|annan|anname|teen|teeme|kontrollin|kontrollime|parandan"
            r"|parandame|maksan|maksame|avaldan|avaldame|kirjutan|kirjutame|valmistan|valmistame"
        ),
        "et", Side.WE, needs_day=True, is_kept=True,
    ),
    Trigger(
        _word(
            r"saadab|saadavad|helistab|helistavad|toob|toovad|esitab|esitavad|koostab|koostavad"
            r"|vastab|vastavad|edastab|edastavad|annab|annavad|teeb|teevad|kontrollib|parandab"
            r"|maksab|maksavad|avaldab|kirjutab|kirjutavad"
        ),
        "et", Side.THEY, needs_day=True, is_kept=True,
    ),
    Trigger(_word(r"(?:по)?обещал[аи]?|обязал(?:ся|ась|ись)|гарантировал[аи]?"), "ru"),
    Trigger(_word(r"(?:по)?обещал[аи]? (?:мне|нам)"), "ru", Side.THEY),
    Trigger(_word(r"обещаю|обещаем|обязуюсь|обязуемся|гарантирую|гарантируем"), "ru", Side.WE),
    Trigger(_word(r"обеща[ею]т|обязу[ею]тся|гарантиру[ею]т"), "ru", Side.THEY),
    Trigger(
        _word(
            r"пришл(?:ю|[её]м)|отправ(?:лю|им)|вышл(?:ю|ем)|перешл(?:ю|[её]м)|передам|передадим"
            r"|подготов(?:лю|им)|(?:пере|по)звон(?:ю|им)|напиш(?:у|ем)|отве(?:чу|тим)|сдела(?:ю|ем)"
            r"|дам|дадим|предостав(?:лю|им)|провер(?:ю|им)|уточн(?:ю|им)|сообщ(?:у|им)"
            r"|привез(?:у|[её]м)|опублику(?:ю|ем)|оплач?(?:у|им)|исправ(?:лю|им)|почин(?:ю|им)"
            r"|согласу(?:ю|ем)|организу(?:ю|ем)"
        ),
        "ru", Side.WE, needs_day=True, is_kept=True,
    ),
    Trigger(
        _word(
            r"пришл[её]т|пришлют|отправ[ия]т|вышл[ею]т|перешл[её]т|перешлют|передаст|передадут"
            r"|подготов[ия]т|(?:пере|по)звон[ия]т|напиш[еу]т|ответ[ия]т|сдела[ею]т|даст|дадут"
            r"|предостав[ия]т|провер[ия]т|уточн[ия]т|сообщ[иа]т|привез[её]т|привезут|опублику[ею]т"
            r"|оплат[ия]т|исправ[ия]т|согласу[ею]т|организу[ею]т"
        ),
        "ru", Side.THEY, needs_day=True, is_kept=True,
    ),
    Trigger(re.compile(r"答应|承诺|保证|允诺|许诺"), "zh"),
    Trigger(re.compile(r"(?:答应|承诺|保证)了?我们?"), "zh", Side.THEY),
    Trigger(re.compile(r"(?<=[我人方们])(?:将会|会|将|要)"), "zh", needs_day=True),
    Trigger(re.compile(r"(?<=[他她])(?:将会|会|将|要)"), "zh", Side.THEY, needs_day=True),
)  # fmt: skip

NEEDS = (
    Trigger(
        _word(
            r"needs?(?! to)|wants?(?: to)?|would like(?: to)?|ask(?:ed|s) (?:(?:us|me) )?(?:for|to|that)"
            r"|insist(?:s|ed) on|expect(?:s|ed)?|hop(?:es|ed) for"
            r"|(?:is|are|was|were) (?:worried|concerned) about|worries about"
        ),
        "en",
    ),
    Trigger(
        _word(
            r"potrzebuj[eą]|chc[eą]|oczekuj[eą]|(?:po)?prosi(?:l[aioy]?)? o|proszą o"
            r"|zalezy (?:mu|jej|im) na(?: tym, (?:ze|zeby|by))?|domaga(?:ją)? si[ęe]"
            r"|obawia(?:ją)? si[ęe]|martwi[ą]? si[ęe] o"
        ),
        "pl", Side.THEY,
    ),
    Trigger(
        _word(
            r"vajab|vajavad|tahab|tahavad|soovib|soovivad|palus|palusid|ootab|ootavad|nouab|nouavad"
            r"|(?:tal|neil|temal) on vaja|muretseb|muretsevad|kardab|kardavad"
        ),
        "et", Side.THEY,
    ),
    Trigger(
        _word(
            r"(?:ему|ей|им) (?:нужн[аоы]|нужен|важно, чтобы)|хо(?:чет|тят)|прос[ия]т"
            r"|(?:по)?просил[аи]?|ожида[ею]т|опаса[ею]тся|требу[ею]т|беспоко[ия]тся о"
        ),
        "ru", Side.THEY,
    ),
    Trigger(re.compile(r"需要|希望|想要|要求|担心|期待"), "zh"),
)  # fmt: skip

# Who acts, by language: we, they, and how a note about oneself begins without saying "I".
SUBJECTS = {
    "en": (_word("i|we"), _word("he|she|they|it")),
    "ru": (_word("я|мы"), _word("он|она|они")),
    "zh": (re.compile(r"我们?|本人|我方|咱们?"), re.compile(r"[他她]们?|对方|贵方")),
}
OUR_START = {
    "en": re.compile(
        r"(?:and |then |also |just |today |yesterday )*(?:called|phoned|rang|met|visited|spoke|talked|wrote|e-?mailed"
        r"|texted|saw|walked|discussed|had|went|sat|explained|apologi[sz]ed|thanked)\b"
    ),
    "ru": re.compile(
        r"(?:сегодня |вчера )?(?:по|со)?(?:звонил|говорил|встретил|созвонил|написал|обсудил|заехал|заш[её]л|был|общал)"
    ),
    "zh": re.compile(r"(?:今天|昨天)?(?:给|跟|与|和|同|打|致电|拜访|走访|会见|见|开会)"),
}
PASSIVE = re.compile(r"(?:was|were|been|got)(?: also)? $")

# Between a promise and the verb that says what: "we promised that we will …" is one promise.
LINK = re.compile(
    r"[\s,]*(?:that|to|ze|et|что)?[\s,]*(?:i|we|he|she|they|ja|my|me|я|мы|он|она|они)?\s*"
)

# What a sentence may hold before the words that count.
LEADING = re.compile(
    r"(?:[\s,:;–-]+"
    r"|(?:that|to|ze|zeby|et|что|чтобы)(?= )"
    r"|(?:i|we|he|she|they)(?:'ll|'d| would| will| shall)?(?= )"
    r"|(?:him|her|them|you|us|me|everybody|the group)(?= )"
    r"|(?:mu|jej|im|nam|mi|panu|pani|panstwu)(?= )"
    r"|(?:talle|neile|temale|meile|mulle)(?= )"
    r"|(?:ему|ей|им|нам|мне|вам)(?= )"
    r"|了|(?:给|向|为)?(?:他们|她们|他|她|对方|我们|我|您)|把|在(?=把)"
    r"|the(?= ))"
)
ARTICLE = re.compile(r"an? ")
TRAILING = re.compile(
    r"(?:[\s,.;:!?。，、！？…“”\"–-]+"
    r"|(?: (?:by|until|on|at|to|for|do|na|w|we|о|до|к|в|на|and|i|oraz|ja|и))"
    r"|(?:[ ,，](?:and |but |a |i |oraz |ja |ning |и |а |而|并|但)?"
    r"(?:i|we|he|she|they|on|ona|oni|ta|nad|я|мы|он|она|они|我们?|[他她]们?|对方)))$"
)
# Where what was promised ends, although the sentence goes on.
CUT = re.compile(
    r"[;；]|[,，] ?(?=(?:i|we|he|she|they|but|and|because|so|if|ale|i|bo|zeby|wtedy|aga|ja|sest|но|и|а|потому|если)(?![a-zа-яёęą]))"
    r"|[,，](?=[但而并我他她])"
    r"| (?:but|because|so that|if|ale|bo|jesli|aga|sest|kui|но|потому что|если) "
)
TAIL_ENDS = re.compile(
    r"^\s*(?:[,.;:，。；)]|(?:and|but|because|so|if|when|oraz|ale|i|bo|jesli|gdy|aga|sest|ja|kui|но|и|а|потому|если)(?![a-zа-яёęą])|但|因为|如果)"
)

CHANNELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (Channel.CALL, re.compile(
        r"\b(?:called|phoned|rang|phone call|on the phone|by phone)\b|\bcall(?:ed)? (?:with|from|to)\b"
        r"|dzwonil|telefon|helist|\bkone\b|звон|打电话|电话|致电|通话|来电")),
    (Channel.MESSAGE, re.compile(
        r"\b(?:texted|messaged|text message|whatsapp|sms|telegram|signal)\b|\bsms-|wiadomosc"
        r"|sonum|смс|сообщени|мессендж|телеграм|微信|短信|消息|留言")),
    (Channel.MAIL, re.compile(
        r"\be-?mail(?:ed|s)?\b|\bwrote\b|napisal|\be-?kir(?:i|ja|jas)\b|\bkirjuta|написал|e-?mail|емейл"
        r"|эл\. ?почт|по почте|邮件|电邮|邮箱")),
    (Channel.LETTER, re.compile(
        r"\bletter\b|\blist(?:em|u|y|ow)\b|\bpism[oaem]+\b|\bkiri\b|\bkirja\b|письм|信函|来信|寄信")),
    (Channel.VISIT, re.compile(
        r"\bvisit(?:ed|s)?\b|\bsite visit\b|\bon site\b|\bwalked\b|odwiedzil|wizyt|wizja lokalna"
        r"|na miejscu|kulasta|\bkaisin|\bkaisime|objektil|kohapeal|посетил|визит|выезд|на объект"
        r"|на месте|拜访|走访|现场|到访|参观")),
    (Channel.EVENT, re.compile(
        r"\b(?:conference|trade fair|town hall|open day|reception)\b|konferencj|targach|wydarzeni"
        r"|konverents|messil|uritus|конференц|выставк|мероприят|论坛|展会|活动")),
    (Channel.MEETING, re.compile(
        r"\b(?:met|meeting|sat down)\b|spotka[lnc]|kohtusi|kohtumis|koosolek|встрет|встреч|совещани"
        r"|会面|见面|开会|会谈|碰面")),
)  # fmt: skip
THEY_CAME = re.compile(
    r"\b(?:called|phoned|rang|wrote(?: to)?|e-?mailed|texted|visited|came to) (?:me|us)\b"
    r"|(?:dzwonil[aio]?|napisal[aio]?) do (?:mnie|nas)|helist\w+ (?:mulle|meile)"
    r"|kirjut\w+ (?:mulle|meile)|(?:звонил|написал)[аи]? (?:мне|нам)|来电|来信|来访|打电话给我"
)
