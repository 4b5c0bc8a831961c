/**
 * Which packages belong to what ships, read from package-lock.json and, for the page, from its
 * imports: the credits and the installers both follow this.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');

const Versions = z.record(z.string(), z.string()).default({});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      license: z.string().optional(),
      dev: z.boolean().default(false),
      os: z.union([z.string(), z.array(z.string())]).optional(),
      dependencies: Versions,
      optionalDependencies: Versions,
    }),
  ),
});
/** The packages by their folder, `node_modules/NAME` or deeper; '' is Kicklab itself. */
export type Packages = z.infer<typeof Lock>['packages'];

export function readPackages(): Packages {
  return Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages;
}

/** The folder that `name` resolves to, asked for from `folder`; null where it is not locked. */
function locate(packages: Packages, folder: string, name: string): string | null {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (path in packages) return path;
    if (at === '') return null;
  }
}

/**
 * The folders of `names` and of everything they depend on.
 * @param without names that are not followed. @throws for one of `names` that is not locked.
 */
export function withDependencies(packages: Packages, names: Iterable<string>, without: readonly string[] = []): Set<string> {
  const found = new Set<string>();
  const follow = (folder: string): void => {
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = packages[folder];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const next = without.includes(name) ? null : locate(packages, folder, name);
      if (next !== null) follow(next);
    }
  };
  for (const name of names) {
    const folder = locate(packages, '', name);
    if (folder === null) throw new Error(`${name} is not in package-lock.json: run "npm install"`);
    follow(folder);
  }
  return found;
}

/** `react-dom/client` -> `react-dom`; null for our own files and what the runtime brings. */
function packageOf(specifier: string): string | null {
  if (/^[./]/.test(specifier) || isBuiltin(specifier) || specifier === 'electron') return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Names of the packages that the page and the preload script import, from script or style. */
export function importedByPage(): Set<string> {
  const names = new Set<string>();
  for (const room of ['src-renderer', 'src-preload']) {
    for (const entry of readdirSync(join(root, room), { recursive: true, withFileTypes: true })) {
      if (!/(?<!\.test)\.(tsx?|css)$/.test(entry.name)) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      const specifiers = entry.name.endsWith('.css')
        ? [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)/g)].map(([, specifier]) => specifier)
        : ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
      for (const specifier of specifiers) {
        const name = packageOf(specifier);
        if (name !== null) names.add(name);
      }
    }
  }
  return names;
}
