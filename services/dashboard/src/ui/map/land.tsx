import { REGION_MAPS } from './gen/region-maps.ts';
import styles from './map.module.css';

/** The outlines of countries, as a drawing of the size of `REGION_MAPS`. */
export function Land() {
  const { countries, borders } = REGION_MAPS;
  return (
    <>
      {countries.map(({ code, shape, isOfTheSix }) => (
        <path key={code} d={shape} className={isOfTheSix ? `${styles.land} ${styles.six}` : styles.land} />
      ))}
      <path d={borders} className={styles.border} />
    </>
  );
}
