// The calendar as a list and as a grid, with and without JavaScript, on narrow screens and on paper; and
// what an organization finds of it on its own page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, browser, build, open, serve, sideways } from './demo.mjs';

let chromium;
let site;

before(async () => {
  site = await serve(build('--today', '2022-10-01'));
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await site?.close();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`${how} JavaScript the grid takes the place of the list, and a day of it leads back into the list`, async () => {
    const context = await chromium.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${site.url}calendar/`);
    const agenda = page.locator('#agenda');
    const grid = page.locator('#grid');
    assert.ok(await agenda.isVisible());
    assert.ok(!(await grid.isVisible()));

    await agenda.locator('a[href="#grid"]').click();
    assert.ok(await grid.isVisible());
    assert.ok(!(await agenda.isVisible()));
    assert.ok(await grid.locator('#g-2022-12 .grid-items a').first().isVisible());

    await grid.locator('a[href="#d-2022-12-31"]').click();
    assert.match(page.url(), /#d-2022-12-31$/);
    assert.ok(await agenda.isVisible());
    assert.ok(!(await grid.isVisible()));
    const box = await page.locator('#d-2022-12-31').boundingBox();
    assert.ok(box.y > -10 && box.y < 800, `at ${box.y}`);

    await page.goBack();
    assert.ok(await grid.isVisible());
    await context.close();
  });
}

test('a past day is folded away with its month and opens when an address leads to it', async () => {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.url}calendar/`);
  const day = page.locator('[id="d-2022-03-31"]');
  assert.ok(!(await day.isVisible()));
  await page.goto(`${site.url}calendar/#d-2022-03-31`);
  await day.waitFor({ state: 'visible' });
  await context.close();
});

test('every day of the grid stands under its weekday, each month is whole, and one day is today', async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}calendar/#grid`);
  const months = await page.locator('.month-grid').evaluateAll((tables) => tables.map((table) => ({
    name: table.id,
    days: [...table.querySelectorAll('tbody time')].map((time) => time.dateTime),
    columns: [...table.querySelectorAll('tbody time')].map((time) => time.closest('td').cellIndex),
    widths: [...table.rows].map((row) => row.cells.length),
  })));
  assert.ok(months.length > 10);
  for (const { name, days, columns, widths } of months) {
    const [year, month] = name.slice(2).split('-').map(Number);
    const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const expected = Array.from({ length: count }, (_, at) => `${name.slice(2)}-${String(at + 1).padStart(2, '0')}`);
    assert.deepEqual(days, expected, name);
    assert.deepEqual(columns, days.map((day) => (new Date(day).getUTCDay() + 6) % 7), name);
    assert.deepEqual([...new Set(widths)], [7], name);
  }
  assert.deepEqual(await page.locator('[aria-current=date] time').evaluateAll((all) => all.map((time) => time.dateTime)), ['2022-10-01']);
  await context.close();
});

test('many terms of one day are one row with their numbers, and every number leads to its measure', async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}calendar/`);
  const row = page.locator('[id="d-2022-12-31"]');
  assert.match(await row.innerText(), /Срок:\s15\sмероприятий\sплана/);
  const numbers = await row.locator('.number-list a').evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute('href')]));
  assert.equal(numbers.length, 15);
  assert.deepEqual(numbers.filter(([number, href]) => !href.endsWith(`plans/yugra-2022/#m-${number}`)), []);
  await context.close();
});

for (const width of [1280, 375, 320]) {
  test(`${width} px wide the grid shows no barrier and nothing to scroll sideways`, async () => {
    const context = await chromium.newContext({ viewport: { width, height: 800 } });
    const { page, troubles } = await open(context, `${site.url}calendar/#grid`);
    assert.deepEqual(await sideways(page), []);
    assert.deepEqual(await barriers(page), []);
    const isNarrow = width < 768;
    assert.equal(await page.locator('#g-2022-12 .grid-items').first().isVisible(), !isNarrow);
    assert.equal(await page.locator('#g-2022-12 .grid-count').first().isVisible(), isNarrow);
    const day = await page.locator('a[href="#d-2022-12-31"]').boundingBox();
    assert.ok(day.width >= 24 && day.height >= 24, `${day.width} × ${day.height}`);
    assert.deepEqual(await troubles(), []);
    await context.close();
  });
}

test('with text twice as large as usual nobody scrolls the grid sideways', async () => {
  const large = await browser('--blink-settings=defaultFontSize=32');
  for (const width of [1280, 375]) {
    const context = await large.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${site.url}calendar/#grid`);
    assert.deepEqual(await sideways(page), []);
    await context.close();
  }
  await large.close();
});

test('paper gets the list, whichever view is on the screen', async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print' });
  for (const view of ['', '#grid']) {
    await page.goto(`${site.url}calendar/${view}`);
    assert.ok(await page.locator('#agenda').isVisible());
    assert.ok(!(await page.locator('#grid').isVisible()));
  }
  await context.close();
});

test('an organization sees its measures by date, and on paper only its name and its tasks', async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}organizations/iro-yugra/`);
  const lists = await page.locator('.task-list').evaluateAll((all) => all.map((list) => [...list.querySelectorAll('time.event-date')].map((time) => time.dateTime)));
  const [next] = lists;
  const past = lists.at(-1);
  assert.ok(next.length > 3 && past.length > 3);
  assert.deepEqual(next, [...next].sort());
  assert.ok(next.every((day) => day >= '2022-10-01'));
  assert.deepEqual(past, [...past].sort().reverse());
  assert.ok(past.every((day) => day < '2022-10-01'));
  const file = page.locator('.entry-actions a[href$="plan.ics"]');
  const answer = await page.request.get(new URL(await file.getAttribute('href'), page.url()).href);
  assert.match(await answer.text(), /^BEGIN:VCALENDAR\r\n/);

  assert.ok(await page.locator('#seminars').isVisible());
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('h1').isVisible());
  assert.ok(await page.locator('#measures').isVisible());
  assert.ok(await page.locator('#orders').isVisible());
  assert.ok(!(await page.locator('#seminars').isVisible()));
  await context.close();
});
