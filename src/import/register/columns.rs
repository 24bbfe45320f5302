//! What stands in the columns of a sheet of organizations, by their headings: one table of wordings.

use crate::import::model::{Row, Table};
use crate::import::plan::flat;
use crate::import::plan::rows::is_column_numbers;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Number of the row.
    Number,
    /// The id on the portal.
    Id,
    /// Full name.
    Name,
    /// Short name.
    Short,
    /// Sort of organization.
    Kind,
    /// Municipality.
    Territory,
    /// What it belongs to.
    Parent,
    /// Its site.
    Site,
    /// E-mail of the organization.
    Email,
    /// Telephone of the organization.
    Phone,
    /// Address.
    Address,
    /// Working hours.
    Hours,
    /// A person, or a telephone or e-mail of one: nothing of it is taken.
    Person,
    /// Tax number: tells organizations of one name apart, and has no place on a portal.
    TaxNumber,
    /// Anything else.
    Other,
}

/// Usual wordings by parts of words; the first row that fits decides, so narrow meanings stand first.
/// `=x` is the whole heading, `^x` its beginning, `a b` both anywhere.
const WORDINGS: &[(Field, &[&str])] = &[
    (
        Field::Other,
        &[
            "мероприят",
            "количеств",
            "численност",
            "документ",
            "программ",
            "практик",
            "правовая форма",
            "срок",
        ],
    ),
    (Field::Id, &["=id", "=ид", "=код на площадке"]),
    (
        Field::Person,
        &[
            "фио",
            "ф.и.о",
            "ф. и. о",
            "фамили",
            "руководител",
            "директор",
            "заведующ",
            "начальник",
            "контактное лицо",
            "ответственн",
            "координатор",
            "сотов",
            "мобильн",
            "личн",
        ],
    ),
    (Field::Site, &["сайт", "интернет", "url", "site"]),
    (
        Field::Email,
        &["почта", "почты", "e-mail", "email", "е-mail", "mail"],
    ),
    (Field::Phone, &["телефон", "тел.", "=тел", "phone"]),
    (Field::TaxNumber, &["инн"]),
    (Field::Hours, &["режим работ", "часы работ", "график работ"]),
    (
        Field::Parent,
        &[
            "учредител",
            "головн",
            "вышестоящ",
            "подчинен",
            "ведомств",
            "орган управлен",
            "управление образован",
            "осуществляющ управлен",
        ],
    ),
    (
        Field::Short,
        &["краткое", "сокращен", "кратк наимен", "короткое"],
    ),
    (
        Field::Kind,
        &["^тип", "^вид", "^категори", "=уровень образования"],
    ),
    (
        Field::Address,
        &["адрес", "местонахожд", "местополож", "место нахожд"],
    ),
    (
        Field::Territory,
        &[
            "муниципалитет",
            "муниципальное образование",
            "муниципальный район",
            "муниципальный округ",
            "муниципальн образован наимен",
            "территори",
            "=район",
            "=город",
            "=мо",
            "=округ",
            "район город",
            "город район",
            "наименование района",
            "наименование муниципальн",
            "городской округ",
        ],
    ),
    (
        Field::Name,
        &[
            "наименован",
            "название",
            "организаци",
            "учрежден",
            "^школа",
            "школы",
            "=оо",
            "=оу",
            "=соисполнитель",
        ],
    ),
    (
        Field::Number,
        &["^№", "п/п", "п.п", "=n", "=номер", "номер по порядку"],
    ),
];

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub field: Field,
    /// Its heading as written.
    pub heading: String,
    /// Its place in the grid.
    pub at: usize,
}

/// The headings of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// The first row below the headings.
    pub first_row: usize,
}

impl Grid {
    /// The place of the column of a field.
    pub fn place_of(&self, field: Field) -> Option<usize> {
        let found = self.columns.iter().find(|column| column.field == field);
        found.map(|column| column.at)
    }

    /// Whether the row repeats the headings.
    pub fn is_repeated(&self, row: &Row) -> bool {
        let mut met = 0;
        for cell in row.cells.iter().filter(|cell| !cell.is_empty()) {
            let heading = self.columns.iter().find(|column| column.at == cell.column);
            if heading.is_none_or(|column| column.heading != flat(&cell.text())) {
                return false;
            }
            met += 1;
        }
        met >= 2
    }
}

/// Headings stand near the top; a sheet may have a caption above them.
const ROWS_SEARCHED: usize = 30;

