/** A certificate request of a P-256 key that no longer exists. It names another organisation and an operator. */
export const REQUEST = Buffer.from(
  `MIIBETCBtwIBADAdMQwwCgYDVQQDDANEUkMxDTALBgNVBAoMBGVsc2UwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQbjhQ59BKkAe8zy0zuhW+E
   R2XaZTjeoGmkPS1u6q1HrR1Z9wdgrePL0SM0NnMG2k2nK9HeDLkIT1ihr3Z13xYqoDgwNgYJKoZIhvcNAQkOMSkwJzAlBgNVHREEHjAchhp3YXls
   aWdodDovL29wZXJhdG9yL3JlZ2lvbjAKBggqhkjOPQQDAgNJADBGAiEA7rRhIQIyy6j8s3Bcvr6aZ5T8QOb2yOumJUYSq3qG6F8CIQDk4r4jnHW4
   10C5uX7YUO1XAQqX2ETS6fGkinuqRkJcVA==`,
  'base64',
);

export const requestPem = (request: Buffer): string =>
  `-----BEGIN CERTIFICATE REQUEST-----\n${request.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
