/**
 * Writes THIRD_PARTY_NOTICES.md: every package that the product runs with or that is built into its
 * page, with its licence text, the programs that come with them, and the credits of the sounds that
 * the shipped model learned from. With `--check` it writes nothing and fails when the file is not
 * current.
 *
 * The list comes from package-lock.json and the page's imports, so it is the same on every
 * platform. Packages that npm installs on one platform only are named without their text, which
 * they carry themselves.
 */

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { importedByPage, readPackages, withDependencies } from './packages.ts';

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'THIRD_PARTY_NOTICES.md');

const PROGRAMS = `## Programs that come with the packages

- FFmpeg (https://ffmpeg.org) decodes sound files, started as a program of its own. The binaries of
  @ffmpeg-installer are under the GNU General Public License 3 (Linux, Windows; its text stands below,
  at ffmpeg-static) or the GNU Lesser General Public License 2.1 (macOS). The README of
  https://github.com/kribblo/node-ffmpeg-installer says where each was built; FFmpeg's sources are at
  https://ffmpeg.org/download.html.
- ONNX Runtime runs the networks: MIT, Copyright (c) Microsoft Corporation; what it is built from is
  listed in ThirdPartyNotices.txt of https://github.com/microsoft/onnxruntime.
- SQLite, inside better-sqlite3, is in the public domain.
- Electron and Chromium, in the installers, bring their own licences: LICENSE.electron.txt and
  LICENSES.chromium.html beside the program.
`;

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

/** Where a package that carries no licence text has its home. */
function home(folder: string): string {
  const Manifest = z.object({ repository: z.union([z.string(), z.object({ url: z.string() })]) });
  const { repository } = Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  return (typeof repository === 'string' ? repository : repository.url).replace(/^git\+|\.git$/g, '');
}

function notices(): string {
  const packages = readPackages();
  const inPage = withDependencies(packages, importedByPage());
  const rows: string[] = [];
  const texts = new Map<string, string[]>();
  for (const [path, { version, license, dev, os }] of Object.entries(packages)) {
    if (path === '' || (dev && !inPage.has(path))) continue;
    const name = `${path.split('node_modules/').at(-1) ?? path} ${version}`;
    const onePlatform = typeof os === 'string' || os?.length === 1;
    const text = onePlatform ? null : licenceText(join(root, path));
    const remark = onePlatform ? ' one platform only' : text === null ? ` carries no text: ${home(join(root, path))}` : '';
    rows.push(`| ${name} | ${license ?? 'see its text'} |${remark} |`);
    if (text !== null) texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  const full = [...texts].map(([text, names]) => `### ${names.join(', ')}\n\n~~~text\n${text}\n~~~\n`);
  return [
    '# Third-party notices\n\nWritten by `npm run notices`; do not edit.\n',
    PROGRAMS,
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
