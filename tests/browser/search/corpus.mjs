// A small index built the slow way from its description (src/search/encode.rs), to search in tests.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack, packSorted } from '../engine/scripts.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const FILES = ['data', 'search/stem', 'search/tokens', 'search/slips', 'search/vocabulary', 'search/query', 'search/rank', 'search/snippet', 'search/searcher'];

/** The search as it is, without a page: `window.metod` after its scripts have run. */
export function scripts() {
  const window = {};
  for (const file of FILES) new Function('window', readFileSync(join(root, `themes/default/js/${file}.js`), 'utf8'))(window);
  return window.metod;
}

export const STOP = ['и', 'в', 'на', 'по', 'для', 'о', 'с', 'из', 'the', 'of'];
/** Weights of the levels. */
const LEVELS = Array.from({ length: 16 }, (_, at) => 1 + 2 * at);
const PER_PART = 4;
const PARTS = 3;

const byCodePoint = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const unique = (list) => [...new Set(list)];

/** Tokens that are indexed, with their stems. */
export function wordsOf(search, text) {
  return search.tokens(text).filter((token) => !STOP.includes(token.form)).map((token) => ({ ...token, stem: search.stem(token.form) }));
}

/** Whether a text holds a member of a concept: its words side by side, stop words aside. */
export function holds(search, text, member) {
  const words = wordsOf(search, text);
  const wanted = member.split(' ');
  const isWord = (word, want) => (want.startsWith('=') ? word.form === want.slice(1) : word.stem === want);
  return words.some((_, at) => wanted.every((want, step) => words[at + step] && isWord(words[at + step], want)));
}

/** How often a number comes, most frequent first. */
function ranked(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || byCodePoint(one[0], other[0])).map(([text]) => text);
}

const frontCoded = (stems) => stems.map((stem, at) => {
  const before = stems[at - 1] ?? '';
  let shared = 0;
  while (shared < 25 && shared < stem.length && stem[shared] === before[shared]) shared += 1;
  return String.fromCharCode(65 + shared) + stem.slice(shared);
}).join('');

/** What stands where: stem to document to what its list says. */
function listsOf(search, docs, concepts) {
  const lists = new Map();
  const forms = new Map();
  const add = (stem, form, doc, title) => {
    if (!forms.has(stem)) forms.set(stem, new Set());
    forms.get(stem).add(form);
    if (!lists.has(stem)) lists.set(stem, new Map());
    const known = lists.get(stem).get(doc) ?? { level: 0 };
    known.level = Math.min(15, known.level + (title === undefined ? 1 : 8));
    if (title !== undefined && !known.title) known.title = { position: title, form };
    lists.get(stem).set(doc, known);
  };
  docs.forEach((doc, number) => {
    for (const word of wordsOf(search, doc.title)) add(word.stem, word.form, number, word.position);
    for (const word of wordsOf(search, doc.names ?? '')) add(word.stem, word.form, number, 100 + word.position);
    for (const word of wordsOf(search, doc.text)) add(word.stem, word.form, number);
    concepts.forEach((members, at) => {
      if (members.some((member) => holds(search, doc.title, member))) add(`~${at}`, `~${at}`, number, 0);
      else if (members.some((member) => holds(search, doc.text, member))) add(`~${at}`, `~${at}`, number);
    });
  });
  return { lists, forms };
}

