#!/usr/bin/env node
// How long the navigator takes in Chromium: to count all values anew, and from a press to the paint.
//   node benches/navigator.mjs SITE [--rows 20000] [--slower 1]
// SITE is any built portal (metod build --out SITE); its data are replaced by made-up ones of so many rows.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { browser, root, serve } from '../tests/browser/demo.mjs';
import { dice, pack, packSorted } from '../tests/browser/engine/scripts.mjs';
import { HEAD, line, stopwatch } from './frames.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '20000' }, slower: { type: 'string', default: '1' } },
});
if (positionals.length !== 1) {
  console.error('node benches/navigator.mjs SITE [--rows 20000] [--slower 1]');
  process.exit(2);
}
const site = resolve(positionals[0]);
const RUNS = 200;

/** Columns of made-up practices: every facet gives a practice one to three of its values. */
function head(rows, facets) {
  const random = dice(1);
  const columns = facets.map(({ id, values }) => {
    const lists = values.map(() => []);
    for (let row = 0; row < rows; row += 1) {
      const own = new Set(Array.from({ length: 1 + random.below(3) }, () => random.below(values.length)));
      for (const value of own) lists[value].push(row);
    }
    return { id, label: id, multiple: true, values: values.map((value, at) => [value, value, -1, packSorted(lists[at])]) };
  });
  const level = () => '-012345'[random.below(7)];
  return {
    v: 1, rows, facets: columns, sorts: ['date', 'title', 'evidence', 'cost'], samples: '', territories: [],
    titleRank: pack(Array.from({ length: rows }, (_, row) => (row * 7919) % rows)),
    evidence: Array.from({ length: rows }, level).join(''), cost: Array.from({ length: rows }, level).join(''),
  };
}

/** Counts of 113 values in 8 facets at 50,000 rows, three facets chosen, in a page without anything else. */
async function counting(chromium) {
  const page = await chromium.newPage();
  await (await stopwatch(page)).slower(Number(flags.slower));
  const scripts = ['data.js', ...['bits', 'facets'].map((name) => `navigator/${name}.js`)];
  for (const script of scripts) await page.addScriptTag({ content: readFileSync(join(root, 'themes/default/js', script), 'utf8') });
  const sizes = [12, 14, 3, 20, 22, 6, 8, 28];
  const facets = sizes.map((size, at) => ({ id: `f${at}`, values: Array.from({ length: size }, (_, value) => `v${value}`) }));
  const times = await page.evaluate(({ data, runs }) => {
    const { facets } = window.metod.navigator;
    const engine = facets.read(data, window.metod.unpackSorted);
    return Array.from({ length: runs }, (_, run) => {
      const chosen = { f0: [`v${run % 12}`, `v${(run + 5) % 12}`], f1: [`v${run % 14}`], f4: [`v${run % 22}`, `v${(run + 1) % 22}`] };
      const start = performance.now();
      facets.sift(engine, chosen, null);
      return performance.now() - start;
    });
  }, { data: head(50_000, facets), runs: RUNS });
  line('all counts, 50,000 rows, 113 values, three facets', times);
  await page.close();
}

/** From the press of a box to the paint of counts and cards, on the portal's own page. */
async function painting(chromium, url, rows) {
  const page = await chromium.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${url}navigator/`, { waitUntil: 'domcontentloaded' });
  const inputs = await page.locator('#navigator .choice input').evaluateAll((all) => all.map((one) => [one.name, one.value]));
  const facets = [...new Set(inputs.map(([facet]) => facet))].map((id) => ({ id, values: inputs.filter(([facet]) => facet === id).map(([, value]) => value) }));
  const cards = await page.locator('#results .cards > *').evaluateAll((all) => all.map((one) => one.outerHTML));
  const card = (row) => cards[row % cards.length].replaceAll(/(data-practice|data-id)="[^"]*"/g, `$1="practice-${row}"`);
  const data = head(rows, facets);
  const parts = Math.ceil(rows / 20);
  await page.route('**/assets/navigator/*.js*', (route) => {
    const name = new URL(route.request().url()).pathname.match(/([^/]+)\.js$/)[1];
    const hashes = '00000000'.repeat(parts);
    const number = Number(name.replace(/^.*-/, ''));
    const part = {
      index: () => ({ v: 1, rows, perCards: 20, perFull: 50, head: '0', cardHashes: hashes, rowHashes: hashes, fullHashes: '', fullFirst: [] }),
      head: () => data,
    }[name] ?? (() => Array.from({ length: 20 }, (_, at) => card(20 * number + at)));
    route.fulfill({ contentType: 'text/javascript', body: `metod.data("navigator",${JSON.stringify(name)},${JSON.stringify(part())});` });
  });
  await page.reload({ waitUntil: 'load' });
  const watch = await stopwatch(page);
  const order = inputs.map((_, at) => at).filter((at) => at % 3 === 0).slice(0, 20);
  /** Presses each box twice; what is left for after the paint is over before the next press. */
  const times = async (how) => {
    const list = [];
    for (const at of order.concat(order)) {
      list.push(await watch[how]('#navigator .choice input', at));
      await page.waitForFunction(() => !document.querySelector('#results[aria-busy], .card-later'));
      await page.waitForTimeout(50);
    }
    return list;
  };
  // All parts once, so that afterwards only the work of the page is timed.
  await times('press');
  await watch.slower(Number(flags.slower));
  const what = `${rows.toLocaleString('en')} rows, ${inputs.length} values, 50 cards`;
  line(`press to paint, ${what}`, await times('press'));
  line(`processor time of its frame, ${what}`, await times('frame'));
  await page.close();
}

const server = await serve(site);
const chromium = await browser();
console.log(HEAD);
await counting(chromium);
await painting(chromium, server.url, Number(flags.rows));
await chromium.close();
await server.close();
