import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COLOURS, SMALL, WIDTHS } from './picture.ts';

/** Writes index.html with a thumbnail of every picture in a folder, linked to the full picture. Returns their number. */
export async function writeContactSheet(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.png')).sort();
  const byName = Map.groupBy(files, (file) => file.replace(/-(?:light|dark)-\d+\.png$/, ''));
  const groups = Map.groupBy(byName, ([name]) => name.split('.')[0] ?? '');
  const links = [...groups.keys()].map((group) => `<a href="#${group}">${group}</a>`);
  const sections = [...groups].map(
    ([group, rows]) => `<section id="${group}"><h2>${group}</h2>
${rows.map(([name, of]) => row(name, new Set(of))).join('\n')}
</section>`,
  );
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Screenshots of Waylight</title>
<style>
body { font: 1rem/1.4 system-ui, sans-serif; margin: 1rem; background: #e8e8e8; color: #111 }
nav { position: sticky; top: 0; padding: .5rem 0; background: inherit; display: flex; flex-wrap: wrap; gap: .25rem 1rem }
section { scroll-margin-top: 6rem; content-visibility: auto; contain-intrinsic-size: auto 100rem }
figure { margin: 0 0 1.5rem; display: flex; flex-wrap: wrap; gap: .5rem }
figcaption { flex: 100% } img { display: block }
</style>
<h1>Screenshots of Waylight</h1>
<nav>${links.join('\n')}</nav>
${sections.join('\n')}
</html>
`,
  );
  return files.length;
}

function row(name: string, files: ReadonlySet<string>): string {
  const images = COLOURS.flatMap((colours) => WIDTHS.map((width) => `${name}-${colours}-${width}`))
    .filter((file) => files.has(`${file}.png`))
    .map(
      (file) =>
        `<a href="${file}.png"><img src="${SMALL.folder}/${file}.webp" width="${SMALL.width}" height="${SMALL.height}" loading="lazy" decoding="async" alt="${file}"></a>`,
    );
  return `<figure><figcaption>${name}</figcaption>${images.join('')}</figure>`;
}
