export { mayBeTheSame, type RoundedReading, readRounded, USUAL_BASE } from './rounded.ts';
export { type ReadingForm, type ReadingOptions, roundedText } from './rounded-text.ts';
