// What a visitor compares and keeps: buttons, the bar, the comparison, «Моя подборка».

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { barriers, browser, build, open, serve, sideways } from './demo.mjs';
import { readBack, squares } from './engine/reader.mjs';

const wide = { viewport: { width: 1280, height: 900 } };
const narrow = { viewport: { width: 375, height: 800 } };
const PRACTICES = ['chitaem-zadachu', 'pismo-domoi', 'slovar-predmeta', 'karta-defitsitov', 'komanda-izmenenii'];
let chromium;
let folder;
let site;

before(async () => {
  folder = build();
  site = await serve(folder);
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await site?.close();
});

async function fresh(address, options = wide) {
  const context = await chromium.newContext(options);
  return { context, ...await open(context, site.url + address) };
}

const columns = (page) => page.locator('#compare th[data-practice]').evaluateAll((all) => all.map((one) => one.dataset.practice));
const list = (page) => page.locator('#selection .selection-item').evaluateAll((all) => all.map((one) => one.dataset.id));
const ready = (page) => page.waitForSelector('.choice-page[data-ready]');
const compare = (ids) => `navigator/compare/?ids=${ids}`;
const selection = (ids) => `navigator/selection/?ids=${ids}`;

test('a practice is put into the comparison on its card and on its page; the link names all that are', async () => {
  const { context, page, troubles } = await fresh('practices/');
  const bar = page.locator('#choice-bar');
  assert.equal(await bar.isVisible(), false);
  const card = page.locator(`[data-action=compare][data-id="${PRACTICES[1]}"]`);
  assert.equal(await card.getAttribute('aria-pressed'), 'false');
  assert.match(await card.textContent(), /^Сравнить: /);
  await card.click();
  assert.equal(await card.getAttribute('aria-pressed'), 'true');
  assert.match(await card.textContent(), /^В сравнении: /);
  await page.goto(`${site.url}practices/${PRACTICES[0]}/`);
  await page.locator(`[data-action=compare][data-id="${PRACTICES[0]}"]`).first().click();
  const link = page.locator('[data-action=compare-link]');
  assert.equal(await link.textContent(), 'Сравнить: 2');
  assert.match(await link.getAttribute('href'), new RegExp(`navigator/compare/\\?ids=${PRACTICES[1]},${PRACTICES[0]}$`));
  assert.deepEqual(await barriers(page), []);
  await link.click();
  await ready(page);
  assert.deepEqual(await columns(page), [PRACTICES[1], PRACTICES[0]]);
  await page.goBack();
  await page.locator('[data-action=clear-compare]').click();
  assert.equal(await bar.isVisible(), false);
  assert.deepEqual(await troubles(), []);
  await context.close();
});

