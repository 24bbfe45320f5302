// The navigator's engine against a slow, obvious one, on random practices and random states.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dice, engine, pack, packSorted } from './scripts.mjs';

const { facets, order, address, ids, bits, unpack, unpackSorted } = engine();
const SORTS = ['relevance', 'date', 'title', 'evidence', 'cost'];
const plain = (value) => JSON.parse(JSON.stringify(value));

/** Practices of a random portal: plain objects, as a person would think of them. */
function portal(random) {
  const { below, roll, some } = random;
  const rows = [0, 1, 31, 32, 33, 64][below(12)] ?? 1 + below(160);
  const vocabulary = Array.from({ length: 1 + below(4) }, (_, facet) => {
    const values = [];
    for (let top = 0; top < 1 + below(5); top += 1) {
      const parent = values.push({ id: `v${values.length}`, parent: -1 }) - 1;
      for (let child = 0; roll() < 0.3 && child < 3; child += 1) values.push({ id: `v${values.length}`, parent });
    }
    return { id: `f${facet}`, values };
  });
  const titles = Array.from({ length: rows }, (_, row) => row).sort(() => roll() - 0.5);
  const practices = Array.from({ length: rows }, (_, row) => ({
    row,
    title: titles[row],
    evidence: roll() < 0.3 ? null : below(6),
    cost: roll() < 0.3 ? null : 1 + below(5),
    own: Object.fromEntries(vocabulary.map((facet) => [facet.id, some(facet.values.map((value) => value.id), [0, 0.1, 0.5][below(3)])])),
  }));
  return { practices, vocabulary };
}

/** A practice has a value if it names the value or one of its children. */
function has(vocabulary, practice, facet, id) {
  const { values } = vocabulary.find((one) => one.id === facet);
  const place = values.findIndex((value) => value.id === id);
  return values.some((value, at) => (at === place || value.parent === place) && practice.own[facet].includes(value.id));
}

/** What the build would write of a portal. */
function head({ practices, vocabulary }) {
  const level = (number) => (number === null ? '-' : String(number));
  return {
    rows: practices.length,
    facets: vocabulary.map((facet) => ({
      id: facet.id,
      label: facet.id,
      values: facet.values.map((value) => {
        const rows = practices.filter((practice) => has(vocabulary, practice, facet.id, value.id)).map((practice) => practice.row);
        return [value.id, value.id, value.parent, packSorted(rows)];
      }),
    })),
    titleRank: pack(practices.map((practice) => practice.title)),
    evidence: practices.map((practice) => level(practice.evidence)).join(''),
    cost: practices.map((practice) => level(practice.cost)).join(''),
  };
}

/** What a visitor may have chosen; sometimes a text, sometimes something that the portal does not have. */
function choice(random, { practices, vocabulary }) {
  const { below, roll, some } = random;
  const chosen = {};
  for (const facet of vocabulary) {
    const values = roll() < 0.6 ? some(facet.values.map((value) => value.id), 0.4) : [];
    if (roll() < 0.05) values.push('unknown');
    if (values.length) chosen[facet.id] = values;
  }
  const found = roll() < 0.5 ? null : some(practices.map((practice) => practice.row), roll()).sort(() => roll() - 0.5);
  return { chosen, found, sort: random.one(SORTS), page: 1 + below(4) };
}

/** Whether a practice passes the text and all facets but one, said as in the contract. */
function passes({ vocabulary }, practice, { chosen, found }, but) {
  if (found && !found.includes(practice.row)) return false;
  return vocabulary.every((facet) => {
    const known = (chosen[facet.id] ?? []).filter((id) => facet.values.some((value) => value.id === id));
    return facet.id === but || known.length === 0 || known.some((id) => has(vocabulary, practice, facet.id, id));
  });
}

/** Numbers from low to high, what has none last, then titles. */
const by = (number) => (one, other) => (number(one) ?? Infinity) - (number(other) ?? Infinity) || one.title - other.title;

function sorted(practices, { sort, found }) {
  const compare = {
    relevance: (one, other) => (found ? found.indexOf(one.row) - found.indexOf(other.row) : one.row - other.row),
    date: (one, other) => one.row - other.row,
    title: (one, other) => one.title - other.title,
    evidence: by((practice) => (practice.evidence === null ? null : -practice.evidence)),
    cost: by((practice) => practice.cost),
  };
  return [...practices].sort(compare[sort]);
}

