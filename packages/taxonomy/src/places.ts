// What pages need to name places, without the gazetteer and what finds places in texts.
export { areaLabel } from './places/areas.ts';
export { segmentById, stretchName } from './places/segments.ts';
