// The page beside the editor as a patient colleague: it loses nothing of the visitor's, and helps to mend.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, browser, sideways, watch } from './demo.mjs';
import { preview } from './preview.mjs';

const PRACTICE = 'content/practices/konsilium-za-chas.md';
const ADDRESS = 'practices/konsilium-za-chas/';
const PLAN = 'content/plans/yugra-2022.yaml';
const CSS = 'themes/default/css/site.css';
const DRAFT = 'content/news/chernovik.md';
const PATIENCE = { timeout: 20000 };
// A name that needs every care in a link.
const FOLDER = 'Мой портал 50% #1';

let chromium;
let portal;

before(async () => {
  portal = await preview({
    folder: FOLDER,
    flags: ['--drafts', '--today', '2022-10-01'],
    prepare(own) {
      own.write(DRAFT, '---\ntitle: Новость-черновик\ndate: 2022-09-20\ndraft: true\n---\n\nЕщё не готово.\n');
      own.write(CSS, 'h1 { text-underline-offset: 1px; }\n');
      own.add(PRACTICE, '[Готовится новость](../news/chernovik.md).');
    },
  });
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  portal?.stop();
});

/** A tab of its own, marked so that a reload shows. */
async function tab(address, options = {}) {
  const context = options.context ?? await chromium.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const troubles = watch(page);
  await page.goto(portal.url + address);
  await page.locator('[data-preview-bar]').waitFor(PATIENCE);
  await page.evaluate(() => { window.since = 'the first load'; });
  return { page, context, troubles, isSame: () => page.evaluate(() => window.since === 'the first load') };
}

/** Saves new words into an entry and waits until the page shows them. */
async function save(page, words, file = PRACTICE) {
  portal.add(file, words);
  await page.getByText(words).first().waitFor({ state: 'attached', ...PATIENCE });
  await page.waitForLoadState('load');
}

const panel = (page, name) => page.locator(`[data-preview-bar] button[data-panel=${name}]`);

