"""A million believable names, the same on every machine: people and organisations of a region
where many languages meet, as frequent as names are (a few very common, most of them rare).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

SCRIPTS = {"latin": 70, "cyrillic": 14, "greek": 3, "chinese": 6, "georgian": 2, "arabic": 2,
           "thai": 1, "japanese": 2}  # fmt: skip

GIVEN = {
    "latin": """Anna Maria Jan Piotr Katarzyna Agnieszka Tomasz Paweł Marcin Michał Magdalena
        Krzysztof Andrzej Barbara Ewa Jonas Laura Lukas Mia Emma Noah Leon Hannah Paul Elias Lena
        Felix Marta Kristjan Liis Mari Tõnu Jüri Ülle Õnne Kadri Priit Andres Toomas Riina Siim
        Ingrid Erik Lars Søren Mette Åsa Björn Sigríður Þór Øystein Zoë José María Lucía Hugo
        Martín Sofía João Inês Gonçalo Beatriz Chiara Giulia Lorenzo Matteo Alessandro François
        Chloé Léa Jules Zélie Čeněk Jiří Zdeněk Šárka Ľubomír Željko Đorđe Ștefan Ioana István Zsófia
        Ödön Gülşen Işık Çağla Nguyễn Thảo Linh Oliver Amelia Isla Harry George Siobhán Seán Niamh
        Aoife Muhammad Fatima Omar Yusuf Aisha Adaeze Chidi Kwame Amara Teodor Bogdan Ilze Jānis
        Māris Vytautas Rūta Eglė Gintarė Dainis""",
    "cyrillic": """Анна Мария Елена Наталья Ольга Татьяна Ирина Светлана Екатерина Юлия Александр
        Сергей Дмитрий Андрей Алексей Максим Иван Михаил Артём Фёдор Николай Пётр Павел Ксения
        Полина Оксана Тарас Олесь Ярослав Богдан Зоряна Любовь Надежда Вера Владислав Вячеслав
        Евгений Григорий Щек Элина Юрий Яна Милош Ђорђе Љубица Невена Тихомир Стоян Десислава""",
    "greek": """Γιώργος Δημήτρης Κωνσταντίνος Ιωάννης Νίκος Μαρία Ελένη Κατερίνα Βασιλική Σοφία
        Αγγελική Χρήστος Παναγιώτης Ευάγγελος Θεοδώρα Αθανάσιος Σπύρος Ευτυχία""",
    "georgian": """გიორგი დავით ნინო მარიამ ანა ლუკა ირაკლი თამარ ნიკოლოზ ქეთევან ზურაბ ელენე""",
    "arabic": """محمد أحمد علي فاطمة عائشة عمر يوسف حسن حسين مريم خالد إبراهيم سارة ليلى نور""",
    "thai": """สมชาย สมหญิง ประเสริฐ วิชัย สุภาพร นภา กิตติ อรุณ พรทิพย์ ธนากร ชลธิชา ณัฐวุฒิ""",
    "japanese": """太郎 花子 健太 翔太 美咲 陽菜 大輔 直樹 裕子 さくら ひなた 蓮""",
    "chinese": """伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 桂英 建国 建华 志强 国华
        文 平 海燕 晓明 雪梅 子轩 浩宇 欣怡 梓涵""",
}
FAMILY = {
    "latin": """Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański
        Woźniak Dąbrowski Tamm Saar Sepp Mägi Kask Kukk Rebane Ilves Pärn Koppel Müller Schmidt
        Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Vetter Böhm Strauß Hansen
        Johansen Olsen Larsen Andersson Johansson Nilsson Åkesson García Rodríguez Martínez
        Fernández Muñoz Silva Santos Ferreira Gonçalves Rossi Russo Ferrari Bianchi Martin Bernard
        Dubois Lefèvre Novák Svoboda Dvořák Čapek Horváth Nagy Szabó Kovács Popescu Ionescu
        Yılmaz Öztürk Şahin Trần Lê Phạm Smith Jones Taylor Brown Williams O'Brien O'Connor
        MacDonald Kelly Murphy Bērziņš Ozols Kazlauskas Petrauskas Okafor Mensah Haddad Rahman""",
    "cyrillic": """Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров
        Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Щербаков Шевченко
        Коваленко Бондаренко Ткаченко Кравченко Олійник Йовановић Петровић Николић Димитров Георгиев""",
    "greek": """Παπαδόπουλος Βλάχος Αγγελόπουλος Νικολάου Γεωργίου Δημητρίου Οικονόμου Μακρής
        Καραγιάννης Αντωνίου""",
    "georgian": """ბერიძე კაპანაძე გელაშვილი მაისურაძე გიორგაძე ლომიძე ხუციშვილი წიკლაური""",
    "arabic": """الحداد النجار المصري العلي الخطيب حسين منصور سليمان عبدالله الشريف""",
    "thai": """ใจดี ศรีสุข ทองดี แสงทอง วงศ์สวัสดิ์ พิทักษ์ บุญมี รัตนพันธ์""",
    "japanese": """佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤""",
    "chinese": """王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗""",
}
ROOTS = {
    "latin": """vod kraj les gór mar nov star zel bel czern krasn wod brzez dąb lip sosn jez potok
        berg bach feld wald stein hof burg brück heim tal au see hav skog fjord dal vik sund holm
        jõgi mäe saar järv metsa põld nurm oja kivi ranna porto rio ponte campo monte vila serra
        bosc font puig vall mont roch claire beau ville""",
    "cyrillic": """вод лес гор мор нов стар зелен бел черн красн берез дуб лип озер ключ звезд""",
    "greek": """νερο δασο βουνο θαλασσ νεο ασπρο μαυρο πετρα ηλιο""",
    "georgian": """წყალ ტყე მთა ზღვა ახალ თეთრ შავ ქვა""",
}
ENDINGS = {
    "latin": """ów owo ice iny ski ska sko ek ka ia berg dorf stadt ingen hausen vere la ste ku na
        mer tec net plan bau hof werk land haus lux tra ver sol nor ex on um ina ada ero""",
    "cyrillic": """ово ицы ский ская ское ка ия град поль строй транс торг маш хим пром""",
    "greek": """πολη χωρι ακι ινος ικη""",
    "georgian": """ეთი ური ისი ელი ოვანი""",
}
TRADES = {
    "latin": """Water Energy Transport Logistics Farm Foods Bau Stadtwerke Wasserwerk Gemeinde Schule
        School University Hospital Bank Insurance Media Press Association Society Foundation Union
        Cooperative Kooperatyw Spółdzielnia Przedsiębiorstwo Wodociągi Fundacja Stowarzyszenie
        Vallavalitsus Vesi Kool Selts Energia Ehitus Transports Mairie Syndicat Ayuntamiento
        Comune Consorzio Câmara Kommun Kraft Vatten Fiskeri Engineering Consulting Services
        Trading Solutions Group International Holding Partners Labs Studio Works""",
    "cyrillic": """Водоканал Энергия Строй Транспорт Агро Школа Больница Банк Фонд Союз Общество
        Комбинат Завод Торговый Дом Газета Университет""",
    "greek": """Ύδρευση Ενέργεια Μεταφορές Σχολείο Τράπεζα Ένωση Δήμος Συνεταιρισμός""",
    "georgian": """წყალკანალი ენერგია ტრანსპორტი სკოლა ბანკი ფონდი კავშირი""",
}
LEGAL = {
    "latin": (("GmbH", 14), ("Ltd", 14), ("Sp. z o.o.", 12), ("S.A.", 10), ("OÜ", 10), ("AS", 6),
              ("S.r.l.", 6), ("Inc.", 6), ("AB", 5), ("SARL", 4), ("s.r.o.", 4), ("Lda", 3),
              ("e.V.", 3), ("", 9)),
    "cyrillic": (("ООО", 50), ("АО", 15), ("ПАО", 5), ("ТОВ", 10), ("ИП", 10), ("", 10)),
    "greek": (("Α.Ε.", 60), ("Ε.Π.Ε.", 30), ("", 10)),
    "georgian": (("შპს", 70), ("", 30)),
}  # fmt: skip
HAN_PLACES = "北京 上海 广州 深圳 天津 重庆 成都 武汉 杭州 南京 西安 苏州 青岛 大连 宁波 厦门 长沙 郑州 济南 哈尔滨".split()
HAN_WORDS = (
    "华 泰 恒 信 达 瑞 盛 鑫 源 丰 德 隆 安 宏 远 博 新 天 地 海 金 龙 凤 云 东 方 中 科".split()
)
HAN_TRADES = "水务 能源 科技 贸易 建筑 运输 食品 农业 医药 教育 投资 环保 机械 电子 文化传播 信息技术".split()
HAN_LEGAL = (
    "有限公司",
    "有限公司",
    "有限公司",
    "集团有限公司",
    "股份有限公司",
    "合作社",
    "学校",
    "协会",
)
ARABIC_TRADES = "شركة مؤسسة جمعية مدرسة بنك مستشفى".split()
ARABIC_WORDS = "الماء الطاقة النقل البناء التجارة الزراعة الأمل النور المستقبل الخليج".split()
THAI_TRADES = ("บริษัท", "โรงเรียน", "มูลนิธิ", "สมาคม", "ธนาคาร")
THAI_WORDS = "น้ำ พลังงาน ขนส่ง ก่อสร้าง เกษตร ไทย เจริญ รุ่งเรือง มั่นคง สยาม".split()
JAPANESE_TRADES = ("株式会社", "有限会社", "学校法人", "協会", "銀行")
JAPANESE_WORDS = (
    "東京 大阪 水道 電力 運輸 建設 食品 農業 商事 製作所 サクラ ヒカリ 中央 日本".split()
)
TOWNS = "Hollin Tallinn Tartu Kraków Gdańsk Łódź Wien Köln München Malmö Göteborg Porto Lisboa Gent Lyon Brno Pécs Iași Split Ankara Київ Москва София Αθήνα თბილისი 北京 東京".split()
POSTS = "Director Mayor Teacher Farmer Engineer Editor Secretary Inspector Accountant Chair Treasurer".split()


@dataclass(frozen=True, slots=True)
class Name:
    """One party as the benchmarks load it."""

    kind: str
    name: str
    script: str
    given: str = ""
    family: str = ""
    headline: str = ""
    locality: str = ""


class _Zipf:
    """Picks early items often, late ones seldom, as people's names are."""

    def __init__(self, items: list[str], power: float = 0.9) -> None:
        self.items = items
        self.sums = list(accumulate(1 / (place + 1) ** power for place in range(len(items))))

    def __call__(self, dice: Random) -> str:
        return dice.choices(self.items, cum_weights=self.sums)[0]


