import { createHash } from 'node:crypto';
import { type Audience, periodKindOf, releasePeriodDays } from '@waylight/disclosure-control';
import type { ExplanationMessages } from '@waylight/presentation';
import canonicalize from 'canonicalize';
import { type Binding, type Block, type BulletinContent, textsOf } from './content.ts';
import { namesKosovo } from './findings.ts';
import { segmentsOf } from './placeholders.ts';

/** What must be said with a number. */
export type Explanation = {
  readonly unit: string;
  readonly source: string;
  readonly rounding: string;
  readonly method: string;
  readonly attribution: readonly string[];
  readonly footnotes: readonly string[];
  /** The first four sentence by sentence, from which they are said in the language of who reads. */
  readonly sentences: ExplanationMessages;
};

/** How numbers are made. */
export type MethodLine = Omit<Explanation, 'attribution' | 'footnotes'>;

/** A released number, and what it reads as: "about 15", "0–4". */
export type BoundNumber = {
  readonly value: number;
  readonly base: number;
  readonly reading: string;
  readonly release: string;
};

/** A part of a text as it is shown. */
export type TextPart = { readonly text: string } | ({ readonly binding: string } & BoundNumber);

export type SourceResult<Value> =
  | { readonly value: Value; readonly releases: readonly string[]; readonly explain?: Explanation }
  /** Why there is none, and what to do: in English, and as a code. */
  | { readonly missing: string; readonly reason: BulletinProblemReason };

type SourceValue = Exclude<SourceResult<unknown>, { readonly missing: string }>;

/** What a bulletin is made of, as the circle may see it that it is for. Each answers from released tables and the public record alone. */
export type Sources = {
  readonly cell: (binding: Binding) => SourceResult<BoundNumber>;
  readonly figure: (question: Readonly<Record<string, string>>) => SourceResult<unknown>;
  /** In which months of a figure nobody of a country said what it did; undefined where no release says who did. */
  readonly silences: (question: Readonly<Record<string, string>>) => SourceValue | undefined;
  readonly late: (of: { readonly table: string; readonly period: string }) => SourceResult<unknown>;
  /** Which nodes were heard of, and how completely organisations reported in the months of a period, where a release says it. */
  readonly completeness: (period: string) => { readonly nodes: unknown; readonly reporting?: SourceValue };
  /** Wherever Kosovo* is named. */
  readonly kosovoFootnote: string;
  /** What must be said of all data here, such as that they are a trial's. */
  readonly notice: string | undefined;
};

/** Why something cannot be, as a code: pages say each in their own language. */
export const PROBLEM_REASONS = [
  'binding-twice',
  'broken-placeholder',
  'no-binding',
  'no-period',
  'no-dimension',
  'no-question',
  'not-released',
  'no-cell',
  'other-table',
  'parts-not-released',
] as const;
export type BulletinProblemReason = (typeof PROBLEM_REASONS)[number];

/** Something that cannot be: by its place in the content, "blocks[2].text" with the character where it begins. */
export type BulletinProblem = {
  readonly path: string;
  readonly at?: number;
  readonly message: string;
  readonly reason: BulletinProblemReason;
  /** The placeholder that it is about. */
  readonly name?: string;
};

export type ResolvedBlock =
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  | {
      readonly kind: 'figure';
      readonly presentation: string;
      readonly caption: readonly TextPart[];
      readonly answer: unknown;
      /** Who was silent in its months; absent where no release says it. */
      readonly silent?: unknown;
    }
  | { readonly kind: 'completeness'; readonly nodes: unknown; readonly reporting?: unknown }
  | {
      readonly kind: 'late-and-corrections';
      readonly table: string;
      readonly period: string;
      readonly late: unknown;
    }
  | { readonly kind: 'method'; readonly of: readonly MethodLine[] }
  | { readonly kind: 'attribution' | 'footnotes'; readonly lines: readonly string[] };

/** A bulletin as it is read: nothing in it has to be looked up. */
export type BulletinDocument = {
  readonly title: readonly TextPart[];
  readonly language: string;
  readonly audience: Audience;
  readonly period: string;
  /** First and last day of the period, which is whole weeks and not the month of the calendar; absent where it is none of releases. */
  readonly days?: { readonly from: string; readonly to: string };
  /** What must be said of all its data; no block has it, so that none takes it away. */
  readonly notice?: string;
  readonly blocks: readonly ResolvedBlock[];
  /** Every release that a number of it is from. */
  readonly releases: readonly string[];
};

export type Resolution = {
  readonly document: BulletinDocument;
  readonly problems: readonly BulletinProblem[];
};