/** The parts of the index of documents `{ref, kind, title, text, names?}`, which stand by kinds. */
export function indexOf(search, docs, concepts = []) {
  const { lists, forms } = listsOf(search, docs, concepts);
  const stems = [...lists.keys()].sort(byCodePoint);
  const endingOf = (stem, form) => (form.startsWith(stem) ? form.slice(stem.length) : undefined);
  const endings = ranked(stems.flatMap((stem) => [...forms.get(stem)].map((form) => endingOf(stem, form))).filter((ending) => ending !== undefined));
  const setOf = (stem) => [...forms.get(stem)].map((form) => endings.indexOf(endingOf(stem, form))).filter((at) => at >= 0).sort((one, other) => one - other);
  const sets = ranked(stems.map((stem) => setOf(stem).join(' ')));
  const wholeOf = (stem) => [...forms.get(stem)].filter((form) => endingOf(stem, form) === undefined).sort(byCodePoint);
  const formsOf = (stem) => [...setOf(stem).map((at) => stem + endings[at]), ...wholeOf(stem)];

  const packed = stems.map((stem) => {
    const rows = [...lists.get(stem)].sort((one, other) => one[0] - other[0]);
    const steps = rows.map(([doc], at) => doc - (at ? rows[at - 1][0] : 0));
    const infos = rows.map(([, row]) => row.level * 2 + (row.title ? 1 : 0));
    const titles = rows.filter(([, row]) => row.title).flatMap(([, row]) => [row.title.position, formsOf(stem).indexOf(row.title.form)]);
    return pack([rows.length, ...steps, ...infos, ...titles]);
  });
  const starts = Array.from({ length: PARTS }, (_, at) => Math.floor((stems.length * at) / PARTS));
  const kinds = unique(docs.map((doc) => doc.kind));
  const parts = {
    index: {
      v: 1, docs: docs.length, rows: docs.filter((doc) => doc.kind === 'practices').length, perPart: PER_PART,
      kinds: kinds.map((kind) => [kind, kind]), kindCounts: kinds.map((kind) => docs.filter((doc) => doc.kind === kind).length),
      levels: LEVELS, parts: { terms: 'terms---', postings: { starts: packSorted(starts), hashes: 'postings'.repeat(PARTS) }, docs: '--docs--'.repeat(Math.ceil(docs.length / PER_PART)) },
    },
    terms: {
      v: 1, stop: STOP, stems: frontCoded(stems), endings,
      sets: pack(sets.flatMap((set) => {
        const numbers = set === '' ? [] : set.split(' ').map(Number);
        return [numbers.length, ...numbers.map((number, at) => number - (at ? numbers[at - 1] : 0))];
      })),
      set: pack(stems.map((stem) => sets.indexOf(setOf(stem).join(' ')))),
      whole: stems.map((stem, at) => [at, ...wholeOf(stem)]).filter((row) => row.length > 1),
      df: pack(stems.map((stem) => Math.floor(Math.log2(lists.get(stem).size)))),
      concepts,
    },
  };
  starts.forEach((start, at) => { parts[`postings-${at}`] = packed.slice(start, starts[at + 1] ?? stems.length).join(' '); });
  for (let at = 0; at * PER_PART < docs.length; at += 1) {
    parts[`docs-${at}`] = docs.slice(at * PER_PART, (at + 1) * PER_PART).map((doc) => [doc.ref, kinds.indexOf(doc.kind), doc.title, `${doc.ref}/`, '', doc.text]);
  }
  return parts;
}

/** A searcher over parts that are in memory, and the names of the parts that it has asked for. */
export async function searcherOf(parts) {
  const world = scripts();
  const asked = [];
  world.load = async (set, part, url) => {
    if (set !== 'search' || !url.startsWith(`memory/${part}.js`) || !(part in parts)) throw new Error(`no ${url}`);
    asked.push(part);
    return parts[part];
  };
  return { searcher: await world.search.open('memory/index.js'), search: world.search, asked };
}

/** A searcher over a built site, and every part of the index that it has loaded, by `search/PART`. */
export async function searcherOfSite(folder) {
  const world = scripts();
  const loaded = new Map();
  world.load = async (set, part, url) => {
    const key = `${set}/${part}`;
    if (!loaded.has(key)) {
      const text = readFileSync(join(folder, url.replace(/\?.*/, '')), 'utf8');
      let value;
      new Function('metod', text)({ data: (ownSet, ownPart, own) => { if (`${ownSet}/${ownPart}` === key) value = own; } });
      loaded.set(key, value);
    }
    return loaded.get(key);
  };
  return { searcher: await world.search.open('assets/search/index.js'), search: world.search, loaded };
}
