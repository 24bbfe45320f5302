// An independent reader of QR codes.

import jsqr from 'jsqr';

const read = jsqr.default ?? jsqr;

/** What a reader sees in a code of dark squares, drawn with its quiet zone at four points a square. */
export function readBack({ size, dark }) {
  const side = (size + 8) * 4;
  const points = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [column, row] = [Math.floor(x / 4) - 4, Math.floor(y / 4) - 4];
      const isInside = column >= 0 && row >= 0 && column < size && row < size;
      if (isInside && dark[row * size + column]) points.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return read(points, side, side)?.data;
}

/** The dark squares of a drawing that is made of runs. */
export function squares(path, size) {
  const dark = new Uint8Array(size * size);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    dark.fill(1, Number(y) * size + Number(x), Number(y) * size + Number(x) + Number(length));
  }
  return dark;
}
