/**
 * Hash table of the cells of one partition, in a few typed arrays; a cell is an index in these arrays. An
 * object and a string for each cell cost a quarter of the worker's time in garbage collection. A cell takes
 * about 64 bytes.
 * Kept for speed: measured by `npm run bench streams`. Otherwise a Map would be enough.
 */
export type CellTable = {
  /** Index of a cell, which stays the same until `clear`. The values of a new cell are zeros. */
  place(bucket: number, field: string): number;
  field(place: number): string;
  bucket(place: number): number;
  /** Reports, incidents and victims: three numbers for each cell. */
  values(): Float64Array;
  size(): number;
  clear(): void;
};

/** A field has at most 20 ASCII characters without NUL. They are stored as five words, padded with zeros. */
const WORDS = 5;
const MAX_CHARACTERS = 4 * WORDS;
const KEY = WORDS + 1;
const UNITS = 3;
const FIRST_CAPACITY = 256;

export function createCellTable(): CellTable {
  let capacity = 0;
  let size = 0;
  /** Key of each cell: the bucket, then the words of the field. */
  let keys = new Int32Array(0);
  let values = new Float64Array(0);
  /**
   * Slots for open addressing: a cell index plus one, or 0 if empty. There are twice as many slots as cells.
   */
  let slots = new Int32Array(0);
  const searched = new Int32Array(KEY);

  const resize = (to: number): void => {
    capacity = to;
    const [oldKeys, oldValues] = [keys, values];
    keys = new Int32Array(KEY * capacity);
    keys.set(oldKeys.subarray(0, KEY * size));
    values = new Float64Array(UNITS * capacity);
    values.set(oldValues.subarray(0, UNITS * size));
    slots = new Int32Array(2 * capacity);
    for (let place = 0; place < size; place++) slots[emptySlot(hashOf(keys, KEY * place))] = place + 1;
  };

  const emptySlot = (hash: number): number => {
    const mask = slots.length - 1;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  };

  const isAt = (place: number): boolean => {
    const from = KEY * place;
    return (
      keys[from + 1] === searched[1] &&
      keys[from + 2] === searched[2] &&
      keys[from + 3] === searched[3] &&
      keys[from + 4] === searched[4] &&
      keys[from + 5] === searched[5] &&
      keys[from] === searched[0]
    );
  };

  const clear = (): void => {
    size = 0;
    resize(FIRST_CAPACITY);
  };
  clear();

  return {
    place: (bucket, field) => {
      setKey(searched, bucket, field);
      const mask = slots.length - 1;
      let slot = hashOf(searched, 0) & mask;
      for (;;) {
        const place = (slots[slot] ?? 0) - 1;
        if (place === -1) break;
        if (isAt(place)) return place;
        slot = (slot + 1) & mask;
      }
      if (size === capacity) {
        resize(2 * capacity);
        slot = emptySlot(hashOf(searched, 0));
      }
      keys.set(searched, KEY * size);
      slots[slot] = size + 1;
      return size++;
    },
    field: (place) => {
      const from = KEY * place + 1;
      const last = keys[from + 4] ?? 0;
      if (last > 0x7f && last <= 0x7fff)
        return wholeField(
          keys[from] ?? 0,
          keys[from + 1] ?? 0,
          keys[from + 2] ?? 0,
          keys[from + 3] ?? 0,
          last,
        );
      let text = '';
      for (let word = 1; word < KEY; word++) text += charactersOf(keys[KEY * place + word] ?? 0);
      return text;
    },
    bucket: (place) => keys[KEY * place] ?? 0,
    values: () => values,
    size: () => size,
    clear,
  };
}

function setKey(key: Int32Array, bucket: number, field: string): void {
  if (field.length > MAX_CHARACTERS) throw invalidCellName();
  key.fill(0);
  key[0] = bucket;
  for (let i = 0; i < field.length; i++) {
    const code = field.charCodeAt(i);
    if (code === 0 || code > 127) throw invalidCellName();
    const word = 1 + (i >>> 2);
    key[word] = (key[word] ?? 0) | (code << (8 * (i & 3)));
  }
}

const invalidCellName = () =>
  new RangeError('the name of a cell must have at most 20 ASCII characters without NUL');

/**
 * Builds a field of 18 characters, the most common length, in one call. V8 would have to flatten a
 * concatenated string.
 */
function wholeField(a: number, b: number, c: number, d: number, e: number): string {
  return String.fromCharCode(
    a & 0x7f,
    (a >>> 8) & 0x7f,
    (a >>> 16) & 0x7f,
    a >>> 24,
    b & 0x7f,
    (b >>> 8) & 0x7f,
    (b >>> 16) & 0x7f,
    b >>> 24,
    c & 0x7f,
    (c >>> 8) & 0x7f,
    (c >>> 16) & 0x7f,
    c >>> 24,
    d & 0x7f,
    (d >>> 8) & 0x7f,
    (d >>> 16) & 0x7f,
    d >>> 24,
    e & 0x7f,
    e >>> 8,
  );
}

function charactersOf(word: number): string {
  const [a, b, c, d] = [word & 0x7f, (word >>> 8) & 0x7f, (word >>> 16) & 0x7f, (word >>> 24) & 0x7f];
  if (d !== 0) return String.fromCharCode(a, b, c, d);
  if (c !== 0) return String.fromCharCode(a, b, c);
  if (b !== 0) return String.fromCharCode(a, b);
  return a === 0 ? '' : String.fromCharCode(a);
}

/** 32-bit MurmurHash3 over the words of a key. */
function hashOf(words: Int32Array, from: number): number {
  let h = 0;
  for (let i = from; i < from + KEY; i++) {
    let k = Math.imul(words[i] ?? 0, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = Math.imul(h, 5) + 0xe6546b64;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
