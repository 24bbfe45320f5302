// The search page in a browser: while typing, by its address, from a folder on a disk, by the keyboard alone.

import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { barriers, browser, build, open, serve, sideways } from './demo.mjs';

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

const FIELD = '#page-search';

/** Waits until the list of a query is drawn, and gives what it shows. */
async function drawn(page, query) {
  await page.waitForFunction((query) => document.querySelector('[data-result-count]')?.dataset.for === query, query);
  return {
    count: Number(await page.locator('[data-result-count]').getAttribute('data-result-count')),
    results: await page.locator('[data-result]').evaluateAll((all) => all.map((one) => one.dataset.result)),
  };
}

/** Types into the field of the page, without Enter. */
async function type(page, query) {
  await page.locator(FIELD).fill('');
  await page.locator(FIELD).pressSequentially(query);
  return drawn(page, query);
}

const plain = (text) => text.replaceAll('\u00a0', ' ');

test('while one types, the results are drawn, and the address keeps the text', async () => {
  const { page, troubles } = await open(context, `${site.url}search/`);
  assert.ok(await page.locator('#results').isVisible());
  assert.ok(!(await page.locator('#found').isVisible()));
  const { count, results } = await type(page, 'консилиум');
  assert.equal(results[0], 'practices/konsilium-za-chas');
  assert.ok(count >= 1 && results.length === Math.min(20, count));
  assert.ok(!(await page.locator('#results').isVisible()), 'the lists give way');
  assert.equal(new URL(page.url()).searchParams.get('q'), 'консилиум');
  const first = page.locator('[data-result]').first();
  assert.match(await first.locator('mark').first().innerText(), /консилиум/i);
  assert.match(await first.locator('.found-kind').innerText(), /рактик/);
  assert.deepEqual(await troubles(), []);

  await page.locator(FIELD).fill('');
  await page.locator('#results').waitFor({ state: 'visible' });
  assert.equal(await page.locator('[data-result-count]').count(), 0);
  assert.equal(new URL(page.url()).search, '');
  await page.close();
});

test('each result has its kind, an address that is there, a text, and the word «пример» if it is one', async () => {
  const { page } = await open(context, `${site.url}search/?q=школа`);
  await drawn(page, 'школа');
  const items = await page.locator('[data-result]').evaluateAll((all) => all.map((one) => ({
    ref: one.dataset.result, kind: one.querySelector('.found-kind span').textContent, href: one.querySelector('h3 a').href, sample: one.querySelector('.sample-word')?.textContent,
  })));
  assert.equal(items.length, 20);
  for (const { ref, kind, href } of items) {
    assert.match(ref, /^[a-z]+\/.+/);
    assert.ok(kind.length > 3, ref);
    assert.equal((await page.request.get(href)).status(), 200, ref);
  }
  assert.ok(items.some(({ sample }) => sample === 'пример'));
  await page.close();
});

for (const [query, ref] of [['программа', 'practices/'], ['мегион', 'organizations/megion-depobr'], ['3.10', 'plans/megion-2022-2024#3.10'], ['10-П-86', 'documents/10-p-86']]) {
  test(`«${query}» finds ${ref} among all kinds in one list`, async () => {
    const { page } = await open(context, `${site.url}search/?q=${encodeURIComponent(query)}`);
    const { count } = await drawn(page, query);
    while (await page.locator('[data-action=more]').isVisible()) {
      const had = await page.locator('[data-result]').count();
      await page.locator('[data-action=more]').click();
      await page.waitForFunction((had) => document.querySelectorAll('[data-result]').length > had, had);
    }
    const all = await page.locator('[data-result]').evaluateAll((all) => all.map((one) => one.dataset.result));
    assert.equal(all.length, count);
    assert.equal(new Set(all).size, count);
    assert.ok(all.some((one) => one.startsWith(ref)), all.join(' '));
    await page.close();
  });
}

test('the state is restored on load, on the way back, and for whom the address is shared with', async () => {
  const { page } = await open(context, `${site.url}search/`);
  await type(page, 'оценка');
  await page.locator('.found-kinds a[data-kind=practices]').click();
  await page.waitForFunction(() => document.querySelector('.found-kinds [aria-current]')?.dataset.kind === 'practices');
  const before = await drawn(page, 'оценка');
  assert.ok(before.results.every((ref) => ref.startsWith('practices/')));
  const address = page.url();
  assert.equal(new URL(address).searchParams.get('kind'), 'practices');

  await page.locator('[data-result] h3 a').first().click();
  await page.waitForURL(/practices\/.+/);
  await page.goBack();
  assert.deepEqual(await drawn(page, 'оценка'), before);
  assert.equal(await page.locator(FIELD).inputValue(), 'оценка');

  const other = await chromium.newContext();
  const shared = await other.newPage();
  await shared.goto(address);
  assert.deepEqual(await drawn(shared, 'оценка'), before);
  await other.close();
  await page.close();
});

