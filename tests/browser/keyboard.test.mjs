// What a person does who uses the keys, or who sees little.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, browser, build, open, SAMPLE, serve, sideways } from './demo.mjs';

const PALETTES = ['black-white', 'white-black', 'blue', 'beige', 'brown'];
const RADIOS = {
  'vi-color': PALETTES,
  'vi-size': ['100', '150', '200'],
  'vi-letters': ['normal', 'medium', 'large'],
  'vi-lines': ['1.5', '2', '2.5'],
  'vi-font': ['sans', 'serif'],
  'vi-images': ['on', 'grey', 'off'],
};
let chromium;
let site;

before(async () => {
  site = await serve(build());
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await site?.close();
});

const wide = { viewport: { width: 1280, height: 800 } };
const narrow = { viewport: { width: 375, height: 800 } };

async function fresh(options, address) {
  const context = await chromium.newContext(options);
  const opened = await open(context, site.url + address);
  return { context, ...opened };
}

const focused = (page) => page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));

test('the first Tab shows a link past the menu, and Enter goes there', async () => {
  const { context, page } = await fresh(wide, 'practices/');
  await page.keyboard.press('Tab');
  const link = page.locator('a.skip-link');
  assert.ok(await link.evaluate((element) => element === document.activeElement));
  const box = await link.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0 && box.height > 10, 'the link is seen');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'main');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), await focused(page));
  await context.close();
});

test('everything that Tab reaches has a visible mark and stays in sight', async () => {
  for (const address of ['', 'navigator/', 'plans/primer-shkola-2022/']) {
    const { context, page } = await fresh(wide, address);
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const state = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return null;
        // A card is one large link: its mark is around the card.
        const marks = [getComputedStyle(element), getComputedStyle(element, '::after')];
        const box = element.getBoundingClientRect();
        return {
          what: element.outerHTML.slice(0, 120),
          marked: marks.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !/, 0\)|transparent/.test(style.outlineColor)),
          inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        };
      });
      if (!state) break;
      assert.ok(state.marked, `no mark: ${state.what}`);
      assert.ok(state.inSight, `out of sight: ${state.what}`);
    }
    await context.close();
  }
});

test('on a telephone the menu opens and closes by key, and Escape gives the focus back', async () => {
  const { context, page } = await fresh(narrow, 'practices/');
  const summary = page.locator('nav.menu summary');
  const links = page.locator('nav.menu a');
  assert.equal(await links.first().isVisible(), false);
  await summary.focus();
  await page.keyboard.press('Enter');
  assert.ok(await links.first().isVisible());
  assert.ok((await links.count()) >= 6);
  await page.keyboard.press('Tab');
  assert.ok(await links.first().evaluate((link) => link === document.activeElement));
  await page.keyboard.press('Escape');
  assert.equal(await links.first().isVisible(), false);
  assert.ok(await summary.evaluate((element) => element === document.activeElement));
  await context.close();
});

