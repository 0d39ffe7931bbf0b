// The library's dependency injection needs this polyfill, loaded before it.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

export { x509 };
