/** What the build writes at the head of the script file: the words of `script` in lang/LANG.yaml. */
interface Window {
  metod?: Metod;
}

/** The count beside a value, as it is shown, and whether it can be seen. */
interface MetodCount { input: HTMLInputElement; label: Element; number: Element; count: number; isSeen: boolean }

interface Metod {
  words?: { vi: Record<string, any>; scheme: Record<string, string>; navigator?: any; search?: any };
  /** What can wait until the reader sees the answer: see paint.js. */
  afterPaint?: (act: () => void) => void;
  /** What can be seen: see paint.js. */
  isWithin?: (element: Element, box: { top: number, bottom: number }) => boolean;
  /** What need not be moved: see paint.js. */
  arrange?: (parent: Element, wanted: Element[]) => void;
  /** The counts beside the values of a choice: see counts.js. */
  showCounts?: (all: MetodCount[], countOf: (input: HTMLInputElement) => number, format: (count: number) => string) => void;
  /** Which measures of a plan a choice leaves: see plan/sift.js. */
  plan?: MetodPlan;
  /** What a plan's table shows: see plan/table.js. */
  planTable?: (table: HTMLTableElement) => MetodPlanTable;
  /** Data in parts: see data.js. */
  data?: (set: string, part: string, value: any) => void;
  load?: (set: string, part: string, url: string) => Promise<any>;
  unpack?: (text: string) => number[];
  unpackSorted?: (text: string) => number[];
  /** Words with numbers in them: see texts.js. */
  texts?: MetodTexts;
  search?: MetodSearch;
  /** What the visitor has chosen: see basket.js. */
  choice?: MetodChoice;
  navigator?: MetodNavigator;
}

/** The values of each filter of a plan: chosen ones, or those of a measure. */
type PlanValues = Record<string, string[]>;
/** The measures of every value, by number. */
type PlanIndex = { size: number, filters: Array<{ name: string, values: Array<{ name: string, rows: number[] }> }> };
type PlanSifted = { shown: boolean[], total: number, counts: Record<string, Record<string, number>> };

interface MetodPlan {
  index(measures: PlanValues[], filters: string[]): PlanIndex;
  sift(known: PlanIndex, chosen: PlanValues): PlanSifted;
}

interface MetodPlanTable {
  rows: HTMLElement[];
  isLong: boolean;
  /** How many rows reach to the lower edge of the window; nothing where that does not matter. */
  room(): number;
  /** Which rows are shown; with `room`, those below the window are laid out after the paint. */
  show(shown: boolean[], room: number): void;
  /** Lays out at once what still waits. */
  finish(): void;
  /** Does once what takes a browser longer the first time; shows nothing. */
  practise(): void;
}

interface MetodTexts {
  /** The form of a number: «{count} практики». */
  plural(forms: Record<string, string>, count: number, values?: Record<string, string>): string;
  number(count: number): string;
  fill(text: string, values: Record<string, string>): string;
}

/** Practices to compare, and «Моя подборка». */
type MetodListName = "compare" | "basket";

interface MetodChoice {
  ids(name: MetodListName): string[];
  set(name: MetodListName, ids: string[]): void;
  /** Shows the buttons of a part of the page that was drawn anew. */
  show(part: ParentNode): void;
  withIds(address: string, ids: string[]): string;
}

/** assets/navigator/head.js: see src/navigator. */
interface NavigatorHead {
  rows: number;
  facets: Array<{ id: string; label: string; values: Array<[string, string, number, string]> }>;
  titleRank: string;
  /** One character a row, "-" for none. */
  evidence: string;
  cost: string;
  sorts?: string[];
  samples?: string;
}

/** assets/navigator/index.js: how many parts there are, and the version of each. */
interface NavigatorIndex {
  rows: number;
  perCards: number;
  perFull: number;
  head: string;
  cardHashes: string;
  rowHashes: string;
  fullHashes: string;
  /** The first id of each part of full rows. */
  fullFirst: string[];
}

/** id, title, address, organization, territory, evidence, cost, year, stage, example. */
type NavigatorRow = [string, string, string, string, string, string, string, string, string, number];

interface NavigatorFull {
  row: number;
  title: string;
  url: string;
  sample?: boolean;
  /** Ready HTML by the name of the line; U+E000 stands for the way to the root. */
  cells: Record<string, string>;
}

interface NavigatorFacet {
  id: string;
  label: string;
  values: Array<{ id: string; label: string; parent: number; rows: Uint32Array }>;
  places: Map<string, number>;
}

interface NavigatorEngine {
  rows: number;
  facets: NavigatorFacet[];
  places: Map<string, number>;
}

/** Ids of chosen values by facet. */
type NavigatorChosen = Record<string, string[]>;

interface NavigatorSifted {
  rows: Uint32Array;
  total: number;
  /** By the places of facet and value. */
  counts: number[][];
}

/** What one removal gives; without a facet it is the text that goes. */
interface NavigatorRemoval {
  facet: string;
  value: string;
  count: number;
}

interface NavigatorOrders {
  /** Rows in that order; null is the order of the rows themselves. */
  order(sort: string): number[] | null;
}

interface NavigatorState {
  text: string;
  chosen: NavigatorChosen;
  sort: string;
  page: number;
  view: string;
}

/** What an address may name. */
interface NavigatorKnown {
  facets: Array<{ id: string; values: string[] }>;
  sorts: string[];
}

/** Where data come from, and how they are shown on this page. */
interface NavigatorSource {
  root: string;
  index(): Promise<NavigatorIndex>;
  head(): Promise<NavigatorHead>;
  /** HTML of the cards of rows, in their order. */
  cards(rows: number[]): Promise<string[]>;
  table(rows: number[]): Promise<NavigatorRow[]>;
  /** Full rows by id; ids that the site does not have are left out. */
  full(ids: string[]): Promise<Array<{ id: string; full: NavigatorFull }>>;
}

