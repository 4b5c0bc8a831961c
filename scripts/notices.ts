/**
 * Writes THIRD_PARTY_NOTICES.md: every package that the product runs with, its licence text, and
 * the credits of the sounds that the shipped model learned from. With `--check` it writes nothing
 * and fails when the file is not current.
 *
 * The list comes from package-lock.json, so it is the same on every platform. Packages that npm
 * installs on one platform only are named without their text, which they carry themselves.
 */

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'THIRD_PARTY_NOTICES.md');

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      os: z.union([z.string(), z.array(z.string())]).optional(),
    }),
  ),
});

const SOUNDS = `## Sounds that the shipped model learned from

The model in models/factory was trained on procedural kicks made by this program and on recordings from
these collections. No recording is part of this repository; the two under Creative Commons Attribution
ask for their names wherever a model made from them ships.

| collection | licence | credit |
|---|---|---|
| DrumGizmo MuldjordKit | CC-BY-4.0 | Drum samples provided by DrumGizmo.org |
| Oramics, Pearl Master Studio | CC-BY-3.0 | enoe |
| Oramics, CR-78 and MRK-2 | public domain, as stated | Oramics |
| Sonic Pi samples | CC0-1.0 | Sonic Pi |
| Stargate DAW sounds | CC0-1.0 | Stargate |
| uzu-drumkit | Unlicense | uzu |
| BillieDrum | CC0-1.0 | BillieDrum |
| Meadowlark, Kickmess | CC0-1.0 | Meadowlark |
| Pimoroni Drum HAT | CC0-1.0 | Daniel Wray (DWSD) |
`;

/** Licence text that a package carries, or null. */
function licenceText(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.|$|-)/i.test(file));
  return name === undefined ? null : readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
}

function notices(): string {
  const lock = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const rows: string[] = [];
  const texts = new Map<string, string[]>();
  for (const [path, { version, license, dev, os }] of Object.entries(lock.packages)) {
    if (path === '' || dev === true) continue;
    const name = `${path.split('node_modules/').at(-1) ?? path} ${version}`;
    const onePlatform = typeof os === 'string' || os?.length === 1;
    const text = onePlatform ? null : licenceText(join(root, path));
    rows.push(`| ${name} | ${license ?? 'see its text'} |${onePlatform ? ' one platform only' : ''} |`);
    if (text !== null) texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  const full = [...texts].map(([text, names]) => `### ${names.join(', ')}\n\n~~~text\n${text}\n~~~\n`);
  return [
    '# Third-party notices\n\nWritten by `npm run notices`; do not edit.\n',
    SOUNDS,
    `## Packages\n\n| package | licence | |\n|---|---|---|\n${rows.join('\n')}\n`,
    '## Licence texts\n',
    ...full,
  ].join('\n');
}

const current = notices();
if (!process.argv.includes('--check')) {
  writeFileSync(target, current);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== current) {
  console.error('THIRD_PARTY_NOTICES.md is not current: run "npm run notices" and commit it.');
  process.exitCode = 1;
}
