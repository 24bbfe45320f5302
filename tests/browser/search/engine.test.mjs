// What a query finds, against a slow and obvious oracle that reads the documents themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dice } from '../engine/scripts.mjs';
import { holds, indexOf, scripts, searcherOf, STOP, wordsOf } from './corpus.mjs';

const { search } = scripts();
const KINDS = ['practices', 'documents', 'organizations'];
const WORDS = `школа школы школьный школьная школе план планы планирование планировать оценка оценки оценивание
  оценочный мотивация мотивации учитель учителя учительский урок уроки урока чтение читательский грамотность
  математика математики математический родители родителей семья семьи театр театра наставник наставника
  наставничество онлайн-курс курс курсы приказ приказа 54-О 10-П-83 3.10 3.1 500+ 2022 TIMSS PIRLS courses cities
  ШНОР низкими результатами школы результаты ОВЗ здоровья ограниченные возможности стол стола сто`.split(/\s+/);
const CONCEPTS = [['=шнор', 'школ низк результат'], ['=овз', 'ограничен возможн здоров'], ['наставничеств', 'учител учител']];

/** A random corpus: few words, so that they meet often. */
function corpus(seed) {
  const random = dice(seed);
  const some = (least, most) => Array.from({ length: least + random.below(most - least + 1) }, () => random.one([...WORDS, 'и', 'в', 'для']));
  const phrases = ['школы с низкими результатами', 'ограниченные возможности здоровья', 'ШНОР', 'ОВЗ'];
  const docs = KINDS.flatMap((kind) => Array.from({ length: 3 + random.below(9) }, (_, at) => ({
    ref: `${kind}/${at}`, kind, title: some(1, 4).join(' '),
    text: [...some(0, 12), ...(random.roll() < 0.3 ? [random.one(phrases)] : [])].join(' '),
  })));
  return { docs, random };
}

// --- the oracle ----------------------------------------------------------------------------------------

/** Everything that the rules ask of a corpus, from its words alone. */
function oracleOf(docs, concepts) {
  const words = docs.map((doc) => [...wordsOf(search, doc.title), ...wordsOf(search, doc.text)]);
  const forms = new Map();
  for (const word of words.flat()) forms.set(word.form, word.stem);
  const stems = [...new Set(forms.values())];
  const endings = [...new Set([...forms].filter(([form, stem]) => form.startsWith(stem)).map(([form, stem]) => form.slice(stem.length)))].filter(Boolean);
  // A stem with each vowel that may have gone from its end.
  const bases = stems.flatMap((stem) => [[stem, stem], ...[...'ое'].map((vowel) => [stem.replace(/.$/, (last) => vowel + last), stem])])
    .filter(([base, stem]) => base.length >= 3 && (base === stem || /[бвгджзклмнпрстфхцчшщ][ое][кц]$/.test(base)));
  const unseen = bases.flatMap(([base, stem]) => endings.map((ending) => [base + ending, stem, base])).filter(([form, stem]) => search.stem(form) === stem);

  /** Stems that a word may mean. */
  const meant = (word) => {
    const own = stems.filter((stem) => stem === search.stem(word));
    if (word.length < 2) return own;
    const begun = [...forms].filter(([form]) => form.startsWith(word)).map(([, stem]) => stem);
    const later = /\d/.test(word) ? [] : unseen.filter(([form, , base]) => form.startsWith(word) && word.startsWith(base)).map(([, stem]) => stem);
    const uneven = /\d/.test(word) || word.length < 3 ? [] : [...search.irregular.keys(), ...(/[ое]$/.test(word) ? [`${word}к`, `${word}ц`] : [])]
      .filter((form) => form.startsWith(word)).map((form) => search.stem(form));
    return [...new Set([...own, ...begun, ...later, ...stems.filter((stem) => stem.startsWith(word) || uneven.includes(stem))])];
  };
  /** What a word may mean besides, if it only has the stem of a word of the corpus. */
  const doubted = (word) => {
    if (word.length < 5 || !/^[а-я]+$/.test(word) || meant(word).length === 0 || [...forms.keys()].some((form) => form.startsWith(word))) return [];
    return slipsOf(word).filter((slip) => forms.has(slip)).map((slip) => forms.get(slip));
  };
  const isIn = (found) => docs.map((_, at) => words[at].some((word) => found.includes(word.stem)));
  const all = (sets) => docs.map((_, at) => sets.every((set) => set[at]));
  const any = (sets) => docs.map((_, at) => sets.some((set) => set[at]));

  /** Documents that hold one chunk of a query: whole, or all of its pieces. */
  const ofChunk = (chunk, withStops) => {
    const pieces = chunk.pieces.map((piece) => piece.form).filter((piece) => withStops || !STOP.includes(piece));
    const whole = meant(chunk.form);
    if (chunk.pieces.length === 1 && pieces[0] === chunk.form) return isIn([...whole, ...doubted(chunk.form)]);
    if (chunk.code && (whole.length || pieces.length < chunk.pieces.length || /[+%]$/.test(chunk.form))) return isIn(whole);
    return any([isIn(whole), all(pieces.map((piece) => isIn(meant(piece))))]);
  };
  /** Documents of the concepts that a chunk's place in the query is part of. */
  const ofConcepts = (chunks, at) => docs.map((doc) => concepts.some((members) => {
    const isAsked = members.some((member) => {
      const size = member.split(' ').length;
      return Array.from({ length: size }, (_, back) => at - back).some((first) => first >= 0 && isSame(chunks.slice(first, first + size).map((chunk) => chunk.form), member.split(' ')));
    });
    return isAsked && members.some((member) => holds(search, doc.title, member) || holds(search, doc.text, member));
  }));
  /** Whether words are the words of a member in some order. */
  const isSame = (asked, member) => asked.length === member.length
    && asked.map((word) => (member.includes(`=${word}`) ? `=${word}` : search.stem(word))).sort().join(' ') === [...member].sort().join(' ');

  return {
    forms: [...forms.keys()],
    /** Numbers of the documents that have every word of a query. */
    find(text) {
      const chunks = search.chunks(text);
      const telling = chunks.filter((chunk) => !STOP.includes(chunk.form));
      const asked = telling.length ? telling : chunks;
      const found = all(asked.map((chunk, at) => any([ofChunk(chunk, !telling.length), ofConcepts(asked, at)])));
      return docs.map((_, at) => at).filter((at) => found[at]);
    },
    isKnown: (word) => meant(word).length > 0,
  };
}