test('the comparison says of each practice what its page says, and where it says nothing, that', async () => {
  const { context, page, troubles } = await fresh(compare(PRACTICES.slice(0, 3)));
  await ready(page);
  assert.deepEqual(await columns(page), PRACTICES.slice(0, 3));
  assert.deepEqual(await page.locator('#compare tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.line).slice(0, 7)), ['cost', 'evidence', 'audience', 'steps', 'results', 'limits', 'resources']);
  for (const row of await page.locator('#compare tbody tr').all()) {
    assert.ok((await row.locator('th[scope=row]').textContent()).trim());
    const cells = await row.locator('td').evaluateAll((all) => all.map((cell) => cell.textContent.trim()));
    assert.equal(cells.length, 3);
    assert.ok(cells.every(Boolean) && cells.some((cell) => cell !== 'не указано'), cells.join(' | '));
  }
  const plain = readFileSync(join(folder, `practices/${PRACTICES[0]}/index.html`), 'utf8').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const step = await page.locator('#compare tr[data-line=steps] td').first().locator('li').first().evaluate((item) => item.innerText.split('\n')[0].trim());
  assert.ok(step && plain.includes(step), step);
  assert.deepEqual(await barriers(page), []);
  assert.deepEqual(await troubles(), []);
  await context.close();
});

const COMPARED = [
  ['two', PRACTICES.slice(0, 2), PRACTICES.slice(0, 2), null],
  ['four', PRACTICES.slice(0, 4), PRACTICES.slice(0, 4), null],
  ['five show the first four and a notice', PRACTICES, PRACTICES.slice(0, 4), /Выбрано 5 практик.*четыре/],
  ['one unknown is dropped with a notice', [PRACTICES[0], 'nope', PRACTICES[1]], PRACTICES.slice(0, 2), /1 практики из адреса на площадке нет/],
  ['an id with signs is unknown and does no harm', [PRACTICES[0], '<b>', '__proto__', PRACTICES[1]], PRACTICES.slice(0, 2), /2 практик из адреса/],
];
for (const [name, ids, shown, notice] of COMPARED) {
  test(`comparison of ${name}`, async () => {
    const { context, page, troubles } = await fresh(compare(ids.map(encodeURIComponent)));
    await ready(page);
    assert.deepEqual(await columns(page), shown);
    const notices = (await page.locator('#compare .navigator-notice').allTextContents()).join(' ');
    if (notice) assert.match(notices, notice); else assert.equal(notices, '');
    assert.deepEqual([await sideways(page), await troubles()], [[], []]);
    await context.close();
  });
}

test('an empty comparison and an empty selection say what to do', async () => {
  for (const address of ['navigator/compare/', 'navigator/selection/']) {
    const { context, page } = await fresh(address);
    await ready(page);
    assert.ok(await page.locator('.choice-body .empty a').isVisible());
    assert.deepEqual(await barriers(page), []);
    await context.close();
  }
});

test('without a script both pages say what they are for and lead to the print list', async () => {
  const context = await chromium.newContext({ ...wide, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const address of ['navigator/compare/', 'navigator/selection/']) {
    await page.goto(site.url + address);
    assert.ok(await page.locator('.without-script').isVisible());
    assert.ok(await page.locator('main a[href*="practices/print/"]').first().isVisible());
  }
  await context.close();
});

test('a practice leaves the comparison, and the address with it', async () => {
  const { context, page } = await fresh(compare(PRACTICES.slice(0, 3)));
  await ready(page);
  await page.locator(`th[data-practice="${PRACTICES[1]}"] [data-action=remove]`).click();
  await page.waitForFunction(() => document.querySelectorAll('th[data-practice]').length === 2);
  assert.deepEqual(await columns(page), [PRACTICES[0], PRACTICES[2]]);
  assert.equal(new URL(page.url()).search, `?ids=${PRACTICES[0]},${PRACTICES[2]}`);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.action), 'remove');
  await context.close();
});

test('on paper the comparison is one table across the sheet', async () => {
  const { context, page } = await fresh(compare(PRACTICES.slice(0, 4)));
  await ready(page);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1031, height: 702 });
  assert.deepEqual(await sideways(page), []);
  const wider = await page.locator('#compare th, #compare td').evaluateAll((all) => all.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent.trim().slice(0, 40)));
  assert.deepEqual(wider, []);
  assert.equal(await page.locator('#compare button:visible').count(), 0);
  assert.ok(await page.locator('.sample-sheet').isVisible(), 'examples are said to be examples on every sheet');
  await context.close();
});

