import { REGION_MAPS } from './gen/region-maps.ts';

/** The outlines of countries, as a drawing of the size of `REGION_MAPS`. */
export function Land() {
  const { countries, borders } = REGION_MAPS;
  return (
    <>
      {countries.map(({ code, shape, isOfTheSix }) => (
        <path key={code} d={shape} className={isOfTheSix ? 'land land-six' : 'land'} />
      ))}
      <path d={borders} className="border" />
    </>
  );
}
