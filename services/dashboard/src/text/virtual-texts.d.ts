declare module 'virtual:texts/*' {
  export const texts: import('./compile-texts.ts').Texts;
}
declare module 'virtual:start-texts' {
  export const startTexts: import('./compile-texts.ts').StartTexts;
}
