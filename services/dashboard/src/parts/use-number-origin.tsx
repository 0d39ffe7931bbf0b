import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { Explain } from '../data/schemas.ts';
import { useLocale } from '../language/locale.tsx';
import type { AskedNumber, FigureTools } from './figure-context.ts';

// Loaded when it is opened.
const NumberOrigin = lazy(async () => ({ default: (await import('./number-origin.tsx')).NumberOrigin }));

export type Originated = {
  readonly title: string;
  /** Undefined until there are numbers. */
  readonly explain: Explain | undefined;
  /** The period that all numbers are of, where no row or column says it. */
  readonly period?: string | undefined;
};

/** The ways from numbers to where they come from: for a number that is pressed, and a button for who uses none. */
export function useNumberOrigin({ title, explain, period }: Originated): {
  readonly tools: FigureTools;
  readonly button: ReactNode;
  readonly dialog: ReactNode;
} {
  const { t } = useLocale();
  const [asked, setAsked] = useState<AskedNumber>();
  const origin = explain?.origin;
  const tools = useMemo(
    () => (origin === undefined ? {} : { explainNumber: (number: AskedNumber) => setAsked(number) }),
    [origin],
  );
  if (explain === undefined || origin === undefined) return { tools, button: null, dialog: null };
  return {
    tools,
    button: (
      <button type="button" className="origin-button" onClick={() => setAsked({ value: undefined, at: [] })}>
        {t('origin.open')}
      </button>
    ),
    dialog: asked !== undefined && (
      <Suspense fallback={null}>
        <NumberOrigin {...{ title, explain, origin, asked, period }} close={() => setAsked(undefined)} />
      </Suspense>
    ),
  };
}