def names(count: int, seed: int = 1) -> Iterator[Name]:
    """Make ``count`` names, two in five of people, always the same ones for one ``seed``."""
    make = _Maker(Random(seed))  # noqa: S311 -- believable, not secret
    for _ in range(count):
        yield make.person() if make.dice.random() < 0.4 else make.organisation()


class _Maker:
    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.given = {s: _Zipf(text.split()) for s, text in GIVEN.items()}
        self.family = {s: _Zipf(_families(s, dice)) for s in FAMILY}
        self.coined = {s: _Zipf(_coined(s, dice), 0.55) for s in ROOTS}
        self.trade = {s: _Zipf(text.split()) for s, text in TRADES.items()}
        self.scripts = list(SCRIPTS)
        self.weights = list(accumulate(SCRIPTS.values()))

    def _script(self) -> str:
        return self.dice.choices(self.scripts, cum_weights=self.weights)[0]

    def person(self) -> Name:
        dice, script = self.dice, self._script()
        given, family = self.given[script](dice), self.family[script](dice)
        if script == "latin" and dice.random() < 0.12:
            given = f"{given} {self.given[script](dice)}"
        if script == "latin" and dice.random() < 0.06:
            family = f"{family}-{self.family[script](dice)}"
        if script == "cyrillic" and given[-1] in "ая" and family[-1] == "в":
            family += "а"
        name = f"{family}{given}" if script in {"chinese", "japanese"} else f"{given} {family}"
        headline = ""
        if dice.random() < 0.5:
            headline = f"{dice.choice(POSTS)}, {self.organisation().name}"
        return Name("person", name, script, given, family, headline[:300], dice.choice(TOWNS))

    def organisation(self) -> Name:
        script = self._script()
        return Name("organisation", self._organisation(script), script,
                    locality=self.dice.choice(TOWNS))  # fmt: skip

    def _organisation(self, script: str) -> str:
        dice = self.dice
        if script == "chinese":
            own = "".join(dice.choices(HAN_WORDS, k=2))
            return dice.choice(HAN_PLACES) + own + dice.choice(HAN_TRADES) + dice.choice(HAN_LEGAL)
        if script == "japanese":
            return "".join(dice.choices(JAPANESE_WORDS, k=2)) + dice.choice(JAPANESE_TRADES)
        if script == "thai":
            return dice.choice(THAI_TRADES) + "".join(dice.choices(THAI_WORDS, k=2))
        if script == "arabic":
            return f"{dice.choice(ARABIC_TRADES)} {dice.choice(ARABIC_WORDS)} {self.family[script](dice)}"
        own, trade = self.coined[script](dice), self.trade[script](dice)
        forms, weights = zip(*LEGAL[script], strict=True)
        form = dice.choices(forms, weights)[0]
        middle = f"{self.coined[script](dice)} " if dice.random() < 0.3 else ""
        whole = f"{form} {own} {middle}{trade}" if script in {"cyrillic", "georgian"} else (
            f"{own} {middle}{trade} {form}"
        )  # fmt: skip
        return " ".join(whole.split())


def _families(script: str, dice: Random) -> list[str]:
    """Give the family names of a script: the known ones first, then many that are coined."""
    known = FAMILY[script].split()
    if script not in ROOTS:
        return known
    return known + [word.capitalize() for word in _stems(script, dice, 6000)]


def _coined(script: str, dice: Random) -> list[str]:
    return [
        word.capitalize() for word in _stems(script, dice, 60_000 if script == "latin" else 9000)
    ]


def _stems(script: str, dice: Random, count: int) -> list[str]:
    roots, endings = ROOTS[script].split(), ENDINGS[script].split()
    found: dict[str, None] = {}
    for _ in range(3 * count):
        if len(found) >= count:
            break
        middle = dice.choice(roots) if dice.random() < 0.6 else ""
        letter = dice.choice("aeiouy") if script == "latin" and dice.random() < 0.5 else ""
        extra = dice.choice(endings) if dice.random() < 0.4 else ""
        found[dice.choice(roots) + letter + middle + dice.choice(endings) + extra] = None
    return list(found)
