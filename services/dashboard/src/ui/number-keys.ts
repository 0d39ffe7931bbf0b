import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/**
 * Returns the next number in the direction of an arrow key. Skips cells without a number. Undefined at the edge. Rows list their
 * cells from left to right.
 */
export function numberBeside<Cell>(
  rows: readonly (readonly (Cell | null)[])[],
  from: Cell,
  key: string,
): Cell | undefined {
  const step = STEPS[key];
  const row = rows.findIndex((cells) => cells.includes(from));
  if (step === undefined || row === -1) return undefined;
  let [down, across] = [row, rows[row]?.indexOf(from) ?? -1];
  for (;;) {
    down += step[0];
    across += step[1];
    const cell = rows[down]?.[across];
    if (cell === undefined) return undefined;
    if (cell !== null) return cell;
  }
}

/**
 * Keyboard navigation in a table of explainable numbers. The numbers are not in the tab order, because there are hundreds. Enter
 * moves from the frame to the first number, arrows move between numbers, Enter opens the explanation, and Escape returns to the
 * frame.
 */
export function onNumberKeys(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget: frame, target, key } = event;
  const rows = [...frame.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.querySelector<HTMLElement>('button')),
  );
  const next =
    target === frame
      ? key === 'Enter'
        ? rows.flat().find((one) => one !== null)
        : undefined
      : key === 'Escape'
        ? frame
        : target instanceof HTMLElement
          ? numberBeside(rows, target, key)
          : undefined;
  const isNumber = target !== frame && rows.some((cells) => cells.includes(target as HTMLElement));
  // At the edge, an arrow key must not scroll the table.
  if (next !== undefined || (isNumber && STEPS[key] !== undefined)) event.preventDefault();
  next?.focus();
}
