import { useMemo } from 'react';
import { useLocale } from '../../text/locale.tsx';
import { CountryNames } from '../../ui/map/country-names.tsx';
import { REGION_MAPS } from '../../ui/map/gen/region-maps.ts';
import { Land } from '../../ui/map/land.tsx';
import map from '../../ui/map/map.module.css';
import { namesAt } from '../../ui/map/name-places.ts';
import { type CountedPlace, type Sign, type Signs, signsOf } from './place-signs.ts';
import styles from './record.module.css';
import type { Tied } from './tied-numbers.ts';

const { width, height } = REGION_MAPS;

/** The symbols of these places in the current language, and the places without a symbol. */
export function useSigns(places: readonly CountedPlace[]) {
  const { t } = useLocale();
  return useMemo(() => {
    const names = namesAt(REGION_MAPS.names, t);
    return { names, ...signsOf(places, { names, within: { width, height } }) };
  }, [places, t]);
}

/** Exact numbers at their places. The shape of a symbol shows the precision of the place. */
export function RecordMap({
  label,
  names,
  signs,
}: { readonly label: string } & Pick<Signs, 'signs'> & Pick<ReturnType<typeof useSigns>, 'names'>) {
  return (
    <svg
      className={`${map.map} ${styles.map}`}
      data-map="record"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <Land />
      {signs.map((sign) => (
        <Shape key={sign.key} sign={sign} />
      ))}
      <CountryNames names={names} />
      {signs.map(({ key, value, text: [x, y] }) => (
        <text key={key} className={styles.value} x={x} y={y + 8} textAnchor="middle">
          {value}
        </text>
      ))}
    </svg>
  );
}

function Shape({ sign }: { readonly sign: Sign }) {
  switch (sign.as) {
    case 'segment':
      return (
        <>
          <polyline className={styles.border} points={sign.line.map((point) => point.join(',')).join(' ')} />
          <LeadLine {...sign} />
        </>
      );
    case 'area':
      return (
        <>
          <circle className={styles.ring} cx={sign.middle[0]} cy={sign.middle[1]} r={sign.radius} />
          <LeadLine {...sign} />
        </>
      );
    case 'country': {
      const { width, height } = sign.size;
      return (
        <rect
          className={styles.frame}
          x={sign.text[0] - width / 2}
          y={sign.text[1] - height / 2}
          width={width}
          height={height}
        />
      );
    }
    default:
      return sign satisfies never;
  }
}

function LeadLine({ lead }: Pick<Tied, 'lead'>) {
  if (lead === undefined) return null;
  const [[x1, y1], [x2, y2]] = lead;
  return <line className={styles.lead} x1={x1} y1={y1} x2={x2} y2={y2} />;
}
