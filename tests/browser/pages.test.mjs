// Every sort of page, at the width of a desk and of a telephone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, browser, build, isLost, open, PAGES, SAMPLE, serve, sideways } from './demo.mjs';

let chromium;
let site;
let deepSite;

before(async () => {
  const folder = build();
  site = await serve(folder);
  deepSite = await serve(folder, '/a/b/');
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await site?.close();
  await deepSite?.close();
});

for (const width of [1280, 375]) {
  test(`${width} px wide, every page shows one heading, nothing to scroll sideways, no error, no other host and no barrier`, async (t) => {
    const context = await chromium.newContext({ viewport: { width, height: 800 } });
    for (const [name, address] of PAGES) {
      await t.test(`the ${name}`, async () => {
        const { page, troubles } = await open(context, site.url + address, { status404: isLost(address) });
        assert.equal(await page.locator('h1').count(), 1);
        assert.ok(await page.locator('h1').isVisible());
        assert.deepEqual(await sideways(page), []);
        assert.deepEqual(await barriers(page), []);
        assert.deepEqual(await troubles(), []);
        await page.close();
      });
    }
    await context.close();
  });
}

test('on the narrowest telephone, 320 px, nobody scrolls sideways', async (t) => {
  const context = await chromium.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  for (const [name, address] of PAGES) {
    await t.test(`the ${name}`, async () => {
      await page.goto(site.url + address);
      assert.deepEqual(await sideways(page), []);
    });
  }
  await context.close();
});

test('with text twice as large as usual, set in the browser, nobody scrolls sideways', async (t) => {
  const large = await browser('--blink-settings=defaultFontSize=32');
  for (const width of [1280, 375]) {
    const context = await large.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const [name, address] of PAGES) {
      await t.test(`the ${name}, ${width} px wide`, async () => {
        await page.goto(site.url + address);
        assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px');
        assert.deepEqual(await sideways(page), []);
      });
    }
    await context.close();
  }
  await large.close();
});

test('in the dark scheme nothing is hard to read', async (t) => {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
  for (const address of SAMPLE) {
    await t.test(`/${address}`, async () => {
      const { page } = await open(context, site.url + address);
      const [background] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/));
      assert.ok(Number(background) < 64, 'the ground is dark');
      assert.deepEqual(await barriers(page), []);
      await page.close();
    });
  }
  await context.close();
});

test('under a sub-path every sort of page looks the same and leads on', async (t) => {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  for (const address of SAMPLE) {
    await t.test(`/a/b/${address}`, async () => {
      const { page, troubles } = await open(context, deepSite.url + address);
      const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.href).filter((href) => href.startsWith(location.origin)));
      assert.ok(links.length > 20);
      assert.deepEqual(links.filter((href) => !href.startsWith(deepSite.url)), []);
      assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /Golos/);
      assert.deepEqual(await troubles(), []);
      await page.close();
    });
  }
  await context.close();
});

test('a plan is a table on a wide screen and cards with named values on a narrow one', async () => {
  for (const [width, display] of [[1280, 'table-row'], [375, 'block']]) {
    const context = await chromium.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${site.url}plans/yugra-2022/`);
    const measures = page.locator('tr.measure, [id^="m-"]');
    assert.equal(await measures.count(), 34);
    assert.equal(await measures.first().evaluate((row) => getComputedStyle(row).display), display);
    const label = await page.locator('#m-1 .column-timing').evaluate((cell) => getComputedStyle(cell, '::before').content);
    if (width === 375) {
      assert.match(label, /\p{L}/u, 'the card names its value');
      const box = await measures.first().boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width);
    } else {
      assert.ok(await page.locator('table.plan-table thead').isVisible());
    }
    await context.close();
  }
});

test('an address with an anchor shows its measure', async () => {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.url}plans/megion-2022-2024/#m-3.5`);
  const box = await page.locator('[id="m-3.5"]').boundingBox();
  assert.ok(box.y > -10 && box.y < 800, `at ${box.y}`);
  await context.close();
});