test('after «Показать ещё» the focus is on the first new result, and the way back shows as many', async () => {
  const { page } = await open(context, `${site.url}search/?q=школа`);
  const { count } = await drawn(page, 'школа');
  assert.ok(count > 40, String(count));
  await page.locator('[data-action=more]').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('[data-result]').length === 40);
  assert.ok(await page.locator('[data-result]').nth(20).locator('a').evaluate((link) => link === document.activeElement));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('/search/'));
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('[data-result]').length === 40);
  await page.close();
});

test('the filter counts every kind, and the counts are those of the lists', async () => {
  const { page } = await open(context, `${site.url}search/?q=мегион`);
  const { count } = await drawn(page, 'мегион');
  const kinds = await page.locator('.found-kinds a').evaluateAll((all) => all.map((one) => [one.dataset.kind, Number(one.querySelector('.value-count').textContent)]));
  assert.deepEqual(kinds[0], ['', count]);
  assert.equal(kinds.slice(1).reduce((sum, [, number]) => sum + number, 0), count);
  for (const [kind, number] of kinds.slice(1)) {
    await page.locator(`.found-kinds a[data-kind="${kind}"]`).click();
    await page.waitForFunction((number) => document.querySelector('[data-result-count]').dataset.resultCount === String(number), number);
    assert.ok(await page.locator(`.found-kinds a[data-kind="${kind}"]`).evaluate((link) => link === document.activeElement), 'the focus stays');
  }
  await page.close();
});

const NOTICES = [
  ['gkfy', /Показано по запросу «план»/],
  ['консилум', /Показано по запросу «консилиум»/],
  ['консилиум лаборатория', /вместе не встречаются/],
  ['консилиум бегемотов', /Слова «бегемотов» на площадке нет/],
];
for (const [query, said] of NOTICES) {
  test(`for «${query}» the page says in words what was done`, async () => {
    const { page } = await open(context, `${site.url}search/?q=${encodeURIComponent(query)}`);
    await drawn(page, query);
    assert.match(await page.locator('.found-notice').innerText(), said);
    await page.close();
  });
}

test('where nothing is found, the page says so, what to try, and what is left without a word', async () => {
  const { page } = await open(context, `${site.url}search/?q=консилиум+бегемотов`);
  const { count, results } = await drawn(page, 'консилиум бегемотов');
  assert.deepEqual([count, results], [0, []]);
  assert.equal(await page.locator('#found-count').innerText(), 'Ничего не найдено');
  assert.ok((await page.locator('.found-notice li').count()) >= 4);
  const link = page.locator('.found-without a');
  const [, number] = /без «бегемотов» — (\d+)/.exec(await link.innerText());
  await link.click();
  assert.equal((await drawn(page, 'консилиум')).count, Number(number));
  assert.equal(await page.locator(FIELD).inputValue(), 'консилиум');
  await page.close();
});

test('one status line is there from the start, silent on load, and says the count once typing pauses', async () => {
  const { page } = await open(context, `${site.url}search/?q=консилиум`);
  await drawn(page, 'консилиум');
  await page.waitForTimeout(900);
  assert.equal(await page.locator('main [role=status]').count(), 1);
  assert.equal(await page.locator('main [role=status]').textContent(), '');
  const { count } = await type(page, 'план');
  await page.waitForFunction(() => document.querySelector('main [role=status]').textContent !== '');
  const said = plain(await page.locator('main [role=status]').textContent());
  assert.match(said, new RegExp(`^Найден[ао] ${count} запис`));
  await page.close();
});

const PLURALS = [[1, 'Найдена 1 запись'], [2, 'Найдено 2 записи'], [5, 'Найдено 5 записей'], [11, 'Найдено 11 записей'], [21, 'Найдена 21 запись'], [104, 'Найдено 104 записи']];
test('the count is said in right Russian', async () => {
  const { page } = await open(context, `${site.url}search/`);
  const forms = await page.evaluate(() => window.metod.words.search.found);
  for (const [count, right] of PLURALS) assert.equal(forms[new Intl.PluralRules('ru').select(count)].replace('{count}', count), right);
  await page.close();
});

for (const query of ['<img src=x onerror=alert(1)>', '%', '+++', '"', ' ', 'а'.repeat(300), '?q=&kind=']) {
  test(`odd text «${query.slice(0, 10)}» in the address does no harm`, async () => {
    const { page, troubles } = await open(context, `${site.url}search/?q=${encodeURIComponent(query)}&kind=no-such&page=7`);
    await page.waitForTimeout(300);
    assert.equal(await page.locator(FIELD).inputValue(), query);
    assert.equal(await page.locator('main img[src=x]').count(), 0);
    assert.deepEqual(await troubles(), []);
    await page.close();
  });
}

test('nothing of the index is loaded before something is typed, and each file once', async () => {
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('/assets/search/')) asked.push(new URL(request.url()).pathname); });
  await page.goto(`${site.url}search/`);
  await page.waitForTimeout(300);
  assert.deepEqual(asked, []);
  await type(page, 'мотивация');
  await type(page, 'мотив');
  assert.ok(asked.length > 3);
  assert.equal(new Set(asked).size, asked.length);
  await page.close();
});

