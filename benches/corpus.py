#!/usr/bin/env python3
"""Deterministic corpus of Russian "effective practices" and one site per peer generator.

  corpus.py --n 1000 --for jsonl    --out DIR     DIR/practices.jsonl + DIR/facets.json (neutral form)
  corpus.py --n 1000 --for hugo     --out DIR     a complete site: content + the theme of themes/hugo
         (also: metod)

Practice i depends on (seed, i) only, so the corpus of 1000 is the first 1000 of the corpus of 50000.
Standard library only.
"""
import argparse, json, random, re, shutil, sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
PER_PAGE = 50
SITE = "https://bench.example"

DIRECTIONS = ["Функциональная грамотность", "Воспитание и социализация", "Инклюзивное образование",
  "Цифровая образовательная среда", "Наставничество педагогов", "Работа с одарёнными детьми",
  "Профориентация и предпрофессия", "Дошкольное образование", "Дополнительное образование",
  "Управление качеством образования", "Здоровьесбережение", "Этнокультурное образование"]
LEVELS = ["Федеральный уровень", "Региональный уровень", "Муниципальный уровень"]
MUNICIPALITIES = ["Ханты-Мансийск", "Когалым", "Лангепас", "Мегион", "Нефтеюганск", "Нижневартовск", "Нягань",
  "Покачи", "Пыть-Ях", "Радужный", "Сургут", "Урай", "Югорск", "Белоярский район", "Берёзовский район",
  "Кондинский район", "Нефтеюганский район", "Нижневартовский район", "Октябрьский район", "Советский район",
  "Сургутский район", "Ханты-Мансийский район"]
SUBJECTS = ["Русский язык", "Литература", "Математика", "Информатика", "Физика", "Химия", "Биология", "География",
  "История", "Обществознание", "Иностранный язык", "Родной язык", "Труд (технология)",
  "Изобразительное искусство", "Музыка", "Физическая культура", "Основы безопасности", "Начальные классы"]
PROBLEMS = ["Низкая учебная мотивация", "Дефицит педагогических кадров", "Профессиональное выгорание",
  "Необъективность оценивания", "Школьная неуспешность", "Слабые предметные результаты",
  "Адаптация первоклассников", "Буллинг и конфликты", "Удалённость малых школ", "Нехватка оборудования",
  "Низкая вовлечённость родителей", "Разрыв поколений педагогов", "Перегрузка обучающихся",
  "Дети с миграционной историей", "Утрата родного языка"]
AUDIENCES = ["Педагоги", "Руководители", "Методисты", "Обучающиеся", "Родители"]
STATUSES = ["Опубликована", "На экспертизе", "Рекомендована к тиражированию", "В архиве"]

FACETS = [("direction", "Направление", DIRECTIONS), ("level", "Уровень", LEVELS),
          ("municipality", "Муниципалитет", MUNICIPALITIES), ("subject", "Предмет", SUBJECTS),
          ("problem", "Проблема", PROBLEMS), ("audience", "Аудитория", AUDIENCES)]

TR = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
              "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" ")))


def slug(s):
    out = "".join(TR.get(c, c) for c in s.lower())
    return re.sub(r"[^a-z0-9]+", "-", out).strip("-")


# ---- words -------------------------------------------------------------------------------------------------
ADJ = ["методическ", "практическ", "педагогическ", "цифров", "школьн", "предметн", "проектн", "исследовательск",
       "творческ", "семейн", "сетев", "открыт", "поэтапн", "комплексн", "региональн", "современн", "дистанционн",
       "игров", "группов", "дифференцированн", "критериальн", "формирующ", "интегрированн",
       "межпредметн", "краеведческ", "этнографическ", "экологическ", "инженерн", "волонтёрск", "наставническ"]
NOUN_F = ["мастерск", "лаборатори", "площадк", "программ", "диагностик", "стажировк", "олимпиад", "экспедици",
          "конференци", "игр", "групп", "систем", "технологи", "методик", "модел", "карт", "сред", "практик"]
NOUN_GEN = ["мастерской", "лаборатории", "площадки", "программы", "диагностики", "стажировки", "олимпиады",
            "экспедиции", "конференции", "игры", "группы", "системы", "технологии", "методики", "модели",
            "карты", "среды", "практики", "команды", "недели", "сессии", "школы", "студии", "мастер-класса",
            "семинара", "проекта", "клуба", "марафона", "маршрута", "портфолио", "кейса", "модуля", "занятия"]
