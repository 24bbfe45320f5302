// QR codes: what an independent reader takes from them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBack, squares } from './reader.mjs';
import { engine } from './scripts.mjs';

const { qr } = engine();

const address = (length) => 'https://metod.example/navigator/selection/?ids='.padEnd(length, 'chitaem-zadachu,shkolnyi-teatr,');

// The longest text of each version at level M, from table 7 of ISO/IEC 18004.
const LONGEST = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
  711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
];
for (const [at, length] of LONGEST.entries()) {
  test(`the longest address of version ${at + 1} is read back, and one letter more takes the next version`, () => {
    const text = address(length).slice(0, length);
    const code = qr.encode(text);
    assert.equal(code.size, 4 * (at + 1) + 17);
    assert.equal(readBack(code), text);
    assert.equal(qr.encode(`${text}.`)?.size ?? null, at === 39 ? null : 4 * (at + 2) + 17);
  });
}

const TEXTS = [
  ['the shortest address', 'http://a/'],
  ['letters beyond Latin', 'http://сайт.рф/навигатор/?ids=школьный-театр'],
  ['one letter', 'a'],
];
for (const [name, text] of TEXTS) {
  test(`${name} is read back`, () => assert.equal(readBack(qr.encode(text)), text));
}

test('a text longer than the highest version allowed has no code', () => {
  assert.equal(qr.encode(address(300), 5), null);
});

test('the drawing covers exactly the dark squares', () => {
  const code = qr.encode(address(90));
  assert.deepEqual(squares(qr.path(code), code.size), new Uint8Array(code.dark));
});