test('«Моя подборка» keeps what was put into it, in every tab, and counts it in the bar', async () => {
  const { context, page, troubles } = await fresh('practices/');
  const other = await context.newPage();
  await other.goto(`${site.url}navigator/`);
  for (const id of PRACTICES.slice(0, 2)) await page.locator(`[data-action=basket][data-id="${id}"]`).click();
  const link = other.locator('[data-action=selection-link]');
  await other.waitForFunction(() => document.querySelector('[data-action=selection-link]').textContent === 'Моя подборка: 2');
  assert.equal(await other.locator(`[data-action=basket][data-id="${PRACTICES[0]}"]`).first().getAttribute('aria-pressed'), 'true');
  await link.click();
  await ready(other);
  assert.deepEqual(await list(other), PRACTICES.slice(0, 2));
  assert.equal(await other.locator('[data-action=keep-selection]').count(), 0, 'it is one’s own');
  await page.locator(`[data-action=basket][data-id="${PRACTICES[2]}"]`).click();
  await other.waitForFunction(() => document.querySelectorAll('.selection-item').length === 3);
  await other.locator('.selection-item [data-action=remove]').first().click();
  await other.waitForFunction(() => document.querySelectorAll('.selection-item').length === 2);
  await page.waitForFunction((id) => document.querySelector(`[data-action=basket][data-id="${id}"]`).getAttribute('aria-pressed') === 'false', PRACTICES[0]);
  await page.goto(`${site.url}navigator/selection/`);
  await ready(page);
  assert.deepEqual(await list(page), PRACTICES.slice(1, 3), 'also without ids in the address');
  assert.deepEqual(await troubles(), []);
  await context.close();
});

test('ids in the address win over one’s own selection, which stays until the visitor takes the other', async () => {
  const { context, page } = await fresh('practices/');
  await page.locator(`[data-action=basket][data-id="${PRACTICES[4]}"]`).click();
  await page.goto(site.url + selection(PRACTICES.slice(0, 2)));
  await ready(page);
  assert.deepEqual(await list(page), PRACTICES.slice(0, 2));
  await page.locator('.selection-item [data-action=move-down]').first().click();
  await page.waitForFunction((ids) => new URL(location.href).search === `?ids=${ids}`, [PRACTICES[1], PRACTICES[0]].join());
  assert.equal(await page.locator('[data-action=selection-link]').textContent(), 'Моя подборка: 1');
  await page.locator('[data-action=keep-selection]').click();
  await page.waitForFunction(() => document.querySelector('[data-action=selection-link]').textContent === 'Моя подборка: 2');
  await page.goto(`${site.url}navigator/selection/`);
  await ready(page);
  assert.deepEqual(await list(page), [PRACTICES[1], PRACTICES[0]]);
  await context.close();
});

test('a shared selection of more than sixty says how many had no room', async () => {
  const strangers = Array.from({ length: 60 }, (_, at) => `no-${at}`);
  const { context, page } = await fresh(selection([...PRACTICES, ...strangers]));
  await ready(page);
  assert.deepEqual(await list(page), PRACTICES);
  const notices = await page.locator('#selection .navigator-notice').allTextContents();
  assert.ok(notices.some((text) => text.startsWith('5 практик из адреса не поместилось')), notices.join(' '));
  await context.close();
});

