import { describe, expect, it } from 'vitest';
import { gatherChosen, gatherDropped, pathsChosen } from './gather.ts';

const file = (name: string, below = ''): File => Object.assign(new File(['x'], name), { webkitRelativePath: below });

/** Stand-ins for what a browser gives of a drop: the entries of a folder come in batches. */
interface Tree { [name: string]: Tree | null }
const entryOf = (name: string, below: Tree | null): FileSystemEntry => {
  if (below === null) return { name, isFile: true, isDirectory: false, file: (done: (file: File) => void) => { done(file(name)); } } as unknown as FileSystemEntry;
  const entries = Object.entries(below).map(([each, content]) => entryOf(each, content));
  return { name, isFile: false, isDirectory: true, createReader: () => ({ readEntries: (done: (some: FileSystemEntry[]) => void) => { done(entries.splice(0, 2)); } }) } as unknown as FileSystemEntry;
};
const dropOf = (...dropped: (FileSystemEntry | null)[]): Pick<DataTransfer, 'items'> =>
  ({ items: dropped.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList });
const drop = (tree: Tree) => dropOf(...Object.entries(tree).map(([name, below]) => entryOf(name, below)));
const paths = async (gathering: Promise<{ path: string }[]>): Promise<string[]> => (await gathering).map(({ path }) => path);

describe('a drop', () => {
  it('is walked through, folders in batches and nested, and what is no sound is left', async () => {
    const bank = { 'c.wav': null, '808': { 'a.WAV': null, deep: { 'b.flac': null } }, 'd.mp3': null, 'notes.txt': null, '.hidden.wav': null, '__MACOSX': { 'x.wav': null }, 'e.aif': null, empty: {} };
    expect(await paths(gatherDropped(drop({ Bank: bank, 'kit.zip': null, 'loose.wav': null })))).toEqual([
      'Bank/808/a.WAV', 'Bank/808/deep/b.flac', 'Bank/c.wav', 'Bank/d.mp3', 'Bank/e.aif', 'kit.zip', 'loose.wav',
    ]);
  });

  it('of two folders of one name keeps them apart', async () => {
    const twice = dropOf(entryOf('Kicks', { 'a.wav': null }), null, entryOf('kicks', { 'a.wav': null }), entryOf('a.wav', null), entryOf('a.wav', null));
    expect(await paths(gatherDropped(twice))).toEqual(['Kicks/a.wav', 'a 2.wav', 'a.wav', 'kicks 2/a.wav']);
  });

  it('without a sound says so, and what cannot be read by its name', async () => {
    await expect(gatherDropped(drop({ Texts: { 'notes.txt': null } }))).rejects.toMatchObject({ code: 'DATASET_EMPTY', message: expect.stringMatching(/^Texts: /) as string });
    const locked = { name: 'Bank', isFile: false, createReader: () => ({ readEntries: (_: unknown, fail: (error: Error) => void) => { fail(new Error('not allowed')); } }) } as unknown as FileSystemEntry;
    await expect(gatherDropped(dropOf(locked))).rejects.toMatchObject({ code: 'FILE_NOT_READABLE', message: 'Bank: cannot be opened: not allowed' });
  });
});

describe('what is chosen', () => {
  it('is told below its folder, or by its name', async () => {
    expect(await paths(gatherChosen([file('b.wav', 'Bank/909/b.wav'), file('a.wav', 'Bank/808/a.wav'), file('.DS_Store', 'Bank/.DS_Store')]))).toEqual(['Bank/808/a.wav', 'Bank/909/b.wav']);
    expect(await paths(gatherChosen([file('b.wav'), file('a.zip')]))).toEqual(['a.zip', 'b.wav']);
    await expect(gatherChosen([file('a.txt')])).rejects.toMatchObject({ code: 'DATASET_EMPTY' });
  });

  it('lies where the desktop says: each file, or the one folder', () => {
    const files = [file('a.wav', 'Bank/808/a.wav'), file('b.wav', 'Bank/b.wav')];
    expect(pathsChosen(files, ({ webkitRelativePath: below }) => `/home/me/${below}`)).toEqual(['/home/me/Bank']);
    expect(pathsChosen(files, ({ webkitRelativePath: below }) => `D:\\${below.replaceAll('/', '\\')}`)).toEqual(['D:\\Bank']);
    expect(pathsChosen([file('a.wav'), file('b.wav')], ({ name }) => (name === 'a.wav' ? '/sounds/a.wav' : ''))).toEqual(['/sounds/a.wav']);
  });
});
