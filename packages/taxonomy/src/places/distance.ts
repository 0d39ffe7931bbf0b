const EARTH_KM = 6371;

/** Returns the great-circle distance in kilometres between two WGS 84 points in degrees. */
export function distanceKm(latA: number, lonA: number, latB: number, lonB: number): number {
  const [a, b] = [radians(latA), radians(latB)];
  const half =
    Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(lonB - lonA) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/**
 * Returns points on a circle around a point, as [latitude, longitude]. The formula treats the earth as flat, which is accurate
 * enough for tens of kilometres.
 */
export function pointsOnCircle(lat: number, lon: number, km: number, count = 16): [number, number][] {
  const step = (2 * Math.PI) / count;
  return Array.from({ length: count }, (_, index) => {
    const north = (km * Math.cos(index * step)) / (radians(1) * EARTH_KM);
    const east = (km * Math.sin(index * step)) / (radians(1) * EARTH_KM * Math.cos(radians(lat)));
    return [lat + north, lon + east];
  });
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
