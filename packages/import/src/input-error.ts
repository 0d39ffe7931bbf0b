/** A file, mapping or option that an import cannot use. `details` has the place, the nearest candidates or the remedy. */
export class ImportInputError extends Error {
  override readonly name = 'ImportInputError';
  readonly code = 'IMPORT_INPUT_INVALID';
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.details = details;
  }
}