test('the overlay lists every mistake of every file, each place a link that the editor opens and a text to copy', async () => {
  const right = portal.read(PRACTICE);
  const news = 'content/news/slomano.md';
  const { page, context, troubles } = await tab(ADDRESS);
  portal.write(PRACTICE, right.replace(/^title:/m, 'titel:').replace(/^period:.*/m, '$&\nperiood: 2021'));
  portal.write(news, '---\ntitle: Сломано\ndate: 2022-09-31\n---\n');
  const overlay = page.locator('[data-mistakes]');
  await page.waitForFunction(() => document.querySelectorAll('[data-mistakes] a[href^="vscode:"]').length >= 4, null, PATIENCE);
  assert.equal(await overlay.getAttribute('role'), 'alert');
  const lines = right.split('\n');
  const at = lines.findIndex((line) => line.startsWith('title:')) + 1;
  const places = await overlay.locator('a').evaluateAll((links) => links.map((link) => [link.textContent, link.href]));
  assert.ok(places.some(([text]) => text === `${PRACTICE}:${at}:1`), JSON.stringify(places));
  assert.ok(places.some(([text]) => text === `${news}:3:7`), JSON.stringify(places));
  for (const [text, href] of places) {
    assert.match(href, /^vscode:\/\/file\/[\x21-\x7e]+$/);
    assert.equal(decodeURIComponent(href.slice('vscode://file'.length)), `${portal.root}/${text}`);
    assert.ok(!/[#?]/.test(href), href);
  }
  const copied = await overlay.evaluate((box) => {
    getSelection().selectAllChildren(box);
    return getSelection().toString();
  });
  assert.ok(copied.includes(`${PRACTICE}:${at}:1`), copied);
  assert.ok(await page.locator('h1').isVisible(), 'the last good page is still there');
  assert.deepEqual(await barriers(page), []);
  portal.write(PRACTICE, right);
  portal.write(news, '---\ntitle: Не сломано\ndate: 2022-09-30\n---\n');
  await overlay.waitFor({ state: 'detached', ...PATIENCE });
  assert.deepEqual(troubles, []);
  await context.close();
});

test('mistakes that were read can be folded away, stay counted, and come back with a key', async () => {
  const right = portal.read(PRACTICE);
  const { page, context } = await tab(ADDRESS);
  portal.write(PRACTICE, right.replace(/^title:/m, 'titel:'));
  const overlay = page.locator('[data-mistakes]');
  await overlay.waitFor(PATIENCE);
  await overlay.locator('button').focus();
  await page.keyboard.press('Escape');
  await overlay.waitFor({ state: 'detached', ...PATIENCE });
  assert.equal(await panel(page, 'mistakes').getAttribute('aria-expanded'), 'false');
  assert.ok(await panel(page, 'mistakes').evaluate((button) => button === document.activeElement));
  // Another save that mends nothing leaves it folded.
  portal.write(PRACTICE, right.replace(/^title:/m, 'titel:').replace(/^period:.*/m, '$&\nperiood: 2021'));
  await page.waitForFunction(() => /3 ошибки/.test(document.querySelector('[data-panel=mistakes]').textContent), null, PATIENCE);
  assert.equal(await overlay.count(), 0);
  await panel(page, 'mistakes').focus();
  await page.keyboard.press('Enter');
  await overlay.waitFor(PATIENCE);
  assert.equal(await panel(page, 'mistakes').getAttribute('aria-expanded'), 'true');
  portal.write(PRACTICE, right);
  await overlay.waitFor({ state: 'detached', ...PATIENCE });
  await context.close();
});

test('a saved style sheet is exchanged under the open page, which keeps all it has and never stands without one', async () => {
  const { page, context, isSame, troubles } = await tab('plans/yugra-2022/');
  const offset = (value) => page.waitForFunction((wanted) => getComputedStyle(document.querySelector('h1')).textUnderlineOffset === wanted, value, PATIENCE);
  await offset('1px');
  await page.evaluate(() => {
    const sheets = () => document.querySelectorAll('link[rel=stylesheet]:not([data-preview])').length;
    window.fewest = sheets();
    window.most = window.fewest;
    new MutationObserver(() => {
      window.fewest = Math.min(window.fewest, sheets());
    }).observe(document.head, { childList: true });
  });
  const before = await page.evaluate(() => window.most);
  await page.locator('input[name=q]').first().fill('чтение');
  await page.evaluate(() => { document.querySelector('main details').open = true; });
  await page.evaluate(() => window.scrollTo({ top: 500, behavior: 'instant' }));
  for (const value of ['2px', '3px']) {
    portal.write(CSS, `h1 { text-underline-offset: ${value}; }\n`);
    await offset(value);
  }
  assert.ok(await isSame(), 'the page was not loaded again');
  assert.equal(await page.evaluate(() => window.fewest), before, 'a style sheet went before the new one was there');
  await page.waitForFunction((count) => document.querySelectorAll('link[rel=stylesheet]:not([data-preview])').length === count, before, PATIENCE);
  assert.equal(await page.evaluate(() => Math.round(window.scrollY)), 500);
  assert.equal(await page.locator('input[name=q]').first().inputValue(), 'чтение');
  assert.ok(await page.evaluate(() => document.querySelector('main details').open));
  // Anything else is a reload.
  portal.write('themes/default/img/new.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await page.waitForFunction(() => window.since === undefined, null, PATIENCE);
  assert.deepEqual(troubles, []);
  await context.close();
});

test('after a reload the parts that were opened or closed are so again, and a caret stands where it stood', async () => {
  const { page, context, isSame } = await tab('plans/yugra-2022/');
  const all = await page.evaluate(() => [...document.querySelectorAll('main details')].map((part) => part.open));
  assert.ok(all.length > 3, 'the plan has parts that fold');
  await page.evaluate(() => [...document.querySelectorAll('main details')].slice(1, 3).forEach((part) => { part.open = !part.open; }));
  const field = page.locator('input[name=q]').first();
  await field.fill('абвгд');
  await field.evaluate((input) => input.setSelectionRange(1, 3));
  const plan = portal.read(PLAN);
  portal.write(PLAN, plan.replace('  Региональный план', '  Исправленный региональный план'));
  await page.waitForFunction(() => window.since === undefined && /Исправленный/.test(document.querySelector('h1')?.textContent ?? ''), null, PATIENCE);
  const expected = all.map((open, at) => (at === 1 || at === 2 ? !open : open));
  await page.waitForFunction((wanted) => JSON.stringify([...document.querySelectorAll('main details')].map((part) => part.open)) === wanted, JSON.stringify(expected), PATIENCE);
  await page.waitForFunction(() => {
    const input = document.querySelector('input[name=q]');
    return input === document.activeElement && input.value === 'абвгд' && input.selectionStart === 1 && input.selectionEnd === 3;
  }, null, PATIENCE);
  assert.ok(!await isSame());
  portal.write(PLAN, plan);
  await context.close();
});

test('eight tabs all follow a save, each loads once, one on a slow line delays no other, a hidden one catches up when shown', async () => {
  const context = await chromium.newContext();
  const tabs = [];
  for (let at = 0; at < 8; at += 1) tabs.push((await tab(ADDRESS, { context })).page);
  const [slow, hidden, ...quick] = tabs;
  const line = await context.newCDPSession(slow);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 3000, downloadThroughput: 2000, uploadThroughput: 2000 });
  await hidden.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.away !== false });
  });
  const loads = new Map(tabs.map((page) => [page, 0]));
  for (const page of tabs) page.on('framenavigated', () => loads.set(page, loads.get(page) + 1));
  const words = 'Слова для всех вкладок.';
  portal.add(PRACTICE, words);
  await Promise.all(quick.map((page) => page.getByText(words).waitFor({ state: 'attached', ...PATIENCE })));
  assert.equal(loads.get(hidden), 0, 'a tab out of sight asks nothing');
  await hidden.evaluate(() => {
    window.away = false;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await hidden.getByText(words).waitFor({ state: 'attached', ...PATIENCE });
  // Two more rounds of questions change nothing.
  await Promise.all(quick.map((page) => page.waitForResponse(/__metod\/version/).then(() => page.waitForResponse(/__metod\/version/))));
  for (const page of [hidden, ...quick]) assert.equal(loads.get(page), 1);
  await context.close();
});