/// The headings of a table, if it is one of organizations: a name, and something that it is told with.
pub fn find(table: &Table) -> Option<Grid> {
    let mut best: Option<(usize, Grid)> = None;
    for at in 0..table.rows.len().min(ROWS_SEARCHED) {
        let Some(grid) = headings(table, at) else {
            continue;
        };
        let known = grid.columns.iter().filter(|c| c.field != Field::Other);
        let score = known.count();
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, grid));
        }
    }
    best.map(|(_, grid)| grid)
}

fn headings(table: &Table, at: usize) -> Option<Grid> {
    let row = table.rows.get(at)?;
    let below = table.rows.get(at + 1);
    let below = below.filter(|below| is_lower_half(row, below));
    let cells = row
        .cells
        .iter()
        .chain(below.iter().flat_map(|row| &row.cells));
    let width = cells.map(|cell| cell.column + cell.columns.max(1)).max()?;
    let mut columns: Vec<Column> = Vec::new();
    for at in 0..width {
        let own = |row: &Row| {
            row.at(at)
                .map(|cell| flat(&cell.text()))
                .unwrap_or_default()
        };
        let (upper, lower) = (own(row), below.map(own).unwrap_or_default());
        let starts = |row: &Row| row.at(at).is_some_and(|cell| cell.column == at);
        if !(starts(row) || below.is_some_and(starts)) {
            continue;
        }
        // «Руководитель» over «Телефон» is a telephone of a person.
        let heading = match (upper.is_empty(), lower.is_empty()) {
            (_, true) => upper,
            (true, false) => lower,
            (false, false) => format!("{upper}: {lower}"),
        };
        let field = field_of(&heading);
        let is_again = columns.iter().any(|column| column.field == field)
            && !matches!(field, Field::Other | Field::Person);
        let field = if is_again { Field::Other } else { field };
        columns.push(Column { field, heading, at });
    }
    let known = columns.iter().filter(|c| c.field != Field::Other).count();
    let is_named = columns
        .iter()
        .any(|column| matches!(column.field, Field::Name | Field::Short));
    (is_named && known >= 2 && !is_column_numbers(row)).then_some(Grid {
        columns,
        first_row: at + 1 + usize::from(below.is_some()),
    })
}

/// «Контакты» over «телефон | почта».
fn is_lower_half(row: &Row, below: &Row) -> bool {
    let mut written = below.cells.iter().filter(|cell| !cell.is_empty());
    row.cells
        .iter()
        .any(|cell| cell.columns > 1 && !cell.is_empty())
        && below.cells.iter().any(|cell| !cell.is_empty())
        && written.all(|cell| {
            let text = flat(&cell.text());
            text.chars().count() < 60 && field_of(&text) != Field::Other
        })
}

/// The meaning of a heading.
pub fn field_of(heading: &str) -> Field {
    let heading = flat(heading).to_lowercase().replace('ё', "е");
    if heading.is_empty() {
        return Field::Other;
    }
    let fits = |mark: &str| match (mark.strip_prefix('='), mark.strip_prefix('^')) {
        (Some(whole), _) => heading == whole,
        (_, Some(beginning)) => heading.starts_with(beginning),
        _ => {
            mark.contains(' ') && mark.split(' ').all(|part| heading.contains(part))
                || heading.contains(mark)
        }
    };
    let found = WORDINGS
        .iter()
        .find(|(_, marks)| marks.iter().any(|mark| fits(mark)));
    found.map_or(Field::Other, |(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::{Field, field_of};

    #[test]
    fn usual_headings_are_known() {
        for (heading, field) in [
            ("№ п/п", Field::Number),
            ("Полное наименование ОО", Field::Name),
            ("Наименование общеобразовательной организации", Field::Name),
            ("Краткое наименование", Field::Short),
            ("Сокращённое наименование организации", Field::Short),
            ("Тип", Field::Kind),
            ("Вид организации", Field::Kind),
            ("Муниципалитет", Field::Territory),
            ("Наименование муниципального образования", Field::Territory),
            ("Город / район", Field::Territory),
            ("Юридический адрес", Field::Address),
            ("Адрес электронной почты", Field::Email),
            ("E-mail", Field::Email),
            ("Адрес официального сайта", Field::Site),
            ("Телефон", Field::Phone),
            ("Номер телефона", Field::Phone),
            ("Телефон руководителя", Field::Person),
            ("Ф.И.О. директора", Field::Person),
            ("Руководитель: Телефон", Field::Person),
            ("ИНН", Field::TaxNumber),
            ("Учредитель", Field::Parent),
            ("Головная организация", Field::Parent),
            ("Наименование мероприятия", Field::Other),
            ("Количество учащихся школы", Field::Other),
            ("ОГРН", Field::Other),
            ("", Field::Other),
        ] {
            assert_eq!(field_of(heading), field, "{heading}");
        }
    }
}
