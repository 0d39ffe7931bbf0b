/** How much one caller may have going on at the same time. */
export type AtOnce = {
  /** What it gives ends this one; undefined where there are as many as there may be. */
  readonly begin: (caller: string) => (() => void) | undefined;
};

export function createAtOnce(most: number): AtOnce {
  const running = new Map<string, number>();
  return {
    begin(caller) {
      const before = running.get(caller) ?? 0;
      if (before >= most) return undefined;
      running.set(caller, before + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (running.get(caller) ?? 1) - 1;
        if (left === 0) running.delete(caller);
        else running.set(caller, left);
      };
    },
  };
}
