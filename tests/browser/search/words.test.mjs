// How words are cut and what their stems are: the same as in the index.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root, scripts } from './corpus.mjs';

const { search } = scripts();
const table = JSON.parse(readFileSync(join(root, 'tests/search/tokens.json'), 'utf8'));

for (const { claim, text, tokens } of table.cases) {
  test(`in words, ${claim}`, () => {
    assert.deepEqual(search.tokens(text).map((token) => `${token.position} ${token.form}`), tokens);
  });
}

test('each chunk knows its place in the text as it was written', () => {
  const text = 'При\u0301каз «54‑O» об обра\u00adзовании в IT-кубе';
  const places = search.chunks(text).map((chunk) => text.slice(chunk.start, chunk.end));
  assert.deepEqual(places, ['При\u0301каз', '54‑O', 'об', 'обра\u00adзовании', 'в', 'IT-кубе']);
});

/** The folder in which the stemmer of the index brings its vocabularies. */
function vocabularies() {
  // Packages of other platforms need not be there.
  const [, host] = /^host: (.+)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }));
  const facts = execFileSync('cargo', ['metadata', '--format-version', '1', '--locked', '--offline', '--filter-platform', host, '--manifest-path', join(root, 'Cargo.toml')], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const stemmers = JSON.parse(facts).packages.find((one) => one.name === 'rust-stemmers');
  assert.ok(stemmers, 'the index is built with rust-stemmers');
  return join(dirname(stemmers.manifest_path), 'test_data');
}

for (const [language, short] of [['russian', 'ru'], ['english', 'en']]) {
  test(`stems are those of Snowball for its whole vocabulary, ${language}`, () => {
    const folder = vocabularies();
    assert.ok(existsSync(folder), folder);
    const read = (name) => readFileSync(join(folder, `${name}_${short}.txt`), 'utf8').trim().split(/\r?\n/);
    const words = read('voc');
    const stems = read('res');
    assert.ok(words.length > 25000 && words.length === stems.length);
    const wrong = words.filter((word, at) => search[language](word) !== stems[at]);
    assert.deepEqual(wrong, []);
  });
}

test('stems are those of the index, vowels that come and go among them', () => {
  const { cases } = JSON.parse(readFileSync(join(root, 'tests/search/stems.json'), 'utf8'));
  for (const [stem, forms] of cases) for (const form of forms) assert.deepEqual([form, search.stem(form)], [form, stem]);
  const met = new Set(cases.flatMap(([, forms]) => forms));
  assert.deepEqual([...search.irregular.keys()].filter((form) => !met.has(form)), []);
});

test('codes and numbers are their own stems', () => {
  for (const code of ['54-о', '10-п-83', '500+', '3.10', '2022']) assert.equal(search.stem(code), code);
});
