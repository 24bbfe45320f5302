// All scripts of the theme: types are right, the syntax is that of ES2019, and no name but `metod` is global.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'acorn';
import { root } from './corpus.mjs';

const folder = join(root, 'themes/default/js');
const files = readdirSync(folder, { recursive: true }).map(String).sort();
const scripts = files.filter((name) => name.endsWith('.js'));
const types = files.filter((name) => name.endsWith('.d.ts'));

test('TypeScript finds nothing wrong with the types, as strict as it can be', () => {
  assert.ok(scripts.length > 10 && types.length > 0);
  const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  const options = ['--checkJs', '--allowJs', '--strict', '--noEmit', '--target', 'es2019', '--lib', 'es2019,dom'];
  const { stdout } = spawnSync(process.execPath, [compiler, ...options, ...[...scripts, ...types].map((name) => join(folder, name))], { encoding: 'utf8' });
  assert.equal(stdout, '');
});

for (const name of scripts) {
  test(`${name} is a classic script of ES2019, in functions of its own`, () => {
    const { body } = parse(readFileSync(join(folder, name), 'utf8'), { ecmaVersion: 2019, sourceType: 'script' });
    const isCall = (statement) => statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression';
    assert.deepEqual(body.filter((statement) => !isCall(statement)).map((statement) => statement.type), []);
  });
}
