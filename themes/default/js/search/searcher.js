/* The index of a portal, loaded part by part, each when a query needs it. */
(function () {
  "use strict";

  var metod = /** @type {Required<Metod>} */ (window.metod = window.metod || /** @type {any} */ ({}));
  var search = metod.search = metod.search || /** @type {any} */ ({});

  // So many of the first results are put in order once more, by their texts.
  var LOOKED_AT = 20;
  var CLOSE = 0.3;
  var SAME_TITLE = 1.5;

  /** @param {string} hashes one after the other @param {number} part @returns {string} */
  function hashAt(hashes, part) { return hashes.slice(part * 8, part * 8 + 8); }

  /** The folder of the index. @param {string} base it, or its index.js @returns {string} */
  function folderOf(base) {
    var folder = base.replace(/index\.js(\?.*)?$/, "");
    return folder && !folder.endsWith("/") ? folder + "/" : folder;
  }

  /** The words of a text that are not stop words, as stems. @param {string} text @param {Vocabulary} vocabulary @returns {string} */
  function essence(text, vocabulary) {
    return search.chunks(text).filter(function (chunk) { return !vocabulary.isStop(chunk.form); })
      .map(function (chunk) { return search.stem(chunk.form); }).join(" ");
  }

  /** @param {string} text @param {Unit[]} gone @returns {string} */
  function textWithout(text, gone) {
    return gone.slice().sort(function (one, other) { return other.start - one.start; }).reduce(function (rest, unit) {
      return rest.slice(0, unit.start) + " " + rest.slice(unit.end);
    }, text).replace(/\s+/g, " ").trim();
  }

  /** Opens an index. @param {string} base its folder, or the address of its index.js @param {SearchIndex} [known] its manifest, if it is there @returns {Promise<Searcher>} */
  function open(base, known) {
    var folder = folderOf(base);
    /** @type {Map<number, Postings>} */
    var lists = new Map();

    /** @param {string} part @param {string} hash @returns {Promise<any>} */
    function load(part, hash) { return metod.load("search", part, folder + part + ".js?v=" + hash); }

    /** @param {SearchIndex} index @param {Vocabulary} vocabulary @returns {Searcher} */
    function searcher(index, vocabulary) {
      var starts = metod.unpackSorted(index.parts.postings.starts);
      /** The first document of each kind, and the end. */
      var kindStarts = index.kindCounts.reduce(function (starts, count) { return starts.concat(starts[starts.length - 1] + count); }, [0]);

      /** The last part that begins at or before a stem. @param {number} stem @returns {number} */
      function partOf(stem) {
        var low = 0;
        var high = starts.length;
        while (low < high) {
          var middle = (low + high) >> 1;
          if (starts[middle] <= stem) { low = middle + 1; } else { high = middle; }
        }
        return low - 1;
      }

      /** Loads the lists of a query's stems. @param {Unit[]} units @returns {Promise<Lists>} */
      function listsOf(units) {
        /** @type {Map<number, number[]>} */
        var wanted = new Map();
        search.stemsOf(units).forEach(function (stem) {
          if (lists.has(stem)) { return; }
          var part = partOf(stem);
          wanted.set(part, (wanted.get(part) || []).concat(stem));
        });
        return Promise.all(Array.from(wanted).map(function (step) {
          var part = step[0];
          return load("postings-" + part, hashAt(index.parts.postings.hashes, part)).then(function (text) {
            var packed = String(text).split(" ");
            step[1].forEach(function (stem) {
              lists.set(stem, search.readPostings(metod.unpack(packed[stem - starts[part]] || "")));
            });
          });
        })).then(function () { return lists; });
      }

      /** @param {number} doc @returns {number} */
      function kindOf(doc) {
        var kind = 0;
        while (kind + 1 < index.kinds.length && kindStarts[kind + 1] <= doc) { kind += 1; }
        return kind;
      }

      /** The documents that are looked at. @param {string | undefined} kind @returns {Shape} */
      function shapeOf(kind) {
        var at = index.kinds.findIndex(function (one) { return one[0] === kind; });
        var isAll = kind === undefined;
        return {
          docs: index.docs, levels: index.levels,
          from: isAll || at < 0 ? 0 : kindStarts[at],
          to: isAll ? index.docs : at < 0 ? 0 : kindStarts[at + 1]
        };
      }

      /** @param {Query} query @param {Ranked} ranked @param {SearchNotice} [notice] @returns {Found} */
      function found(query, ranked, notice) {
        return {
          rows: ranked.rows, scores: ranked.scores, notice: notice, query: query,
          words: query.units.map(function (unit) { return unit.shown || unit.text; }),
          marker: search.marker(query.units, vocabulary)
        };
      }

      /** @param {string} text @param {Ranked} ranked @returns {SearchWithout[]} what the query finds without one of its words */
      function withouts(text, ranked) {
        return ranked.without.filter(function (one) { return one.count > 0; }).map(function (one) {
          return { words: [one.unit.text], text: textWithout(text, [one.unit]), count: one.count };
        });
      }

      /** What is said when no reading of the query finds anything. @param {string} text @param {Shape} shape @returns {Promise<Found>} */
      function fallback(text, shape) {
        var query = search.readQuery(text, vocabulary);
        var lost = search.unknown(query);
        var rest = query.units.filter(function (unit) { return lost.indexOf(unit) < 0; });
        return listsOf(rest).then(function (lists) {
          var ranked = search.rank(rest, lists, shape);
          if (lost.length === 0) {
            return found(query, ranked, { kind: "partial", without: withouts(text, ranked) });
          }
          var count = ranked.lacks === 0 ? ranked.rows.length : 0;
          var words = lost.map(function (unit) { return unit.text; });
          var without = count > 0 && rest.length > 0 ? [{ words: words, text: textWithout(text, lost), count: count }] : [];
          return found(query, { rows: [], scores: [], lacks: 0, without: [] }, { kind: "unknown", words: words, without: without });
        });
      }

      /** Documents for a text, the best first. @param {string} text @param {{ kind?: string }} [options] @returns {Promise<Found>} */
      function find(text, options) {
        var shape = shapeOf(options && options.kind);
        var plain = search.readQuery(text, vocabulary);
        if (plain.units.length === 0) { return Promise.resolve(found(plain, { rows: [], scores: [], lacks: 0, without: [] })); }
        return search.attempts(text, vocabulary).reduce(function (before, attempt) {
          return before.then(function (result) { return result || follow(attempt(), shape); });
        }, /** @type {Promise<Found | null>} */ (Promise.resolve(null))).then(function (result) {
          return result || fallback(text, shape);
        });
      }

      /** @param {Attempt | null} attempt @param {Shape} shape @returns {Promise<Found | null>} */
      function follow(attempt, shape) {
        if (!attempt) { return Promise.resolve(null); }
        var query = attempt.query;
        return listsOf(query.units).then(function (lists) {
          var ranked = search.rank(query.units, lists, shape);
          if (ranked.rows.length === 0 || ranked.lacks > 0) { return null; }
          return found(query, ranked, attempt.kind === "plain" ? undefined : { kind: attempt.kind, text: query.text });
        });
      }

      /** @param {number[]} rows @returns {Promise<FoundDoc[]>} */
      function docs(rows) {
        return Promise.all(rows.map(function (row) {
          var part = Math.floor(row / index.perPart);
          return load("docs-" + part, hashAt(index.parts.docs, part)).then(function (docs) {
            var doc = docs[row % index.perPart];
            return { row: row, ref: doc[0], kind: doc[1], title: doc[2], url: doc[3], context: doc[4], text: doc[5], isSample: doc[6] === 1 };
          });
        }));
      }

      /** The first results once more, by their texts: where the words stand close, and titles that are the query itself.
       * @param {Found} result @param {number[]} rows of it, in order @returns {Promise<number[]>} */
      function settle(result, rows) {
        var first = rows.slice(0, LOOKED_AT);
        var units = result.query.units;
        var wish = essence(result.query.text, vocabulary);
        return docs(first).then(function (found) {
          var rated = found.map(function (doc, at) {
            var score = result.scores[result.rows.indexOf(doc.row)] || 0;
            var spots = units.length > 1 ? search.spots(doc.title + "\n" + doc.text, result.marker) : [];
            var factor = 1 + CLOSE * search.closeness(spots, units.length);
            if (essence(doc.title, vocabulary) === wish) { factor *= SAME_TITLE; }
            return { row: doc.row, at: at, score: score * factor };
          });
          rated.sort(function (one, other) { return other.score - one.score || one.at - other.at; });
          return rated.map(function (one) { return one.row; }).concat(rows.slice(LOOKED_AT));
        });
      }

      return { index: index, find: find, docs: docs, settle: settle, kindOf: kindOf };
    }

    var manifest = known ? Promise.resolve(known) : metod.load("search", "index", folder + "index.js");
    return manifest.then(function (index) {
      return load("terms", index.parts.terms).then(function (part) {
        return searcher(index, search.vocabulary(part, metod.unpack));
      });
    });
  }

  search.open = open;
})();
