// The demo as visitors get it: built by the program, served as plain files, opened in Debian's Chromium.

import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.METOD_BIN ?? join(root, 'target/debug/metod');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const left = [];
process.on('exit', () => left.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An empty folder that is gone when the tests of this file are over. */
export function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'metod-browser-'));
  left.push(folder);
  return folder;
}

/** Builds the demo and gives the folder. */
export function build(...flags) {
  const out = join(emptyFolder(), 'site');
  execFileSync(program, ['--root', root, '--quiet', 'build', '--out', out, ...flags], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.vtt': 'text/vtt; charset=utf-8',
  '.xml': 'application/xml',
  '.csv': 'text/csv; charset=utf-8',
  '.png': 'image/png',
  '.webm': 'video/webm',
  '.mp4': 'video/mp4',
};

/** Serves a folder at a path, as the plainest web hosting does: files, index.html, 404.html, no more. */
export async function serve(folder, at = '/') {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    let file = path.startsWith(at) ? normalize(join(folder, path.slice(at.length))) : '';
    if (path.endsWith('/')) file = join(file, 'index.html');
    const isThere = file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile();
    if (!isThere) file = join(folder, '404.html');
    response.writeHead(isThere ? 200 : 404, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}${at}`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

/** A browser of its own, with an empty profile that Playwright makes and removes. */
export function browser(...flags) {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run',
      '--disable-component-update', '--disable-sync', ...flags,
    ],
  });
}

/**
 * Writes down everything a visitor should never cause: errors in the console, requests that fail or
 * go to another host, and what the page's policy had to stop.
 */
export function watch(page, { status404 } = {}) {
  const troubles = [];
  let own = null;
  page.on('console', (message) => {
    const isExpected = status404 && /status of 404/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isExpected) troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  // What is still on its way when a visitor leaves a page is called off; that is no trouble.
  page.on('requestfailed', (request) => {
    const error = request.failure()?.errorText;
    if (error !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()} ${error}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol === 'data:' || url.protocol === 'blob:') return;
    own ??= url.origin + (url.protocol === 'file:' ? 'file:' : '');
    if (url.origin + (url.protocol === 'file:' ? 'file:' : '') !== own) troubles.push(`another host: ${request.url()}`);
  });
  page.on('response', (response) => {
    const isExpected = status404 && response.request().isNavigationRequest();
    if (response.status() >= 400 && !isExpected) troubles.push(`${response.status()}: ${response.url()}`);
  });
  return troubles;
}

/** Opens a page and reports what the policy stops, which the console tells only in prose. */
export async function open(context, url, options = {}) {
  const page = await context.newPage();
  const troubles = watch(page, options);
  await page.addInitScript(() => {
    window.stopped = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.stopped.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(url, { waitUntil: 'load' });
  return {
    page,
    /** All that went wrong so far. */
    troubles: async () => [...troubles, ...(await page.evaluate(() => window.stopped ?? [])).map((what) => `policy: ${what}`)],
  };
}

/** What sticks out of the page to the right, outermost parts first; nothing if nobody has to scroll sideways. */
export function sideways(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const isScrolledInside = (element) => {
      for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(around).overflowX)) return true;
      }
      return false;
    };
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !isScrolledInside(element));
    const names = wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} «${element.textContent.trim().slice(0, 40)}»`);
    return [`${document.documentElement.scrollWidth} px instead of ${width}`, ...names];
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong: the rule, what it wants, and the first places. */
export async function barriers(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return violations.map((violation) => {
      const places = violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')}: ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`);
      return `${violation.id} (${violation.nodes.length}): ${violation.help}\n    ${places.join('\n    ')}`;
    });
  });
}

/** A page of every sort: how a person calls it, and where it is. */
export const PAGES = [
  ['home page', ''],
  ['regional plan', 'plans/yugra-2022/'],
  ['municipal plan', 'plans/megion-2022-2024/'],
  ['annex for print', 'plans/megion-2022-2024/print/'],
  ['report of a plan', 'plans/primer-shkola-2022/report/'],
  ['report of a period', 'plans/primer-shkola-2022/report/2022-Q2/'],
  ['practice', 'practices/chitaem-zadachu/'],
  ['list of practices', 'practices/'],
  ['navigator', 'navigator/'],
  ['facet value', 'navigator/risk/low-motivation/'],
  ['matrix of the navigator', 'navigator/matrix/'],
  ['seminar', 'seminars/metodicheskie-sessii/'],
  ['document', 'documents/54-o/'],
  ['resource', 'resources/karta-umenii/'],
  ['section of the menu', 'sections/metodicheskoe-obespechenie/'],
  ['list of organizations', 'organizations/'],
  ['organization', 'organizations/iro-yugra/'],
  ['territory', 'territories/megion/'],
  ['checklist', 'checklists/samodiagnostika-riskov/'],
  ['video', 'videos/chitaem-zadachu/'],
  ['search', 'search/'],
  ['calendar', 'calendar/'],
  ['glossary', 'glossary/'],
  ['open data', 'data/'],
  ['accessibility page', 'accessibility/'],
  ['page for lost addresses', 'no/such/page/'],
];

/** Pages that together hold every sort of block, for what is looked at many times. */
export const SAMPLE = [
  '', 'plans/primer-shkola-2022/', 'practices/chitaem-zadachu/', 'navigator/', 'organizations/',
  'checklists/samodiagnostika-riskov/', 'calendar/', 'videos/chitaem-zadachu/',
];

/** Whether an address is meant to answer 404. */
export const isLost = (address) => address.startsWith('no/such');
