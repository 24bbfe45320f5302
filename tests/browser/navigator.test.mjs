// The navigator: what a choice shows, counts, says and writes into the address.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { barriers, browser, build, open, serve, sideways } from './demo.mjs';
import { choose, counts, left, portal, seen, settled, shelves } from './navigator.mjs';

const wide = { viewport: { width: 1280, height: 900 } };
const narrow = { viewport: { width: 375, height: 800 } };
let chromium;
let site;
let demo;
let large;
let context;

before(async () => {
  const folder = build();
  site = await serve(folder);
  chromium = await browser();
  demo = await shelves(chromium, folder, site.url);
  large = await serve(portal(120));
  context = await chromium.newContext(wide);
});
after(async () => {
  await chromium?.close();
  await site?.close();
  await large?.close();
});

const label = (facet, id) => demo.values.find((value) => value.facet === facet && value.id === id).label;
const sorted = (list) => [...list].sort();

test('without a script values are links and there is nothing to tick', async () => {
  const plain = await chromium.newContext({ ...wide, javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto(`${site.url}navigator/`);
  assert.equal(await page.locator('.choice:visible, select[name=sort]:visible, [data-action]:visible').evaluateAll((all) => all.filter((one) => !one.closest('.site-header')).length), 0);
  assert.ok((await page.locator('.facet-values a:visible').count()) > 5);
  await plain.close();
});

test('with a script the boxes stand in place of the links, nothing is said, and nothing has changed', async () => {
  const { page, troubles } = await open(context, `${site.url}navigator/`);
  assert.equal(await page.locator('.facet-values a:visible').count(), 0);
  assert.ok((await page.locator('.choice input:visible').count()) > 5);
  await page.waitForTimeout(1500);
  assert.equal(await page.locator('main [role=status]').count(), 1);
  assert.equal(await page.locator('main [role=status]').textContent(), '');
  const state = await seen(page);
  assert.deepEqual(state.cards, demo.all);
  assert.deepEqual([state.count, state.text, state.chips], [demo.all.length, '', []]);
  assert.deepEqual(state.counts, counts(demo, {}));
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(await troubles(), []);
  await page.close();
});

const CHOICES = [
  ['one value', { risk: ['low-motivation'] }],
  ['two values of one facet', { risk: ['low-motivation', 'parents'] }],
  ['a value with others under it', { direction: ['knowledge'] }],
  ['a value and one under it', { direction: ['knowledge', 'literacy'] }],
  ['two facets', { level: ['noo'], direction: ['climate'] }],
  ['three facets', { level: ['noo', 'soo'], risk: ['low-motivation', 'learning-failure'], evidence: ['2', 'none', '0'] }],
];
for (const [name, choice] of CHOICES) {
  test(`the choice of ${name} shows the practices that fit, counts every value, says it once and stands in the address`, async () => {
    const { page, troubles } = await open(context, `${site.url}navigator/`);
    await choose(page, choice);
    const right = left(demo, choice);
    assert.ok(right.length > 0 && right.length < demo.all.length, `${right.length} of ${demo.all.length}`);
    await settled(page, right.length);
    const state = await seen(page);
    assert.deepEqual(state.cards, right, 'in the order of all');
    assert.deepEqual(state.counts, counts(demo, choice));
    const chips = Object.entries(choice).flatMap(([facet, ids]) => ids.map((id) => [facet, id]));
    assert.deepEqual(sorted(state.chips.map(String)), sorted(chips.map(String)));
    for (const [facet, id] of chips) {
      const chip = page.locator(`[data-action=remove-filter][data-facet="${facet}"][data-value="${id}"]`);
      assert.equal(await chip.getAttribute('aria-label'), `Убрать фильтр: ${label(facet, id)}`);
    }
    await page.waitForFunction(([shown, all]) => new RegExp(`^Найден[аоы]* ${shown} практик[аи]? из ${all}$`).test(document.querySelector('main [role=status]').textContent), [right.length, demo.all.length]);
    const query = new URL(page.url()).searchParams;
    const written = [...query.entries()].map(String);
    assert.deepEqual(sorted(written), sorted(chips.map(String)));

    const again = await open(context, page.url());
    await settled(again.page, right.length);
    const restored = await seen(again.page);
    assert.deepEqual([restored.cards, restored.counts, sorted(restored.chips.map(String))], [state.cards, state.counts, sorted(state.chips.map(String))]);
    await again.page.waitForTimeout(900);
    assert.equal(await again.page.locator('main [role=status]').textContent(), '', 'nothing is said on load');
    assert.deepEqual([...await troubles(), ...await again.troubles()], []);
    await again.page.close();
    await page.close();
  });
}

test('values that the site does not have are dropped from the address, and the page says so', async () => {
  const { page } = await open(context, `${site.url}navigator/?risk=nope&risk=parents&sort=price&utm_source=mail`);
  await settled(page, left(demo, { risk: ['parents'] }).length);
  assert.equal(new URL(page.url()).search, '?utm_source=mail&risk=parents');
  const text = await page.locator('[data-notice=dropped]').textContent();
  assert.match(text, /nope/);
  assert.match(text, /price/);
  await page.close();
});

test('a value of zero is greyed and can still be chosen', async () => {
  const { page } = await open(context, `${site.url}navigator/?level=noo`);
  await settled(page, left(demo, { level: ['noo'] }).length);
  const zero = counts(demo, { level: ['noo'] }).map((count, at) => [count, demo.values[at]]).find(([count]) => count === 0)[1];
  const input = page.locator(`#navigator input[name="${zero.facet}"][value="${zero.id}"]`);
  assert.ok(await input.evaluate((box) => box.parentElement.hasAttribute('data-empty')));
  await choose(page, { [zero.facet]: [zero.id] });
  await settled(page, 0);
  await page.close();
});

test('a choice gives every value its number at once; words that cannot be seen follow after the paint', async () => {
  const { page } = await open(context, `${site.url}navigator/?level=noo`);
  await settled(page, left(demo, { level: ['noo'] }).length);
  const [atOnce, later] = await page.evaluate(() => {
    const labels = [...document.querySelectorAll('#navigator .choice label')];
    const read = () => labels.map((label) => {
      const { top, bottom } = label.getBoundingClientRect();
      const [input, number] = [label.querySelector('input'), label.querySelector('.value-count')];
      return { count: Number(input.dataset.count), words: Number(number.textContent), isSeen: bottom > 0 && top < innerHeight && label.checkVisibility() };
    });
    document.querySelector('#navigator .choice input:checked').click();
    const first = read();
    return new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(() => done([first, read()]), 50), 50)));
  });
  assert.deepEqual(atOnce.map(({ count }) => count), counts(demo, {}));
  for (const { count, words } of atOnce.filter(({ isSeen }) => isSeen)) assert.equal(words, count);
  assert.ok(atOnce.some(({ isSeen, count, words }) => !isSeen && words !== count), 'the demo has facets below the window');
  for (const { count, words } of later) assert.equal(words, count);
  await page.close();
});

