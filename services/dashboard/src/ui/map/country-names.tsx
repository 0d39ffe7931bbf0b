import type { PlacedName } from './name-places.ts';

/** Names over all else: a name, and the sign of its footnote, must not be covered. */
export function CountryNames({ names }: { readonly names: readonly PlacedName[] }) {
  return names.map(({ code, at: [x, y], text, short }) => (
    <g key={code}>
      <text className="mark-name place-name" x={x} y={y}>
        {text}
      </text>
      <text className="mark-code place-name" x={x} y={y}>
        {short}
      </text>
    </g>
  ));
}
