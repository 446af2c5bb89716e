"""What a column of a table may mean for a stakeholder, with its names in five languages."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from accord.foundation.fields.queries import fields_of
from accord.foundation.imports.reading.mapping import Field

KIND = "stakeholders.party"
CUSTOM = "custom."


def _field(key: str, label: str, kind: str = "text", **words: str) -> Field:
    synonyms = {
        {"zh": "zh-Hans"}.get(language, language): tuple(said.split("|"))
        for language, said in words.items()
    }
    return Field(key, label, synonyms, kind)


FIELDS: tuple[Field, ...] = (
    _field("name", _("Name"), en="full name|legal name|organisation name|organization name|company|"
           "company name|establishment name|charity name|account name|security|judge name|title of"
           " organisation|display name", pl="nazwa|imię i nazwisko|nazwa firmy|nazwa organizacji",
           et="nimi|täisnimi|ettevõtte nimi|asutus", ru="имя|название|наименование|фио|полное имя",
           zh="名称|姓名|公司名称|机构名称"),
    _field("given_name", _("Given name"), en="first name|forename|given", pl="imię", et="eesnimi",
           ru="имя собственное", zh="名"),
    _field("family_name", _("Family name"), en="last name|surname|family", pl="nazwisko",
           et="perekonnanimi|perenimi", ru="фамилия", zh="姓"),
    _field("kind", _("Kind"), en="record type|party type|stakeholder type", pl="rodzaj|typ",
           et="liik|tüüp", ru="вид|тип", zh="类型"),
    _field("ref", _("Our number"), en="stakeholder number|reference|s-number", pl="nasz numer",
           et="meie number", ru="наш номер", zh="编号"),
    _field("lei", _("LEI"), "lei", en="lei code|legal entity identifier"),
    _field("identifier", _("Register number"), en="id|uid|uuid|external id|number|"
           "registration number|company number|charity number|urn|symbol|nid",
           pl="numer rejestru|krs|regon|nip", et="registrikood|kood", ru="инн|огрн|код",
           zh="注册号|统一社会信用代码"),
    _field("mail", _("E-mail"), "mail", en="email|e-mail address|mail|email address", pl="poczta",
           et="e-post|meil", ru="эл. почта|почта|электронная почта", zh="电子邮件|邮箱|电子邮箱"),
    _field("mail_2", _("E-mail 2"), "mail", en="email 2|second email|other email"),
    _field("phone", _("Phone"), "phone", en="telephone|phone number|tel|work phone", pl="telefon",
           et="telefon", ru="телефон", zh="电话|联系电话"),
    _field("phone_2", _("Phone 2"), "phone", en="phone 2|second phone|other phone"),
    _field("mobile", _("Mobile"), "phone", en="mobile phone|cell|cell phone", pl="komórka",
           et="mobiil|mobiiltelefon", ru="мобильный", zh="手机|手机号"),
    _field("web", _("Website"), "web", en="web|url|homepage|web site", pl="strona www|www",
           et="koduleht|veeb", ru="сайт|веб-сайт", zh="网站|网址"),
    _field("street", _("Street"), en="address|street address|address line 1|postal address",
           pl="ulica|adres", et="tänav|aadress", ru="улица|адрес", zh="地址|街道"),
    _field("postcode", _("Postcode"), en="zip|zip code|postal code", pl="kod pocztowy",
           et="postiindeks", ru="индекс|почтовый индекс", zh="邮编|邮政编码"),
    _field("locality", _("Place"), en="city|town|locality|area|constituency|headquarters location",
           pl="miasto|miejscowość|okręg", et="linn|asula|vald", ru="город|населённый пункт|округ",
           zh="城市|地区"),
    _field("country", _("Country"), "country", en="country code|nation", pl="kraj|państwo",
           et="riik|maa", ru="страна", zh="国家"),
    _field("language", _("Language"), en="lang|preferred language", pl="język", et="keel",
           ru="язык", zh="语言"),
    _field("category", _("Category"), en="stakeholder category|group type|sector|gics sector",
           pl="kategoria", et="kategooria", ru="категория", zh="类别"),
    _field("tags", _("Tags"), en="labels|keywords|sector tags|categories", pl="tagi|etykiety",
           et="sildid|märksõnad", ru="метки|теги", zh="标签"),
    _field("organisation", _("Organisation"), en="organization|employer|group|faction|court name",
           pl="organizacja|pracodawca|klub", et="organisatsioon|tööandja|fraktsioon",
           ru="организация|работодатель|фракция", zh="组织|单位|党团"),
    _field("unit", _("Unit"), en="department of person|division", pl="jednostka", et="üksus",
           ru="подразделение", zh="部门"),
    _field("post", _("Post"), en="job title|position|title|role|appointment title", pl="stanowisko",
           et="ametikoht|amet", ru="должность", zh="职位|职务"),
    _field("from_date", _("From"), "date", en="start date|since|from", pl="od|data od", et="algus",
           ru="дата начала|с", zh="开始日期"),
    _field("until_date", _("Until"), "date", en="end date|until|to", pl="do|data do", et="lõpp",
           ru="дата окончания|по", zh="结束日期"),
    _field("other_name", _("Other name"), en="alias|nickname|also known as|trading name|sort name",
           pl="inna nazwa|skrót", et="teine nimi", ru="другое название", zh="别名|其他名称"),
    _field("native_name", _("Name in its own script"), en="native name|local name", pl="po swojemu",
           et="nimi omas keeles", ru="название на родном языке", zh="本国文字名称"),
    _field("former_name", _("Former name"), en="previous name|old name", pl="dawna nazwa",
           et="endine nimi", ru="прежнее название", zh="曾用名"),
    _field("summary", _("In short"), en="description|about|summary", pl="opis", et="kirjeldus",
           ru="описание", zh="简介|描述"),
    _field("note", _("Note"), en="notes|comment|comments|remarks", pl="notatka|uwagi", et="märkus",
           ru="примечание|заметка", zh="备注"),
    _field("purpose", _("Kept for"), en="purpose of processing|reason for keeping",
           pl="cel przetwarzania", et="töötlemise eesmärk", ru="цель обработки", zh="处理目的"),
    _field("lawful_basis", _("Lawful basis"), en="legal basis|basis of processing",
           pl="podstawa prawna", et="õiguslik alus", ru="правовое основание", zh="法律依据"),
    _field("owner", _("Owner"), "mail", en="owner email|relationship owner|account manager",
           pl="opiekun", et="vastutaja", ru="ответственный", zh="负责人"),
)  # fmt: skip


def columns() -> Sequence[Field]:
    """Give the fixed fields, and those that people added."""
    added = [Field(CUSTOM + each.key, each.label, {}, "text") for each in fields_of(KIND)]
    return (*FIELDS, *added)