test('what can be pressed is at least 24 px high and wide, or a link in a line of text', async () => {
  for (const options of [wide, narrow]) {
    const { context, page } = await fresh(options, 'navigator/');
    const small = await page.evaluate(() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, nav a, .facet-values a')]
      .filter((element) => element.checkVisibility() && !element.closest('.breadcrumbs'))
      .map((element) => [element.getBoundingClientRect(), element.outerHTML.slice(0, 120)])
      .filter(([box]) => box.width > 1 && (box.width < 24 || box.height < 24))
      .map(([box, what]) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${what}`));
    assert.deepEqual(small, []);
    await context.close();
  }
});

test('«Версия для слабовидящих» is a button that opens a panel of named choices', async () => {
  const { context, page, troubles } = await fresh(wide, 'practices/');
  const button = page.locator('a[data-action=low-vision]');
  assert.equal((await button.innerText()).trim(), 'Версия для слабовидящих');
  assert.equal(await button.getAttribute('role'), 'button');
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await button.focus();
  await page.keyboard.press('Space');
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  for (const [name, values] of Object.entries(RADIOS)) {
    const radios = page.locator(`input[type=radio][name="${name}"]`);
    assert.deepEqual(await radios.evaluateAll((all) => all.map((radio) => radio.value)), values, name);
    assert.deepEqual(await radios.evaluateAll((all) => all.filter((radio) => !radio.labels[0]?.textContent.trim())), []);
    assert.equal(await radios.evaluateAll((all) => all.filter((radio) => radio.checked).length), 1, name);
  }
  assert.deepEqual(await barriers(page), []);
  await page.keyboard.press('Enter');
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  assert.equal(await page.locator('#vi-panel').isVisible(), false);
  assert.deepEqual(await troubles(), []);
  await context.close();
});

test('what was chosen in the panel holds on the next page from its first moment, until «Обычная версия»', async () => {
  const { context, page } = await fresh(wide, '');
  const normalSize = await page.evaluate(() => getComputedStyle(document.body).fontSize);
  await page.locator('a[data-action=low-vision]').click();
  await page.locator('input[name=vi-color][value=brown]').check({ force: true });
  await page.locator('input[name=vi-size][value="200"]').check({ force: true });
  await page.locator('input[name=vi-lines][value="2.5"]').check({ force: true });
  await page.locator('input[name=vi-font][value=serif]').check({ force: true });
  await page.locator('input[name=vi-images][value=off]').check({ force: true });
  await page.goto(`${site.url}documents/54-o/`, { waitUntil: 'commit' });
  await page.locator('main').waitFor();
  const look = () => page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return { ...document.documentElement.dataset, size: style.fontSize, font: style.fontFamily, ground: style.backgroundColor };
  });
  const chosen = await look();
  assert.equal(chosen.viColor, 'brown');
  assert.equal(chosen.ground, 'rgb(59, 39, 22)');
  assert.ok(parseFloat(chosen.size) >= 2 * parseFloat(normalSize) - 0.5, `${chosen.size} after ${normalSize}`);
  assert.match(chosen.font, /Georgia|serif/);
  assert.ok(!/Golos/.test(chosen.font));
  await page.locator('a[data-action=low-vision]').click();
  assert.ok(await page.locator('input[name=vi-color][value=brown]').isChecked());
  await page.getByRole('button', { name: 'Обычная версия' }).click();
  assert.equal((await look()).size, normalSize);
  await page.reload();
  assert.equal((await look()).viColor, undefined);
  await context.close();
});

test('without pictures their descriptions stand in the text', async () => {
  const { context, page } = await fresh(wide, 'practices/chitaem-zadachu/');
  const pictures = page.locator('main img[alt]:not([alt=""])');
  assert.ok((await pictures.count()) > 0, 'the practice has a picture');
  const alt = await pictures.first().getAttribute('alt');
  await page.locator('a[data-action=low-vision]').click();
  await page.locator('input[name=vi-images][value=off]').check({ force: true });
  assert.equal(await pictures.first().isVisible(), false);
  assert.ok((await page.locator('main').innerText()).includes(alt));
  await context.close();
});

for (const palette of PALETTES) {
  test(`in the palette «${palette}» every sort of page is readable, and at 200 % nobody scrolls sideways`, async (t) => {
    for (const address of SAMPLE) {
      await t.test(`/${address}`, async () => {
        for (const width of [1280, 320]) {
          const context = await chromium.newContext({ viewport: { width, height: 800 } });
          await context.addInitScript((color) => {
            const settings = { color, size: '200', letters: 'large', lines: '2.5', font: 'sans', images: 'on' };
            localStorage.setItem('metod:vi', JSON.stringify(settings));
          }, palette);
          const { page } = await open(context, site.url + address);
          assert.equal(await page.evaluate(() => document.documentElement.dataset.viColor), palette);
          assert.deepEqual(await sideways(page), [], `${width} px`);
          if (width === 1280) assert.deepEqual(await barriers(page), []);
          await context.close();
        }
      });
    }
  });
}

test('light and dark can be chosen against the system, and the choice holds', async () => {
  const { context, page } = await fresh({ ...wide, colorScheme: 'light' }, '');
  const ground = () => page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
  assert.ok((await ground()) > 200);
  await page.locator('select[data-action=scheme]').selectOption('dark');
  assert.ok((await ground()) < 64);
  await page.goto(`${site.url}navigator/`);
  assert.ok((await ground()) < 64);
  await page.locator('select[data-action=scheme]').selectOption('');
  assert.ok((await ground()) > 200);
  await context.close();
});

test('with high contrast forced by the system no state is lost with its colours', async () => {
  const { context, page } = await fresh({ ...wide, forcedColors: 'active' }, 'plans/primer-shkola-2022/');
  assert.deepEqual(await barriers(page), []);
  await context.close();
});
