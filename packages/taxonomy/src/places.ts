// Place names for browsers, without the gazetteer and the search in texts.
export { areaLabel } from './places/areas.ts';
export { segmentById, stretchName } from './places/segments.ts';
