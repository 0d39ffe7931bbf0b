import { expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';

it('accepts public addresses only', () => {
  for (const address of [
    '1.1.1.1',
    '193.0.6.139',
    '172.15.0.1',
    '172.32.0.1',
    '2a00:1450::8a',
    '2606:4700::1',
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
});

it('refuses private, loopback, link-local, reserved, mapped and translated addresses, and other texts', () => {
  for (const address of [
    ...[
      '127.0.0.1',
      '127.1.2.3',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...['0.0.0.0', '100.64.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd00::1', 'ff02::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8'],
    ...['64:ff9b::10.0.0.1', '2002:a00:1::1', '2001:0:1::1', '2001:db8::1', 'fe80::1%eth0'],
    ...['', 'localhost', '1.1.1', '0x7f.1', '1.1.1.1.'],
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
});
