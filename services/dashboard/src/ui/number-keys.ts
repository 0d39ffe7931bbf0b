import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/**
 * The number that an arrow key leads to from another one, over cells that have none; undefined where there is no further one that
 * way. Rows hold their cells from left to right.
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
 * Keys of a table whose numbers say where they come from. They are no stops of Tab, because there are hundreds: Enter leads from
 * the frame to the first, arrows from one to the next, Enter opens what it comes from, Escape leads back to the frame.
 */
export function onNumberKeys(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget: frame, target, key } = event;
  const rows = [...frame.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.querySelector<HTMLElement>('.explained')),
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
  // At the last one of a row an arrow must not scroll the table away from it.
  if (next !== undefined || (isNumber && STEPS[key] !== undefined)) event.preventDefault();
  next?.focus();
}
