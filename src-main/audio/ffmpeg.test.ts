import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { findFfmpeg } from './ffmpeg.ts';
import type { FfmpegCandidate } from './ffmpeg.ts';

/** Stand-ins for ffmpeg are shell scripts. */
const posix = process.platform !== 'win32';

describe('findFfmpeg', () => {
  let folder = '';
  beforeEach((context) => {
    context.skip(!posix, 'its stand-ins are shell scripts');
  });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kicklab-ffmpeg-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const script = async (name: string, body: string, mode = 0o755): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${body}\n`);
    await chmod(path, mode);
    return path;
  };
  const candidate = (source: FfmpegCandidate['source'], path: string): FfmpegCandidate => ({ source, locate: () => path });
  const absent: FfmpegCandidate = {
    source: 'ffmpeg-static',
    locate: () => {
      throw Object.assign(new Error("Cannot find module 'ffmpeg-static'\nRequire stack: ..."), { code: 'MODULE_NOT_FOUND' });
    },
  };

  it('takes the first that exists and runs, and says why not the others', async () => {
    const good = await script('good', 'echo "ffmpeg version 9.9-test Copyright"');
    const broken = await script('broken', 'echo no luck >&2; exit 3');
    const { found, tried } = await findFfmpeg([absent, candidate('@ffmpeg-installer/ffmpeg', broken), candidate('PATH', good)]);
    expect(found).toEqual({ path: good, source: 'PATH', version: '9.9-test' });
    expect(tried.map((t) => t.source)).toEqual(['ffmpeg-static', '@ffmpeg-installer/ffmpeg']);
    expect(tried[0].reason).toBe('the package is not installed');
    expect(tried[1].reason).toContain('broken');
  });

  it('gives a packaged binary its x bit back', async () => {
    const path = await script('no-x', 'echo "ffmpeg version 4 x"', 0o644);
    const { found } = await findFfmpeg([candidate('@ffmpeg-installer/ffmpeg', path)]);
    expect(found).toMatchObject({ path, version: '4' });
  });

  it('reports that there is none', async () => {
    const other = await script('other', 'echo "something else 1.0"');
    const { found, tried } = await findFfmpeg([candidate('ffmpeg-static', join(folder, 'nowhere')), candidate('PATH', other)]);
    expect(found).toBeNull();
    expect(tried).toEqual([
      { source: 'ffmpeg-static', reason: 'the binary is not there' },
      { source: 'PATH', reason: `${other} does not answer as ffmpeg` },
    ]);
  });
});
