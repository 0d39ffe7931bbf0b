import { expect, test } from 'vitest';
import { ageBandOf, groupSizeOf, personGroup } from './persons.ts';

test('age bands meet without gap or overlap', () => {
  const bands = [0, 11, 12, 17, 18, 29, 30, 59, 60, 120].map(ageBandOf);
  expect(bands).toEqual([
    '0-11',
    '0-11',
    '12-17',
    '12-17',
    '18-29',
    '18-29',
    '30-59',
    '30-59',
    '60-plus',
    '60-plus',
  ]);
});

test('a missing or impossible age is unknown, not a default band', () => {
  for (const years of [undefined, -1, 121, 2.5, Number.NaN]) expect(ageBandOf(years)).toBe('unknown');
});

test('no victims and no statement about victims are different', () => {
  expect(groupSizeOf(0)).toBe('none');
  expect(groupSizeOf(undefined)).toBe('unknown');
  expect([1, 2, 4, 5, 9, 10].map(groupSizeOf)).toEqual([
    'one',
    'two-to-four',
    'two-to-four',
    'five-to-nine',
    'five-to-nine',
    'ten-or-more',
  ]);
});

test('unaccompanied children are a group of their own, also without an age', () => {
  expect(personGroup({ sex: 'female', ageBand: '12-17', unaccompanied: true })).toBe(
    'unaccompanied-or-separated-child',
  );
  expect(personGroup({ sex: 'unknown', ageBand: 'unknown', separated: true })).toBe(
    'unaccompanied-or-separated-child',
  );
  expect(personGroup({ sex: 'male', ageBand: '18-29', unaccompanied: true })).toBe('man');
});

test('a person without an age is not counted as an adult, and an adult without a sex is not counted as a man', () => {
  expect(personGroup({ sex: 'male', ageBand: 'unknown' })).toBe('unknown');
  expect(personGroup({ sex: 'unknown', ageBand: '30-59' })).toBe('unknown');
  expect(personGroup({ sex: 'female', ageBand: 'adult-age-unknown' })).toBe('woman');
  expect(personGroup({ sex: 'unknown', ageBand: 'child-age-unknown' })).toBe('other-child');
});
