/**
 * Open connections of one server: about 60 KiB each with TLS, so that even this many leave a machine of 1 GiB its feet.
 * Far above what the organisations of a country or the region need.
 */
export const MAX_CONNECTIONS = 4_096;
