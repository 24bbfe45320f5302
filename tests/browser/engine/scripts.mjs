// The scripts of the theme in a world without a page: what their pure parts hand over.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../../../themes/default/js');

/** `window.metod` after the scripts named have run in their order. */
export function metod(...names) {
  const world = { window: {}, URLSearchParams, Intl };
  const context = vm.createContext(world);
  for (const name of names) {
    const file = join(folder, name);
    vm.runInContext(readFileSync(file, 'utf8'), context, { filename: file });
  }
  return world.window.metod;
}

/** The pure parts of the navigator, and how packed numbers are read. */
export function engine() {
  const all = metod('data.js', ...['bits', 'facets', 'order', 'address', 'ids', 'qr', 'csv'].map((name) => `navigator/${name}.js`));
  return { ...all.navigator, unpack: all.unpack, unpackSorted: all.unpackSorted };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Whole numbers as the build writes them. */
export function pack(numbers) {
  let text = '';
  for (let number of numbers) {
    while (number >= 32) {
      text += ALPHABET[(number % 32) | 32];
      number = Math.floor(number / 32);
    }
    text += ALPHABET[number];
  }
  return text;
}

/** Growing numbers as the build writes them. */
export const packSorted = (numbers) => pack(numbers.map((number, at) => number - (at ? numbers[at - 1] : 0)));

/** Numbers that look random and are the same in every run (mulberry32). */
export function dice(seed) {
  let state = seed;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(roll() * limit);
  return { roll, below, some: (list, share) => list.filter(() => roll() < share), one: (list) => list[below(list.length)] };
}
