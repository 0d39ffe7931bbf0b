import styles from './map.module.css';
import type { PlacedName } from './name-places.ts';

/** Rendered last, so that nothing covers a name and the sign of its footnote. */
export function CountryNames({ names }: { readonly names: readonly PlacedName[] }) {
  return names.map(({ code, at: [x, y], text, short }) => (
    <g key={code}>
      <text className={`${styles.name} ${styles.place}`} x={x} y={y} textAnchor="middle">
        {text}
      </text>
      <text className={`${styles.code} ${styles.place}`} x={x} y={y} textAnchor="middle">
        {short}
      </text>
    </g>
  ));
}
