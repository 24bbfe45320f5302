// The types of the search.

/** The parts of the search, in the order of the bundle. */
interface MetodSearch {
  stem(word: string): string;
  russian(word: string): string;
  english(word: string): string;
  normalise(text: string): string;
  chunks(text: string): Chunk[];
  tokens(text: string): Token[];
  asCyrillic(word: string): string | null;
  vocabulary(part: TermsPart, unpack: (text: string) => number[]): Vocabulary;
  readQuery(text: string, vocabulary: Vocabulary): Query;
  unknown(query: Query): Unit[];
  attempts(text: string, vocabulary: Vocabulary): Array<() => Attempt | null>;
  /** A Russian stem without its fleeting vowel. */
  settled(stem: string): string;
  /** Forms with a stem that no rule leads to. */
  irregular: Map<string, string>;
  nearWords(stems: string[], forms: (at: number) => string[], df: number[]): (word: string) => Near;
  toCyrillic(text: string): string;
  toLatin(text: string): string;
  readPostings(numbers: number[]): Postings;
  rank(units: Unit[], lists: Lists, shape: Shape): Ranked;
  stemsOf(units: Unit[]): number[];
  marker(units: Unit[], vocabulary: Vocabulary): Marker;
  spots(text: string, marker: Marker): Spot[];
  mark(text: string, marker: Marker): Marked[];
  snippet(text: string, marker: Marker): Marked[];
  closeness(spots: Spot[], units: number): number;
  open(base: string, manifest?: SearchIndex): Promise<Searcher>;
}

/** A piece of a word or code, and where it stands in the text. */
interface Piece {
  form: string;
  start: number;
  end: number;
}

/** A word or code as it is indexed whole, with its pieces: one or more. */
interface Chunk extends Piece {
  code: boolean;
  pieces: Piece[];
}

interface Token {
  form: string;
  position: number;
}

/** How a typed word meets a stem, from the best to the least. */
type MatchKind = "form" | "stem" | "prefix" | "concept" | "slip";

interface Match {
  /** The number of the stem. */
  stem: number;
  kind: MatchKind;
  /** The number of the typed form among those of the stem, or -1. */
  form: number;
  /** What share of the shortest form meant is typed already. */
  share: number;
}

/** A word of the portal that may have been meant. */
interface Slip {
  word: string;
  match: Match;
}

/** Forms one slip away; only if there are none, forms that are begun, or whose stem is near. */
interface Near {
  forms: Slip[];
  others: Slip[];
}

interface NearForm {
  text: string;
  stem: number;
  /** Its number among the forms of the stem. */
  form: number;
}

/** A way to read a word: pieces that must all be found, each with the stems it may mean. */
type Reading = Match[][];

/** One word of a query. */
interface Unit {
  /** As it was typed, and where. */
  text: string;
  start: number;
  end: number;
  form: string;
  code: boolean;
  /** What it is taken for: itself, or what it is with a slip mended. */
  words: string[];
  pieces: string[];
  /** Of these one must be found; none if the portal does not know the word. */
  readings: Reading[];
  /** Numbers of the concepts that it is part of. */
  concepts: number[];
  isOptional: boolean;
  /** Its position among all words of the query. */
  place: number;
  /** The word that is shown instead of the typed one. */
  shown?: string;
}

interface Query {
  text: string;
  units: Unit[];
}

/** One way to understand what was typed. */
interface Attempt {
  kind: "plain" | "layout" | "typo";
  query: Query;
}

/** assets/search/terms.js: see src/search. */
interface TermsPart {
  stop: string[];
  stems: string;
  endings: string[];
  sets: string;
  set: string;
  whole: Array<Array<number | string>>;
  df: string;
  concepts: string[][];
}

/** assets/search/index.js. */
interface SearchIndex {
  docs: number;
  rows: number;
  perPart: number;
  /** Folder and title; the measures of plans are «plans#». */
  kinds: Array<[string, string]>;
  kindCounts: number[];
  levels: number[];
  parts: { terms: string; postings: { starts: string; hashes: string }; docs: string };
}

interface Vocabulary {
  stems: string[];
  /** Members of each concept: words joined by a space, each a stem or «=form». */
  concepts: string[][];
  find(stem: string): number;
  forms(stem: number): string[];
  /** The word's own stem, if the portal holds it. */
  itself(word: string): Match[];
  /** Its own stem, and those of which the word begins a form. */
  resolve(word: string): Match[];
  /** Whether it is a form, or the beginning of one. */
  begins(word: string): boolean;
  near(word: string): Near;
  isStop(word: string): boolean;
}

/** The documents of a stem; place and form are -1 where neither title nor names hold it, and the place
 * is 100 or more where names do. */
interface Postings {
  docs: Int32Array;
  levels: Uint8Array;
  places: Int16Array;
  forms: Int16Array;
}

type Lists = Map<number, Postings>;

/** What one word finds, by document. */
interface Hits {
  score: Float32Array;
  /** How well the word stands in the title, and where. */
  title: Float32Array;
  place: Int16Array;
  /** Whether the word itself was found, not only one that it begins. */
  own: Uint8Array;
}

/** The documents of the portal, and the run of them that is looked at. */
interface Shape {
  docs: number;
  levels: number[];
  from: number;
  to: number;
}

interface Ranked {
  rows: number[];
  scores: number[];
  /** How many of the words each of these documents lacks. */
  lacks: number;
  without: Array<{ unit: Unit; count: number }>;
}

/** What the query would find without some of its words. */
interface SearchWithout {
  words: string[];
  text: string;
  count: number;
}

type SearchNotice =
  | { kind: "layout" | "typo"; text: string }
  | { kind: "partial"; without: SearchWithout[] }
  | { kind: "unknown"; words: string[]; without: SearchWithout[] };

interface Marker {
  /** The number of the query's word that a word of a text meets, or -1. */
  unitOf(form: string): number;
  members: Array<{ words: string[]; unit: number }>;
  isStop(word: string): boolean;
  units: number;
}

/** A place of a text that a query means. */
interface Spot {
  start: number;
  end: number;
  unit: number;
  place: number;
}

interface Marked {
  text: string;
  isMarked: boolean;
}

interface Found {
  /** Documents, the best first. */
  rows: number[];
  scores: number[];
  /** The words that were searched, as they are shown. */
  words: string[];
  notice?: SearchNotice;
  query: Query;
  marker: Marker;
}

interface FoundDoc {
  row: number;
  ref: string;
  kind: number;
  title: string;
  url: string;
  context: string;
  text: string;
  isSample: boolean;
}

interface Searcher {
  index: SearchIndex;
  find(text: string, options?: { kind?: string }): Promise<Found>;
  docs(rows: number[]): Promise<FoundDoc[]>;
  settle(found: Found, rows: number[]): Promise<number[]>;
  kindOf(row: number): number;
}
