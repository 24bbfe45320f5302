#!/usr/bin/env node
// How long the page of a long plan takes in Chromium from the choice of a filter's value to the paint.
//   node benches/plan.mjs METOD [--measures 2000] [--visits 20] [--slower 1]
// METOD is the program; it builds a made-up plan. The first choice of each visit is told apart.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { browser, emptyFolder, serve } from '../tests/browser/demo.mjs';
import { HEAD, line, stopwatch } from './frames.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { measures: { type: 'string', default: '2000' }, visits: { type: 'string', default: '20' }, slower: { type: 'string', default: '1' } },
});
if (positionals.length !== 1) {
  console.error('node benches/plan.mjs METOD [--measures 2000] [--visits 20] [--slower 1]');
  process.exit(2);
}
const count = Number(flags.measures);

/** A portal with one plan of fifty measures a section, two executors each, and a report. */
function portal(program) {
  const folder = emptyFolder();
  for (const kind of ['plans', 'reports']) mkdirSync(join(folder, 'content', kind), { recursive: true });
  const write = (name, lines) => writeFileSync(join(folder, 'content', name), `${lines.join('\n')}\n`);
  const terms = ['I квартал 2022', 'II квартал 2022', 'Ежеквартально 2022', 'Постоянно 2022', 'до 1 сентября', 'По отдельному графику', 'В течение года', 'Ноябрь 2022'];
  const number = (at) => `${Math.floor(at / 50) + 1}.${(at % 50) + 1}`;
  const measure = (at) => [
    ...(at % 50 === 0 ? [`  - title: Раздел ${at / 50 + 1}`, '    measures:'] : []),
    `      - number: "${number(at)}"`, `        title: Мероприятие ${at} по совершенствованию качества образования и поддержке школ`,
    `        responsible: [org-${at % 60}, org-${(at + 7) % 60}]`, `        timing: ${terms[at % terms.length]}`, '        result: Приказ',
  ];
  const all = Array.from({ length: count }, (_, at) => at);
  write('site.yaml', ['title: Большой план', 'today: 2022-10-01']);
  write('organizations.yaml', ['organizations:', ...Array.from({ length: 60 }, (_, at) => `  org-${at}: {name: "Организация ${at}", type: school}`)]);
  write('plans/big.yaml', ['title: Большой план', 'type: plan', 'period: 2022', 'owner: org-0', 'sections:', ...all.flatMap(measure)]);
  write('reports/half.yaml', ['plan: big', 'period: 2022-Q2', 'submitted: 2022-06-28', 'by: org-0', 'entries:',
    ...all.filter((at) => at % 3).map((at) => `  - {measure: "${number(at)}", state: ${at % 2 ? 'done' : 'in-progress'}, text: Сделано}`)]);
  const out = join(folder, 'site');
  execFileSync(resolve(program), ['--root', folder, '--quiet', 'build', '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}

const FILTERS = ['quarter', 'state', 'executor', 'section'];
const server = await serve(portal(positionals[0]));
const chromium = await browser();
const times = { press: { first: [], later: [] }, frame: { first: [], later: [] } };
for (let visit = 0; visit < 2 * Number(flags.visits); visit += 1) {
  const how = visit % 2 ? 'frame' : 'press';
  const page = await chromium.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${server.url}plans/big/`, { waitUntil: 'load' });
  await page.waitForTimeout(1500);
  const watch = await stopwatch(page);
  await watch.slower(Number(flags.slower));
  // A value is chosen, one of another filter added, and both are taken back.
  const [one, other] = [FILTERS[(visit >> 1) % 4], FILTERS[((visit >> 1) + 1) % 4]];
  for (const [at, name] of [one, other, one, other].entries()) {
    times[how][at ? 'later' : 'first'].push(await watch[how](`#plan-filters input[name=${name}]`, (visit >> 3) % 2));
    await page.waitForTimeout(700);
  }
  await page.close();
}
console.log(HEAD);
for (const when of ['first', 'later']) {
  line(`${when} choice to paint, ${count} measures`, times.press[when]);
  line(`${when} choice, processor time of its frame`, times.frame[when]);
}
await chromium.close();
await server.close();
