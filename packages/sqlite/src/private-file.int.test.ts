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

describe('ensurePrivateFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'private-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('creates file and folder so that only the owner can access them, whatever the umask is', () => {
    const before = process.umask(0);
    try {
      const file = join(folder, 'made', 'data.sqlite');
      expect(ensurePrivateFile(file)).toBe(file);
      expect([modeOf(join(folder, 'made')), modeOf(file)]).toEqual(['700', '600']);
    } finally {
      process.umask(before);
    }
  });

  it('leaves the content of an existing file', () => {
    const file = join(folder, 'data.sqlite');
    writeFileSync(file, 'content', { mode: 0o600 });
    ensurePrivateFile(file);
    expect(statSync(file).size).toBe('content'.length);
  });

  it.each(['', '-wal', '-shm', '-journal'])('restricts the mode of an open data.sqlite%s', (suffix) => {
    const file = join(folder, 'data.sqlite');
    writeFileSync(`${file}${suffix}`, '');
    chmodSync(`${file}${suffix}`, 0o644);
    ensurePrivateFile(file);
    expect(modeOf(`${file}${suffix}`)).toBe('600');
  });

  it.each([0o710, 0o750, 0o701, 0o755])('rejects a folder that others may read (%o)', (mode) => {
    chmodSync(folder, mode);
    const file = join(folder, 'data.sqlite');
    expect(() => ensurePrivateFile(file)).toThrow(DataExposedError);
    expect(() => ensurePrivateFile(file)).toThrow(/chmod 700 it/);
    expect(existsSync(file)).toBe(false);
  });

  describe('ensurePrivateFile for a symbolic link', () => {
    let link: string;
    let file: string;
    beforeEach(() => {
      link = join(folder, 'data.sqlite');
      file = join(realpathSync(folder), 'disk', 'real.sqlite');
      symlinkSync(join('disk', 'real.sqlite'), link);
    });

    it('rejects a target folder that others may read, whether the target exists or not', () => {
      mkdirSync(join(folder, 'disk'));
      chmodSync(join(folder, 'disk'), 0o755);
      expect(() => ensurePrivateFile(link)).toThrow(DataExposedError);
      expect(existsSync(file)).toBe(false);
      writeFileSync(file, '');
      expect(() => ensurePrivateFile(link)).toThrow(DataExposedError);
    });

    it('restricts the modes of the target and of SQLite’s other files in its folder', () => {
      mkdirSync(join(folder, 'disk'), { mode: 0o700 });
      for (const suffix of ['', '-wal']) {
        writeFileSync(`${file}${suffix}`, '');
        chmodSync(`${file}${suffix}`, 0o644);
      }
      expect(ensurePrivateFile(link)).toBe(file);
      expect([modeOf(file), modeOf(`${file}-wal`)]).toEqual(['600', '600']);
    });

    it('creates a missing target', () => {
      expect(realpathSync(ensurePrivateFile(link))).toBe(file);
      expect([modeOf(join(folder, 'disk')), modeOf(file)]).toEqual(['700', '600']);
    });
  });
});