test('a selection is put in order and emptied by keys, and the focus is never lost', async () => {
  const { context, page } = await fresh(selection(PRACTICES.slice(0, 3)));
  await ready(page);
  const focused = () => page.evaluate(() => [document.activeElement.dataset.action, document.activeElement.closest('.selection-item')?.dataset.id]);
  const press = async (id, action, rest) => {
    await page.locator(`.selection-item[data-id="${id}"] [data-action="${action}"]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((rest) => [...document.querySelectorAll('.selection-item')].map((one) => one.dataset.id).join() === rest, rest.join());
  };
  const [first, second, third] = PRACTICES;
  await press(third, 'move-up', [first, third, second]);
  assert.deepEqual(await focused(), ['move-up', third]);
  await press(third, 'move-up', [third, first, second]);
  assert.deepEqual(await focused(), ['move-down', third], 'at the top there is only the way down');
  await press(first, 'remove', [third, second]);
  assert.deepEqual(await focused(), ['remove', second]);
  await press(second, 'remove', [third]);
  assert.deepEqual(await focused(), ['remove', third]);
  await press(third, 'remove', []);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  assert.equal(new URL(page.url()).search, '');
  await context.close();
});

test('the code of a selection leads to the same selection; a folder on a disk has no code', async () => {
  const { context, page } = await fresh(selection(PRACTICES.slice(0, 3)));
  await ready(page);
  const drawn = await page.locator('svg.qr').evaluate((svg) => [Number(svg.getAttribute('viewBox').split(' ')[2]) - 8, svg.querySelector('path').getAttribute('d')]);
  const [size, path] = drawn;
  assert.equal(readBack({ size, dark: squares(path, size) }), `${site.url}navigator/selection/?ids=${PRACTICES.slice(0, 3)}`);
  assert.deepEqual(await barriers(page), []);
  await page.goto(pathToFileURL(join(build('--offline'), 'navigator/selection/index.html')).href + `?ids=${PRACTICES.slice(0, 2)}`);
  await ready(page);
  assert.deepEqual(await list(page), PRACTICES.slice(0, 2));
  assert.equal(await page.locator('svg.qr').count(), 0);
  await context.close();
});

test('the selection as a table has a line for each practice and opens in a spreadsheet', async () => {
  const { context, page, troubles } = await fresh(selection(PRACTICES.slice(0, 2)));
  await ready(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action=csv]').click()]);
  assert.equal(file.suggestedFilename(), 'podborka.csv');
  const text = readFileSync(await file.path(), 'utf8');
  assert.ok(text.startsWith('\ufeff№;Практика;'));
  const lines = text.trimEnd().split('\r\n');
  assert.equal(lines.length, 3);
  for (const [at, id] of PRACTICES.slice(0, 2).entries()) {
    assert.ok(lines[at + 1].startsWith(`${at + 1};`));
    assert.ok(lines[at + 1].includes(`${site.url}practices/${id}/`));
    assert.ok(lines[at + 1].endsWith(';пример'));
  }
  assert.deepEqual(await troubles(), []);
  await context.close();
});

test('«Скопировать ссылку» copies the address of the list', async () => {
  const { context, page } = await fresh(selection(PRACTICES.slice(0, 2)));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ready(page);
  await page.locator('[data-action=copy-link]').click();
  await page.waitForFunction(() => document.querySelector('[data-action=copy-link]').textContent === 'Ссылка скопирована');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${site.url}navigator/selection/?ids=${PRACTICES.slice(0, 2)}`);
  await context.close();
});

test('a full selection says so, and a storage that is broken, full or closed does no harm', async () => {
  const { context, page, troubles } = await fresh('practices/');
  const name = await page.locator('#choice-bar').getAttribute('data-site');
  const store = (value) => page.evaluate(([key, value]) => localStorage.setItem(key, value), [`metod:basket:${name}`, value]);
  for (const broken of ['{', '[]', '{"v":2,"ids":["a"]}', '{"v":1,"ids":"a"}', '{"v":1,"ids":[1,null,"",{}]}']) {
    await store(broken);
    await page.reload();
    assert.equal(await page.locator('#choice-bar').isVisible(), false, broken);
  }
  await store(JSON.stringify({ v: 1, ids: Array.from({ length: 60 }, (_, at) => `p-${at}`) }));
  await page.reload();
  const button = page.locator(`[data-action=basket][data-id="${PRACTICES[0]}"]`);
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.ok(await page.locator('.choice-note').isVisible());
  assert.deepEqual(await troubles(), []);
  await context.close();

  const closed = await chromium.newContext(wide);
  await closed.addInitScript(() => { Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } }); });
  const without = await open(closed, `${site.url}practices/`);
  await without.page.locator(`[data-action=basket][data-id="${PRACTICES[0]}"]`).click();
  await without.page.locator('[data-action=selection-link]').click();
  await ready(without.page);
  assert.deepEqual(await list(without.page), [PRACTICES[0]], 'the list lives in the address');
  assert.deepEqual(await without.troubles(), []);
  await closed.close();
});

for (const [name, options] of [['wide', wide], ['narrow', narrow]]) {
  test(`on a ${name} screen neither list has barriers, and nobody scrolls sideways`, async () => {
    for (const address of [compare(PRACTICES.slice(0, 4)), selection(PRACTICES.slice(0, 3))]) {
      const { context, page } = await fresh(address, options);
      await ready(page);
      assert.deepEqual([await barriers(page), await sideways(page)], [[], []]);
      await context.close();
    }
  });
}
