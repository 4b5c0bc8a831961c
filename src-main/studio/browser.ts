/** Finds a browser of the Chromium family on this machine, by its usual names and places; starts no window. */

import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Output } from '../../src-preload/contract/verbs.ts';

type Browser = Output<'system', 'doctor'>['browser'];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser'];

const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

function windowsPlaces(): string[] {
  const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  const below = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
  return roots.flatMap((root) => (root === undefined ? [] : below.map((path) => join(root, path))));
}

/** The first one that exists, and its version where it tells one without opening a window. */
export async function findBrowser(): Promise<Browser> {
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== '');
  const places = {
    darwin: MAC,
    win32: windowsPlaces(),
  }[process.platform as string] ?? NAMES.flatMap((name) => path.map((dir) => join(dir, name)));
  for (const place of places) {
    if (await exists(place)) return { found: place, version: await versionOf(place), reason: null };
  }
  return { found: null, version: null, reason: 'no Chromium, Chrome, Edge or Brave in the usual places' };
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(file: string): Promise<string | null> {
  // On Windows `--version` opens a window instead.
  if (process.platform === 'win32') return null;
  try {
    const { stdout } = await promisify(execFile)(file, ['--version'], { timeout: 10_000 });
    return /\d+(\.\d+)+/.exec(stdout)?.[0] ?? null;
  } catch {
    return null;
  }
}
