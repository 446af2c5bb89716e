"""Words that columns are usually called by, in the five languages of the product."""

from accord.foundation.kernel.text import fold

_WORDS = {
    "en": """
        id no number key code name first last full given family surname forename middle title
        email e-mail mail phone telephone tel mobile fax address street city town state county
        region zip postcode postal country date day year month time created updated type kind
        category status description comment comments note notes url website web link organisation
        organization company department position role job gender sex birthday age amount price
        total value quantity count language source tags group owner reference""",
    "pl": """
        nazwa imię nazwisko telefon komórka adres ulica miasto miejscowość województwo kraj data
        rok typ rodzaj kategoria opis uwagi notatka strona firma organizacja dział stanowisko płeć
        wiek kwota cena wartość liczba język grupa numer kod""",
    "et": """
        nimi eesnimi perekonnanimi e-post telefon mobiil aadress tänav linn maakond riik kuupäev
        aasta liik kategooria olek kirjeldus märkus märkused veebileht asutus ettevõte osakond amet
        sugu vanus summa hind väärtus arv keel rühm kood""",
    "ru": """
        имя фамилия отчество название наименование телефон адрес улица город область страна дата
        год тип вид категория статус описание примечание комментарий сайт организация компания
        отдел должность пол возраст сумма цена значение количество язык группа номер код почта""",
    "zh-Hans": """
        姓名 名称 姓 名 电话 手机 邮箱 电子邮件 地址 街道 城市 省 国家 日期 年 类型 类别
        状态 说明 备注 网站 公司 单位 部门 职位 性别 年龄 金额 价格 数量 语言 编号 代码""",
}

FOLDED = frozenset(fold(word) for words in _WORDS.values() for word in words.split())
