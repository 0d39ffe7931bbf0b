declare module 'virtual:texts/*' {
  export const texts: import('./texts.ts').Texts;
}