test('two choices within one frame leave no card in sight empty', async () => {
  const { page } = await open(context, `${site.url}navigator/`);
  const rare = page.locator('#navigator .choice input[data-count="1"]').first();
  const { name, value } = await rare.evaluate((box) => ({ name: box.name, value: box.value }));
  const box = page.locator(`#navigator input[name="${name}"][value="${value}"]`);
  // All cards are known before both choices come at once.
  for (const number of [1, demo.all.length, 1]) {
    await box.evaluate((one) => one.click());
    await settled(page, number);
  }
  const firsts = await box.evaluate(async (one) => {
    const first = () => document.querySelector('.cards > *');
    const drawn = async () => { for (let step = 0; step < 50; step += 1) await null; };
    one.click();
    await drawn();
    const before = first();
    const sort = document.querySelector('select[name="sort"]');
    sort.value = 'title';
    sort.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn();
    return [first() !== before, getComputedStyle(first()).contentVisibility];
  });
  assert.deepEqual(firsts, [true, 'visible']);
  await page.close();
});

test('a chip takes its value back, the focus goes to the next chip, after the last to the heading', async () => {
  const { page } = await open(context, `${site.url}navigator/?risk=low-motivation&risk=parents&level=noo`);
  await settled(page, left(demo, { risk: ['low-motivation', 'parents'], level: ['noo'] }).length);
  const chips = page.locator('[data-action=remove-filter]');
  const values = () => chips.evaluateAll((all) => all.map((chip) => chip.dataset.value));
  const focused = () => page.evaluate(() => document.activeElement.dataset.value ?? document.activeElement.tagName);
  assert.deepEqual(await values(), ['low-motivation', 'parents', 'noo']);
  await chips.nth(1).click();
  assert.deepEqual([await values(), await focused()], [['low-motivation', 'noo'], 'noo']);
  await page.keyboard.press('Enter');
  assert.deepEqual([await values(), await focused()], [['low-motivation'], 'low-motivation']);
  await page.keyboard.press('Enter');
  assert.deepEqual([await values(), await focused()], [[], 'H2']);
  await settled(page, demo.all.length);
  assert.equal(new URL(page.url()).search, '');
  await page.close();
});

