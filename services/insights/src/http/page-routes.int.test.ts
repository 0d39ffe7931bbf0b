import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startInsights } from '../testing/start-insights.ts';

const INDEX = '<!doctype html><title>pages</title>';
const WORKER = 'addEventListener("fetch", () => {})';
const SCRIPT = `console.log('${'a'.repeat(500)}')`;

async function pagesFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-pages-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), INDEX);
  await writeFile(join(folder, 'pages.json'), '["trends","data-quality"]');
  await writeFile(join(folder, 'assets', 'index-0a1b.js'), SCRIPT);
  await writeFile(join(folder, 'assets', '.hidden'), 'hidden');
  await writeFile(join(folder, 'service-worker.js'), WORKER);
  await writeFile(join(folder, 'secret.json'), 'secret');
  return folder;
}

async function serve(
  env: Readonly<Record<string, string>> = {},
): Promise<(path: string, accept?: string) => Promise<Response>> {
  const region = await startInsights(undefined, env);
  onTestFinished(() => region.stop());
  return (path, accept) =>
    fetch(`${region.insights.origin}${path}`, accept === undefined ? {} : { headers: { accept } });
}

describe('the pages of the dashboard', () => {
  it('are one file for every path that the build lists, and are not cached', async () => {
    const get = await serve({ WAYLIGHT_INSIGHTS_DASHBOARD_DIR: await pagesFolder() });
    for (const path of ['/', '/?lang=sq', '/trends', '/trends/2026?by=country', '/data-quality']) {
      const answer = await get(path);
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, INDEX]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none';script-src 'self';style-src 'self';/,
      );
    }
  });

  it('can connect only to the configured nodes', async () => {
    const policyWith = async (env: Readonly<Record<string, string>>) => {
      const get = await serve({ WAYLIGHT_INSIGHTS_DASHBOARD_DIR: await pagesFolder(), ...env });
      const policy = (await get('/own')).headers.get('content-security-policy') ?? '';
      return policy.split(';').filter((rule) => rule.startsWith('connect-src'));
    };
    expect(await policyWith({})).toEqual(["connect-src 'self'"]);
    const origins = 'MK=https://mk.example,RS=https://rs.example:7105';
    expect(await policyWith({ WAYLIGHT_INSIGHTS_NODE_ENDPOINTS: origins })).toEqual([
      "connect-src 'self' https://mk.example https://rs.example:7105",
    ]);
  });

  it('do not change the responses of other paths', async () => {
    const get = await serve({ WAYLIGHT_INSIGHTS_DASHBOARD_DIR: await pagesFolder() });
    for (const path of ['/nothing', '/v1/nothing', '/trend', '/trends2', '/index.html', '/secret.json'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await get('/v1/status')).headers.get('content-type')).toContain('application/json');
    expect((await get('/health/live')).status).toBe(200);
  });

  it('return a page with status 404 to browsers, and a problem to other callers', async () => {
    const get = await serve({ WAYLIGHT_INSIGHTS_DASHBOARD_DIR: await pagesFolder() });
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    for (const path of ['/nothing-here', '/trend', '/nothing/at/all', '/secret.json']) {
      const page = await get(path, browser);
      expect([path, page.status, await page.text()]).toEqual([path, 404, INDEX]);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect([page.headers.get('cache-control'), page.headers.get('vary')]).toEqual([
        'no-store',
        'accept, accept-encoding',
      ]);
      for (const accept of ['*/*', 'application/json', 'application/problem+json, text/html;q=0.1']) {
        const answer = await get(path, accept);
        expect([path, accept, answer.status]).toEqual([path, accept, 404]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
      }
    }
    // Neither endpoints nor missing files become pages.
    for (const path of ['/v1/nothing', '/assets/nothing.js'])
      expect((await get(path, browser)).headers.get('content-type')).toContain('json');
    expect((await (await serve())('/nothing-here', browser)).headers.get('content-type')).toContain('json');
  });

  it('load immutable assets, and no file outside of their folder', async () => {
    const get = await serve({ WAYLIGHT_INSIGHTS_DASHBOARD_DIR: await pagesFolder() });
    const script = await get('/assets/index-0a1b.js');
    expect([script.status, await script.text()]).toEqual([200, SCRIPT]);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of [
      '/assets/',
      '/assets/nothing.js',
      '/assets/.hidden',
      '/assets/..%2fsecret.json',
      '/assets/%2e%2e/secret.json',
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it('have a service worker at the root, which is not cached', async () => {
    const get = await serve({ WAYLIGHT_INSIGHTS_DASHBOARD_DIR: await pagesFolder() });
    const worker = await get('/service-worker.js');
    expect([worker.status, await worker.text()]).toEqual([200, WORKER]);
    expect(worker.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(worker.headers.get('cache-control')).toBe('no-store');
    expect((await (await serve())('/service-worker.js')).status).toBe(404);
  });

  it('are replaced by build instructions if they are not built', async () => {
    const get = await serve();
    const answer = await get('/');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('npm run setup') });
  });
});
