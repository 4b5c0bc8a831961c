/**
 * What is bundled: the page; the bridge, as the one CommonJS file that a sandboxed preload script
 * has to be; the desktop program and the entries of its child processes. On the command line Node
 * runs the same TypeScript as it stands.
 */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      // Electron 41 runs Node 24.
      target: 'node24',
      rolldownOptions: {
        input: {
          index: at('src-main/index.ts'),
          engine: at('src-main/engine/process.ts'),
          probe: at('src-main/engine/probe.ts'),
        },
        // All in one folder: what is found beside a source stands beside its bundle too.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      target: 'node24',
      rolldownOptions: {
        input: { index: at('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      // It comes from this machine and not over a network.
      chunkSizeWarningLimit: 2000,
      minify: true,
      // The page's policy takes fonts and pictures from files only.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
});