test('«Сбросить всё» is there when something is chosen, and takes all of it back', async () => {
  const { page } = await open(context, `${site.url}navigator/`);
  const reset = page.locator('#navigator [data-action=reset]');
  assert.equal(await reset.isVisible(), false);
  await choose(page, { risk: ['low-motivation'], level: ['noo'] });
  await page.fill('#navigator input[name=q]', 'мотивация');
  await page.waitForFunction(() => document.querySelector('[data-result-count]').dataset.for === 'мотивация');
  await reset.click();
  await settled(page, demo.all.length);
  assert.deepEqual((await seen(page)).counts, counts(demo, {}));
  assert.equal(await page.inputValue('#navigator input[name=q]'), '');
  assert.equal(new URL(page.url()).search, '');
  assert.equal(await reset.isVisible(), false);
  await page.close();
});

test('every order is the one that it names, and stands in the address', async () => {
  const { page } = await open(context, `${site.url}navigator/`);
  const sort = async (name) => {
    await page.selectOption('select[name=sort]', name);
    await page.waitForFunction((name) => (new URL(location.href).searchParams.get('sort') ?? 'relevance') === name && !document.querySelector('#results[aria-busy]'), name);
    await page.waitForTimeout(150);
    return (await seen(page)).cards;
  };
  const of = (facet) => (practice) => demo.values.filter((value) => value.facet === facet && value.practices.has(practice)).map((value) => value.id)[0];
  const titles = await page.locator('#results .cards [data-practice]').evaluateAll((cards) => Object.fromEntries(cards.map((card) => [card.dataset.practice, card.querySelector('.card-title').textContent.trim()])));
  const byTitle = await sort('title');
  const collator = new Intl.Collator('ru');
  assert.deepEqual(byTitle.map((id) => titles[id]), [...demo.all].map((id) => titles[id]).sort(collator.compare));
  const levels = (await sort('evidence')).map((id) => Number(of('evidence')(id).replace('none', '-1')));
  assert.deepEqual(levels, [...levels].sort((one, other) => other - one));
  assert.notDeepEqual(await sort('cost'), byTitle);
  assert.deepEqual(await sort('date'), demo.all);
  await sort('relevance');
  assert.equal(new URL(page.url()).search, '');
  await page.close();
});

test('a text and facets are «and», counts follow the text, and the count says to which text it belongs', async () => {
  const { page, troubles } = await open(context, `${site.url}navigator/`);
  await page.locator('#navigator input[name=q]').pressSequentially('чтение');
  await page.waitForFunction(() => document.querySelector('[data-result-count]').dataset.for === 'чтение');
  const found = (await seen(page)).cards;
  assert.ok(found.length > 0 && found.length < demo.all.length);
  const choice = { level: ['noo'] };
  await choose(page, choice);
  const right = left(demo, choice).filter((practice) => found.includes(practice));
  await settled(page, right.length, 'чтение');
  const state = await seen(page);
  assert.deepEqual(sorted(state.cards), sorted(right));
  assert.deepEqual(state.cards, found.filter((practice) => right.includes(practice)), 'in the order of the search');
  assert.deepEqual(state.counts, counts(demo, choice, (practice) => found.includes(practice)));
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([query.get('q'), query.get('level')], ['чтение', 'noo']);
  const again = await open(context, page.url());
  await settled(again.page, right.length, 'чтение');
  assert.equal(await again.page.inputValue('#navigator input[name=q]'), 'чтение');
  assert.deepEqual((await seen(again.page)).cards, state.cards);
  assert.deepEqual(await troubles(), []);
  await again.page.close();
  await page.close();
});

