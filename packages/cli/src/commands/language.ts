/** Languages of the labels. The code book's own list, repeated so that `--help` need not load the code book. */
export const LANGUAGES = ['en', 'sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'cnr'] as const;
