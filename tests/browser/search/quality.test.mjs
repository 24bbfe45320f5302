// The search over the demo, by what people type: tests/search/queries.json.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { build, root } from '../demo.mjs';
import { searcherOfSite } from './corpus.mjs';

const { found, nothing } = JSON.parse(readFileSync(join(root, 'tests/search/queries.json'), 'utf8'));
const asked = Object.entries(found).flatMap(([sort, queries]) => queries.map(([query, right]) => ({ sort, query, right: [right].flat() })));

let searcher;
let search;
before(async () => { ({ searcher, search } = await searcherOfSite(process.env.METOD_SITE ?? build())); });

/** The first entries for a query, as the page shows them. */
async function first(query, count) {
  const result = await searcher.find(query);
  const rows = await searcher.settle(result, result.rows);
  return (await searcher.docs(rows.slice(0, count))).map((doc) => doc.ref);
}

test('at least 150 queries name an entry, and the portal has each of these', async () => {
  assert.ok(asked.length >= 150, String(asked.length));
  const refs = new Set((await searcher.docs(Array.from({ length: searcher.index.docs }, (_, at) => at))).map((doc) => doc.ref));
  assert.deepEqual(asked.flatMap(({ right }) => right).filter((ref) => !refs.has(ref)), []);
});

test('the expected entry is among the first three for at least 97 % of the queries', async () => {
  const missed = [];
  for (const { sort, query, right } of asked) {
    const shown = await first(query, 3);
    if (!right.some((ref) => shown.includes(ref))) missed.push(`${sort}: «${query}» → ${shown.join(', ')}`);
  }
  const share = 1 - missed.length / asked.length;
  console.log(`top three: ${(share * 100).toFixed(1)} % of ${asked.length}${missed.length ? `; not: ${missed.join('; ')}` : ''}`);
  assert.ok(share >= 0.97, missed.join('\n'));
});

test('no query that has an answer finds nothing', async () => {
  const empty = [];
  for (const { query } of asked) if ((await searcher.find(query)).rows.length === 0) empty.push(query);
  assert.deepEqual(empty, []);
});

test('what the portal does not hold finds nothing', async () => {
  assert.ok(nothing.length >= 20);
  for (const query of nothing) {
    const { rows, notice } = await searcher.find(query);
    assert.deepEqual([query, rows.length, notice?.kind], [query, 0, 'unknown']);
  }
});

test('for every word of the demo, a longer beginning never loses what the word finds', async () => {
  const docs = await searcher.docs(Array.from({ length: searcher.index.docs }, (_, at) => at));
  const titles = [...new Set(docs.flatMap((doc) => search.tokens(doc.title).map((token) => token.form)))].filter((form) => form.length > 2);
  const words = titles.filter((_, at) => at % 5 === 0);
  assert.ok(words.length > 100);
  for (const word of words) {
    const stem = search.stem(word);
    const holders = docs.filter((doc) => search.tokens(doc.title).some((token) => search.stem(token.form) === stem)).map((doc) => doc.row);
    for (let length = 2; length <= word.length; length += 1) {
      const typed = word.slice(0, length);
      if (!/[\p{L}\d+%]$/u.test(typed)) continue;
      const result = await searcher.find(typed);
      if (result.query.units.every((unit) => unit.readings.length === 0)) continue;
      assert.deepEqual(holders.filter((row) => !result.rows.includes(row)), [], `${typed} of ${word}`);
    }
  }
});