/** Letters of a word changed in every way that one slip of the finger can. */
function slipsOf(word) {
  const made = new Set();
  for (let at = 0; at <= word.length; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    for (const letter of 'абвгдежзийклмнопрстуфхцчшщъыьэюя') { made.add(head + letter + tail); if (tail) made.add(head + letter + tail.slice(1)); }
    if (tail) made.add(head + tail.slice(1));
    if (tail.length > 1) made.add(head + tail[1] + tail[0] + tail.slice(2));
  }
  made.delete(word);
  return [...made];
}

// --- claims --------------------------------------------------------------------------------------------

test('the documents found are those of the oracle, for random queries over random corpora', async () => {
  let asked = 0;
  let answered = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const { docs, random } = corpus(seed);
    const oracle = oracleOf(docs, CONCEPTS);
    const { searcher } = await searcherOf(indexOf(search, docs, CONCEPTS));
    const begin = (word) => word.slice(0, 2 + random.below(word.length));
    for (let round = 0; round < 40; round += 1) {
      const pool = [...WORDS, ...oracle.forms];
      const query = Array.from({ length: 1 + random.below(3) }, () => (random.roll() < 0.4 ? begin(random.one(pool)) : random.one(pool))).filter((word) => word.length > 1).join(' ');
      if (!query) continue;
      const found = await searcher.find(query);
      const right = oracle.find(query);
      asked += 1;
      if (right.length) {
        answered += 1;
        assert.equal(found.notice, undefined, `${seed}: ${query}`);
        assert.deepEqual([...found.rows].sort((one, other) => one - other), right, `${seed}: ${query}`);
      } else {
        assert.ok(found.notice || found.rows.length === 0, `${seed}: ${query} finds something that the oracle does not`);
      }
    }
  }
  assert.ok(asked > 1400 && answered > asked / 4, `${answered} of ${asked}`);
});

test('the synonyms of a query answer it in any order, and both ways', async () => {
  const docs = [
    { ref: 'practices/0', kind: 'practices', title: 'Поддержка ШНОР', text: '' },
    { ref: 'practices/1', kind: 'practices', title: 'Помощь', text: 'школам с низкими результатами' },
    { ref: 'practices/2', kind: 'practices', title: 'Школы', text: 'низкие цены и плохие результаты' },
  ];
  const { searcher } = await searcherOf(indexOf(search, docs, CONCEPTS));
  const find = async (text) => [...(await searcher.find(text)).rows].sort();
  assert.deepEqual(await find('шнор'), [0, 1]);
  assert.deepEqual(await find('школы с низкими результатами'), [0, 1, 2]);
  assert.deepEqual(await find('результатами низкими школы'), [0, 1, 2]);
  assert.deepEqual(await find('помощь шнор'), [1]);
  assert.deepEqual(await find('поддержка школ с низкими результатами'), [0]);
});

