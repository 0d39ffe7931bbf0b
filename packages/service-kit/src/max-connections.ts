/**
 * Maximum number of open connections of one server. Each costs about 90 KiB with TLS, and two or three times as much with streams.
 * A machine with 1 GiB can serve this many. The organisations of a country or the region need far fewer.
 */
export const MAX_CONNECTIONS = 2_048;
