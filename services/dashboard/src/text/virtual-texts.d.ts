declare module 'virtual:texts/*' {
  export const texts: import('./compile-texts.ts').Texts;
}