test('one slip in a word of five letters or more is mended, for every form of random corpora', async () => {
  let mended = 0;
  for (let seed = 100; seed < 104; seed += 1) {
    const { docs, random } = corpus(seed);
    const oracle = oracleOf(docs, []);
    const { searcher } = await searcherOf(indexOf(search, docs));
    for (const form of oracle.forms.filter((one) => /^[а-я]{6,}$/.test(one))) {
      const slips = slipsOf(form).filter((slip) => slip.length >= 5 && !oracle.isKnown(slip));
      for (const slip of random.some(slips, 0.02)) {
        const found = await searcher.find(slip);
        // Another form may be one slip away, too; the right one must be among what is found.
        for (const doc of oracle.find(form)) {
          const isExact = docs[doc] && [...wordsOf(search, docs[doc].title), ...wordsOf(search, docs[doc].text)].some((word) => word.stem === search.stem(form));
          if (isExact) assert.ok(found.rows.includes(doc), `${slip} for ${form}`);
        }
        assert.equal(found.notice?.kind, 'typo', slip);
        mended += 1;
      }
    }
  }
  assert.ok(mended > 300, String(mended));
});

test('a short word and a code are not mended, nor is a word that only looks like the beginning or the stem of another', async () => {
  const docs = [{ ref: 'practices/0', kind: 'practices', title: 'план 54-О, 55 и 600, класс 7', text: 'шаги средства тетради молодой корочка звездная яйца здание шестой' }];
  const { searcher } = await searcherOf(indexOf(search, docs));
  const unknown = ['плон', '56-О', '55-О', '600+', '7-Ж', '9-Ж', 'PDF', 'IT', 'кредит', 'театр', 'молоко', 'король', 'звезда', 'zzzzz'];
  for (const text of unknown) {
    const found = await searcher.find(text);
    assert.deepEqual(found.rows, [], text);
    assert.equal(found.notice.kind, 'unknown', text);
  }
});

const MENDED = [
  ['a letter left out of a word of five', 'крты', 'карты'],
  ['two letters changed over', 'рребята', 'ребята'],
  ['a word that has the stem of another', 'задау', null],
  ['a word that is not typed to its end', 'консилеу', 'консилиум'],
  ['a stem with an ending that no text has', 'лабараториями', 'лаборатория'],
];
for (const [claim, text, shown] of MENDED) {
  test(`mended is ${claim}, and a word of the portal is shown`, async () => {
    const titles = ['Карты', 'Ребята', 'Задачу', 'Консилиум', 'Лаборатория', 'Задал'];
    const { searcher } = await searcherOf(indexOf(search, titles.map((title, at) => ({ ref: `practices/${at}`, kind: 'practices', title, text: '' }))));
    const found = await searcher.find(text);
    assert.ok(found.rows.includes(shown ? titles.findIndex((title) => title.toLowerCase() === shown) : 2), JSON.stringify(found.rows));
    assert.deepEqual(found.notice, shown ? { kind: 'typo', text: shown } : undefined);
  });
}

test('a vowel that comes and goes is lost in no beginning of a form, whichever form the portal holds', async () => {
  const pairs = [['оценка', 'оценок'], ['список', 'списка'], ['ребёнок', 'ребёнка'], ['конец', 'концов'], ['урок', 'уроков'], ['уровень', 'уровней'], ['день', 'дней']];
  for (const [held, typed] of [...pairs, ...pairs.map(([one, other]) => [other, one])]) {
    const { searcher } = await searcherOf(indexOf(search, [{ ref: 'practices/0', kind: 'practices', title: held, text: '' }]));
    const lengths = Array.from({ length: typed.length - 1 }, (_, at) => at + 2);
    const hits = [];
    for (const length of lengths) hits.push((await searcher.find(typed.slice(0, length))).rows.length);
    assert.ok(hits.at(-1) === 1 && hits.join('').match(/^0*1+$/), `${held}: ${typed} ${hits}`);
  }
});

