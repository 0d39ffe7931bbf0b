export type { SaidAxis } from './axes.ts';
export {
  bothNotes,
  type Explained,
  englishOf,
  explained,
  type Saying,
  textOf,
} from './compose.ts';
export { englishDay } from './english.ts';
export {
  type MethodNotes,
  PARTS,
  type Part,
  type Readers,
  type Sentence,
  sentence,
} from './sentences.ts';
export { type Words, wordsOf } from './words.ts';
