/** Continues with an answer that was fetched early. The page itself shows a failure. */
export function onceKnown<Of>(answer: Promise<Of>, next: (answer: Of) => void): void {
  answer.then(next, () => {});
}
