/**
 * grpc.health.v1 as a serialised FileDescriptorSet, built by `buf build --exclude-source-info` from the health.proto of the
 * package grpc-health-check. The descriptors that this package loads name types in a form that strict clients reject.
 */
export const HEALTH_DESCRIPTOR_SET: Uint8Array = Buffer.from(
  [
    'CtsGChZoZWFsdGgvdjEvaGVhbHRoLnByb3RvEg5ncnBjLmhlYWx0aC52MSITChFIZWFsdGhMaXN0UmVxdWVzdCLEAQ',
    'oSSGVhbHRoTGlzdFJlc3BvbnNlEkwKCHN0YXR1c2VzGAEgAygLMjAuZ3JwYy5oZWFsdGgudjEuSGVhbHRoTGlzdFJl',
    'c3BvbnNlLlN0YXR1c2VzRW50cnlSCHN0YXR1c2VzGmAKDVN0YXR1c2VzRW50cnkSEAoDa2V5GAEgASgJUgNrZXkSOQ',
    'oFdmFsdWUYAiABKAsyIy5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1Jlc3BvbnNlUgV2YWx1ZToCOAEiLgoSSGVh',
    'bHRoQ2hlY2tSZXF1ZXN0EhgKB3NlcnZpY2UYASABKAlSB3NlcnZpY2UisQEKE0hlYWx0aENoZWNrUmVzcG9uc2USSQ',
    'oGc3RhdHVzGAEgASgOMjEuZ3JwYy5oZWFsdGgudjEuSGVhbHRoQ2hlY2tSZXNwb25zZS5TZXJ2aW5nU3RhdHVzUgZz',
    'dGF0dXMiTwoNU2VydmluZ1N0YXR1cxILCgdVTktOT1dOEAASCwoHU0VSVklORxABEg8KC05PVF9TRVJWSU5HEAISEw',
    'oPU0VSVklDRV9VTktOT1dOEAMy/QEKBkhlYWx0aBJQCgVDaGVjaxIiLmdycGMuaGVhbHRoLnYxLkhlYWx0aENoZWNr',
    'UmVxdWVzdBojLmdycGMuaGVhbHRoLnYxLkhlYWx0aENoZWNrUmVzcG9uc2USUgoFV2F0Y2gSIi5ncnBjLmhlYWx0aC',
    '52MS5IZWFsdGhDaGVja1JlcXVlc3QaIy5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1Jlc3BvbnNlMAESTQoETGlz',
    'dBIhLmdycGMuaGVhbHRoLnYxLkhlYWx0aExpc3RSZXF1ZXN0GiIuZ3JwYy5oZWFsdGgudjEuSGVhbHRoTGlzdFJlc3',
    'BvbnNlQmEKEWlvLmdycGMuaGVhbHRoLnYxQgtIZWFsdGhQcm90b1ABWixnb29nbGUuZ29sYW5nLm9yZy9ncnBjL2hl',
    'YWx0aC9ncnBjX2hlYWx0aF92MaoCDkdycGMuSGVhbHRoLlYxYgZwcm90bzPS9gMECAAYAA==',
  ].join(''),
  'base64',
);