test('10,000 random states: rows, every count, the order of every page and every advice are those of the slow way', () => {
  const random = dice(5);
  let states = 0;
  while (states < 10_000) {
    const site = portal(random);
    const data = head(site);
    const built = facets.read(data, unpackSorted);
    const orders = order.read(data, unpack);
    for (let at = 0; at < 20; at += 1, states += 1) {
      const state = choice(random, site);
      const text = state.found && bits.of(state.found, data.rows);
      const sifted = facets.sift(built, state.chosen, text);

      const right = site.practices.filter((practice) => passes(site, practice, state));
      assert.equal(sifted.total, right.length);
      for (const practice of site.practices) assert.equal(bits.has(sifted.rows, practice.row), right.includes(practice));
      const counts = site.vocabulary.map((facet) => facet.values.map((value) => site.practices.filter(
        (practice) => passes(site, practice, state, facet.id) && has(site.vocabulary, practice, facet.id, value.id),
      ).length));
      assert.deepEqual(plain(sifted.counts), counts);

      const page = sorted(right, state).slice(50 * (state.page - 1), 50 * state.page).map((practice) => practice.row);
      assert.deepEqual(plain(order.page(orders, state.sort, sifted, state.found, state.page)), page);

      const without = (facet, id) => ({ ...state, chosen: { ...state.chosen, [facet]: state.chosen[facet].filter((one) => one !== id) } });
      const count = (other) => site.practices.filter((practice) => passes(site, practice, other)).length;
      const advice = site.vocabulary.flatMap((facet) => (state.chosen[facet.id] ?? []).filter((id) => id !== 'unknown')
        .map((value) => ({ facet: facet.id, value, count: count(without(facet.id, value)) })));
      if (state.found) advice.unshift({ facet: '', value: '', count: count({ ...state, found: null }) });
      const useful = advice.filter((one) => one.count > 0).sort((one, other) => other.count - one.count);
      assert.deepEqual(plain(facets.removals(built, state.chosen, text)), useful);
    }
  }
});

test('pages are of fifty, and there is always one', () => {
  assert.deepEqual([0, 1, 50, 51, 100, 101].map(order.pages), [1, 1, 1, 2, 2, 3]);
});

const STEPS = [
  [1, 1, [1]],
  [1, 5, [1, 2, 3, 0, 5]],
  [3, 5, [1, 2, 3, 4, 5]],
  [10, 20, [1, 0, 8, 9, 10, 11, 12, 0, 20]],
  [20, 20, [1, 0, 18, 19, 20]],
];
for (const [current, last, numbers] of STEPS) {
  test(`on page ${current} of ${last} paging shows ${numbers.map((number) => number || '…').join(' ')}`, () => {
    assert.deepEqual(plain(order.steps(current, last)), numbers);
  });
}

const KNOWN = { facets: [{ id: 'risk', values: ['a', 'b', 'c'] }, { id: 'year', values: ['2024'] }], sorts: ['relevance', 'date', 'title'] };
const START = { text: '', chosen: {}, sort: 'relevance', page: 1, view: 'cards' };
const READ = [
  ['an empty address', '', {}, []],
  ['a text', '?q=чтение%20вслух', { text: 'чтение вслух' }, []],
  ['values of two facets', '?risk=c&year=2024&risk=a', { chosen: { risk: ['a', 'c'], year: ['2024'] } }, []],
  ['a value that the site does not have', '?risk=a&risk=zzz', { chosen: { risk: ['a'] } }, ['zzz']],
  ['a value twice', '?risk=a&risk=a', { chosen: { risk: ['a'] } }, []],
  ['a sort and a page', '?sort=title&page=3', { sort: 'title', page: 3 }, []],
  ['a sort that the site does not have', '?sort=cost', {}, ['cost']],
  ['a page that is no number', '?page=-1', {}, ['-1']],
  ['a page with words', '?page=2x', {}, ['2x']],
  ['a view', '?view=table', { view: 'table' }, []],
  ['names of Object', '?constructor=a&risk=__proto__', {}, ['__proto__']],
  ['broken escapes', '?q=%E0%A4%A&risk=%', { text: '\ufffd%A' }, ['%']],
  ['what is not the navigator’s', '?utm_source=mail', {}, []],
];
for (const [name, search, state, dropped] of READ) {
  test(`${name} is read from the address`, () => {
    assert.deepEqual(plain(address.read(search, KNOWN)), { state: { ...START, ...state }, dropped });
  });
}

