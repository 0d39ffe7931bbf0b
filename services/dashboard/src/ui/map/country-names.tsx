import type { PlacedName } from './name-places.ts';

/** Rendered last, so that nothing covers a name and the sign of its footnote. */
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
