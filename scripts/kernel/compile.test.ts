import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BINARY, compileKernel } from './compile.ts';

it('gives the kernel that is committed: else run "npm run kernel" and commit what it writes', () => {
  expect(compileKernel()).toBe(readFileSync(BINARY, 'utf8'));
});
