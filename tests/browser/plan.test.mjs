// The page of a plan: the choice of measures, the timeline, and the annex on paper.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { barriers, browser, build, emptyFolder, open, program, root, serve, sideways } from './demo.mjs';

const SCHOOL = 'plans/primer-shkola-2022/';
const REGION = 'plans/yugra-2022/';
const CITY = 'plans/megion-2022-2024/';

let chromium;
let folder;
let site;
let context;

before(async () => {
  folder = build();
  site = await serve(folder);
  chromium = await browser();
  context = await chromium.newContext({ viewport: { width: 1280, height: 900 } });
});
after(async () => {
  await chromium?.close();
  await site?.close();
});

/** Numbers of the measures that can be seen, in their order. */
const shown = (page) => page.locator('tr.measure:not([hidden])').evaluateAll((rows) => rows.filter((row) => row.offsetParent !== null).map((row) => row.id.slice(2)));

/** Numbers of the measures whose row carries one of the values under each of the names. */
function wanted(page, choice) {
  return page.locator('tr.measure').evaluateAll((rows, choice) => {
    const names = { section: 'section', executor: 'executors', quarter: 'quarters', state: 'state' };
    const has = (row, [name, values]) => {
      const own = (row.dataset[names[name]] || 'none').split(' ');
      return values.some((value) => own.includes(value));
    };
    return rows.filter((row) => Object.entries(choice).every((filter) => has(row, filter))).map((row) => row.id.slice(2));
  }, choice);
}

/** Opens every filter and ticks the values named. */
async function choose(page, choice) {
  await page.locator('#plan-filters details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  for (const [name, values] of Object.entries(choice)) {
    for (const value of values) await page.locator(`#plan-filters input[name="${name}"][value="${value}"]`).click();
  }
}

/** `sift` as it is, in a world without a page. */
function sift(measures, chosen, filters) {
  const world = { window: { metod: {} } };
  vm.runInNewContext(readFileSync(join(root, 'themes/default/js/plan/sift.js'), 'utf8'), world);
  const { plan } = world.window.metod;
  return JSON.parse(JSON.stringify(plan.sift(plan.index(measures, filters), chosen)));
}

const MEASURES = [
  { section: ['1'], executor: ['a', 'b'] },
  { section: ['1'], executor: ['b'] },
  { section: ['2'], executor: ['a'] },
  { section: ['2'], executor: [] },
];
const SIFTED = [
  ['nothing chosen shows everything', { section: [], executor: [] }, [true, true, true, true], { 1: 2, 2: 2 }, { a: 2, b: 2 }],
  ['a value shows the measures that have it', { section: ['1'], executor: [] }, [true, true, false, false], { 1: 2, 2: 2 }, { a: 1, b: 2 }],
  ['two values of one filter are «or»', { section: [], executor: ['a', 'b'] }, [true, true, true, false], { 1: 2, 2: 1 }, { a: 2, b: 2 }],
  ['two filters are «and»', { section: ['2'], executor: ['a'] }, [false, false, true, false], { 1: 1, 2: 1 }, { a: 1 }],
  ['values that exclude each other show nothing', { section: ['3'], executor: ['b'] }, [false, false, false, false], { 1: 2 }, {}],
];
for (const [claim, chosen, shown, section, executor] of SIFTED) {
  test(`${claim}, and counts say what another choice would show`, () => {
    const sifted = sift(MEASURES, chosen, ['section', 'executor']);
    assert.deepEqual(sifted.shown, shown);
    assert.equal(sifted.total, shown.filter(Boolean).length);
    assert.deepEqual(sifted.counts, { section, executor });
  });
}

test('without a script there is no choice and every measure is shown', async () => {
  const plain = await chromium.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto(site.url + REGION);
  assert.ok(!(await page.locator('#plan-filters').isVisible()));
  assert.equal(await page.locator('tr.measure:visible').count(), 34);
  await plain.close();
});

const sorted = (choice) => Object.fromEntries(Object.entries(choice).map(([name, values]) => [name, [...values].sort()]));

