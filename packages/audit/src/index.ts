export { beginning, type Chain, type Cut, hashAfter, type Link, SALT_BYTES } from './chain.ts';
export { cutAt, isOver } from './cut.ts';
export { encodeEntry, type Happening, NOBODY, type Party, SERVICE } from './entry.ts';
export {
  type Beginning,
  type ChainCheck,
  type ChainFault,
  checkChain,
  type KnownEnd,
  type Verdict,
  verifyChain,
} from './verify-chain.ts';
