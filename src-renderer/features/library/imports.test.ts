import { expect, test } from 'vitest';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { createNotices } from '../../app/notices.ts';
import { createImports, outcome, type Imports } from './imports.ts';

type Deps = Parameters<typeof createImports>[0];
type ImportVerb = Deps['api']['library']['import'];

function importing(run: ImportVerb): { imports: Imports; notices: ReturnType<typeof createNotices>; tell: (done: number, total: number) => void; shown: () => number } {
  let listener: (payload: { job: 'import'; running: boolean; done: number; total: number }) => void = () => undefined;
  let shown = 0;
  const notices = createNotices();
  const imports = createImports({
    api: { library: { import: run } } as unknown as Deps['api'],
    on: ((_event: string, listen: typeof listener) => {
      listener = listen;
      return () => { listener = () => undefined; };
    }) as unknown as Deps['on'],
    notices,
    show: () => (shown += 1),
  });
  return { imports, notices, tell: (done, total) => { listener({ job: 'import', running: true, done, total }); }, shown: () => shown };
}

test('tells how far it is, then what came of it, and shows it on demand', async () => {
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<ImportVerb>>>();
  const { imports, notices, tell, shown } = importing(() => promise);
  const ended = imports.start(['/kicks']);
  expect(imports.getState()).toEqual({ running: true, done: 0, total: 0 });
  tell(3, 10);
  expect(imports.getState()).toEqual({ running: true, done: 3, total: 10 });
  resolve({ ok: true, value: { items: [{ file: '/kicks/a.wav', id: '1', state: 'added' }], unchanged: 9, missing: 0 } });
  await ended;
  expect(imports.getState().running).toBe(false);
  expect(notices.getState().notice?.text).toBe('Imported 1 sound; 9 known already');
  notices.getState().notice?.action?.run();
  expect(shown()).toBe(1);
});

test('one that is stopped is no failure; one that fails is', async () => {
  const cancelled = importing((_input, { signal } = {}) => new Promise((resolve) => {
    signal?.addEventListener('abort', () => { resolve({ ok: false, error: new KicklabError('CANCELLED', { what: 'library.import' }).toBody() }); });
  }));
  const ended = cancelled.imports.start(['/kicks']);
  cancelled.imports.cancel();
  await ended;
  expect(cancelled.notices.getState()).toMatchObject({ error: null, notice: { text: expect.stringContaining('stopped') as string } });
  const failing = importing(() => Promise.resolve({ ok: false, error: new KicklabError('LIBRARY_BUSY', { dir: '/l' }).toBody() }));
  await failing.imports.start(['/kicks']);
  expect(failing.notices.getState().error?.code).toBe('LIBRARY_BUSY');
});

test('says which files did not come in, and why', () => {
  const error = new KicklabError('LIBRARY_BUSY', { dir: '/l' }).toBody();
  const broken = (file: string) => ({ file, error });
  expect(outcome({ items: [broken('b.wav')], unchanged: 0, missing: 0 })).toBe(`Imported 0 sounds; not b.wav: ${error.message}`);
  expect(outcome({ items: [broken('b.wav'), broken('c.wav')], unchanged: 0, missing: 0 })).toBe(`Imported 0 sounds; not 2 sounds, such as b.wav: ${error.message}`);
});
