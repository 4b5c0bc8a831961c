/** Compiles the SIMD kernel of src-main/audio/kernel from its AssemblyScript. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Where the compiled kernel is kept. */
export const BINARY = join(root, 'src-main/audio/kernel/binary.ts');

const OPTIONS = [
  '-O3', '--noAssert', '--enable', 'simd',
  // Nothing of AssemblyScript's runtime is linked in: the kernel hands out its memory itself.
  '--runtime', 'stub',
  // "Exchange of v128": between the kernel's own files.
  '--disableWarning', '112',
];

/** The source text of BINARY: the same on every platform, for the compiler that package-lock.json names. */
export function compileKernel(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kicklab-kernel-'));
  try {
    const out = join(folder, 'kernel.wasm');
    execFileSync(process.execPath, [join(root, 'node_modules/assemblyscript/bin/asc.js'), 'index.ts', '-o', out, ...OPTIONS], {
      cwd: join(root, 'src-main/audio/kernel/assembly'),
      stdio: 'inherit',
    });
    return source(readFileSync(out));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function source(binary: Buffer): string {
  const lines = binary.toString('base64').match(/.{1,116}/g) ?? [];
  return [
    '/** The compiled kernel in base64. Written by `npm run kernel` from assembly/; do not edit. */\n',
    `export const KERNEL = [\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('');\n`,
  ].join('\n');
}
