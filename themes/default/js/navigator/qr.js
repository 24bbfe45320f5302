/* QR codes of addresses (ISO/IEC 18004): bytes, correction level M, versions 1 to 40. */
(function () {
  "use strict";
  /** @type {Metod} */
  var metod = window.metod = window.metod || {};
  var parts = metod.navigator = metod.navigator || /** @type {MetodNavigator} */ ({});

  /** Correction bytes of a block, by version (table 9 of the standard, level M). */
  var CORRECTION = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28];
  /** Blocks, by version (the same table). */
  var BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];

  /** Where the centres of alignment patterns stand, along one side. @param {number} version @returns {number[]} */
  function alignments(version) {
    if (version === 1) { return []; }
    var count = Math.floor(version / 7) + 2;
    var step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    var places = [6];
    for (var at = 0; at < count - 1; at += 1) { places.splice(1, 0, version * 4 + 10 - at * step); }
    return places;
  }

  /** Bytes that fit beside the patterns, correction included. @param {number} version @returns {number} */
  function capacity(version) {
    var bits = (16 * version + 128) * version + 64;
    if (version >= 2) {
      var count = Math.floor(version / 7) + 2;
      bits -= (25 * count - 10) * count - 55;
      if (version >= 7) { bits -= 36; }
    }
    return bits >>> 3;
  }

  /** @param {number} version @returns {number} bytes for data */
  function room(version) { return capacity(version) - CORRECTION[version] * BLOCKS[version]; }

  /** @param {string} text @returns {number[]} its bytes in UTF-8 */
  function bytesOf(text) {
    /** @type {number[]} */
    var bytes = [];
    encodeURIComponent(text).replace(/%([0-9A-F]{2})|[^]/g, function (part, hex) {
      bytes.push(hex ? parseInt(hex, 16) : part.charCodeAt(0));
      return "";
    });
    return bytes;
  }

  /** The data bytes of a symbol: mode, length, text, filling. @param {number[]} bytes @param {number} version @returns {number[]} */
  function codewords(bytes, version) {
    /** @type {number[]} */
    var bits = [];
    /** @param {number} value @param {number} length */
    function push(value, length) { for (var at = length - 1; at >= 0; at -= 1) { bits.push((value >>> at) & 1); } }
    push(4, 4);
    push(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach(function (byte) { push(byte, 8); });
    var all = room(version) * 8;
    push(0, Math.min(4, all - bits.length));
    push(0, (8 - bits.length % 8) % 8);
    for (var filling = 0xec; bits.length < all; filling ^= 0xec ^ 0x11) { push(filling, 8); }
    /** @type {number[]} */
    var words = [];
    for (var at = 0; at < bits.length; at += 8) { words.push(parseInt(bits.slice(at, at + 8).join(""), 2)); }
    return words;
  }

  /** Product in the field of 256 elements with x⁸ + x⁴ + x³ + x² + 1. @param {number} one @param {number} other @returns {number} */
  function product(one, other) {
    var result = 0;
    for (var bit = 7; bit >= 0; bit -= 1) {
      result = (result << 1) ^ ((result >>> 7) * 0x11d);
      result ^= ((other >>> bit) & 1) * one;
    }
    return result;
  }

  /** The polynomial by which Reed–Solomon divides, without its leading one. @param {number} degree @returns {number[]} */
  function generator(degree) {
    /** @type {number[]} */
    var factors = new Array(degree).fill(0);
    factors[degree - 1] = 1;
    var root = 1;
    for (var at = 0; at < degree; at += 1) {
      for (var place = 0; place < degree; place += 1) {
        factors[place] = product(factors[place], root) ^ (factors[place + 1] || 0);
      }
      root = product(root, 2);
    }
    return factors;
  }

  /** @param {number[]} data @param {number[]} divisor @returns {number[]} the correction bytes */
  function remainder(data, divisor) {
    /** @type {number[]} */
    var rest = new Array(divisor.length).fill(0);
    data.forEach(function (byte) {
      var factor = byte ^ (rest.shift() || 0);
      rest.push(0);
      divisor.forEach(function (term, at) { rest[at] ^= product(term, factor); });
    });
    return rest;
  }

  /** Blocks with their correction, woven into each other. @param {number[]} data @param {number} version @returns {number[]} */
  function woven(data, version) {
    var count = BLOCKS[version];
    var length = Math.floor(data.length / count);
    var short = count - data.length % count;
    var divisor = generator(CORRECTION[version]);
    /** @type {number[][]} */
    var blocks = [];
    /** @type {number[][]} */
    var corrections = [];
    for (var at = 0, from = 0; at < count; at += 1) {
      var block = data.slice(from, from + length + (at < short ? 0 : 1));
      from += block.length;
      blocks.push(block);
      corrections.push(remainder(block, divisor));
    }
    return weave(blocks, length + 1).concat(weave(corrections, divisor.length));
  }

  /** The first of each, the second of each … @param {number[][]} lists @param {number} length @returns {number[]} */
  function weave(lists, length) {
    /** @type {number[]} */
    var result = [];
    for (var at = 0; at < length; at += 1) {
      lists.forEach(function (list) { if (at < list.length) { result.push(list[at]); } });
    }
    return result;
  }

  /** @typedef {{ size: number, dark: Uint8Array, fixed: Uint8Array }} Grid */

  /** @param {Grid} grid @param {number} x @param {number} y @param {boolean} isDark */
  function fix(grid, x, y, isDark) {
    if (x < 0 || y < 0 || x >= grid.size || y >= grid.size) { return; }
    grid.dark[y * grid.size + x] = isDark ? 1 : 0;
    grid.fixed[y * grid.size + x] = 1;
  }

  /** Squares in each other, around a centre. @param {Grid} grid @param {number} x @param {number} y @param {number} reach @param {number[]} light distances that are light */
  function rings(grid, x, y, reach, light) {
    for (var down = -reach; down <= reach; down += 1) {
      for (var right = -reach; right <= reach; right += 1) {
        fix(grid, x + right, y + down, light.indexOf(Math.max(Math.abs(right), Math.abs(down))) < 0);
      }
    }
  }

  /** @param {number} version @returns {Grid} with everything that is not data */
  function patterns(version) {
    var size = version * 4 + 17;
    /** @type {Grid} */
    var grid = { size: size, dark: new Uint8Array(size * size), fixed: new Uint8Array(size * size) };
    for (var at = 0; at < size; at += 1) {
      fix(grid, 6, at, at % 2 === 0);
      fix(grid, at, 6, at % 2 === 0);
    }
    rings(grid, 3, 3, 4, [2, 4]);
    rings(grid, size - 4, 3, 4, [2, 4]);
    rings(grid, 3, size - 4, 4, [2, 4]);
    var places = alignments(version);
    var last = places.length - 1;
    places.forEach(function (x, column) {
      places.forEach(function (y, row) {
        var isFinder = (column === 0 && row === 0) || (column === 0 && row === last) || (column === last && row === 0);
        if (!isFinder) { rings(grid, x, y, 2, [1]); }
      });
    });
    format(grid, 0);
    about(grid, version);
    return grid;
  }

  /** A number with its check bits after it. @param {number} value @param {number} length of the check @param {number} divisor @returns {number} */
  function checked(value, length, divisor) {
    var rest = value;
    for (var at = 0; at < length; at += 1) { rest = (rest << 1) ^ ((rest >>> (length - 1)) * divisor); }
    return value << length | rest;
  }

  /** Level M is 00, so that the number is the mask alone. @param {Grid} grid @param {number} mask */
  function format(grid, mask) {
    var bits = checked(mask, 10, 0x537) ^ 0x5412;
    var size = grid.size;
    for (var at = 0; at < 15; at += 1) {
      var isDark = ((bits >>> at) & 1) === 1;
      if (at < 6) { fix(grid, 8, at, isDark); }
      else if (at < 8) { fix(grid, 8, at + 1, isDark); }
      else if (at === 8) { fix(grid, 7, 8, isDark); }
      else { fix(grid, 14 - at, 8, isDark); }
      if (at < 8) { fix(grid, size - 1 - at, 8, isDark); }
      else { fix(grid, 8, size - 15 + at, isDark); }
    }
    fix(grid, 8, size - 8, true);
  }

  /** From version 7 the symbol says its own version, twice. @param {Grid} grid @param {number} version */
  function about(grid, version) {
    if (version < 7) { return; }
    var bits = checked(version, 12, 0x1f25);
    for (var at = 0; at < 18; at += 1) {
      var isDark = ((bits >>> at) & 1) === 1;
      var along = grid.size - 11 + at % 3;
      var across = Math.floor(at / 3);
      fix(grid, along, across, isDark);
      fix(grid, across, along, isDark);
    }
  }

  /** Data go up and down in columns of two, from the right. @param {Grid} grid @param {number[]} words */
  function fill(grid, words) {
    var size = grid.size;
    var at = 0;
    for (var right = size - 1; right >= 1; right -= 2) {
      if (right === 6) { right = 5; }
      for (var step = 0; step < size; step += 1) {
        var y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        for (var side = 0; side < 2; side += 1) {
          var place = y * size + right - side;
          if (grid.fixed[place]) { continue; }
          if (at < words.length * 8) { grid.dark[place] = (words[at >>> 3] >>> (7 - (at & 7))) & 1; }
          at += 1;
        }
      }
    }
  }

  /** @type {Array<(x: number, y: number) => boolean>} */
  var MASKS = [
    function (x, y) { return (x + y) % 2 === 0; },
    function (_x, y) { return y % 2 === 0; },
    function (x) { return x % 3 === 0; },
    function (x, y) { return (x + y) % 3 === 0; },
    function (x, y) { return (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0; },
    function (x, y) { return x * y % 2 + x * y % 3 === 0; },
    function (x, y) { return (x * y % 2 + x * y % 3) % 2 === 0; },
    function (x, y) { return ((x + y) % 2 + x * y % 3) % 2 === 0; }
  ];

  /** Applied twice it takes itself back. @param {Grid} grid @param {number} mask */
  function cover(grid, mask) {
    for (var place = 0; place < grid.dark.length; place += 1) {
      if (!grid.fixed[place] && MASKS[mask](place % grid.size, Math.floor(place / grid.size))) { grid.dark[place] ^= 1; }
    }
  }

  /** How hard a symbol is to read: runs, look-alikes of the corners, squares, too much of one colour. @param {Grid} grid @returns {number} */
  function penalty(grid) {
    var size = grid.size;
    var sum = 0;
    for (var line = 0; line < size; line += 1) {
      var row = "";
      var column = "";
      for (var at = 0; at < size; at += 1) {
        row += grid.dark[line * size + at];
        column += grid.dark[at * size + line];
      }
      sum += linePenalty(row) + linePenalty(column);
    }
    for (var place = 0; place < size * (size - 1); place += 1) {
      if (place % size === size - 1) { continue; }
      var four = grid.dark[place] + grid.dark[place + 1] + grid.dark[place + size] + grid.dark[place + size + 1];
      if (four === 0 || four === 4) { sum += 3; }
    }
    var dark = grid.dark.reduce(function (total, one) { return total + one; }, 0);
    return sum + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
  }

  /** @param {string} line of 0 and 1 @returns {number} */
  function linePenalty(line) {
    var sum = 0;
    (line.match(/0{5,}|1{5,}/g) || []).forEach(function (run) { sum += run.length - 2; });
    ["00001011101", "10111010000"].forEach(function (pattern) {
      for (var at = line.indexOf(pattern); at >= 0; at = line.indexOf(pattern, at + 1)) { sum += 40; }
    });
    return sum;
  }

  /**
   * The code of a text, or null where it is too long for a symbol of that version.
   * @param {string} text @param {number} [highest] the highest version allowed @returns {{ size: number, dark: Uint8Array } | null}
   */
  function encode(text, highest) {
    var bytes = bytesOf(text);
    for (var version = 1; version <= (highest || 40); version += 1) {
      if (bytes.length + (version < 10 ? 2 : 3) > room(version)) { continue; }
      var grid = patterns(version);
      fill(grid, woven(codewords(bytes, version), version));
      var best = 0;
      var least = Infinity;
      for (var mask = 0; mask < MASKS.length; mask += 1) {
        cover(grid, mask);
        format(grid, mask);
        var points = penalty(grid);
        if (points < least) { least = points; best = mask; }
        cover(grid, mask);
      }
      cover(grid, best);
      format(grid, best);
      return { size: grid.size, dark: grid.dark };
    }
    return null;
  }

  /** The dark squares as the path of a drawing, one run after another. @param {{ size: number, dark: Uint8Array }} code @returns {string} */
  function path(code) {
    var drawn = "";
    for (var y = 0; y < code.size; y += 1) {
      for (var x = 0; x < code.size; x += 1) {
        var from = x;
        while (x < code.size && code.dark[y * code.size + x]) { x += 1; }
        if (x > from) { drawn += "M" + from + " " + y + "h" + (x - from) + "v1h-" + (x - from) + "z"; }
      }
    }
    return drawn;
  }

  parts.qr = { encode: encode, path: path };
})();
