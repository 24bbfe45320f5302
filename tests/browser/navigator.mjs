// What the tests of the navigator share: the practices of every value as the plain pages list them,
// and the choice computed the slow way from those.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder, program } from './demo.mjs';

const practicesOf = (html) => [...html.matchAll(/<article[^>]* data-practice="([^"]+)"/g)].map((match) => match[1]);

/** Practices of a list that continues on further pages, in its order. */
function listed(folder, address) {
  const found = practicesOf(readFileSync(join(folder, address, 'index.html'), 'utf8'));
  for (let page = 2; existsSync(join(folder, address, `page/${page}/index.html`)); page += 1) {
    found.push(...practicesOf(readFileSync(join(folder, address, `page/${page}/index.html`), 'utf8')));
  }
  return found;
}

/** What a visitor without scripts can learn: all practices, and those of every value, from the plain pages. */
export async function shelves(chromium, folder, url) {
  const context = await chromium.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}navigator/`);
  const values = await page.locator('#navigator .choice input').evaluateAll((inputs) => inputs.map((input) => ({
    facet: input.name,
    id: input.value,
    label: input.closest('li').querySelector('.value-label').textContent.trim(),
    address: input.closest('li').querySelector(':scope > a')?.getAttribute('href').replace(/^(\.\.\/)+/, '').replace(/index\.html$/, '') ?? null,
  })));
  await context.close();
  for (const value of values) value.practices = new Set(value.address ? listed(folder, value.address) : []);
  return { all: listed(folder, 'navigator'), values };
}

/** The practices that a choice leaves: «or» inside a facet, «and» between them. */
export function left({ all, values }, choice, but) {
  return all.filter((practice) => Object.entries(choice).every(([facet, ids]) => facet === but || ids.length === 0
    || ids.some((id) => values.find((value) => value.facet === facet && value.id === id).practices.has(practice))));
}

/** What every count has to be: those with the value that pass the other facets. */
export function counts(portal, choice, among = () => true) {
  return portal.values.map((value) => left(portal, choice, value.facet).filter((practice) => value.practices.has(practice) && among(practice)).length);
}

/** What the page shows. */
export const seen = (page) => page.evaluate(() => ({
  cards: [...document.querySelectorAll('#results .cards [data-practice]')].map((card) => card.dataset.practice),
  count: Number(document.querySelector('[data-result-count]').dataset.resultCount),
  text: document.querySelector('[data-result-count]').dataset.for,
  counts: [...document.querySelectorAll('#navigator .choice input')].map((input) => Number(input.dataset.count)),
  chips: [...document.querySelectorAll('[data-action=remove-filter]')].map((chip) => [chip.dataset.facet, chip.dataset.value]),
}));

/** Waits until so many practices are said to be found for a text. */
export const settled = (page, count, text = '') => page.waitForFunction(([count, text]) => {
  const line = document.querySelector('[data-result-count]');
  return line.dataset.resultCount === String(count) && line.dataset.for === text && !document.querySelector('#results[aria-busy]');
}, [count, text]);

/** Ticks or clears the boxes of values, through folded lists. */
export async function choose(page, choice) {
  await page.locator('.facets details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  for (const [facet, ids] of Object.entries(choice)) {
    for (const id of ids) await page.locator(`#navigator input[name="${facet}"][value="${id}"]`).click();
  }
}

/** A portal with so many practices of two facets and three territories. */
export function portal(count) {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'content/practices'), { recursive: true });
  const territories = ['north', 'south', 'east'].map((id, at) => `  ${id}: {label: "Территория ${id}", cell: [${at + 1}, 1]}`);
  const schools = [0, 1, 2].map((at) => `  school-${at}: {name: Школа номер ${at}, type: school, territory: ${['north', 'south', 'east'][at]}}`);
  writeFileSync(join(folder, 'content/site.yaml'), 'title: Площадка\nowner: school-0\ntoday: 2025-05-01\n');
  writeFileSync(join(folder, 'content/organizations.yaml'), `territories:\n${territories.join('\n')}\norganizations:\n${schools.join('\n')}\n`);
  const topics = Array.from({ length: 15 }, (_, at) => `      - {id: topic-${at}, label: Тема номер ${at}}`);
  writeFileSync(join(folder, 'content/navigator.yaml'), [
    'title: Навигатор', 'facets:', '  - id: topic', '    label: Тема', '    values:', ...topics,
    '  - id: part', '    label: Часть', '    values:', '      - id: whole', '        label: Целое', '        children:',
    '          - {id: first, label: Первая}', '          - {id: second, label: Вторая}', '      - {id: other, label: Другое}',
    '  - {id: territory, label: Территория, from: territory}', 'sort: [date, title, relevance]', '',
  ].join('\n'));
  for (let at = 0; at < count; at += 1) {
    const day = String(1 + (at % 28)).padStart(2, '0');
    writeFileSync(join(folder, `content/practices/p-${at}.md`), [
      '---', `title: Практика номер ${at}`, `summary: О том, что помогло в случае ${at}`, `date: 2024-${String(1 + (at % 12)).padStart(2, '0')}-${day}`, `organization: school-${at % 3}`,
      `problem: Трудность номер ${at}`, `facets: {topic: [topic-${at % 15}], part: [${['first', 'second', 'other'][at % 3]}]}`, '---', '', `Описание практики ${at}.`, '',
    ].join('\n'));
  }
  const out = join(folder, 'site');
  execFileSync(program, ['--root', folder, '--quiet', 'build', '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}
