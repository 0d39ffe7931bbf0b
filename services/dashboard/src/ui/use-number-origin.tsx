import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { Explain } from '../api/schemas.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './figure.module.css';
import type { AskedNumber, FigureTools } from './figure-context.ts';

// Loaded on demand, when it is opened.
const NumberOrigin = lazy(async () => ({ default: (await import('./number-origin.tsx')).NumberOrigin }));

export type Originated = {
  readonly title: string;
  /** Undefined until numbers are loaded. */
  readonly explain: Explain | undefined;
  /** Period of all numbers, if neither rows nor columns are periods. */
  readonly period?: string | undefined;
};

/** Opens the explanation of a number: by pressing the number, or by the figure's button. */
export function useNumberOrigin({ title, explain, period }: Originated): {
  readonly tools: FigureTools;
  readonly button: ReactNode;
  readonly dialog: ReactNode;
} {
  const { t } = useLocale();
  const [asked, setAsked] = useState<AskedNumber>();
  const hasOrigin = explain?.origin !== undefined;
  const tools = useMemo(
    () => (hasOrigin ? { explainNumber: (number: AskedNumber) => setAsked(number) } : {}),
    [hasOrigin],
  );
  if (explain === undefined) return { tools, button: null, dialog: null };
  return {
    tools,
    button: (
      <button
        type="button"
        className={styles.action}
        aria-haspopup="dialog"
        onClick={() => setAsked({ value: undefined })}
      >
        {t('figure.source')}
      </button>
    ),
    dialog: asked !== undefined && (
      <Suspense fallback={null}>
        <NumberOrigin
          title={title}
          explain={explain}
          asked={asked}
          period={period}
          close={() => setAsked(undefined)}
        />
      </Suspense>
    ),
  };
}
