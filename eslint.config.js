/** Lint rules. The import rules of the house are in eslint.rooms.js. */

import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import rooms from './eslint.rooms.js';

export default defineConfig(
  // AssemblyScript is not TypeScript: its compiler checks it.
  { ignores: ['out/', 'node_modules/', 'work/', 'models/', '.cache/', 'test-results/', 'src-main/audio/kernel/assembly/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['src-main', 'src-preload', 'src-renderer', 'e2e'].map((folder) => `./${folder}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A number reads the same with or without String().
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `for (;;)` and `while (true)` are loops that a return ends.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      // `() => list.push(x)` as a callback is not a confusion.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Array sums run over indices where the index itself is part of the formula or where two arrays
      // run in step; the rule cannot tell these from the plain case.
      '@typescript-eslint/prefer-for-of': 'off',
      // A key of a record of tensors, losses or settings is data: brackets say so.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // A closed union is closed with `satisfies never`, or every member stands in the switch.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
      // What a library has to say it returns or throws.
      'no-console': 'error',
    },
  },
  { files: ['src-renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    // Programs and tests, which speak to a person.
    files: ['src-main/cli.ts', 'src-main/index.ts', 'src-main/commands/**/*.ts', 'scripts/**', 'e2e/**', '**/*.test.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx'],
    rules: {
      // An index that a test has just counted is there; a wrong one fails the test, which is its job.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  rooms,
);