test('a longer beginning of a form never loses what the form finds', async () => {
  for (let seed = 200; seed < 212; seed += 1) {
    const { docs } = corpus(seed);
    const oracle = oracleOf(docs, []);
    const { searcher } = await searcherOf(indexOf(search, docs));
    for (const form of oracle.forms.filter((one) => one.length > 2)) {
      const stem = search.stem(form);
      const right = docs.map((doc, at) => at).filter((at) => [...wordsOf(search, docs[at].title), ...wordsOf(search, docs[at].text)].some((word) => word.stem === stem));
      for (let length = 2; length <= form.length; length += 1) {
        const typed = form.slice(0, length);
        if (!/[0-9\p{L}+%]$/u.test(typed) || STOP.includes(typed)) continue;
        const found = await searcher.find(typed);
        assert.deepEqual(right.filter((doc) => !found.rows.includes(doc)), [], `${typed} of ${form}`);
      }
    }
  }
});

const FEW = [
  { ref: 'practices/0', kind: 'practices', title: 'План урока', text: 'мотивация и чтение' },
  { ref: 'practices/1', kind: 'practices', title: 'Мотивация', text: 'о мотивации учеников, план школы' },
  { ref: 'practices/2', kind: 'practices', title: 'Чтение', text: 'уроки чтения и школьный театр' },
  { ref: 'documents/0', kind: 'documents', title: 'Приказ 54-О', text: 'о плане на 2022 год, PIRLS' },
];
const few = () => searcherOf(indexOf(search, FEW));

const LAYOUTS = [
  ['gkfy', 'план'], ['Ghbrfp', 'Приказ'], ['gkfy ehjrf', 'план урока'], ['план ehjrf', 'план урока'], ['54-J', '54-О'],
  ['ЗШКДЫ', 'PIRLS'], ['ьщешмфешщт', null], ['xntybt', 'чтение'], ['PIRLS gkfy', 'PIRLS план'],
];
for (const [typed, meant] of LAYOUTS) {
  test(`in the other layout, «${typed}» is ${meant ? `«${meant}»` : 'nothing'}`, async () => {
    const { searcher } = await few();
    const found = await searcher.find(typed);
    if (!meant) { assert.deepEqual(found.rows, []); return; }
    assert.deepEqual(found.notice, { kind: 'layout', text: meant });
    assert.deepEqual(found.rows, (await searcher.find(meant)).rows);
    assert.ok(found.rows.length > 0);
  });
}

test('every key of the layouts is read both ways', () => {
  const russian = 'ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ';
  assert.equal(search.toCyrillic(search.toLatin(russian)), russian);
  assert.equal(search.toCyrillic('`[];\',.'), 'ёхъжэбю');
});

test('words that are known but never together give the entries with the most of them, and say so', async () => {
  const { searcher } = await few();
  const found = await searcher.find('театр мотивация чтение');
  assert.equal(found.notice.kind, 'partial');
  assert.deepEqual([...found.rows].sort(), [0, 2]);
  assert.deepEqual(found.notice.without, [
    { words: ['театр'], text: 'мотивация чтение', count: 1 },
    { words: ['мотивация'], text: 'театр чтение', count: 1 },
  ]);
});

test('a word that the portal does not hold finds nothing, and what is left without it is counted', async () => {
  const { searcher } = await few();
  const found = await searcher.find('мотивация бегемотов');
  assert.deepEqual(found.rows, []);
  assert.deepEqual(found.notice, { kind: 'unknown', words: ['бегемотов'], without: [{ words: ['бегемотов'], text: 'мотивация', count: 2 }] });
  assert.deepEqual((await searcher.find('бегемоты')).notice, { kind: 'unknown', words: ['бегемоты'], without: [] });
});

test('a kind alone is looked through when it is asked for', async () => {
  const { searcher } = await few();
  assert.deepEqual((await searcher.find('план')).rows.length, 3);
  assert.deepEqual((await searcher.find('план', { kind: 'documents' })).rows, [3]);
  assert.deepEqual((await searcher.find('мотивация', { kind: 'documents' })).rows, []);
  assert.deepEqual((await searcher.find('план', { kind: 'no-such-kind' })).rows, []);
});

const ORDERS = [
  ['a title goes before a text', 'мотивация', 1],
  ['the very form in a title goes before another one', 'чтение', 2],
  ['a title with all words goes first', 'урока план', 0],
  ['a code in a title goes first', '54-о', 3],
];
for (const [claim, text, first] of ORDERS) {
  test(`in the order of results, ${claim}`, async () => {
    const { searcher } = await few();
    const found = await searcher.find(text);
    assert.equal((await searcher.settle(found, found.rows))[0], first);
  });
}