test('drafts are marked: links to them, and their own page', async () => {
  const { page, context, troubles } = await tab(ADDRESS);
  const link = page.locator('main a', { hasText: 'Готовится новость' });
  await page.locator('main a:has-text("Готовится новость") + [data-draft]').waitFor(PATIENCE);
  assert.equal(await page.locator('main [data-draft]').count(), 1);
  await link.click();
  await page.locator('[data-draft-page]').waitFor(PATIENCE);
  assert.match(await page.locator('[data-preview-bar]').innerText(), /Черновик/);
  assert.equal(await page.locator('h1 + [data-draft]').innerText(), 'черновик');
  assert.deepEqual(troubles, []);
  await context.close();
});

test('the bar names the file, counts mistakes and says who links here, by keyboard alone', async () => {
  const { page, context, troubles } = await tab('practices/marshrutnyi-list-ovz/');
  const file = page.locator('[data-preview-bar] .preview-file a');
  assert.equal(await file.textContent(), 'content/practices/marshrutnyi-list-ovz.md');
  assert.ok((await file.getAttribute('href')).startsWith('vscode://file/'));
  await page.goto(portal.url + ADDRESS);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await panel(page, 'links').waitFor(PATIENCE);
  assert.ok(!asked.some((url) => url.includes('/__metod/links')), 'nobody has asked yet');
  await panel(page, 'links').focus();
  await page.keyboard.press('Enter');
  const links = page.locator('[data-links] li a');
  await links.first().waitFor(PATIENCE);
  assert.deepEqual(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href'))), ['/practices/marshrutnyi-list-ovz/']);
  assert.equal(await panel(page, 'links').getAttribute('aria-expanded'), 'true');
  const title = await links.first().innerText();
  await links.first().click();
  await page.waitForURL(/marshrutnyi-list-ovz/);
  assert.equal(await page.locator('h1').innerText(), title);
  assert.deepEqual(troubles.filter((trouble) => !/404/.test(trouble)), []);
  await context.close();
});

test('a page that nothing links to says so in words', async () => {
  portal.write('content/news/odna.md', '---\ntitle: Сама по себе\ndate: 2022-09-01\n---\n\nНикто её не назвал.\n');
  // The address is asked for before its page is there: the lost page follows the save like any other.
  const { page, context } = await tab('news/odna/');
  await page.locator('h1', { hasText: 'Сама по себе' }).waitFor(PATIENCE);
  await panel(page, 'links').click();
  await page.getByText('не ссылается ни одна запись').waitFor(PATIENCE);
  await context.close();
});

for (const [width, palette] of [[1280, ''], [375, ''], [375, 'white-black']]) {
  test(`${width} px wide${palette && `, in the palette ${palette}`}, bar and panels are readable, cover no end of a page and stay off paper`, async () => {
    const { page, context } = await tab(ADDRESS, { viewport: { width, height: 700 } });
    if (palette) {
      await page.evaluate((name) => {
        document.documentElement.setAttribute('data-vi', '');
        document.documentElement.setAttribute('data-vi-color', name);
        document.documentElement.setAttribute('data-vi-size', '200');
      }, palette);
    }
    await panel(page, 'links').click();
    await page.locator('[data-links] li').first().waitFor(PATIENCE);
    assert.deepEqual(await sideways(page), []);
    assert.deepEqual(await barriers(page), []);
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
    const [last, dock] = await page.evaluate(() => {
      const bottom = (element) => element.getBoundingClientRect();
      const ends = [...document.querySelectorAll('footer a, footer p')].map((element) => bottom(element).bottom);
      return [Math.max(...ends), bottom(document.querySelector('#metod-preview')).top];
    });
    assert.ok(last <= dock, `the footer ends at ${last}, the bar begins at ${dock}`);
    assert.ok(dock > 100, 'the page is not hidden altogether');
    await page.emulateMedia({ media: 'print' });
    assert.ok(!await page.locator('#metod-preview').isVisible());
    await context.close();
  });
}

test('before there is any good page the plain list has the links, and a preview that ended is told of', async () => {
  const broken = await preview({
    prepare(own) { own.write(PRACTICE, own.read(PRACTICE).replace(/^title:/m, 'titel:')); },
  });
  const page = await chromium.newPage();
  try {
    await page.goto(broken.url);
    await page.locator('[data-mistakes] a[href^="vscode://file/"]').first().waitFor(PATIENCE);
    assert.equal(await page.locator('[data-mistakes]').count(), 1);
    assert.deepEqual(await barriers(page), []);
    broken.write(PRACTICE, broken.read(PRACTICE).replace(/^titel:/m, 'title:'));
    await page.locator('[data-mistakes]').waitFor({ state: 'detached', ...PATIENCE });
    await page.locator('[data-preview-bar]', { hasText: 'Файл:' }).waitFor(PATIENCE);
  } finally {
    broken.stop();
  }
  await page.getByText('Предпросмотр не отвечает').waitFor(PATIENCE);
  await page.close();
});