VERB_PL = ["разрабатывают", "обсуждают", "проектируют", "анализируют", "апробируют", "применяют", "оценивают",
           "описывают", "сравнивают", "готовят", "проводят", "публикуют", "уточняют", "распределяют",
           "защищают", "представляют", "корректируют", "накапливают"]
OBJ = ["учебные задания", "карты наблюдений", "листы самооценки", "сценарии занятий", "индивидуальные маршруты",
       "банк кейсов", "цифровые материалы", "критерии оценки", "дневники достижений", "результаты диагностики",
       "план взаимопосещений", "методические рекомендации", "технологические карты", "видеозаписи уроков",
       "проекты обучающихся", "памятки для родителей", "тексты новых форматов", "наборы контекстных задач"]
WHO = ["Участники", "Педагоги", "Наставники", "Методисты", "Обучающиеся", "Команды школ", "Руководители групп",
       "Молодые специалисты", "Тьюторы", "Воспитатели", "Классные руководители", "Члены жюри"]
WHEN = ["в течение первого полугодия", "на подготовительном этапе", "раз в две недели", "в начале четверти",
        "после каждой встречи", "по итогам диагностики", "в каникулярное время", "на заключительном этапе",
        "ежемесячно", "в рамках недели науки", "на установочном семинаре", "во внеурочной деятельности"]
WHY = ["чтобы увидеть динамику каждого ребёнка", "что снижает тревожность и повышает интерес к предмету",
       "поэтому опыт легко перенести в другую школу", "благодаря чему растёт доля выполненных заданий",
       "и это подтверждают результаты независимой оценки", "что помогает выстроить диалог с родителями",
       "чтобы закрепить навык на новом материале", "и сокращает время на подготовку к уроку",
       "что особенно важно для малокомплектных школ Югры", "и формирует устойчивые профессиональные связи"]
TITLE_HEAD = ["Школа", "Лаборатория", "Мастерская", "Навигатор", "Маршрут", "Ступени", "Точка", "Академия",
              "Формула", "Мост", "Клуб", "Территория", "Траектория", "Вектор", "Калейдоскоп", "Диалог"]
TITLE_TAIL = ["успешного чтения", "молодого педагога", "инженерной мысли", "живого слова", "северных открытий",
              "смысловых задач", "семейного воспитания", "цифрового урока", "добрых дел", "родного края",
              "математических открытий", "профессионального роста", "юного исследователя", "равных возможностей",
              "функциональной грамотности", "осознанного выбора", "здорового поколения", "наставничества"]
SUR_A = ["Ал", "Бел", "Вас", "Гор", "Дан", "Ег", "Жар", "Зим", "Ив", "Кар", "Лап", "Мор", "Нов", "Ор", "Пет",
         "Рог", "Сид", "Тих", "Ус", "Фед", "Хант", "Цвет", "Чер", "Шум", "Щер", "Юг", "Як", "Айп", "Каз", "Сайн"]
SUR_B = ["ан", "ел", "ил", "ор", "ом", "ен", "аш", "ук", "ер", "ин", "об", "од", "еж", "ав", "ик", "ам"]
SUR_C = ["ова", "ева", "ина", "ская", "кина", "ченко", "ых", "ов", "ев", "ин"]
ORG_KIND = ["МБОУ СОШ № %d", "МАОУ «Гимназия № %d»", "МБОУ «Лицей № %d»", "МАДОУ детский сад № %d",
            "МБУ ДО «Центр творчества № %d»", "МКОУ «Школа-сад № %d»"]
LINKS = ["https://edu.gov.ru/", "https://fipi.ru/", "https://iro86.ru/", "https://resh.edu.ru/",
         "https://myschool.edu.ru/", "https://depobr.admhmao.ru/"]


def tags_bank():
    r = random.Random("tags")
    seen = []
    while len(seen) < 200:
        t = f"{r.choice(ADJ)}{r.choice(['ая', 'ий', 'ое'])} {r.choice(NOUN_F)}{r.choice(['а', 'ы'])}"
        if t not in seen:
            seen.append(t)
    return seen


def orgs_bank():
    r = random.Random("orgs")
    return [f"{ORG_KIND[i % 6] % (i // 6 + 1)} ({r.choice(MUNICIPALITIES)})" for i in range(300)]


TAGS, ORGS = tags_bank(), orgs_bank()


def surname(r):
    return r.choice(SUR_A) + r.choice(SUR_B) + r.choice(SUR_C)


