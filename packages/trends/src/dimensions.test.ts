import { Dimension } from '@waylight/contracts/trends';
import { codeList, isListName } from '@waylight/taxonomy';
import { describe, expect, it } from 'vitest';
import { decodeReceivedCoordinates } from './contribution.ts';
import { decodeCoordinates } from './coordinates.ts';
import {
  codeInCell,
  DIMENSION_NAMES,
  DIMENSIONS,
  dimensionByNumber,
  isCodeOf,
  isDimensionName,
} from './dimensions.ts';

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
const NOT_IN_LISTS = ['periods', 'areas', 'segments'];

describe('the table of dimensions', () => {
  it('contains one row for every dimension of proto/, under its name', () => {
    const named = DIMENSION_NAMES.map((name) => [snakeCase(name), DIMENSIONS[name].wire]);
    expect(Object.fromEntries([['UNSPECIFIED', 0], ...named])).toEqual(Dimension);
    for (const name of DIMENSION_NAMES) expect(dimensionByNumber(DIMENSIONS[name].wire)).toBe(name);
    expect(dimensionByNumber(Dimension.UNSPECIFIED)).toBeUndefined();
    expect(isDimensionName('__proto__')).toBe(false);
  });

  it('has a list of codes for every dimension', () => {
    for (const name of DIMENSION_NAMES) {
      const { codes } = DIMENSIONS[name];
      if (!isListName(codes)) expect([name, NOT_IN_LISTS.includes(codes)]).toEqual([name, true]);
      else
        for (const { id } of codeList(codes))
          expect([name, id, isCodeOf(name, id)]).toEqual([name, id, true]);
      expect([name, isCodeOf(name, 'no such code')]).toEqual([name, false]);
    }
  });

  it('reads every dimension except the period from a cell, and only the type group from a cell by week of receipt', () => {
    const cell = decodeCoordinates('\u0001'.repeat(22));
    const received = decodeReceivedCoordinates('\u0001'.repeat(5));
    for (const name of DIMENSION_NAMES) {
      const code = codeInCell(name, cell);
      if (name === 'period') expect(code).toBeUndefined();
      else expect([name, code]).toEqual([name, DIMENSIONS[name].hasNone ? 'none' : 'unknown']);
    }
    expect(DIMENSION_NAMES.filter((name) => codeInCell(name, received) !== undefined)).toEqual(['typeGroup']);
  });

  it('excludes dimensions of the public record from released tables', () => {
    for (const name of DIMENSION_NAMES)
      if (DIMENSIONS[name].isPublicRecordOnly)
        expect([name, DIMENSIONS[name].isReleasable]).toEqual([name, false]);
  });
});
