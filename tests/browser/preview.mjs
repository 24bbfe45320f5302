// A running `metod serve` over a copy of the demo that a test may change.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { emptyFolder, program, root } from './demo.mjs';

/** Starts a preview; `folder` is the name of the portal's folder. */
export async function preview({ folder = 'portal', flags = [], prepare = () => {} } = {}) {
  const own = join(emptyFolder(), folder);
  const path = (inside) => join(own, inside);
  const portal = {
    root: own,
    path,
    read: (inside) => readFileSync(path(inside), 'utf8'),
    /** Saves a file whole, its folders made where they lack. */
    write(inside, text) {
      mkdirSync(dirname(path(inside)), { recursive: true });
      writeFileSync(path(inside), text);
    },
    /** Adds a paragraph to the body of an entry. */
    add(inside, words) { portal.write(inside, `${portal.read(inside)}\n\n${words}\n`); },
  };
  mkdirSync(own, { recursive: true });
  cpSync(join(root, 'content'), path('content'), { recursive: true });
  prepare(portal);
  const child = spawn(program, ['--root', own, 'serve', '--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise((done, fail) => {
    createInterface({ input: child.stdout }).once('line', done);
    child.once('exit', () => fail(new Error('the preview ended')));
  });
  return { ...portal, url: /http:\/\/[^\s]+\//.exec(line)[0], stop: () => child.kill() };
}
