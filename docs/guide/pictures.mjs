// The pictures of the author's guide: pages of the demo as a reader with a screen 1280 pixels wide sees them.
// Run from the root, after a build of the program and `npm ci` in tests/browser: node docs/guide/pictures.mjs

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser, build, serve } from '../../tests/browser/demo.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** The largest picture: the guide is read on slow lines too. */
const LIMIT = 60 * 1024;
/** A day on which the plan of the demo has something of every state. */
const TODAY = '2022-10-15';

/** What is shown: a name, a page, and what is done there first. */
const PICTURES = [
  ['home', ''],
  ['navigator', 'navigator/', (page) => to(page, 'form#navigator')],
  ['plan', 'plans/primer-shkola-2022/', (page) => to(page, '[id="m-1.1"]')],
  ['low-vision', '', (page) => page.click('a[data-action=low-vision]')],
];

/** Brings a place of the page to the top of the window. */
function to(page, selector) {
  return page.evaluate((found) => document.querySelector(found).scrollIntoView(), selector);
}

/** A picture of a page as WebP, which only the browser's canvas can write here. */
async function webp(context, png) {
  const page = await context.newPage();
  const data = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.5);
  }, `data:image/png;base64,${png.toString('base64')}`);
  await page.close();
  return Buffer.from(data.split(',')[1], 'base64');
}

const site = await serve(build('--today', TODAY));
const chromium = await browser();
try {
  for (const [name, address, act] of PICTURES) {
    const context = await chromium.newContext({ viewport: { width: 1280, height: 720 }, locale: 'ru-RU' });
    const page = await context.newPage();
    await page.goto(site.url + address);
    await page.evaluate(() => document.fonts.ready);
    await act?.(page);
    const picture = await webp(context, await page.screenshot());
    if (picture.length > LIMIT) throw new Error(`${name}: ${picture.length} bytes, more than ${LIMIT}`);
    writeFileSync(join(here, 'content/files', `${name}.webp`), picture);
    console.log(`${name}.webp: ${picture.length}`);
    await context.close();
  }
} finally {
  await chromium.close();
  await site.close();
}