test('where nothing is found the page says what each removal gives, most first, and a press does it', async () => {
  const choice = { risk: ['parents'], direction: ['health'], level: ['soo'] };
  assert.equal(left(demo, choice).length, 0);
  const right = Object.keys(choice).map((facet) => [facet, left(demo, choice, facet).length]).filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]);
  assert.ok(right.length > 0);
  const { page, troubles } = await open(context, `${site.url}navigator/?${new URLSearchParams(Object.entries(choice).map(([facet, [id]]) => [facet, id]))}`);
  await settled(page, 0);
  const removals = page.locator('[data-action=remove-one]');
  assert.deepEqual(await removals.evaluateAll((all) => all.map((one) => [one.dataset.facet, Number(one.dataset.count)])), right);
  assert.deepEqual(await barriers(page), []);
  await removals.first().click();
  await settled(page, right[0][1]);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2');
  assert.equal(await removals.count(), 0);

  await page.fill('#navigator input[name=q]', 'щщщщщ');
  await settled(page, 0, 'щщщщщ');
  await page.locator('[data-action=remove-one][data-facet=q]').click();
  await settled(page, right[0][1]);
  assert.deepEqual(await troubles(), []);
  await page.close();
});

test('pages of fifty: real links that are taken over, kept in the address and counted anew by a choice', async () => {
  const { page, troubles } = await open(context, `${large.url}navigator/`, { status404: true });
  const links = page.locator('nav.paging a');
  assert.match(await links.first().getAttribute('href'), /\?page=2$/);
  const first = (await seen(page)).cards;
  await page.locator('nav.paging a[rel=next]').click();
  await page.waitForFunction(() => new URL(location.href).search === '?page=2' && document.querySelector('nav.paging [aria-current]').textContent === '2' && !document.querySelector('#results[aria-busy]'));
  await page.waitForFunction((first) => document.querySelector('#results .cards [data-practice]').dataset.practice !== first, first[0]);
  const second = (await seen(page)).cards;
  assert.equal(second.length, 50);
  assert.equal(new Set([...first, ...second]).size, 100);
  const top = await page.locator('#results').evaluate((section) => section.getBoundingClientRect().top);
  assert.ok(top > -5 && top < 200, `the results begin at ${top}`);
  const third = await open(context, `${large.url}navigator/?page=3`, { status404: true });
  await settled(third.page, 120);
  assert.equal((await seen(third.page)).cards.length, 20);
  await third.page.goto(`${large.url}navigator/?page=99`);
  await settled(third.page, 120);
  assert.equal(new URL(third.page.url()).search, '?page=3', 'a page that is not there is the last');
  await third.page.close();
  await choose(page, { part: ['whole'] });
  await settled(page, 80);
  assert.equal(new URL(page.url()).search, '?part=whole', 'a choice begins at its first page');
  assert.deepEqual(await troubles(), []);
  await page.close();
});

test('back from a practice the same page stands at the same place', async () => {
  const fresh = await chromium.newContext(wide);
  const { page } = await open(fresh, `${large.url}navigator/?part=whole&page=2`, { status404: true });
  await settled(page, 80);
  const card = page.locator('#results .cards [data-practice]').nth(20);
  const id = await card.getAttribute('data-practice');
  await card.locator('a').first().focus();
  await page.waitForTimeout(300);
  const before = await card.evaluate((one) => one.getBoundingClientRect().top);
  assert.ok(await page.evaluate(() => window.scrollY > 1000));
  await page.keyboard.press('Enter');
  await page.waitForURL(/practices/);
  await page.goBack();
  await settled(page, 80);
  await page.waitForFunction(([id, before]) => Math.abs(document.querySelector(`#results [data-practice="${id}"]`).getBoundingClientRect().top - before) < 5, [id, before]);
  assert.equal(new URL(page.url()).search, '?part=whole&page=2');
  await fresh.close();
});

