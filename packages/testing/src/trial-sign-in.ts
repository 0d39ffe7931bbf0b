import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signIn, type Visitor } from './sign-in.ts';

/** Signs in to a trial region with one of its development accounts, as its start screen says. */
export async function signInToTrial(dataDir: string, account: string): Promise<Visitor> {
  const { portOffset } = JSON.parse(await readFile(join(dataDir, 'region.json'), 'utf8'));
  const password = (await readFile(join(dataDir, 'certs', 'password'), 'utf8')).trim();
  return signIn({ baseUrl: `http://localhost:${8080 + Number(portOffset)}`, account, password });
}
