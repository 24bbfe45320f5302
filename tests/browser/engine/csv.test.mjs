// The list of a selection as a table: what a spreadsheet would make of each cell.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine } from './scripts.mjs';

const { csv } = engine();

const CELLS = [
  ['words stay as they are', 'Школьный театр', 'Школьный театр'],
  ['a semicolon is quoted', 'чтение; письмо', '"чтение; письмо"'],
  ['quotes are doubled', 'проект "500+"', '"проект ""500+"""'],
  ['a line break is quoted', 'одна\nдве', '"одна\nдве"'],
  ['an equals sign is guarded', '=1+1', "'=1+1"],
  ['a plus is guarded', '+7 900', "'+7 900"],
  ['an at sign is guarded', '@имя', "'@имя"],
  ['a minus before a word is guarded', '-имя', "'-имя"],
  ['a negative number stays', '-5', '-5'],
  ['a formula after a space is guarded', ' =1', "' =1"],
  ['a guarded cell is quoted where needed', '=a;b', '"\'=a;b"'],
];
for (const [claim, text, cell] of CELLS) {
  test(claim, () => assert.equal(csv.write([[text]]), `\ufeff${cell}\r\n`));
}

test('cells are divided by semicolons, rows by line ends', () => {
  assert.equal(csv.write([['а', 'б'], ['в', '']]), '\ufeffа;б\r\nв;\r\n');
});
