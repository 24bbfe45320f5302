// Readable without JavaScript, and from a folder on a disk.

import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { browser, build, open, PAGES, isLost, serve, sideways } from './demo.mjs';

let chromium;
let site;
let disk;

before(async () => {
  site = await serve(build());
  disk = `${pathToFileURL(build('--offline')).href}/`;
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await site?.close();
});

for (const width of [1280, 375]) {
  test(`without JavaScript, ${width} px wide, the menu, the navigator's links and the plan are there to read`, async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(site.url);
    const menu = page.locator('nav.menu a');
    assert.ok((await menu.count()) >= 6);
    for (const link of await menu.all()) assert.ok(await link.isVisible());

    await page.goto(`${site.url}navigator/`);
    const values = page.locator('form#navigator .facets a');
    assert.ok((await values.count()) > 30);
    assert.ok(await values.first().isVisible());
    assert.match(await values.first().innerText(), /\d/, 'with its count');
    await values.first().click();
    assert.match(page.url(), /\/navigator\/[a-z-]+\/[^/]+\/$/);
    assert.ok((await page.locator('[data-practice]').count()) > 0);
    assert.ok(await page.locator('[data-practice] a').first().isVisible());

    await page.goto(`${site.url}plans/megion-2022-2024/`);
    assert.equal(await page.locator('[id^="m-"]').count(), 26);
    for (const row of await page.locator('[id^="m-"]').all()) assert.ok(await row.isVisible());
    assert.match(await page.locator('main').innerText(), /2022-2024 до 31 ноября/);

    // The version for low vision is a link then, and what a script would do is not promised.
    await page.locator('a[data-action=low-vision]').click();
    assert.match(page.url(), /\/accessibility\/$/);
    assert.equal(await page.locator('button[data-action=print]:visible').count(), 0);
    await context.close();
  });
}

test('from a folder on a disk every page has its styles, font and script, and shows no error', async (t) => {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  for (const [name, address] of PAGES.filter(([, address]) => !isLost(address))) {
    await t.test(`the ${name}`, async () => {
      const { page, troubles } = await open(context, `${disk}${address}index.html`);
      await page.evaluate(() => document.fonts.ready);
      const look = await page.evaluate(() => ({
        family: getComputedStyle(document.body).fontFamily,
        loaded: [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family),
        ruled: document.styleSheets.length > 0,
        scripted: document.querySelector('a[data-action=low-vision]').getAttribute('role'),
      }));
      assert.match(look.family, /Golos/);
      assert.ok(look.loaded.some((family) => /Golos/.test(family)), 'the font came from the disk');
      assert.ok(look.ruled);
      assert.equal(look.scripted, 'button');
      assert.deepEqual(await sideways(page), []);
      assert.deepEqual(await troubles(), []);
      await page.close();
    });
  }
  await context.close();
});

test('from a folder on a disk one walks from the home page to a measure and back by links alone', async () => {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  const { page, troubles } = await open(context, `${disk}index.html`);
  await page.locator('nav.menu a', { hasText: 'Планы' }).click();
  await page.locator('main a[href$="plans/yugra-2022/index.html"]').first().click();
  assert.match(await page.locator('h1').innerText(), /\p{Lu}/u);
  await page.locator('#m-1 a[href*="organizations/"]').first().click();
  assert.match(page.url(), /organizations\/[^/]+\/index\.html/);
  await page.locator('main a[href*="plans/yugra-2022/index.html#m-"]').first().click();
  assert.match(page.url(), /plans\/yugra-2022\/index\.html#m-/);
  await page.locator('nav.breadcrumbs a').first().click();
  assert.match(page.url(), /\/site\/index\.html$/);
  assert.deepEqual(await troubles(), []);
  await context.close();
});

test('from a folder on a disk the settings for low vision are kept, too', async () => {
  const context = await chromium.newContext();
  const { page } = await open(context, `${disk}index.html`);
  await page.locator('a[data-action=low-vision]').click();
  await page.locator('input[name=vi-color][value=blue]').check({ force: true });
  await page.goto(`${disk}plans/yugra-2022/index.html`);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.viColor), 'blue');
  await context.close();
});
