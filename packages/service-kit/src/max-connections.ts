/**
 * Open connections of one server: about 90 KiB each with TLS, and two or three times that with streams, so that even this
 * many leave a machine of 1 GiB its feet. Far above what the organisations of a country or the region need.
 */
export const MAX_CONNECTIONS = 2_048;