def sentence(r):
    k = r.random()
    if k < .40:
        return f"{r.choice(WHO)} {r.choice(WHEN)} {r.choice(VERB_PL)} {r.choice(OBJ)}, {r.choice(WHY)}."
    if k < .60:
        return f"Автор {r.choice(ADJ)}ой {r.choice(NOUN_GEN)} — {surname(r)} {r.choice('АБВГЕИКЛМНОПРСТЮ')}. {r.choice('АБВГЕИКЛМНОПРСТЮ')}."
    if k < .80:
        return f"Для {r.choice(ADJ)}ой {r.choice(NOUN_GEN)} команда подготовила {r.choice(OBJ)} и {r.choice(OBJ)}."
    return f"Доля участников выросла с {r.randint(11, 48)} до {r.randint(52, 97)} %, {r.choice(WHY)}."


def para(r, a, b):
    return " ".join(sentence(r) for _ in range(r.randint(a, b)))


def body(r, i, n_link):
    p = []
    p += ["## Актуальность", "", para(r, 2, 3), ""]
    p += ["## Цель и задачи", "", f"**Цель** — создание условий для {r.choice(ADJ)}ой {r.choice(NOUN_GEN)}.", ""]
    p += [f"- {r.choice(WHO).lower()} {r.choice(VERB_PL)} {r.choice(OBJ)};" for _ in range(r.randint(3, 4))] + [""]
    l = [max(1, i - r.randint(1, 60)) for _ in range(2)] if i > 60 else [i, i]
    p += ["## Описание практики", "", para(r, 2, 3) + f" См. также [практику № {l[0]}](/practices/praktika-{l[0]:05d}/) "
          f"и [материалы]({r.choice(LINKS)}).", ""]
    p += ["### Этапы реализации", ""]
    p += [f"{j}. {s} этап: {r.choice(WHO).lower()} *{r.choice(VERB_PL)}* {r.choice(OBJ)}."
          for j, s in enumerate(["Подготовительный", "Основной", "Заключительный"], 1)] + [""]
    p += ["## Результаты", "", "| Показатель | 2023 | 2024 | 2025 |", "| --- | ---: | ---: | ---: |"]
    for _ in range(r.randint(3, 4)):
        v = r.randint(20, 60)
        p.append(f"| {r.choice(OBJ).capitalize()} | {v} | {v + r.randint(1, 15)} | {v + r.randint(16, 35)} |")
    p += ["", f"> {sentence(r)}", ""]
    p += ["### Контакты", "", f"{surname(r)} {r.choice('АБВГЕИК')}. {r.choice('АБВГЕИК')}., "
          f"[анкета](/practices/praktika-{l[1]:05d}/), `{r.randint(3460, 3499)}-{r.randint(10, 99)}-{r.randint(100, 999)}`."]
    return "\n".join(p) + "\n"


def practice(seed, i):
    r = random.Random(f"{seed}:{i}")
    d = date(2018, 1, 1) + timedelta(days=r.randint(0, 3200))
    direction = r.choice(DIRECTIONS)
    return {
        "id": i, "slug": f"praktika-{i:05d}",
        "title": f"{r.choice(TITLE_HEAD)} {r.choice(TITLE_TAIL)}: {r.choice(ADJ)}ая практика № {i}",
        "summary": sentence(r) + " " + sentence(r),
        "date": d.isoformat(), "year": d.year,
        "direction": [direction], "level": [r.choice(LEVELS)], "municipality": [r.choice(MUNICIPALITIES)],
        "subject": [r.choice(SUBJECTS)], "problem": sorted(r.sample(PROBLEMS, r.randint(1, 2))),
        "audience": sorted(r.sample(AUDIENCES, r.randint(1, 2))),
        "organisation": r.choice(ORGS), "status": r.choice(STATUSES), "tags": r.sample(TAGS, 3),
        "body": body(r, i, 2),
    }


# ---- exporters ---------------------------------------------------------------------------------------------
def q(s):  # valid as a TOML basic string and as a YAML double-quoted one
    return json.dumps(s, ensure_ascii=False)


def toml_hugo(p):
    tax = "\n".join(f"{k} = {q(p[k])}" for k, _, _ in FACETS)
    return (f"+++\ntitle = {q(p['title'])}\nsummary = {q(p['summary'])}\ndate = {p['date']}\n"
            f"slug = {q(p['slug'])}\n{tax}\n\n[params]\norganisation = {q(p['organisation'])}\n"
            f"year = {p['year']}\nstatus = {q(p['status'])}\nlabels = {q(p['tags'])}\n+++\n\n{p['body']}")


