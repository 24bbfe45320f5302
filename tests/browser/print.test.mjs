// What comes out of a printer: the annexes of the orders, and pages of every sort.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, build, emptyFolder, PAGES, isLost, serve } from './demo.mjs';

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

/** Prints a page and reads the sheets: their size and their words with places, in points from the top left. */
async function print(address) {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(site.url + address);
  const pdf = join(emptyFolder(), 'page.pdf');
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: false }));
  await context.close();
  const text = execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const decode = (words) => words.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
  return text.split('<page ').slice(1).map((sheet) => ({
    width: Number(/width="([\d.]+)"/.exec(sheet)[1]),
    height: Number(/height="([\d.]+)"/.exec(sheet)[1]),
    words: [...sheet.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<\/word>/g)]
      .map(([, left, top, right, bottom, word]) => ({ left: +left, top: +top, right: +right, bottom: +bottom, word: decode(word) })),
  }));
}

const ANNEXES = [
  ['regional', 'yugra-2022', 34],
  ['municipal', 'megion-2022-2024', 26],
];

for (const [name, id, count] of ANNEXES) {
  test(`the annex of the ${name} plan comes out on A4 landscape with each of ${count} measures once and the head of the table on every sheet`, async () => {
    const plan = JSON.parse(readFileSync(join(folder, 'data/plans.json'), 'utf8')).entries.find((entry) => entry.id === id);
    const measures = plan.sections.flatMap((section) => section.measures);
    assert.equal(measures.length, count);

    const sheets = await print(`plans/${id}/print/`);
    for (const sheet of sheets) {
      assert.ok(Math.abs(sheet.width - 842) < 2 && Math.abs(sheet.height - 595) < 2, `${sheet.width} × ${sheet.height}`);
      for (const word of sheet.words) assert.ok(word.left >= 0 && word.right <= sheet.width && word.bottom <= sheet.height, `«${word.word}» is cut off`);
    }

    // The head of a sheet is where its columns are named; the first column ends where the second begins.
    const second = plan.columns[1].split(/\s+/)[0];
    const third = plan.columns[2].split(/\s+/)[0];
    const numbers = [];
    for (const [at, sheet] of sheets.entries()) {
      const head = sheet.words.find((word) => word.word === third && sheet.words.some((other) => other.word === second && Math.abs(other.top - word.top) < 40 && other.left < word.left));
      assert.ok(head, `sheet ${at + 1} of ${sheets.length} has no head`);
      const below = sheet.words.filter((word) => word.top > head.bottom - 1);
      const edge = Math.min(...below.map((word) => word.left)) + 24;
      numbers.push(...below.filter((word) => word.left < edge && /^\d+(\.\d+)*\.?$/.test(word.word)).map((word) => word.word.replace(/\.$/, '')));
    }
    // Section heads may be numbered, too, and stand in the middle; measures are told by their own numbers.
    const known = new Set(measures.map((measure) => measure.number));
    assert.deepEqual(numbers.filter((number) => known.has(number)), measures.map((measure) => measure.number));

    // Every word of every title is on paper.
    const printed = sheets.flatMap((sheet) => sheet.words.map((word) => word.word)).join(' ').replace(/[\s­-]+/g, '');
    for (const measure of measures) {
      const missing = measure.title.split(/\s+/).filter((word) => !printed.includes(word.replace(/[­-]+/g, '')));
      assert.ok(missing.length <= measure.title.split(/\s+/).length * 0.2, `${measure.number}: ${missing.join(' ')}`);
    }
  });
}

test('every sort of page prints without its menus and buttons and says where it is from', async (t) => {
  for (const [name, address] of PAGES.filter(([, address]) => !isLost(address) && !address.endsWith('/print/'))) {
    await t.test(`the ${name}`, async () => {
      const sheets = await print(address);
      const words = sheets.flatMap((sheet) => sheet.words.map((word) => word.word)).join(' ');
      // The accessibility page speaks of both; nowhere else are they words of the page.
      if (address !== 'accessibility/') {
        assert.ok(!words.includes('Версия для слабовидящих'), 'the version for low vision is for screens');
        assert.ok(!words.includes('Перейти к содержанию'), 'the skip link is for screens');
      }
      assert.ok(words.includes('example.org'), 'the address of the page');
      for (const [at, sheet] of sheets.entries()) {
        assert.ok(sheet.words.length > 0, `sheet ${at + 1} is empty`);
        for (const word of sheet.words) assert.ok(word.left >= 0 && word.right <= sheet.width + 1, `«${word.word}» is cut off on sheet ${at + 1}`);
      }
    });
  }
});

test('every sheet of an example says that it is one', async () => {
  for (const address of ['plans/primer-shkola-2022/', 'plans/primer-shkola-2022/print/', 'practices/chitaem-zadachu/', 'checklists/samodiagnostika-riskov/']) {
    const sheets = await print(address);
    for (const [at, sheet] of sheets.entries()) {
      const marks = sheet.words.filter((word) => /ПРИМЕР/.test(word.word) || word.word === 'П');
      assert.ok(marks.length > 0, `/${address}: sheet ${at + 1} of ${sheets.length}`);
    }
  }
});

test('paper is white in the dark scheme and in a palette of the panel', async () => {
  const context = await chromium.newContext({ colorScheme: 'dark' });
  await context.addInitScript(() => {
    localStorage.setItem('metod:vi', JSON.stringify({ color: 'brown', size: '150', letters: 'normal', lines: '1.5', font: 'sans', images: 'on' }));
  });
  const page = await context.newPage();
  await page.goto(`${site.url}practices/chitaem-zadachu/`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const look = await page.evaluate(() => ['body', 'main p', 'h1'].map((selector) => {
    const style = getComputedStyle(document.querySelector(selector));
    return [style.color, style.backgroundColor];
  }));
  const brightness = (color) => color.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
  assert.equal(look[0][1], 'rgb(255, 255, 255)');
  for (const [color] of look) assert.ok(brightness(color) < 110, color);
  await context.close();
});