const WRITTEN = [
  ['the first state', '', {}, ''],
  ['everything, in the order of the site', '', { text: ' чтение ', chosen: { year: ['2024'], risk: ['c', 'a'] }, sort: 'title', page: 2, view: 'map' }, '?q=%D1%87%D1%82%D0%B5%D0%BD%D0%B8%D0%B5&risk=a&risk=c&year=2024&sort=title&page=2&view=map'],
  ['what was there and is not ours', '?utm_source=mail&risk=b&page=9', { chosen: { risk: ['a'] } }, '?utm_source=mail&risk=a'],
];
for (const [name, search, state, query] of WRITTEN) {
  test(`the address says ${name}`, () => {
    assert.equal(address.write(search, { ...START, ...state }, KNOWN), query);
  });
}

test('a facet with the id «view» keeps its name, and the view is not in the address', () => {
  const known = { facets: [{ id: 'view', values: ['table'] }], sorts: ['date'] };
  const { state } = address.read('?view=table', known);
  assert.deepEqual(plain(state), { ...START, sort: 'date', chosen: { view: ['table'] } });
  assert.equal(address.write('', { ...state, view: 'map' }, known), '?view=table');
});

test('a random state goes through the address and back', () => {
  const random = dice(7);
  for (let at = 0; at < 500; at += 1) {
    const chosen = {};
    for (const facet of KNOWN.facets) {
      const values = random.some(facet.values, 0.5);
      if (values.length) chosen[facet.id] = values;
    }
    const state = {
      text: random.one(['', 'чтение', '54-О', 'a&b=c', '500+', '«кавычки»']), chosen,
      sort: random.one(KNOWN.sorts), page: 1 + random.below(5), view: random.one(['cards', 'table', 'map']),
    };
    assert.deepEqual(plain(address.read(address.write('?other=1', state, KNOWN), KNOWN)), { state, dropped: [] });
  }
});

const LISTS = [
  ['no list', '?q=a', null],
  ['an empty list', '?ids=', []],
  ['a list', '?ids=a,b,c', ['a', 'b', 'c']],
  ['a list with commas escaped', '?ids=a%2Cb', ['a', 'b']],
  ['an id twice, blanks and gaps', '?ids=a,,%20b%20,a', ['a', 'b']],
  ['a list in two pieces', '?ids=a&ids=b', ['a', 'b']],
  ['an id in Cyrillic', '?ids=%D1%82%D0%B5%D0%B0%D1%82%D1%80', ['театр']],
  ['more than an address holds', `?ids=${Array.from({ length: 70 }, (_, at) => `p${at}`)}`, Array.from({ length: 60 }, (_, at) => `p${at}`)],
];
for (const [name, search, list] of LISTS) {
  test(`${name} is read from the address of a selection`, () => assert.deepEqual(plain(ids.read(search)), list));
}

const LISTS_WRITTEN = [
  ['a list, with its commas', '', ['a', 'b'], '?ids=a,b'],
  ['an empty list as nothing', '?ids=a', [], ''],
  ['what else stood there', '?vi=on&ids=a', ['театр', 'b'], '?vi=on&ids=%D1%82%D0%B5%D0%B0%D1%82%D1%80,b'],
];
for (const [name, search, list, written] of LISTS_WRITTEN) {
  test(`the address of a selection says ${name}`, () => assert.equal(ids.write(search, list), written));
}

const MOVES = [
  ['up', 'b', -1, ['b', 'a', 'c']],
  ['down', 'b', 1, ['a', 'c', 'b']],
  ['up from the first place', 'a', -1, ['a', 'b', 'c']],
  ['down from the last place', 'c', 1, ['a', 'b', 'c']],
  ['without being there', 'x', 1, ['a', 'b', 'c']],
];
for (const [name, id, by, list] of MOVES) {
  test(`a practice moves ${name}`, () => assert.deepEqual(plain(ids.move(['a', 'b', 'c'], id, by)), list));
}
