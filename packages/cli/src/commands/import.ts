import type { Command } from 'commander';
import type { Kit } from '../kit.ts';

export function registerImport(_program: Command, _kit: Kit): void {}