const CHOICES = [
  ['one section', REGION, { section: ['2'] }],
  ['two quarters', REGION, { quarter: ['2022-Q1', '2022-Q2'] }],
  ['what has no day', REGION, { quarter: ['none'] }],
  ['a quarter and an executor', CITY, { quarter: ['2023-Q4'], executor: ['megion-cro', 'megion-vospitanie'] }],
  ['a state', SCHOOL, { state: ['done'] }],
  ['a section, an executor, a quarter and two states', SCHOOL, { section: ['2'], executor: ['primer-sosh-4'], quarter: ['2022-Q2'], state: ['done', 'in-progress'] }],
];
for (const [name, address, choice] of CHOICES) {
  test(`the choice of ${name} shows exactly the measures that fit, says how many, and stands in the address`, async () => {
    const { page, troubles } = await open(context, site.url + address);
    assert.equal(await page.locator('#plan-filters [role=status]').textContent(), '', 'nothing is said on load');
    await choose(page, choice);
    const all = await page.locator('tr.measure').count();
    const right = await wanted(page, choice);
    assert.ok(right.length > 0 && right.length < all, `${right.length} of ${all}`);
    assert.deepEqual(await shown(page), right);

    const text = (await page.locator('.filter-count').textContent()).replaceAll('\u00a0', ' ');
    assert.equal(text, `Показано ${right.length} из ${all} мероприятий`);
    await page.waitForFunction((text) => document.querySelector('#plan-filters [role=status]').textContent === text, await page.locator('.filter-count').textContent());

    const empty = await page.locator('.plan-table tbody').evaluateAll((sections) => sections.filter((section) => section.offsetParent !== null && !section.querySelector('.measure:not([hidden])')).length);
    assert.equal(empty, 0, 'a section without measures is hidden');

    const query = new URL(page.url()).searchParams;
    const names = [...new Set(query.keys())];
    assert.deepEqual(Object.fromEntries(names.map((name) => [name, query.getAll(name).sort()])), sorted(choice));

    const again = await context.newPage();
    await again.goto(page.url());
    assert.deepEqual(await shown(again), right, 'the address alone shows the same');
    await again.close();
    assert.deepEqual(await troubles(), []);
    await page.close();
  });
}

test('the number beside a value is what its choice shows', async () => {
  const { page } = await open(context, `${site.url}${SCHOOL}?section=2`);
  const values = await page.locator('#plan-filters input:not([name=section])').evaluateAll((all) => all.map((input) => [input.name, input.value, Number(input.dataset.count)]));
  assert.ok(values.length > 5);
  for (const [name, value, count] of values) {
    await page.goto(`${site.url}${SCHOOL}?section=2&${name}=${value}`);
    assert.equal((await shown(page)).length, count, `${name}=${value}`);
  }
  await page.close();
});

test('values that the plan does not have are dropped from the address, everything else stays', async () => {
  const { page } = await open(context, `${site.url}${REGION}?section=1&section=99&quarter=1999-Q1&state=done&other=x#m-2`);
  assert.equal(new URL(page.url()).search, '?other=x&section=1');
  assert.equal(new URL(page.url()).hash, '#m-2');
  assert.deepEqual(await shown(page), await wanted(page, { section: ['1'] }));
  await page.close();
});

test('on the way back the choice is still there', async () => {
  const { page } = await open(context, site.url + REGION);
  await choose(page, { section: ['3'] });
  const chosen = await shown(page);
  await page.goto(site.url);
  await page.goBack();
  assert.deepEqual(await shown(page), chosen);
  assert.ok(await page.locator('#plan-filters input[name=section][value="3"]').evaluate((input) => input.checked));
  await page.close();
});

test('states are a choice only where they are said in words', async () => {
  for (const [address, count] of [[REGION, 0], [CITY, 0], [SCHOOL, 1]]) {
    const { page } = await open(context, site.url + address);
    assert.equal(await page.locator('#plan-filters summary', { hasText: 'Исполнение' }).count(), count, address);
    assert.equal(await page.locator('#plan-filters input[name=state]').count() > 0, count > 0, address);
    await page.close();
  }
});

test('an address of a measure that is not shown shows it and drops the choice', async () => {
  const { page } = await open(context, `${site.url}${REGION}?section=1#m-30`);
  const inView = () => page.locator('[id="m-30"]').evaluate((row) => { const { top, bottom } = row.getBoundingClientRect(); return top < innerHeight && bottom > 0 && row.offsetParent !== null; });
  assert.ok(await inView());
  assert.equal(new URL(page.url()).search, '');

  await choose(page, { section: ['1'] });
  assert.ok(!(await inView()));
  await page.evaluate(() => { location.hash = '#m-31'; });
  await page.waitForFunction(() => document.getElementById('m-31').offsetParent !== null);
  assert.equal((await shown(page)).length, 34);

  await choose(page, { section: ['1'] });
  await page.locator('.plan-contents a[href="#section-3"]').click();
  assert.equal((await shown(page)).length, 34, 'so does a link to a section');
  await page.close();
});