/** Puts released numbers where the placeholders are. With problems the document is not one to show to anybody but its authors. */
export function resolveBulletin(content: BulletinContent, sources: Sources): Resolution {
  const problems: BulletinProblem[] = [];
  const releases = new Set<string>();
  const explanations: Explanation[] = [];
  function take<Value>(
    result: SourceResult<Value>,
    path: string,
    of: { name?: string } = {},
  ): Value | undefined {
    if ('missing' in result) {
      problems.push({ path, message: result.missing, reason: result.reason, ...of });
      return undefined;
    }
    for (const id of result.releases) releases.add(id);
    if (result.explain !== undefined) explanations.push(result.explain);
    return result.value;
  }

  const boundNumbers = new Map<string, BoundNumber | undefined>();
  content.bindings.forEach((binding, i) => {
    const path = `bindings[${i}]`;
    const { name } = binding;
    if (boundNumbers.has(name))
      problems.push({
        path: `${path}.name`,
        message: 'is the name of another one',
        reason: 'binding-twice',
        name,
      });
    else boundNumbers.set(name, take(sources.cell(binding), path, { name }));
  });

  const partsOf = (text: string, path: string): TextPart[] =>
    segmentsOf(text).flatMap((segment): TextPart[] => {
      if (segment.kind === 'words') return [{ text: segment.text }];
      const { at } = segment;
      if (segment.kind === 'broken') {
        problems.push({
          path,
          at,
          message: 'braces that are no placeholder: write {{name}} with the name of a binding',
          reason: 'broken-placeholder',
        });
        return [{ text: segment.text }];
      }
      const { name } = segment;
      if (!boundNumbers.has(name))
        problems.push({ path, at, message: `there is no binding "${name}"`, reason: 'no-binding', name });
      const number = boundNumbers.get(name);
      return number === undefined ? [] : [{ binding: name, ...number }];
    });
  const texts = new Map(textsOf(content).map(({ path, text }) => [path, partsOf(text, path)]));
  const partsAt = (path: string): readonly TextPart[] => texts.get(path) ?? [];

  // What stands for all of them comes when all of them are known.
  const first = content.blocks.map((block, i) => resolveBlock(block, `blocks[${i}]`));
  const blocks = first.map((block) => ('summed' in block ? summariseBlock(block.summed) : block));
  const { language, audience, period } = content;
  const { notice } = sources;
  const document = {
    ...{ title: partsAt('title'), language, audience, period, ...daysOf(period), blocks },
    ...(notice === undefined ? {} : { notice }),
    releases: [...releases].sort(),
  };
  return { document, problems };

  function resolveBlock(block: Block, path: string): ResolvedBlock | { readonly summed: SummaryKind } {
    switch (block.kind) {
      case 'text':
        return { kind: 'text', parts: partsAt(`${path}.text`) };
      case 'figure': {
        const { presentation, question } = block;
        const answer = take(sources.figure(question), `${path}.question`);
        const shown = { presentation, caption: partsAt(`${path}.caption`), answer: answer ?? null };
        const silences = answer === undefined ? undefined : sources.silences(question);
        return silences === undefined
          ? { kind: 'figure', ...shown }
          : { kind: 'figure', ...shown, silent: take(silences, path) };
      }
      case 'late-and-corrections': {
        const { kind, table, period: of } = block;
        return { kind, table, period: of, late: take(sources.late({ table, period: of }), path) ?? null };
      }
      case 'completeness': {
        const { nodes, reporting } = sources.completeness(content.period);
        // Where no release says it there is nothing to put right: the bulletin says so itself.
        return reporting === undefined
          ? { kind: 'completeness', nodes }
          : { kind: 'completeness', nodes, reporting: take(reporting, path) };
      }
      case 'method':
      case 'attribution':
      case 'footnotes':
        return { summed: block.kind };
      default:
        return block satisfies never;
    }
  }

  function summariseBlock(kind: SummaryKind): ResolvedBlock {
    if (kind === 'method') return { kind, of: unique(explanations.map(methodLine)) };
    const lines = unique(explanations.flatMap((one) => one[kind]));
    const isNamed = kind === 'footnotes' && namesKosovo(content) && !lines.includes(sources.kosovoFootnote);
    return { kind, lines: isNamed ? [...lines, sources.kosovoFootnote] : lines };
  }
}

function methodLine({ unit, source, rounding, method, sentences }: Explanation): MethodLine {
  return { unit, source, rounding, method, sentences };
}

function daysOf(period: string): Pick<BulletinDocument, 'days'> {
  const kind = periodKindOf(period);
  if (kind === undefined) return {};
  const { fromDay, toDay } = releasePeriodDays(kind, period);
  return { days: { from: dateOf(fromDay), to: dateOf(toDay) } };
}

const DAY_MS = 86_400_000;

/** "2026-09-28", of days since 1970-01-01. */
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

type SummaryKind = 'method' | 'attribution' | 'footnotes';

function unique<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [canonicalize(one), one])).values()];
}

/** SHA-256 of what is read, in hex: of its canonical JSON (RFC 8785) behind a line of our own. */
export function digestOf(document: BulletinDocument): string {
  return createHash('sha256')
    .update(`waylight-bulletin-v1\n${canonicalize(document)}`)
    .digest('hex');
}
