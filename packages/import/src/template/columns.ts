import type { Language } from '@waylight/taxonomy';
import { type FieldKind, fieldKind } from '../mappings/field-kinds.ts';
import { heading, isHeadingKey } from './headings.ts';

/** One column of the template. Several columns may give values to one field. */
export type TemplateColumn = {
  /** Path in waylight.intake.v1.Report; reportId for the id. */
  readonly field: string;
  /** The number among several columns of one field, from 1. */
  readonly number?: number;
  readonly isRequired: boolean;
};

const PERSONS = 3;
const SERVICES = 2;

/**
 * The template has no column for identities: a lost laptop would disclose them. Systems with identities send them over
 * gRPC, or with their own mapping.
 */
export const TEMPLATE_COLUMNS: readonly TemplateColumn[] = [
  { field: 'reportId', isRequired: true },
  { field: 'occurredOn', isRequired: true },
  { field: 'country', isRequired: true },
  ...optionalColumns('area', 'place', 'segment'),
  { field: 'types', number: 1, isRequired: true },
  ...numberedColumns('types', 2, 3),
  ...optionalColumns('causes'),
  ...numberedColumns('perpetrators', 1, 2),
  ...numberedColumns('smugglingMethods', 1, 2),
  ...optionalColumns('counts.persons', 'counts.dead', 'counts.missing', 'counts.survivors'),
  ...optionalColumns('counts.female', 'counts.male', 'counts.minors'),
  ...numberedColumns('origins', 1, 2),
  ...Array.from({ length: PERSONS }, (_, person) =>
    optionalColumns(
      `persons[${person}].sex`,
      `persons[${person}].ageBand`,
      `persons[${person}].flags`,
      `persons[${person}].originCountry`,
      `persons[${person}].asylumStatus`,
    ),
  ).flat(),
  ...Array.from({ length: SERVICES }, (_, service) =>
    optionalColumns(`services[${service}].service`, `services[${service}].outcome`),
  ).flat(),
  ...optionalColumns('information.source', 'information.reliability', 'information.credibility'),
  ...optionalColumns('information.verification', 'information.accountability', 'shareWith'),
  // Consent to linkage has no column, because nothing uses it yet.
  ...optionalColumns('consent.basis', 'consent.scope', 'consent.givenOn', 'consent.givenBy'),
];

function optionalColumns(...fields: string[]): TemplateColumn[] {
  return fields.map((field) => ({ field, isRequired: false }));
}

function numberedColumns(field: string, from: number, to: number): TemplateColumn[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    field,
    number: from + index,
    isRequired: false,
  }));
}

/** The heading of a column: "Type of incident 2", "Person 1: sex". */
export function columnHeading({ field, number }: TemplateColumn, language: Language): string {
  const of = /^(persons|services)\[(\d+)\]/.exec(field);
  const key = field.replace(/\[\d+\]/, '[]');
  if (!isHeadingKey(key)) throw new Error(`the template has a column without a heading: ${field}`);
  const words = heading(key, language);
  if (of !== null) {
    const group = heading(of[1] === 'persons' ? 'person' : 'help', language);
    return `${group} ${Number(of[2]) + 1}: ${words}`;
  }
  return number === undefined ? words : `${words} ${number}`;
}

export function columnKind({ field }: TemplateColumn): FieldKind | undefined {
  return fieldKind(field);
}