test('of two titles with the same words, the one that has them in order and side by side goes first', async () => {
  const titles = ['Урок для родителей и открытый класс', 'Класс открытый, урок', 'Открытый урок в классе', 'Открытый класс урок'];
  const docs = titles.map((title, at) => ({ ref: `practices/${at}`, kind: 'practices', title, text: '' }));
  const { searcher } = await searcherOf(indexOf(search, docs));
  assert.equal((await searcher.find('открытый урок')).rows[0], 2);
});

for (const text of ['54-О', '54о', 'приказ 54-О', '54', '54-', '54 О']) {
  test(`for «${text}» the entry whose own number it is goes before those that mention it`, async () => {
    const mentions = Array.from({ length: 6 }, (_, at) => ({ ref: `documents/${at}`, kind: 'documents', title: 'Письмо', text: 'изменяет приказ 54-О' }));
    const docs = [...mentions, { ref: 'documents/54-o', kind: 'documents', title: 'Об утверждении', text: 'приказ 54-О', names: '54-О' }, ...mentions.map((doc) => ({ ...doc, ref: `${doc.ref}-2` }))];
    const { searcher } = await searcherOf(indexOf(search, docs));
    const found = await searcher.find(text);
    assert.equal((await searcher.settle(found, found.rows))[0], 6);
  });
}

test('of two texts with the same words, the one where they stand close goes first', async () => {
  const far = `театр ${'и другое слово '.repeat(20)} грамотность`;
  const docs = [far, 'грамотность театр'].map((text, at) => ({ ref: `practices/${at}`, kind: 'practices', title: 'Запись', text }));
  const { searcher } = await searcherOf(indexOf(search, docs));
  const found = await searcher.find('театр грамотность');
  assert.deepEqual(await searcher.settle(found, found.rows), [1, 0]);
});

for (const text of ['', ' ', '«»', '---', '%', '\u0301', 'a'.repeat(500), '('.repeat(50), '~0', '=шнор', '💡', '\ud800', 'А'.repeat(60) + ' б в г', '<b>', '\\', '__proto__', 'constructor']) {
  test(`odd input «${text.slice(0, 12)}» is answered without an error`, async () => {
    const { searcher } = await few();
    const found = await searcher.find(text);
    assert.ok(Array.isArray(found.rows));
  });
}

test('only the parts that a query needs are loaded, each once', async () => {
  const parts = indexOf(search, FEW);
  const { searcher, asked } = await searcherOf(parts);
  assert.deepEqual(asked, ['index', 'terms']);
  await searcher.find('бегемот');
  assert.deepEqual(asked, ['index', 'terms'], 'an unknown word needs no list');
  await searcher.find('PIRLS');
  await searcher.find('PIRLS');
  assert.equal(asked.filter((part) => part.startsWith('postings')).length, 1);
  assert.equal(asked.filter((part) => part.startsWith('docs')).length, 0);
});

const SNIPPETS = [
  ['the words are marked in all their forms', 'школа', 'В школе и у школы', 'В [школе] и у [школы]'],
  ['a beginning marks the whole word', 'мотив', 'О мотивации', 'О [мотивации]'],
  ['a synonym is marked where it stands as a whole', 'шнор', 'Школы с низкими результатами и просто школы', '[Школы] с [низкими] [результатами] и просто школы'],
  ['a code is marked whole', '54-о', 'По приказу 54-О от 2022', 'По приказу [54-О] от 2022'],
  ['stop words are not marked beside others', 'школа на селе', 'Школа на селе на горе', '[Школа] на [селе] на горе'],
  ['ё and е are the same', 'учёт', 'Учет и учёт', '[Учет] и [учёт]'],
];
for (const [claim, query, text, right] of SNIPPETS) {
  test(`in a snippet ${claim}`, async () => {
    const docs = [{ ref: 'practices/0', kind: 'practices', title: `${text} ШНОР селе мотивация`, text: '' }];
    const { searcher } = await searcherOf(indexOf(search, docs, CONCEPTS));
    const { marker } = await searcher.find(query);
    assert.equal(search.snippet(text, marker).map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text)).join(''), right);
  });
}

test('a snippet of a long text is the part with the words, cut between words', async () => {
  const text = `${'слово '.repeat(80)}театр и урок ${'дальше '.repeat(80)}`.trim();
  const { searcher } = await searcherOf(indexOf(search, [{ ref: 'practices/0', kind: 'practices', title: 'Запись', text }]));
  const { marker } = await searcher.find('театр урок');
  const shown = search.snippet(text, marker).map((piece) => piece.text).join('');
  assert.match(shown, /^… слово .*театр и урок дальше.* …$/);
  assert.ok(shown.length < 260 && !/сло …|даль …/.test(shown), shown);
});
