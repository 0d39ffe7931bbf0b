import { useSearchParams } from 'wouter';

const PARAMETER = 'month';

/** The month that is read: that of the address where it was released, else the newest. It stands in the address. */
export function useMonth(released: readonly string[]): {
  readonly month: string | undefined;
  readonly choose: (month: string | undefined) => void;
} {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get(PARAMETER);
  const month = asked !== null && released.includes(asked) ? asked : released.at(-1);
  const choose = (chosen: string | undefined) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        if (chosen === undefined || chosen === released.at(-1)) next.delete(PARAMETER);
        else next.set(PARAMETER, chosen);
        return next;
      },
      { replace: true },
    );
  return { month, choose };
}
