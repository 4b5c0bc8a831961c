import { expect, test, vi } from 'vitest';
import { KicklabError, type ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import { MOST_STAGED } from '../../../src-preload/contract/limits.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api, Input } from '../../../src-preload/contract/verbs.ts';
import { createDragOut, type KickSource } from './drag-out.ts';

/** As far as it is looked at here. */
const heardKick = (id: string): HeardKick => ({ id, base: [0], exchanged: {}, components: [], set: {}, note: null, pitchCurve: [], effects: [], bundleId: 'b' }) as unknown as HeardKick;
const DEEP: readonly KickSource[] = [{ saved: 'deep' }];

/** A page whose host knows the ids in `known`, at a time of its own. */
function open({ desktop = false, refuseText = false } = {}) {
  const known = new Set(['deep', 'high', 'made again']);
  const asked: Input<'files', 'stage'>['kicks'][] = [];
  const gone: Result<never> = { ok: false, error: new KicklabError('KICK_GONE', { id: 'gone' }).toBody() };
  const done = (input: { id: string }) => Promise.resolve({ ok: true as const, value: { paths: [`/dragged/${input.id}.wav`] } });
  const files = {
    stage: vi.fn(({ kicks }: Input<'files', 'stage'>) => {
      asked.push(kicks);
      const ids = kicks.map((kick) => ('saved' in kick ? kick.saved : kick.heard));
      if (!ids.every((id) => known.has(id))) return Promise.resolve(gone);
      const name = ids.length === 1 ? `${ids[0]}.wav` : `${ids.length} kicks.zip`;
      return Promise.resolve({ ok: true as const, value: { id: ids.join('+'), name, count: ids.length, copyable: desktop } });
    }),
    paths: vi.fn(done),
    reveal: vi.fn(done),
    copy: vi.fn(done),
  };
  const audition = vi.fn(() => Promise.resolve({ ok: true, value: { id: 'made again' } }));
  const failed: (ErrorBody | null)[] = [];
  const told: string[] = [];
  const drag = vi.fn();
  const clock = { ms: 0 };
  const writeText = vi.fn((text: string) => (refuseText ? Promise.reject(new Error(text)) : Promise.resolve()));
  const dragOut = createDragOut({
    connection: { api: { files, kicks: { audition } } as unknown as Api, drag: desktop ? drag : null },
    origin: 'http://127.0.0.1:5757',
    writeText,
    fail: (error) => failed.push(error),
    tell: ({ text }) => told.push(text),
    now: () => clock.ms,
  });
  const transfer = { setData: vi.fn(), effectAllowed: 'uninitialized' as DataTransfer['effectAllowed'] };
  const prepare = async (kicks: readonly KickSource[]): Promise<void> => {
    dragOut.prepare(kicks);
    await vi.waitFor(() => { expect(files.stage).toHaveResolved(); });
  };
  return { dragOut, files, asked, audition, failed, told, drag, clock, writeText, transfer, prepare };
}

test('in a browser a drag carries the address of the file that stands, as a download and as a link', async () => {
  const { dragOut, prepare, transfer } = open();
  await prepare(DEEP);
  expect(dragOut.begin(DEEP, transfer)).toBe(true);
  const url = 'http://127.0.0.1:5757/api/staged/deep/deep.wav';
  expect(transfer.setData.mock.calls).toEqual([['DownloadURL', `audio/wav:deep.wav:${url}`], ['text/uri-list', url]]);
  expect(transfer.effectAllowed).toBe('copy');
});

test('several are dragged out of a browser as one archive', async () => {
  const { dragOut, prepare, transfer } = open();
  const both: readonly KickSource[] = [...DEEP, { saved: 'high' }];
  await prepare(both);
  expect(dragOut.begin(both, transfer)).toBe(true);
  expect(transfer.setData).toHaveBeenCalledWith('DownloadURL', 'application/zip:2 kicks.zip:http://127.0.0.1:5757/api/staged/deep+high/2%20kicks.zip');
});

test('in the desktop window the program takes over at once, by the id of the set', async () => {
  const { dragOut, prepare, transfer, drag } = open({ desktop: true });
  await prepare(DEEP);
  expect(dragOut.begin(DEEP, transfer)).toBe(false);
  expect(drag.mock.calls).toEqual([['deep']]);
  expect(transfer.setData).not.toHaveBeenCalled();
});

test('what does not stand yet cannot be dragged, and is told when it can', async () => {
  const { dragOut, transfer, told } = open();
  expect(dragOut.begin(DEEP, transfer)).toBe(false);
  await vi.waitFor(() => { expect(told).toEqual(['Its file stands now: drag it again']); });
  expect(dragOut.begin(DEEP, transfer)).toBe(true);
});

test('what was prepared a moment ago is not asked for again, and is later', async () => {
  const { dragOut, prepare, files, clock } = open();
  await prepare(DEEP);
  dragOut.prepare(DEEP);
  expect(files.stage).toHaveBeenCalledTimes(1);
  clock.ms = 10_000;
  dragOut.prepare(DEEP);
  expect(files.stage).toHaveBeenCalledTimes(2);
});

test('on the mere chance of a drag nothing is told, and a whole library is not written', async () => {
  const { dragOut, files, failed, told } = open();
  dragOut.prepare(Array.from({ length: MOST_STAGED + 1 }, (_, i) => ({ saved: String(i) })));
  dragOut.prepare([]);
  expect(files.stage).not.toHaveBeenCalled();
  dragOut.prepare([{ saved: 'unknown' }]);
  await vi.waitFor(() => { expect(files.stage).toHaveResolved(); });
  expect([failed, told]).toEqual([[], []]);
});

test('a kick that the host has forgotten is made once more, and known by its new id from then on', async () => {
  const { dragOut, asked, audition, files } = open();
  const kick = heardKick('gone');
  await dragOut.reveal([{ heard: kick }]);
  expect(asked).toEqual([[{ heard: 'gone' }], [{ heard: 'made again' }]]);
  expect(audition).toHaveBeenCalledWith(expect.objectContaining({ base: { latent: [0], exchanged: {} }, model: 'b' }));
  expect(files.reveal).toHaveBeenCalledWith({ id: 'made again' });
  expect(await dragOut.renew(kick)).toEqual({ ...kick, id: 'made again' });
  expect(audition).toHaveBeenCalledTimes(1);
});

test('says what failed', async () => {
  const { dragOut, failed, files } = open();
  await dragOut.copyPaths([{ saved: 'unknown' }]);
  expect(failed.pop()).toMatchObject({ code: 'KICK_GONE' });
  files.reveal.mockResolvedValueOnce({ ok: false, error: new KicklabError('REVEAL_FAILED', { file: '/a', reason: 'none' }).toBody() } as never);
  await dragOut.reveal(DEEP);
  expect(failed.pop()).toMatchObject({ code: 'REVEAL_FAILED' });
});

test('puts paths on the clipboard, or says them where the browser refuses', async () => {
  const [allowed, refused] = [open(), open({ refuseText: true })];
  await allowed.dragOut.copyPaths(DEEP);
  expect(allowed.writeText).toHaveBeenCalledWith('/dragged/deep.wav');
  expect(allowed.told).toEqual(['On the clipboard: /dragged/deep.wav']);
  await refused.dragOut.copyPaths(DEEP);
  expect(refused.told).toEqual(['/dragged/deep.wav']);
});

test('knows with the first file whether files can be copied here', async () => {
  const { dragOut, prepare, told } = open({ desktop: true });
  expect(dragOut.getState().copyable).toBe(false);
  await prepare(DEEP);
  expect(dragOut.getState().copyable).toBe(true);
  await dragOut.copyFiles(DEEP);
  expect(told).toEqual(['The file is on the clipboard']);
});