def facets_json():
    return [{"key": k, "label": l, "terms": [{"name": t, "slug": slug(t)} for t in ts]} for k, l, ts in FACETS]


def write_all(folder, suffix, render, ps):
    folder.mkdir(parents=True, exist_ok=True)
    for p in ps:
        (folder / (p["slug"] + suffix)).write_text(render(p), encoding="utf-8")


def metod_practice(p):
    """One practice of the content contract; links become relative links to the source files, as our authors write them."""
    facets = "\n".join(f"  {k}: {q([slug(v) for v in p[k]])}" for k, _, _ in FACETS)
    text = re.sub(r"\]\(/practices/([a-z0-9-]+)/\)", r"](\1.md)", p["body"])
    return (f"---\ntitle: {q(p['title'])}\nsummary: {q(p['summary'][:300])}\ndate: {p['date']}\n"
            f"organization: org-{ORGS.index(p['organisation']) + 1}\nproblem: {q(p['problem'][0])}\n"
            f"status: {STATUS_IDS[p['status']]}\nfacets:\n{facets}\n---\n\n{text}")


STATUS_IDS = {"Опубликована": "adopted", "На экспертизе": "trial", "Рекомендована к тиражированию": "replicated", "В архиве": "archived"}


def metod_site(out):
    """site.yaml, navigator.yaml and organizations.yaml: the same six facets as the peers' taxonomies."""
    content = out / "content"
    (content / "practices").mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text(
        f'title: "Навигатор эффективных практик"\nowner: org-1\nbase_url: "{SITE}/"\ntoday: 2026-11-01\n', encoding="utf-8")
    rows = ['title: "Навигатор эффективных практик"', "facets:"]
    for k, label, terms in FACETS:
        rows += [f"  - id: {k}", f"    label: {q(label)}", "    values:"]
        rows += [f"      - {{id: {slug(v)}, label: {q(v)}}}" for v in terms]
    (content / "navigator.yaml").write_text("\n".join(rows) + "\n", encoding="utf-8")
    rows = ["territories:"] + [f"  {slug(m)}: {{label: {q(m)}, cell: [{i % 8 + 1}, {i // 8 + 1}]}}" for i, m in enumerate(MUNICIPALITIES)]
    rows += ["organizations:"] + [f"  org-{i}: {{name: {q(o)}, short: {q(o)}, type: school, territory: {slug(MUNICIPALITIES[i % 22])}}}"
                                  for i, o in enumerate(ORGS, 1)]
    (content / "organizations.yaml").write_text("\n".join(rows) + "\n", encoding="utf-8")


def export(peer, out, ps):
    if peer == "jsonl":
        out.mkdir(parents=True, exist_ok=True)
        with open(out / "practices.jsonl", "w", encoding="utf-8") as f:
            for p in ps:
                f.write(json.dumps(p, ensure_ascii=False) + "\n")
        (out / "facets.json").write_text(json.dumps(facets_json(), ensure_ascii=False, indent=1), encoding="utf-8")
        return
    if peer == "metod":
        metod_site(out)
        write_all(out / "content" / "practices", ".md", metod_practice, ps)
        return
    shutil.copytree(HERE / "themes" / peer, out, dirs_exist_ok=True)
    (out / "static").mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "themes" / "site.css", out / "static" / "site.css")
    (out / "content" / "practices").mkdir(parents=True, exist_ok=True)
    (out / "content" / "_index.md").write_text('+++\ntitle = "Навигатор эффективных практик"\n+++\n', encoding="utf-8")
    index, render = '[build]\nrender = "never"', toml_hugo
    (out / "content" / "practices" / "_index.md").write_text(f'+++\ntitle = "Практики"\n{index}\n+++\n', encoding="utf-8")
    write_all(out / "content" / "practices", ".md", render, ps)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--n", type=int, required=True)
    a.add_argument("--for", dest="peer", required=True,
                   choices=["jsonl", "metod", "hugo"])
    a.add_argument("--out", type=Path, required=True)
    a.add_argument("--seed", default="ugra")
    o = a.parse_args()
    if o.out.exists() and any(o.out.iterdir()):
        sys.exit(f"{o.out} is not empty")
    export(o.peer, o.out, [practice(o.seed, i) for i in range(1, o.n + 1)])


if __name__ == "__main__":
    main()