test('a long list has a field that narrows it and leaves the choice alone', async () => {
  const { page } = await open(context, `${large.url}navigator/`, { status404: true });
  const fields = page.locator('.inner-search input');
  assert.equal(await fields.count(), 1, 'only the list of 15 values');
  await page.locator('.facet[data-facet=topic]').evaluate((facet) => { facet.open = true; });
  await fields.fill('номер 14');
  assert.deepEqual(await page.locator('.facet[data-facet=topic] .choice input:visible').evaluateAll((all) => all.map((one) => one.value)), ['topic-14']);
  await fields.press('Enter');
  assert.equal(new URL(page.url()).search, '');
  await page.locator('.facet[data-facet=topic] .choice input:visible').click();
  await settled(page, 8);
  await fields.press('Escape');
  assert.equal(await fields.inputValue(), '');
  assert.ok((await page.locator('.facet[data-facet=topic] .choice input:visible').count()) >= 8);
  await page.close();
});

test('on a narrow screen the facets are a dialog: it names the result, Esc closes it, the focus returns', async () => {
  const small = await chromium.newContext(narrow);
  const { page, troubles } = await open(small, `${site.url}navigator/`);
  assert.equal(await page.locator('.facets:visible').count(), 0);
  const opener = page.locator('.dialog-open');
  await opener.click();
  const dialog = page.locator('dialog[open]');
  assert.ok(await dialog.locator('.facets').isVisible());
  assert.deepEqual(await barriers(page), []);
  await choose(page, { level: ['noo'] });
  const right = left(demo, { level: ['noo'] }).length;
  await settled(page, right);
  assert.match(await dialog.locator('.dialog-done').textContent(), new RegExp(`^Показать ${right} практик[иу]?$`));
  await page.waitForFunction((count) => document.querySelector('dialog [role=status]')?.textContent.includes(` ${count} `), right);
  await page.keyboard.press('Escape');
  assert.equal(await dialog.count(), 0);
  assert.ok(await opener.evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Enter');
  await page.locator('.dialog-done').click();
  assert.ok(await opener.evaluate((button) => button === document.activeElement));
  assert.deepEqual((await seen(page)).cards, left(demo, { level: ['noo'] }));
  await page.setViewportSize(wide.viewport);
  await page.locator('#navigator .facets').waitFor({ state: 'visible' });
  assert.equal(await page.locator('dialog .facets').count(), 0);
  assert.deepEqual(await troubles(), []);
  await small.close();
});

test('the whole way goes by keys: a facet, a value, the results, a chip', async () => {
  const { page } = await open(context, `${site.url}navigator/`);
  await page.locator('#navigator input[name=q]').focus();
  const reach = async (selector) => {
    for (let step = 0; step < 80; step += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    }
    assert.fail(`${selector} is not reached`);
  };
  await reach('input[name=risk]');
  await page.keyboard.press('Space');
  const value = await page.evaluate(() => document.activeElement.value);
  const right = left(demo, { risk: [value] });
  await settled(page, right.length);
  assert.equal(await page.evaluate(() => document.activeElement.value), value, 'the focus stays');
  await reach('[data-action=remove-filter]');
  await page.keyboard.press('Space');
  await settled(page, demo.all.length);
  await page.close();
});

test('the table shows the same practices, and the map the counts of the choice; both stand in the address', async () => {
  const choice = { level: ['noo'] };
  const { page, troubles } = await open(context, `${site.url}navigator/?level=noo`);
  await settled(page, left(demo, choice).length);
  await page.locator('[data-view=table]').click();
  await page.waitForSelector('.navigator-table');
  assert.deepEqual(await page.locator('.navigator-table [data-practice]').evaluateAll((rows) => rows.map((row) => row.dataset.practice)), left(demo, choice));
  assert.equal(new URL(page.url()).searchParams.get('view'), 'table');
  assert.deepEqual([await barriers(page), await sideways(page)], [[], []]);

  await page.locator('a[data-view=map]').click();
  await page.locator('#map').waitFor({ state: 'visible' });
  const wanted = Object.fromEntries(demo.values.map((value, at) => [value, counts(demo, choice)[at]]).filter(([value]) => value.facet === 'territory').map(([value, count]) => [value.id, count]));
  const tiles = await page.locator('.tile[data-territory]').evaluateAll((all) => all.map((tile) => [tile.dataset.territory, parseInt(tile.querySelector('.tile-count').textContent, 10)]));
  for (const [id, count] of tiles) assert.equal(count, wanted[id] ?? 0, id);
  const rows = await page.locator('#map tr[data-territory]').evaluateAll((all) => all.map((row) => [row.dataset.territory, Number(row.querySelector('td').textContent)]));
  assert.ok(rows.length > 0);
  for (const [id, count] of rows) assert.equal(count, wanted[id] ?? 0, id);
  assert.deepEqual(await barriers(page), []);
  const [id] = tiles.find(([, count]) => count > 0);
  await page.locator(`.tile[data-territory="${id}"] a`).click();
  await settled(page, wanted[id]);
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([query.get('territory'), query.get('view')], [id, null]);
  assert.deepEqual(await troubles(), []);
  await page.close();
});

test('«такая школа, как моя» is marked once, kept, and chosen by one press', async () => {
  const fresh = await chromium.newContext(wide);
  const { page, troubles } = await open(fresh, `${site.url}navigator/`);
  const apply = page.locator('[data-action=apply-school]');
  await apply.click();
  const mark = page.locator('#school input[data-mark=school]');
  await mark.first().waitFor({ state: 'visible' });
  const value = await mark.first().getAttribute('data-mark-value');
  await mark.first().check();
  await page.reload();
  assert.equal(new URL(page.url()).search, '', 'a mark alone chooses nothing');
  await apply.click();
  await settled(page, left(demo, { school: [value] }).length);
  assert.equal(new URL(page.url()).searchParams.get('school'), value);
  assert.deepEqual(await barriers(page), []);
  assert.deepEqual(await troubles(), []);
  await fresh.close();
});

for (const [name, options] of [['wide', wide], ['narrow', narrow]]) {
  test(`on a ${name} screen a choice has no barriers and nobody scrolls sideways`, async () => {
    const fresh = await chromium.newContext(options);
    const { page } = await open(fresh, `${site.url}navigator/?level=noo&risk=low-motivation`);
    await settled(page, left(demo, { level: ['noo'], risk: ['low-motivation'] }).length);
    await page.locator('#results [data-action=compare]').first().click();
    assert.deepEqual([await barriers(page), await sideways(page)], [[], []]);
    await fresh.close();
  });
}

test('the same under a sub-path and from a folder on the disk', async () => {
  const choice = { level: ['noo'], direction: ['climate'] };
  const right = left(demo, choice);
  const below = await serve(build(), '/metod/area/');
  const offline = build('--offline');
  const places = [`${below.url}navigator/`, pathToFileURL(join(offline, 'navigator/index.html')).href];
  for (const place of places) {
    const fresh = await chromium.newContext(wide);
    const { page, troubles } = await open(fresh, place);
    await choose(page, choice);
    await settled(page, right.length);
    assert.deepEqual((await seen(page)).cards, right);
    await page.reload();
    await settled(page, right.length);
    await page.fill('#navigator input[name=q]', 'дети');
    await page.waitForFunction(() => document.querySelector('[data-result-count]').dataset.for === 'дети');
    await page.locator('#navigator [data-action=reset]').click();
    await settled(page, demo.all.length);
    const compare = page.locator('#results [data-action=compare]');
    await compare.nth(0).click();
    await compare.nth(1).click();
    await page.locator('[data-action=compare-link]').click();
    await page.waitForSelector('table th[data-practice]');
    assert.deepEqual(await page.locator('th[data-practice]').evaluateAll((all) => all.map((one) => one.dataset.practice)), demo.all.slice(0, 2));
    await page.locator('th[data-practice] a').first().click();
    await page.waitForURL(/practices/);
    assert.equal(await page.locator('[data-action=compare][aria-pressed=true]').count(), 1);
    assert.deepEqual(await troubles(), []);
    await fresh.close();
  }
  await below.close();
});
