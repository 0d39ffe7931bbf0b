import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataExposedError, ensurePrivateFile } from './private-file.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the file of a database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'private-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is its owner's alone, and so is its folder, whatever the process gives to new files", () => {
    const before = process.umask(0);
    try {
      const file = join(folder, 'made', 'data.sqlite');
      expect(ensurePrivateFile(file)).toBe(file);
      expect([modeOf(join(folder, 'made')), modeOf(file)]).toEqual(['700', '600']);
    } finally {
      process.umask(before);
    }
  });

  it('is left as it is where it is there', () => {
    const file = join(folder, 'data.sqlite');
    writeFileSync(file, 'what was kept', { mode: 0o600 });
    ensurePrivateFile(file);
    expect(statSync(file).size).toBe('what was kept'.length);
  });

  it.each(['', '-wal', '-shm', '-journal'])(
    'is closed where it was copied back open, data.sqlite%s',
    (end) => {
      const file = join(folder, 'data.sqlite');
      writeFileSync(`${file}${end}`, '');
      chmodSync(`${file}${end}`, 0o644);
      ensurePrivateFile(file);
      expect(modeOf(`${file}${end}`)).toBe('600');
    },
  );

  it.each([0o710, 0o750, 0o701, 0o755])('is refused in a folder that others may look into (%o)', (mode) => {
    chmodSync(folder, mode);
    const file = join(folder, 'data.sqlite');
    expect(() => ensurePrivateFile(file)).toThrow(DataExposedError);
    expect(() => ensurePrivateFile(file)).toThrow(/chmod 700 it/);
    expect(existsSync(file)).toBe(false);
  });

  describe('behind a link', () => {
    let link: string;
    let file: string;
    beforeEach(() => {
      link = join(folder, 'data.sqlite');
      file = join(realpathSync(folder), 'disk', 'real.sqlite');
      symlinkSync(join('disk', 'real.sqlite'), link);
    });

    it('is refused in a folder that others may look into, whether it is there or not', () => {
      mkdirSync(join(folder, 'disk'));
      chmodSync(join(folder, 'disk'), 0o755);
      expect(() => ensurePrivateFile(link)).toThrow(DataExposedError);
      expect(existsSync(file)).toBe(false);
      writeFileSync(file, '');
      expect(() => ensurePrivateFile(link)).toThrow(DataExposedError);
    });

    it('is closed where it lies, with what lies beside it', () => {
      mkdirSync(join(folder, 'disk'), { mode: 0o700 });
      for (const end of ['', '-wal']) {
        writeFileSync(`${file}${end}`, '');
        chmodSync(`${file}${end}`, 0o644);
      }
      expect(ensurePrivateFile(link)).toBe(file);
      expect([modeOf(file), modeOf(`${file}-wal`)]).toEqual(['600', '600']);
    });

    it('is made where it is missing', () => {
      expect(realpathSync(ensurePrivateFile(link))).toBe(file);
      expect([modeOf(join(folder, 'disk')), modeOf(file)]).toEqual(['700', '600']);
    });
  });
});
