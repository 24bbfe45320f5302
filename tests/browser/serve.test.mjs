// `metod serve` as an author sees it: the page beside the editor follows every save.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { browser, watch } from './demo.mjs';
import { preview } from './preview.mjs';

const PAGE = 'content/practices/konsilium-za-chas.md';

let chromium;
let portal;
let url;
let page;
let troubles;

before(async () => {
  portal = await preview();
  url = portal.url;
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  portal?.stop();
});

const read = () => portal.read(PAGE);
const write = (text) => portal.write(PAGE, text);

test('a real browser shows the page without an error', async () => {
  page = await (await chromium.newContext()).newPage();
  troubles = watch(page);
  await page.goto(`${url}practices/konsilium-za-chas/`, { waitUntil: 'load' });
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await page.locator('script[src="/__metod/preview.js"]').count(), 1);
  assert.deepEqual(troubles, []);
});

test('a saved change is on the page by itself, and the place on the page is kept', async () => {
  await page.evaluate(() => window.scrollTo({ top: 400, behavior: 'instant' }));
  const before = await page.evaluate(() => window.scrollY);
  assert.ok(before > 100, 'the page is long enough to scroll');
  write(`${read()}\n\nСлова, которых раньше не было.\n`);
  await page.getByText('Слова, которых раньше не было.').waitFor({ state: 'attached', timeout: 20000 });
  await page.waitForFunction((top) => Math.abs(window.scrollY - top) < 5, before, { timeout: 5000 });
});

test('what was being typed into the search is kept when the page follows a save', async () => {
  const field = page.locator('input[name=q]').first();
  await field.fill('чтение');
  write(`${read()}\n\nЕщё слова.\n`);
  await page.getByText('Ещё слова.').waitFor({ state: 'attached', timeout: 20000 });
  await page.waitForFunction(() => document.querySelector('input[name=q]').value === 'чтение', null, { timeout: 5000 });
});

test('a mistake is shown with its place over the last good page, and goes when it is mended', async () => {
  const right = read();
  const line = right.split('\n').findIndex((text) => text.startsWith('title:')) + 1;
  write(right.replace(/^title:/m, 'titel:'));
  const overlay = page.locator('[data-mistakes]');
  await overlay.waitFor({ timeout: 20000 });
  assert.equal(await overlay.getAttribute('role'), 'alert');
  assert.ok((await overlay.innerText()).includes(`${PAGE}:${line}`), await overlay.innerText());
  assert.ok(await page.getByText('Ещё слова.').count(), 'the last good page is still there');
  // Another page is served as well, with the same overlay.
  const other = await page.context().newPage();
  await other.goto(`${url}plans/yugra-2022/`);
  await other.locator('[data-mistakes]').waitFor({ timeout: 20000 });
  assert.equal(await other.locator('h1').count(), 1);
  await other.close();
  write(right);
  await overlay.waitFor({ state: 'detached', timeout: 20000 });
});

test('a change of an override of the theme is on the page by itself', async () => {
  portal.write('themes/default/css/site.css', 'h1 { text-transform: uppercase; }\n');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).textTransform === 'uppercase', null, { timeout: 20000 });
});

test('twelve clients that keep their connections open all get their pages, and the browser does, too', async () => {
  const { hostname, port } = new URL(url);
  const sockets = [];
  const answer = (path) => new Promise((done, fail) => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    let text = '';
    const timer = setTimeout(() => fail(new Error(`no answer to ${path}`)), 20000);
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(text);
      if (end > 0 && length && text.length >= end + 4 + Number(length[1])) {
        clearTimeout(timer);
        done(text.split('\r\n')[0]);
      }
    });
    socket.on('error', fail);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: keep-alive\r\n\r\n`);
  });
  const paths = Array.from({ length: 12 }, (_, at) => ['/', '/plans/yugra-2022/', '/navigator/'][at % 3]);
  const answers = await Promise.all(paths.map(answer));
  assert.deepEqual(new Set(answers), new Set(['HTTP/1.1 200 OK']));
  await page.goto(`${url}navigator/`, { waitUntil: 'load', timeout: 20000 });
  assert.equal(await page.locator('h1').count(), 1);
  for (const socket of sockets) socket.destroy();
});

test('nothing of all that left an error in the console', () => {
  assert.deepEqual(troubles.filter((trouble) => !/ERR_ABORTED/.test(trouble)), []);
});