test('chips name what is chosen and take it away; the focus stays near', async () => {
  const { page } = await open(context, `${site.url}${REGION}?section=1&section=2&quarter=2022-Q1`);
  const chips = page.locator('[data-action=remove-filter]');
  assert.deepEqual(await chips.evaluateAll((all) => all.map((chip) => [chip.dataset.facet, chip.dataset.value])), [['section', '1'], ['section', '2'], ['quarter', '2022-Q1']]);
  assert.match(await chips.first().getAttribute('aria-label'), /^Убрать фильтр: Нормативно-правовое/);
  await chips.first().click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.value), '2');
  assert.deepEqual(await shown(page), await wanted(page, { section: ['2'], quarter: ['2022-Q1'] }));
  await page.locator('#plan-filters [data-action=reset]').click();
  assert.equal(await chips.count(), 0);
  assert.equal((await shown(page)).length, 34);
  assert.equal(new URL(page.url()).search, '');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY');
  await page.close();
});

test('a choice that nothing fits says so', async () => {
  const { page } = await open(context, `${site.url}${SCHOOL}?section=4&state=done`);
  assert.deepEqual(await shown(page), []);
  assert.match(await page.locator('.filter-count').textContent(), /не подходит ни одно мероприятие/);
  await page.close();
});

test('with everything unfolded the page of a plan has no barrier and nothing sticks out, wide, narrow and dark', async () => {
  for (const [width, colorScheme] of [[1280, 'light'], [375, 'light'], [1280, 'dark']]) {
    const own = await chromium.newContext({ viewport: { width, height: 800 }, colorScheme });
    for (const address of [SCHOOL, CITY]) {
      const { page, troubles } = await open(own, `${site.url}${address}?section=2`);
      await page.locator('main details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
      assert.deepEqual(await barriers(page), [], `/${address} at ${width}, ${colorScheme}`);
      assert.deepEqual(await sideways(page), [], `/${address} at ${width}`);
      assert.deepEqual(await troubles(), []);
      await page.close();
    }
    await own.close();
  }
});

test('opened as a file a plan is chosen from and filtered just the same', async () => {
  const offline = build('--offline');
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(join(offline, REGION, 'index.html'))}?section=1`);
  const first = await wanted(page, { section: ['1'] });
  assert.deepEqual(await shown(page), first);
  await choose(page, { quarter: ['2022-Q4'] });
  assert.deepEqual(await shown(page), await wanted(page, { section: ['1'], quarter: ['2022-Q4'] }));
  assert.match(page.url(), /\?section=1&quarter=2022-Q4$/);
  await page.close();
});

test('the timeline is a drawing in a region that the keyboard can scroll, with the same days in a table', async () => {
  for (const width of [1280, 375]) {
    const own = await chromium.newContext({ viewport: { width, height: 800 } });
    const { page } = await open(own, site.url + SCHOOL);
    const region = page.locator('#timeline .timeline-scroll');
    assert.equal(await region.getAttribute('tabindex'), '0');
    assert.ok(await region.getAttribute('aria-label'));
    assert.equal(await page.locator('#timeline svg').evaluateAll((all) => all.filter((one) => !one.closest('[aria-hidden=true]')).length), 0);
    const scrolls = await region.evaluate((box) => box.scrollWidth > box.clientWidth);
    assert.equal(scrolls, width === 375);
    const drawn = await page.locator('.timeline-number').allTextContents();
    const rows = await page.locator('.timeline-table tbody th').allTextContents();
    assert.deepEqual(rows, drawn);
    const undated = await page.locator('.timeline-undated a').allTextContents();
    assert.deepEqual([...drawn, ...undated].sort(), (await page.locator('tr.measure').evaluateAll((all) => all.map((row) => row.id.slice(2)))).sort());
    if (width === 375) {
      await region.focus();
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => document.querySelector('.timeline-scroll').scrollLeft > 0);
    }
    await own.close();
  }
});

test('the line of today stands in its month while the plan lasts, and nowhere after it', async () => {
  for (const [today, month] of [['2022-02-15', 1], ['2022-07-01', 6], ['2023-01-15', null]]) {
    const built = await serve(build('--today', today));
    const page = await context.newPage();
    await page.goto(built.url + REGION);
    if (month === null) {
      assert.equal(await page.locator('.timeline-scale .timeline-today').count(), 0);
    } else {
      const place = await page.locator('.timeline-scale').first().evaluate((drawing) => {
        const middle = (part) => { const { left, right } = part.getBoundingClientRect(); return (left + right) / 2; };
        const line = middle(drawing.querySelector('.timeline-today'));
        const months = [...drawing.querySelectorAll('.timeline-unit')].map(middle);
        return months.reduce((best, at, index) => (Math.abs(at - line) < Math.abs(months[best] - line) ? index : best), 0);
      });
      assert.equal(place, month, today);
    }
    await page.close();
    await built.close();
  }
});

test('no part of the timeline needs a colour: bars differ by pattern and marks by shape', async () => {
  const { page } = await open(context, site.url + SCHOOL);
  const shapes = await page.locator('.timeline-legend li svg').evaluateAll((all) => all.map((one) => {
    const used = one.querySelector('use');
    const part = used ? document.querySelector(used.getAttribute('href')) : one.querySelector('rect, path');
    return [part.tagName, part.getAttribute('d') ?? part.innerHTML, part.getAttribute('fill')].join(' ');
  }));
  assert.ok(shapes.length > 5);
  assert.equal(new Set(shapes).size, shapes.length);
  await page.close();
});

for (const [name, address] of [['regional', REGION], ['municipal', CITY], ['school', SCHOOL]]) {
  test(`in the annex of the ${name} plan the measure has the widest column and no cell sticks out`, async () => {
    const page = await context.newPage();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1031, height: 702 });
    await page.goto(`${site.url}${address}print/`);
    const widths = await page.locator('.annex-table thead th').evaluateAll((all) => Object.fromEntries(all.map((cell) => [cell.className, cell.offsetWidth])));
    const title = widths['column-title'];
    for (const [column, width] of Object.entries(widths)) {
      if (column !== 'column-title') assert.ok(width < title, `${column} ${width}, the measure ${title}`);
    }
    const wide = await page.locator('.annex-table th, .annex-table td').evaluateAll((all) => all.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent.trim().slice(0, 40)));
    assert.deepEqual(wide, []);
    assert.ok(await page.locator('.annex-table').evaluate((table) => table.offsetWidth <= document.documentElement.clientWidth));
    await page.close();
  });
}

test('every sheet of an annex has its number and that of the last', async () => {
  const page = await context.newPage();
  await page.goto(`${site.url}${CITY}print/`);
  const sheets = (await paper(page)).split('\f').slice(0, -1);
  assert.ok(sheets.length > 3);
  for (const [at, sheet] of sheets.entries()) assert.match(sheet.trimEnd(), new RegExp(`${at + 1}\\s*/\\s*${sheets.length}$`));
  await page.close();
});

/** The words of a page as it is printed; a form feed ends each sheet. */
async function paper(page) {
  const pdf = join(emptyFolder(), 'plan.pdf');
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
}

/** A portal with one plan of so many measures, forty to a section. */
function long(count) {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'content/plans'), { recursive: true });
  const terms = ['I квартал 2022', 'II квартал 2022', 'III квартал 2022', 'IV квартал 2022', 'По отдельному графику'];
  const measure = (at) => [
    `      - number: "${at + 1}"`,
    `        title: Мероприятие номер ${at + 1}`,
    `        responsible: [school-${at % 7}]`,
    `        timing: ${terms[at % terms.length]}`,
  ].join('\n');
  const sections = Array.from({ length: count / 40 }, (_, section) => [
    `  - title: Раздел номер ${section + 1}`,
    '    measures:',
    ...Array.from({ length: 40 }, (_, at) => measure(section * 40 + at)),
  ].join('\n'));
  const schools = Array.from({ length: 7 }, (_, at) => `  school-${at}: {name: Школа номер ${at}, type: school}`);
  writeFileSync(join(folder, 'content/site.yaml'), 'title: Площадка\nowner: school-0\ntoday: 2022-05-01\n');
  writeFileSync(join(folder, 'content/organizations.yaml'), `organizations:\n${schools.join('\n')}\n`);
  writeFileSync(join(folder, 'content/plans/long.yaml'), `title: Длинный план\nperiod: "2022"\nowner: school-0\nsections:\n${sections.join('\n')}\n`);
  const out = join(folder, 'site');
  execFileSync(program, ['--root', folder, '--quiet', 'build', '--out', out], { stdio: ['ignore', 'ignore', 'ignore'] });
  return out;
}

test('a plan of 2,000 measures is filtered, leads to each measure, and is drawn by sections', async () => {
  const built = await serve(long(2000));
  const { page, troubles } = await open(context, `${built.url}plans/long/`, { status404: true }); // The browser asks for an icon that this portal lacks.
  assert.equal(await page.locator('tr.measure').count(), 2000);
  await choose(page, { executor: ['school-3'], quarter: ['2022-Q2', 'none'] });
  // Of 35 measures in a row each executor has each term once.
  const right = Array.from({ length: 2000 }, (_, at) => at).filter((at) => at % 7 === 3 && [1, 4].includes(at % 5)).map((at) => String(at + 1));
  assert.deepEqual(await page.locator('tr.measure:not([hidden])').evaluateAll((rows) => rows.map((row) => row.id.slice(2))), right);
  assert.match((await page.locator('.filter-count').textContent()).replaceAll('\u00a0', ' '), new RegExp(`^Показано ${right.length} из 2 000 мероприятий$`));

  // The rows out of sight have a guessed height: the scroll bar would mislead if it were that of all measures.
  const height = () => page.locator('.plan-table').evaluate((table) => table.getBoundingClientRect().height);
  await page.waitForFunction(() => !document.querySelector('.plan-later'));
  const each = await height() / right.length;
  assert.ok(each > 40 && each < 160, `${each} pixels a measure`);

  await page.goto(`${built.url}plans/long/#m-1234`);
  await page.waitForFunction(() => { const { top, bottom } = document.getElementById('m-1234').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; });

  const counts = await page.locator('.timeline-table tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))));
  assert.deepEqual(counts, Array.from({ length: 50 }, () => [8, 8, 8, 8]));
  assert.equal(await page.locator('.bar-count').count(), 200);
  assert.deepEqual(await troubles(), []);
  await page.close();
  await built.close();
});

test('of a long plan paper has what the choice leaves, and nothing else', async () => {
  const built = await serve(long(240));
  const page = await context.newPage();
  await page.goto(`${built.url}plans/long/?section=6&executor=school-1&quarter=2022-Q3`);
  const table = (await paper(page)).split('Сроки на шкале времени')[0];
  assert.deepEqual(table.match(/Мероприятие номер \d+/g), ['Мероприятие номер 233']);
  assert.deepEqual(table.match(/^ *Раздел номер \d+$/gm)?.map((line) => line.trim()), ['Раздел номер 6']);
  await page.close();
  await built.close();
});

test('of a long plan the measures and headings that a choice leaves take room, and nothing else does', async () => {
  const built = await serve(long(240));
  const page = await context.newPage();
  await page.goto(`${built.url}plans/long/`);
  /** Headings of sections and measures that can be seen. */
  const seen = () => page.locator('.plan-section, tr.measure').evaluateAll((all) => all
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height > 0)
    .map((one) => one.id || one.textContent.trim()));
  const settled = () => page.waitForFunction(() => !document.querySelector('.plan-later'));
  const all = await seen();
  assert.equal(all.length, 246);

  // The section's heading stands in one part of the table with the measures 201 to 225, its last measures in another.
  await choose(page, { section: ['6'], executor: ['school-1'], quarter: ['2022-Q3'] });
  await settled();
  assert.deepEqual(await seen(), ['Раздел номер 6', 'm-233']);
  const heights = await page.locator('.plan-table tbody[hidden]').evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().height));
  assert.ok(heights.length > 5 && heights.every((height) => height === 0), String(heights));

  await page.locator('#plan-filters [data-action=reset]').click();
  await settled();
  assert.deepEqual(await seen(), all);
  await page.close();
  await built.close();
});

test('a long plan has the same columns as a short one, on the screen and on paper', async () => {
  const built = await serve(long(240));
  const page = await context.newPage();
  await page.goto(`${built.url}plans/long/`);
  assert.ok(await page.locator('.plan-table.plan-long').count());
  const edges = (selector) => page.locator(selector).first().evaluate((row) => [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)));
  assert.deepEqual(await edges('.plan-table thead tr'), await edges('tr.measure'));
  assert.deepEqual(await edges('tr.measure'), await edges('#m-20'));
  const printed = await paper(page);
  for (let at = 1; at <= 240; at += 1) assert.equal(printed.match(new RegExp(`Мероприятие номер ${at}\\b`, 'g'))?.length, 1, `measure ${at}`);
  await page.close();
  await built.close();
});
