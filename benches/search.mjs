// The bytes of each query, compressed as a server would (gzip -9): scripts of the search, the index's
// table, its vocabulary, the lists of the words, and the documents of the first 20 results.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { searcherOfSite } from '../tests/browser/search/corpus.mjs';

const SHOWN = 20;
const QUERIES = ['мотивация', 'мот', 'чтение на уроках математики', 'функциональная грамотность', 'школа', 'план урока', 'наставничесто', 'gkfy', 'ВПР', '500+', 'школы с низкими образовательными результатами'];

const size = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const kilobytes = (bytes) => (bytes / 1024).toFixed(1).padStart(7);

/** The word that stands in the most documents, in all of its forms: the longest list. */
async function commonest({ searcher, search, loaded }, unpack) {
  const terms = loaded.get('search/terms');
  const sizes = unpack(terms.df);
  const vocabulary = search.vocabulary(terms, unpack);
  const at = vocabulary.stems.reduce((best, stem, now) => (/^[а-я]{4,}$/.test(stem) && sizes[now] > (sizes[best] ?? -1) ? now : best), -1);
  return at < 0 || !searcher ? [] : [vocabulary.forms(at)[0]];
}

/** What one query loads, by sort of file, from a browser that has nothing yet. */
async function measure(site, scripts, query) {
  const opened = await searcherOfSite(site);
  const found = await opened.searcher.find(query);
  const rows = await opened.searcher.settle(found, found.rows);
  await opened.searcher.docs(rows.slice(0, SHOWN));
  const sums = { scripts, index: 0, terms: 0, postings: 0, docs: 0 };
  for (const key of opened.loaded.keys()) sums[key.slice('search/'.length).replace(/-\d+$/, '')] += size(join(site, 'assets', `${key}.js`));
  return { query, found: found.rows.length, files: opened.loaded.size + 1, ...sums, total: Object.values(sums).reduce((one, other) => one + other) };
}

export async function main([site, ...queries]) {
  if (!site) { console.error('usage: benches/search SITE [QUERY …]'); process.exitCode = 2; return; }
  const bundle = readdirSync(join(site, 'assets')).find((name) => /^search\..*\.js$/.test(name));
  const scripts = size(join(site, 'assets', bundle));
  const opened = await searcherOfSite(site);
  const { unpack } = (await import('../tests/browser/search/corpus.mjs')).scripts();
  const asked = queries.length ? queries : [...QUERIES, ...await commonest(opened, unpack)];
  console.log(`${opened.searcher.index.rows} practices, ${opened.searcher.index.docs} documents; KB after gzip -9`);
  console.log('  total scripts   index   terms   lists    docs  files   found  query');
  let worst = 0;
  for (const query of asked) {
    const row = await measure(site, scripts, query);
    worst = Math.max(worst, row.total);
    console.log(`${['total', 'scripts', 'index', 'terms', 'postings', 'docs'].map((sort) => kilobytes(row[sort])).join(' ')} ${String(row.files).padStart(6)} ${String(row.found).padStart(7)}  ${row.query}`);
  }
  console.log(`at most ${kilobytes(worst).trim()} KB`);
}