test('where the index cannot be loaded, the page says so and the lists stay', async () => {
  const page = await context.newPage();
  await page.route('**/assets/search/**', (route) => route.abort());
  await page.goto(`${site.url}search/`);
  await page.locator(FIELD).fill('план');
  await page.waitForFunction(() => /не загрузился/.test(document.getElementById('found-count').textContent));
  assert.ok(await page.locator('#results').isVisible());
  await page.close();
});

test('the fields of the header and the home page lead here with what was typed', async () => {
  const { page } = await open(context, site.url);
  await page.locator('#hero-search').fill('консилиум');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/\?q=/);
  assert.equal((await drawn(page, 'консилиум')).results[0], 'practices/konsilium-za-chas');
  await page.goto(`${site.url}practices/`);
  await page.locator('#site-search').fill('утренний круг');
  await page.keyboard.press('Enter');
  assert.equal((await drawn(page, 'утренний круг')).results[0], 'practices/utrennii-krug');
  await page.locator('#site-search').fill('план');
  assert.equal(await page.locator(FIELD).inputValue(), 'план', 'both fields of this page say the same');
  await page.close();
});

test('by the keyboard alone one types, chooses a kind, and opens a result', async () => {
  const { page } = await open(context, `${site.url}search/`);
  await page.locator(FIELD).focus();
  await page.keyboard.type('чтение');
  await drawn(page, 'чтение');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).pathname, new URL(`${site.url}search/`).pathname, 'Enter stays on the page');
  const reach = async (selector) => {
    for (let step = 0; step < 60; step += 1) {
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${selector} is not reached`);
  };
  await reach('.found-kinds a[data-kind=practices]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('kind') === 'practices' && document.querySelector('.found-kinds [aria-current]').dataset.kind === 'practices');
  await reach('[data-result^="practices/"] a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/practices\/[a-z-]+\/$/);
  await page.close();
});

test('without JavaScript the page lists everything by kind, and no empty part of the search is seen', async () => {
  const without = await chromium.newContext({ javaScriptEnabled: false });
  const page = await without.newPage();
  await page.goto(`${site.url}search/?q=план`);
  assert.ok((await page.locator('#results a:visible').count()) > 100);
  assert.equal(await page.locator('#found').isVisible(), false);
  assert.equal(await page.locator('[data-result-count]').count(), 0);
  await without.close();
});

test('under a sub-path the search is the same', async () => {
  const under = await serve(folder, '/school/portal/');
  const { page, troubles } = await open(context, `${under.url}search/`);
  const { results } = await type(page, 'консилиум');
  assert.equal(results[0], 'practices/konsilium-za-chas');
  await page.locator('[data-result] a').first().click();
  assert.match(page.url(), /\/school\/portal\/practices\/konsilium-za-chas\/$/);
  assert.deepEqual(await troubles(), []);
  await page.close();
  await under.close();
});

test('from a folder on a disk the search is the same, from the first page on', async () => {
  const disk = `${pathToFileURL(build('--offline')).href}/`;
  const { page, troubles } = await open(context, `${disk}index.html`);
  await page.locator('#hero-search').fill('консилиум');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/index\.html\?q=/);
  assert.equal((await drawn(page, 'консилиум')).results[0], 'practices/konsilium-za-chas');
  await type(page, 'gkfy');
  assert.match(await page.locator('.found-notice').innerText(), /«план»/);
  assert.match(page.url(), /search\/index\.html\?q=gkfy$/);
  await page.reload();
  await drawn(page, 'gkfy');
  await page.locator('.found-kinds a[data-kind=practices]').click();
  await page.waitForFunction(() => document.querySelector('.found-kinds [aria-current]')?.dataset.kind === 'practices');
  await page.locator('[data-result] a').first().click();
  await page.waitForURL(/practices\/[^/]+\/index\.html$/);
  assert.match(await page.locator('h1').innerText(), /\p{L}/u);
  assert.deepEqual(await troubles(), []);
  await page.close();
});

for (const width of [1280, 375, 320]) {
  for (const query of ['план мегион', 'консилиум бегемотов', 'школа']) {
    test(`${width} px wide, the results of «${query}» have no barriers and no scrolling sideways`, async () => {
      const narrow = await chromium.newContext({ viewport: { width, height: 800 } });
      const { page } = await open(narrow, `${site.url}search/?q=${encodeURIComponent(query)}`);
      await drawn(page, query);
      assert.deepEqual(await barriers(page), []);
      assert.deepEqual(await sideways(page), []);
      const small = await page.locator('#found a:visible, #found button:visible').evaluateAll((all) => all.filter((one) => !one.closest('h3') && one.getBoundingClientRect().height < 43.5).map((one) => one.textContent));
      assert.deepEqual(small, []);
      await narrow.close();
    });
  }
}

for (const scheme of ['dark', 'light']) {
  test(`in the ${scheme} scheme marked words can be read`, async () => {
    const own = await chromium.newContext({ colorScheme: scheme });
    const { page } = await open(own, `${site.url}search/?q=школа`);
    await drawn(page, 'школа');
    assert.deepEqual(await barriers(page), []);
    await own.close();
  });
}
