import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { openArchive, type Archive } from './archive-read.ts';
import { archiveStream, writeArchive, type ArchiveEntry } from './archive-write.ts';

let dir: string;
let file: string;
let opened: Archive[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-archive-'));
  file = join(dir, 'a.zip');
  opened = [];
});
afterEach(() => {
  for (const archive of opened) archive.close();
  rmSync(dir, { recursive: true });
});

const LIMITS = { entries: 100, bytes: 1 << 24 };
const open = async (limits = LIMITS): Promise<Archive> => {
  const archive = await openArchive(file, limits);
  opened.push(archive);
  return archive;
};
const refusal = (limits = LIMITS) => open(limits).then(() => null, (thrown: unknown) => thrown as Error);
const text = (path: string, content: string, compress = false): ArchiveEntry => ({ path, content: Buffer.from(content), compress });
const noise = (bytes: number): Buffer => Buffer.concat(Array.from({ length: Math.ceil(bytes / 32) }, (_, i) => createHash('sha256').update(String(i)).digest())).subarray(0, bytes);

describe('written', () => {
  test('from bytes and files, packed or not, and read back', async () => {
    const large = noise(3_000_000);
    writeFileSync(join(dir, 'large.bin'), large);
    await writeArchive(file, [
      text('manifest.json', '{}'),
      { path: 'kicks/käse 1.wav', content: { file: join(dir, 'large.bin') }, compress: false },
      { path: 'kicks/packed.wav', content: { file: join(dir, 'large.bin') }, compress: true },
      text('text.txt', 'again and '.repeat(10_000), true),
      text('empty.txt', ''),
    ]);
    const archive = await open();
    expect(archive.files).toEqual([
      { path: 'manifest.json', size: 2 }, { path: 'kicks/käse 1.wav', size: 3_000_000 }, { path: 'kicks/packed.wav', size: 3_000_000 },
      { path: 'text.txt', size: 100_000 }, { path: 'empty.txt', size: 0 },
    ]);
    expect((await archive.read('text.txt', 1 << 20)).toString()).toBe('again and '.repeat(10_000));
    const to = join(dir, 'to');
    const digest = createHash('sha256').update(large).digest('hex');
    for (const path of ['kicks/käse 1.wav', 'kicks/packed.wav']) {
      expect(await archive.unpack(path, to)).toBe(digest);
      expect(readFileSync(join(to, path)).equals(large)).toBe(true);
    }
    await archive.unpack('empty.txt', to);
    expect(readFileSync(join(to, 'empty.txt'))).toHaveLength(0);
    await expect(archive.unpack('empty.txt', to)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  test('the same entries are the same bytes', async () => {
    const entries = [text('a', 'one', true), text('b', 'two')];
    const first = await buffer(archiveStream(entries));
    expect(first.equals(await buffer(archiveStream(entries)))).toBe(true);
    await writeArchive(file, entries);
    expect(readFileSync(file).equals(first)).toBe(true);
  });

  test('entries are asked for as they are written, not all ahead', async () => {
    let asked = 0;
    const bytes = Buffer.alloc(1 << 18);
    const stream = archiveStream((function* () {
      for (; asked < 100; asked++) yield { path: String(asked), content: bytes, compress: asked % 2 === 0 };
    })());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBeLessThan(10);
    expect((await buffer(stream)).length).toBeGreaterThan(50 * (1 << 18));
    expect(asked).toBe(100);
  });

  test('cancelled or failing it leaves nothing, and the archive of before as it was', async () => {
    writeFileSync(file, 'before');
    const abort = new AbortController();
    let closed = false;
    const cancelled = writeArchive(file, (function* () {
      try {
        for (let n = 0; ; n++) {
          if (n === 5) abort.abort();
          yield text(String(n), 'x');
        }
      } finally {
        closed = true;
      }
    })(), { signal: abort.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect.poll(() => closed).toBe(true);
    await expect(writeArchive(file, [text('../out', 'x')])).rejects.toThrow('leaves its folder');
    await expect(writeArchive(file, [text('a', 'x'), text('A', 'x')])).rejects.toThrow('another has its path');
    await expect(writeArchive(file, [{ path: 'a', content: { file: join(dir, 'absent') }, compress: false }])).rejects.toMatchObject({ code: 'FILE_NOT_READABLE', message: expect.stringContaining('absent') as string });
    expect(readdirSync(dir)).toEqual(['a.zip']);
    expect(readFileSync(file, 'utf8')).toBe('before');
    mkdirSync(join(dir, 'folder'));
    await expect(writeArchive(join(dir, 'folder'), [text('a', 'x')])).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });
});

describe('refused', () => {
  /** An archive of one entry whose name is put in place of one as long. */
  const named = async (name: string): Promise<void> => {
    const plain = Array.from({ length: Buffer.byteLength(name) }, (_, i) => (i % 100 === 50 ? '/' : 'x')).join('');
    const bytes = await buffer(archiveStream([text(plain, 'hello')]));
    for (let at = bytes.indexOf(plain); at >= 0; at = bytes.indexOf(plain)) bytes.write(name, at);
    writeFileSync(file, bytes);
  };

  test.each([
    ['../escape.wav', ''], ['a/../../escape.wav', ''], ['/etc/passwd', ''], ['C:/windows/x', ''], ['a\\..\\b', ''], ['a//b', 'leaves its folder'],
    ['./a', 'leaves its folder'], ['kick.wav:hidden', 'not allowed'], ['a\nb', 'not allowed'], ['a./b', 'dot or a space'], ['n'.repeat(256), 'too long'],
  ])('a path like %j', async (name, reason) => {
    await named(name);
    const thrown = await refusal();
    // yauzl itself finds the worst of them.
    expect(thrown).toMatchObject({ code: expect.stringMatching(/^ARCHIVE_(REFUSED|UNREADABLE)$/) as string });
    expect(thrown?.message).toContain(reason);
  });

  test.each([['a link', 0o120777], ['a device', 0o060666], ['a pipe', 0o010666]])('%s', async (_, mode) => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('/etc/passwd'), 'innocent.wav', { mode });
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(file));
    expect(await refusal()).toMatchObject({ code: 'ARCHIVE_REFUSED', message: expect.stringContaining('no plain file') as string });
  });

  test('two files that some disks take for one', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('1'), 'Kick.wav');
    zip.addBuffer(Buffer.from('2'), 'kick.WAV');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(file));
    expect(await refusal()).toMatchObject({ code: 'ARCHIVE_REFUSED', message: expect.stringContaining('another has its path') as string });
  });

  test('a bomb: far more than was packed, more than is taken, or the same bytes many times', async () => {
    await writeArchive(file, [{ path: 'zeros', content: Buffer.alloc(1 << 23), compress: true }]);
    expect(readFileSync(file).length).toBeLessThan(20_000);
    expect(await refusal()).toMatchObject({ code: 'ARCHIVE_REFUSED', message: expect.stringContaining('far larger') as string });
    await writeArchive(file, [text('a', 'x'.repeat(600)), text('b', 'x'.repeat(600))]);
    expect(await refusal({ entries: 2, bytes: 1000 })).toMatchObject({ code: 'ARCHIVE_REFUSED', message: expect.stringContaining('b in it') as string });
    expect(await refusal({ entries: 1, bytes: 10_000 })).toMatchObject({ code: 'ARCHIVE_REFUSED', message: expect.stringContaining('2 files') as string });
    // The second entry of the table points at the first one's bytes.
    const bytes = readFileSync(file);
    const second = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(0, second + 42);
    writeFileSync(file, bytes);
    expect(await refusal()).toMatchObject({ code: 'ARCHIVE_REFUSED', message: expect.stringContaining('overlaps') as string });
  });

  test('what tells a smaller size than it has', async () => {
    await writeArchive(file, [{ path: 'a', content: noise(5000), compress: true }]);
    const bytes = readFileSync(file);
    bytes.writeUInt32LE(100, bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24);
    writeFileSync(file, bytes);
    const archive = await open();
    await expect(archive.unpack('a', join(dir, 'to'))).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
    expect(readdirSync(join(dir, 'to'))).toEqual([]);
  });

  test('damaged, cut off, or no archive', async () => {
    await writeArchive(file, [text('a', 'hello world')]);
    const bytes = readFileSync(file);
    const flipped = Buffer.from(bytes);
    flipped[flipped.indexOf('hello')] ^= 1;
    writeFileSync(file, flipped);
    await expect((await open()).unpack('a', join(dir, 'to'))).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE', message: expect.stringContaining('damaged') as string });
    for (const broken of [bytes.subarray(0, -5), bytes.subarray(10), Buffer.from('not an archive'), Buffer.alloc(0)]) {
      writeFileSync(file, broken);
      expect(await refusal()).toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
    }
    rmSync(file);
    expect(await refusal()).toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
  });

  test('a file that is not in it, or too large for memory', async () => {
    await writeArchive(file, [text('a', 'hello')]);
    const archive = await open();
    await expect(archive.read('b', 10)).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE', message: expect.stringContaining('b is missing') as string });
    await expect(archive.read('a', 4)).rejects.toMatchObject({ code: 'ARCHIVE_REFUSED' });
    expect((await archive.read('a', 5)).toString()).toBe('hello');
  });
});