/** What the parts of a page do to its state. */
interface NavigatorPanel {
  known(sorts: string[]): NavigatorKnown;
  chosen(): NavigatorChosen;
  choose(chosen: NavigatorChosen): void;
  /** Notes which counts can be seen; to be asked before a change is drawn, while the answer costs nothing. */
  look(): void;
  /** Shows the counts: those that can be seen at once, the words of others after the paint. */
  counts(engine: NavigatorEngine, sifted: NavigatorSifted): void;
  label(facet: string, value: string): string;
  facetLabel(facet: string): string;
}

/** The parts of the navigator, in the order of the bundle. */
interface MetodNavigator {
  bits: {
    empty(rows: number): Uint32Array;
    of(list: ReadonlyArray<number>, rows: number): Uint32Array;
    all(rows: number): Uint32Array;
    add(into: Uint32Array, other: Uint32Array): void;
    keep(into: Uint32Array, other: Uint32Array): void;
    count(set: Uint32Array): number;
    shared(one: Uint32Array, other: Uint32Array): number;
    has(set: Uint32Array, row: number): boolean;
  };
  facets: {
    read(head: NavigatorHead, unpackSorted: (text: string) => number[]): NavigatorEngine;
    sift(engine: NavigatorEngine, chosen: NavigatorChosen, text: Uint32Array | null): NavigatorSifted;
    removals(engine: NavigatorEngine, chosen: NavigatorChosen, text: Uint32Array | null): NavigatorRemoval[];
    size(chosen: NavigatorChosen): number;
  };
  order: {
    perPage: number;
    read(head: NavigatorHead, unpack: (text: string) => number[]): NavigatorOrders;
    page(orders: NavigatorOrders, sort: string, sifted: NavigatorSifted, found: ReadonlyArray<number> | null, page: number): number[];
    pages(total: number): number;
    steps(current: number, last: number): number[];
  };
  address: {
    start(known: NavigatorKnown): NavigatorState;
    read(search: string, known: NavigatorKnown): { state: NavigatorState; dropped: string[] };
    write(search: string, state: NavigatorState, known: NavigatorKnown): string;
    isState(search: string, known: NavigatorKnown): boolean;
  };
  qr: {
    encode(text: string, highest?: number): { size: number; dark: Uint8Array } | null;
    path(code: { size: number; dark: Uint8Array }): string;
  };
  csv: { write(rows: string[][]): string };
  words: { all: any } & MetodTexts;
  dom: {
    make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Record<string, string>, ...children: Array<Node | string>): HTMLElementTagNameMap[K];
    button(text: string, kind: string, act: () => void): HTMLButtonElement;
    html(text: string): DocumentFragment;
    clear(element: Element): void;
    focus(element: Element | null | undefined): void;
    copy(text: string, button: HTMLButtonElement): void;
  };
  source: (place: HTMLElement) => NavigatorSource;
  panel: (form: HTMLFormElement, changed: () => void) => NavigatorPanel;
  chips: (place: HTMLElement, panel: NavigatorPanel, remove: (facet: string, value: string) => void, heading: HTMLElement) => (chosen: NavigatorChosen) => void;
  dialog: (form: HTMLFormElement, status: HTMLElement) => { show(total: number, size: number): void; close(): void };
  results: (section: HTMLElement, actions: { go(page: number): void; remove(facet: string, value: string): void; reset(): void }) => {
    sentence(shown: number, total: number): string;
    count(shown: number, total: number, samples: number, text: string): void;
    /** Rows whose cards are not known yet, and what learns them. */
    missing(rows: number[]): number[];
    learn(rows: number[], list: string[]): void;
    /** The room for cards, before a change is drawn. */
    look(isFromTop: boolean): void;
    cards(rows: number[]): void;
    paging(page: number, last: number, hrefOf: (page: number) => string): void;
    empty(removals: NavigatorRemoval[] | null, text: string, label: (facet: string, value: string) => string): void;
    notice(name: string, texts: Array<Node | string>): void;
    place: HTMLElement;
  };
  views: {
    table(place: HTMLElement, rows: NavigatorRow[]): void;
    map(section: HTMLElement): {
      show(engine: NavigatorEngine, sifted: NavigatorSifted, chosen: NavigatorChosen, hrefOf: (facet: string, value: string) => string): void;
      pressed(event: Event): { facet: string; value: string } | null;
    };
    step(count: number, most: number): number;
    meanings(most: number): string[];
  };
  school: (section: HTMLElement, known: NavigatorKnown, panel: NavigatorPanel, apply: (marks: NavigatorChosen) => void) => void;
  text: (form: HTMLFormElement) => {
    isThere: boolean;
    /** Practices by relevance. */
    find(query: string): Promise<{ rows: number[]; notice?: SearchNotice }>;
  };
  ids: {
    read(search: string): string[] | null;
    beyond(search: string): number;
    write(search: string, ids: string[]): string;
    move(ids: string[], id: string, by: number): string[];
  };
  page: (section: HTMLElement, name: MetodListName, draw: (found: NavigatorFound[], page: NavigatorListPage) => Node[] | Promise<Node[]>) => NavigatorListPage | null;
}

interface NavigatorFound {
  id: string;
  full: NavigatorFull;
}

/** A page that shows a chosen list. */
interface NavigatorListPage {
  source: NavigatorSource;
  ids(): string[];
  /** Whether it is the visitor's own list, and not that of a link. */
  isOwn(): boolean;
  set(ids: string[], after?: () => void): void;
  keep(): void;
  say(text: string): void;
  notice(text: string): void;
  address(): string;
}
