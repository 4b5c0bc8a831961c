/** The command line of the desktop program, with what Electron and file managers put there. */

import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

const CWD = resolve('/home/someone');

it('reads nothing from nothing', () => {
  expect(readArguments([], CWD)).toEqual({ library: undefined, model: undefined, files: [] });
});

it('takes options with their value beside or behind them', () => {
  expect(readArguments(['--library', 'kicks', '--model=mine'], CWD)).toEqual({ library: join(CWD, 'kicks'), model: 'mine', files: [] });
  expect(readArguments(['--library=a=b'], CWD).library).toBe(join(CWD, 'a=b'));
});

it('takes an option without a value for none', () => {
  expect(readArguments(['--model=', '--library'], CWD)).toEqual({ library: undefined, model: undefined, files: [] });
});

it('passes over the switches of Chromium', () => {
  expect(readArguments(['--inspect=0', '--no-sandbox', '-psn_0_1', 'a.wav'], CWD).files).toEqual([join(CWD, 'a.wav')]);
});

it('takes files by relative path, absolute path and address', () => {
  const absolute = resolve('/tmp/kick 1.wav');
  expect(readArguments(['a.wav', absolute, pathToFileURL(absolute).href], CWD).files).toEqual([join(CWD, 'a.wav'), absolute, absolute]);
});

it('leaves an address that is no file as it is, to be refused by name', () => {
  expect(readArguments(['file://%zz'], CWD).files).toEqual(['file://%zz']);
});
