import { useMemo } from 'react';
import { useLocale } from '../../language/locale.tsx';
import { CountryNames } from '../../map/country-names.tsx';
import { namesOn } from '../../map/name-places.ts';
import { outlinesIn } from '../../map/outlines.ts';
import { type CountedPlace, type Sign, type Signs, signsOf } from './place-signs.ts';

const WIDTH = 720;
const HEIGHT = 700;
/** Neighbours are seen far enough for their numbers. */
const MARGIN = 0.11;

/** The signs of these places in the words of the language, and what has none. */
export function useSigns(places: readonly CountedPlace[]) {
  const { language } = useLocale();
  return useMemo(() => {
    const outlines = outlinesIn(WIDTH, HEIGHT, MARGIN);
    const names = namesOn(outlines, language);
    return {
      outlines,
      names,
      ...signsOf(outlines, places, { names, within: { width: WIDTH, height: HEIGHT } }),
    };
  }, [places, language]);
}

/** Exact numbers where they belong, each with a sign whose shape says how exactly that is known. */
export function RecordMap({
  label,
  outlines,
  names,
  signs,
}: { readonly label: string } & Pick<Signs, 'signs'> &
  Pick<ReturnType<typeof useSigns>, 'outlines' | 'names'>) {
  return (
    <svg className="map record-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {outlines.countries.map(({ code, shape, isOfTheSix }) => (
        <path key={code} d={shape} className={isOfTheSix ? 'land land-six' : 'land'} />
      ))}
      <path d={outlines.borders} className="border" />
      {signs.map((sign) => (
        <Shape key={sign.key} sign={sign} />
      ))}
      <CountryNames names={names} />
      {signs.map(({ key, value, text: [x, y] }) => (
        <text key={key} className="sign-value" x={x} y={y + 8}>
          {value}
        </text>
      ))}
    </svg>
  );
}

function Shape({ sign }: { readonly sign: Sign }) {
  const { text } = sign;
  switch (sign.as) {
    case 'segment':
      return (
        <polyline className="sign-border" points={sign.line.map((point) => point.join(',')).join(' ')} />
      );
    case 'area': {
      const [[x, y], away] = [sign.middle, Math.hypot(text[0] - sign.middle[0], text[1] - sign.middle[1])];
      const share = sign.radius / away;
      return (
        <>
          <circle className="sign-ring" cx={x} cy={y} r={sign.radius} />
          {share < 1 && (
            <line
              className="sign-lead"
              x1={x + (text[0] - x) * share}
              y1={y + (text[1] - y) * share}
              x2={text[0]}
              y2={text[1]}
            />
          )}
        </>
      );
    }
    case 'country': {
      const { width, height } = sign.size;
      return (
        <rect
          className="sign-frame"
          x={text[0] - width / 2}
          y={text[1] - height / 2}
          width={width}
          height={height}
        />
      );
    }
    default:
      return sign satisfies never;
  }
}
