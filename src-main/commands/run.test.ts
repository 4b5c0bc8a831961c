import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { trainResult } from '../../src-preload/contract/training.ts';
import { createFakeEngine, type FakeEngine } from '../studio/fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from '../studio/fixtures/fake-studio.ts';
import { readTone, sampleBytes, writeTone } from '../studio/fixtures/wav.ts';
import { run } from './run.ts';
import { askedPort } from './serve.ts';
import { progressLine } from './train.ts';

let fake: FakeStudio;
let out: string;
let interrupt: AbortController;
const open = (engine?: FakeEngine, trainer?: FakeEngine): void => {
  fake = createFakeStudio({ ...(engine && { engine }), ...(trainer && { trainer }) });
  out = join(fake.dir, 'out');
  interrupt = new AbortController();
};
beforeEach(() => { open(); });
afterEach(() => { rmSync(fake.dir, { recursive: true }); });

async function kicklab(...args: string[]) {
  let stdout = '';
  let stderr = '';
  let opened: object | null = null;
  const code = await run(args, {
    version: '1.2.3',
    openStudio: (options) => {
      opened = options;
      return fake.studio;
    },
    startHost: ({ port }) => Promise.resolve({ url: `http://127.0.0.1:${String(port)}/`, close: () => Promise.resolve() }),
    signal: interrupt.signal,
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    interactive: false,
  });
  return { code, stdout, stderr, opened };
}
const tone = (name: string): string => writeTone(join(fake.dir, name), 55);

describe('without a command', () => {
  test('help goes to stdout when asked for, to stderr as misuse', async () => {
    expect(await kicklab('--help')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('generate') as string });
    expect(await kicklab()).toMatchObject({ code: 2, stdout: '' });
    expect(await kicklab('--version')).toMatchObject({ code: 0, stdout: '1.2.3\n' });
  });
  test('a misspelled command is named with the nearest', async () => {
    expect(await kicklab('genrate')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Did you mean generate?') as string });
    expect(await kicklab('__proto__')).toMatchObject({ code: 2 });
  });
  test('a misspelled sub-command is named with the nearest, and the group tells its own', async () => {
    expect(await kicklab('library', 'lst')).toMatchObject({ code: 2, stderr: expect.stringContaining('unknown command library lst\n  Did you mean library list?') as string });
    expect(await kicklab('library', '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('kicklab library COMMAND [options]') as string });
    expect(await kicklab('library')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('favourite') as string });
    expect(await kicklab('library', 'wav', '--help')).toMatchObject({ code: 0, opened: null, stdout: expect.stringContaining('kicklab library wav ID... [options]') as string });
  });
  test.each(['generate', 'encode', 'cluster', 'reconstruct', 'resynth', 'interpolate', 'morph', 'transfer', 'inspect', 'prepare', 'check', 'train', 'serve', 'doctor'])('%s --help tells its options and starts nothing', async (name) => {
    const { code, stdout, opened } = await kicklab(name, '--help');
    expect([code, opened]).toEqual([0, null]);
    expect(stdout).toContain(`kicklab ${name}`);
    expect(stdout).toContain('--json');
  });
});

describe('misuse: exit 2, named, one JSON document where asked, nothing made', () => {
  test.each([
    [['generate'], 'ARGUMENT_MISSING', '--out DIR'],
    [['generate', '--out', 'x', 'stray'], 'ARGUMENT_EXTRA', 'stray'],
    [['generate', '--out', 'x', '--decay', '1.5'], 'INPUT_INVALID', '--decay'],
    [['generate', '--out', 'x', '--note', 'H1'], 'NOTE_UNKNOWN', 'H1'],
    [['generate', '--out', 'x', '--count', '0'], 'INPUT_INVALID', '--count'],
    [['generate', '--out', 'x', '--count', '2.5'], 'INPUT_INVALID', '--count'],
    [['generate', '--out', 'x', '--seed', '-1'], 'INPUT_INVALID', '--seed'],
    [['generate', '--out', 'x', '--provider', 'tpu'], 'OPTION_VALUE', '--provider'],
    [['generate', '--out', 'x', '--brightnes', '1'], 'OPTION_UNKNOWN', '--brightness'],
    [['generate', '--out', 'x', '--latent', '1,2', '--count', '2'], 'INPUT_INVALID', '--count'],
    [['encode'], 'ARGUMENT_MISSING', 'FILE'],
    [['cluster', '--out', 'x'], 'ARGUMENT_MISSING', 'MODEL'],
    [['cluster', 'factory'], 'ARGUMENT_MISSING', '--out DIR'],
    [['cluster', 'factory', 'a', 'b', '--out', 'x'], 'ARGUMENT_EXTRA', 'b'],
    [['reconstruct', 'a.wav'], 'ARGUMENT_MISSING', '--out'],
    [['interpolate', '--from', '1,2', '--to', '1,2', '--out', 'x'], 'ARGUMENT_MISSING', '--steps'],
    [['morph', '1,2', '--steps', '3', '--out', 'x'], 'ARGUMENT_MISSING', 'SOUND SOUND'],
    [['morph', '1,2', '1,2', '--out', 'x'], 'ARGUMENT_MISSING', '--steps'],
    [['morph', '1,2', '1,2', '--steps', '2', '--out', 'x'], 'INPUT_INVALID', '--steps'],
    [['morph', '1,2', '1,2', '--steps', '3', '--out', 'x', '--way', 'scenic'], 'INPUT_INVALID', '--way'],
    [['transfer', '--tail', '1,2', '--out', 'x'], 'ARGUMENT_MISSING', 'KICK'],
    [['transfer', '1,2', '--tail', '1,2@1.5', '--out', 'x'], 'INPUT_INVALID', '--amount'],
    [['prepare', 'a', 'b', '--out', 'x'], 'ARGUMENT_EXTRA', 'b'],
    [['train', 'a', '--preset', 'slow'], 'INPUT_INVALID', '--preset:'],
    [['training', 'pause'], 'ARGUMENT_MISSING', 'ID'],
    [['train', 'a', '--out', 'x', '--latent', '7'], 'INPUT_INVALID', '--latent:'],
    [['serve', '--port', '70000'], 'OPTION_VALUE', '--port'],
    [['models', 'card', 'stray'], 'ARGUMENT_EXTRA', 'stray'],
    [['library', 'save'], 'ARGUMENT_MISSING', '--seed S'],
    [['library', 'save', '--seed', '1', '--name', '  '], 'INPUT_INVALID', '--name'],
    [['library', 'save', '--seed', '1', '--click', '2'], 'INPUT_INVALID', '--click'],
    [['library', 'rename', 'an-id'], 'ARGUMENT_MISSING', 'NAME'],
    [['library', 'favourite', 'a', 'b'], 'ARGUMENT_EXTRA', 'b'],
    [['library', 'remove'], 'ARGUMENT_MISSING', 'ID'],
    [['library', 'import'], 'ARGUMENT_MISSING', 'DIR|FILE'],
    [['library', 'search'], 'ARGUMENT_MISSING', 'TEXT'],
    [['library', 'similar', 'an-id', '--count', '0'], 'INPUT_INVALID', '--count'],
    [['library', 'wav', 'an-id'], 'ARGUMENT_MISSING', '--out DIR'],
    [['library', 'wav', 'an-id', '--out', 'x', '--format', 'mp3'], 'INPUT_INVALID', '--format'],
    [['library', 'list', '--serach', 'x'], 'OPTION_UNKNOWN', '--search'],
  ])('%j', async (args, code, named) => {
    const plain = await kicklab(...args);
    expect([plain.code, plain.stdout]).toEqual([2, '']);
    expect(plain.stderr).toContain(named);
    expect(plain.stderr).not.toMatch(/\n\s+at /);
    const { stdout, code: exit } = await kicklab(...args, '--json');
    expect([exit, JSON.parse(stdout)]).toEqual([2, { error: expect.objectContaining({ code }) as unknown }]);
    expect(fake.engine.calls).toEqual([]);
  });
});

test('generate prints a line a kick, or the contract\'s JSON and nothing else', async () => {
  const { code, stdout } = await kicklab('generate', '--count', '2', '--seed', '7', '--out', out);
  expect(code).toBe(0);
  expect(stdout.split('\n')[0]).toMatch(/0001\.wav {2}\d+ ms {2}[\d.]+ k?Hz {2}\d+ % {2}-[\d.]+ dB {2}F1 \+12 ct$/);
  const again = await kicklab('generate', '--count', '2', '--seed', '7', '--out', out, '--json', '--decay', '0.5');
  const document = contract.kicks.generate.output.parse(JSON.parse(again.stdout));
  expect(document.items).toMatchObject([{ file: join(out, '0001.wav'), sliders: { decay: 0.5 } }, { file: join(out, '0002.wav') }]);
});

test('one bad file of a batch: exit 1, told on stderr, the rest done', async () => {
  const args = ['encode', tone('a.wav'), join(fake.dir, 'absent.wav'), tone('b.wav')];
  const { code, stdout, stderr } = await kicklab(...args, '--json');
  expect(code).toBe(1);
  expect(contract.kicks.encode.output.parse(JSON.parse(stdout)).items).toHaveLength(3);
  expect(stderr).toContain('absent.wav');
  expect(stderr).toContain('1 of 3 failed');
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('inspect tells what files say, in words and as items', async () => {
  await kicklab('generate', '--seed', '7', '--first', '3', '--decay', '0.5', '--note', 'F1', '--out', out);
  const made = join(out, '0003.wav');
  const { code, stdout } = await kicklab('inspect', made);
  expect(code).toBe(0);
  for (const said of ['44100 Hz, 24 bit integer, mono', 'a kick from seed 7, kick 3', 'decay 0.5', 'tuned to   F1', 'Factory (fake0123456789ab)']) expect(stdout).toContain(said);
  const plain = await kicklab('inspect', tone('a.wav'), join(fake.dir, 'absent.wav'), made, '--json');
  expect(plain.code).toBe(1);
  expect(contract.kicks.inspect.output.parse(JSON.parse(plain.stdout)).items).toMatchObject([
    { provenance: null, reason: 'it says nothing of how it was made' },
    { error: { code: 'FILE_NOT_FOUND' } },
    { provenance: { settings: { seed: 7, index: 3, set: { decay: 0.5 } } }, modelInstalled: true },
  ]);
});

test('the samples of reconstruct are those of generate --latent with what encode printed, byte for byte', async () => {
  const file = tone('kick.wav');
  const { items } = JSON.parse((await kicklab('encode', file, '--json')).stdout) as { items: { latent: number[] }[] };
  await kicklab('reconstruct', file, '--out', join(out, 'r'));
  await kicklab('generate', '--latent', items[0].latent.join(','), '--out', join(out, 'g'));
  const [reconstructed, generated] = [join(out, 'r', 'kick.wav'), join(out, 'g', '0001.wav')].map((made) => sampleBytes(readFileSync(made)));
  expect(reconstructed.equals(generated)).toBe(true);
});

test('interpolate takes latents and files as its ends', async () => {
  const zeros = new Array<number>(32).fill(-0.5).join(',');
  const { code, stdout } = await kicklab('interpolate', '--from', zeros, '--to', tone('1,2.wav'), '--steps', '3', '--out', out, '--json');
  expect(code).toBe(0);
  expect(contract.kicks.interpolate.output.parse(JSON.parse(stdout)).items).toHaveLength(3);
  expect(await kicklab('interpolate', '--from', '1,nan', '--to', zeros, '--steps', '3', '--out', out)).toMatchObject({ code: 2 });
  expect(await kicklab('interpolate', '--from', 'absent.wav', '--to', zeros, '--steps', '3', '--out', out)).toMatchObject({ code: 1, stderr: expect.stringContaining('absent.wav') as string });
});

describe('morph', () => {
  const zeros = new Array<number>(32).fill(0).join(',');

  test('takes latents, files, seeds and saved kicks, and writes every step', async () => {
    const saved = JSON.parse((await kicklab('library', 'save', '--seed', '9', '--note', 'A1', '--json')).stdout) as SavedKick;
    const { code, stdout } = await kicklab('morph', zeros, tone('a.wav'), 'seed:4', saved.id, '--steps', '3', '--out', out, '--json');
    expect(code).toBe(0);
    const { items } = contract.morph.render.output.parse(JSON.parse(stdout));
    expect(items).toHaveLength(4 + 3 * 3);
    expect(items[12]).toMatchObject({ file: join(out, '0013.wav'), note: 'A1' });
    expect(readdirSync(out)).toHaveLength(13);
    expect(await kicklab('morph', zeros, 'absent.wav', '--steps', '3', '--out', out)).toMatchObject({ code: 1, stderr: expect.stringContaining('absent.wav') as string });
  });

  test('transfer gives parts by their amounts', async () => {
    const ones = new Array<number>(32).fill(1).join(',');
    const { stdout } = await kicklab('transfer', zeros, '--body', `${ones}@0.5`, '--tone', ones, '--out', out, '--json');
    const { items: [item] } = contract.kicks.generate.output.parse(JSON.parse(stdout));
    expect(item).toMatchObject({ file: join(out, '0001.wav') });
    expect(fake.engine.calls.at(-1)).toMatchObject({ args: { base: { transfer: { body: { amount: 0.5 }, tone: { amount: 1 } } } } });
  });
});

describe('models', () => {
  test('lists what is installed', async () => {
    expect((await kicklab('models', 'list')).stdout).toBe(`fake0123456789ab  * Factory  ${join(fake.dir, 'models', 'factory')}\n`);
    contract.models.list.output.parse(JSON.parse((await kicklab('models', 'list', '--json')).stdout));
  });

  test('tells what a model was trained on before its card, or the contract\'s JSON', async () => {
    const { code, stdout } = await kicklab('models', 'card');
    expect(code).toBe(0);
    expect(stdout).toContain('trained on    4400 procedural, 116 real\nlicences      CC0-1.0: nobody\n              CC-BY-4.0: somebody\n');
    expect(stdout).toContain('beta 0.001 on the sum over 32 dimensions (0.032 on their mean), vocoder false\n');
    expect(stdout).toMatch(/started from {2}fresh weights\n\n# Fake\n\nMade of rules\.\n$/);
    const { card, training } = contract.models.card.output.parse(JSON.parse((await kicklab('models', 'card', '--model', 'factory', '--json')).stdout));
    expect([card, training.seed]).toEqual(['# Fake\n\nMade of rules.\n', 1]);
    expect(await kicklab('models', 'card', '--model', 'absent')).toMatchObject({ code: 1, stderr: expect.stringContaining('Factory') as string });
  });

  test('a card cannot speak to the terminal', async () => {
    const plain = await createFakeEngine().call('card', { model: 'm' });
    rmSync(fake.dir, { recursive: true });
    open(createFakeEngine({ card: () => ({ ...plain, name: 'a\u009b2Jb', card: 'one\u001b]0;gotcha\u0007\r\n\ttwo' }) }));
    const { stdout } = await kicklab('models', 'card');
    expect(stdout).toContain('a2Jb');
    expect(stdout.endsWith('one]0;gotcha\n\ttwo\n')).toBe(true);
  });
});

describe('library', () => {
  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await kicklab('library', ...args, '--json');
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout) as T;
  };
  const names = async (...args: string[]) => (await json<{ items: SavedKick[] }>('list', ...args)).items.map((kick) => kick.name);

  test('keeps, lists, finds, renames, marks, deletes and brings back', async () => {
    const first = contract.library.save.output.parse(await json('save', '--seed', '7', '--decay', '0.5'));
    expect(first).toMatchObject({ name: 'Kick 1 F1', seed: 7, favourite: false, bundleName: 'Factory' });
    const second = await json<SavedKick>('save', '--seed', '8', '--name', 'Warehouse 09');
    expect(await names()).toEqual(['Warehouse 09', 'Kick 1 F1']);
    expect(await names('--search', '09 ware')).toEqual(['Warehouse 09']);
    await json('favourite', first.id);
    expect(await names('--favourites')).toEqual(['Kick 1 F1']);
    await json('favourite', first.id, '--off');
    expect(await names('--favourites')).toEqual([]);
    expect(await json('rename', first.id, 'Deep')).toMatchObject({ id: first.id, name: 'Deep' });
    expect(await json('remove', first.id, second.id)).toEqual({ removed: 2 });
    expect(await names()).toEqual([]);
    expect(await json('put-back', second.id)).toEqual({ putBack: 1 });
    expect((await kicklab('library', 'list')).stdout).toMatch(new RegExp(`^${second.id} {4}Warehouse 09 {2}\\d+ ms .* F1 \\+12 ct\n$`));
  });

  test('writes saved kicks under their names, none over another, the unknown one named', async () => {
    const [a, b] = [await json<SavedKick>('save', '--seed', '1', '--name', 'A/B'), await json<SavedKick>('save', '--seed', '2', '--name', 'A/B')];
    const { code, stdout, stderr } = await kicklab('library', 'wav', a.id, 'absent', b.id, '--out', out, '--format', 'wav32f');
    expect([code, stdout]).toEqual([1, `${join(out, 'A-B.wav')}\n${join(out, 'A-B-2.wav')}\n`]);
    expect(stderr).toContain('the library holds no sound absent');
    const [one, other] = ['A-B.wav', 'A-B-2.wav'].map((name) => readTone(readFileSync(join(out, name))).samples);
    const heard = await fake.studio.library.open({ id: b.id }, {});
    expect(other).toEqual(heard.samples);
    expect(one).not.toEqual(other);
  });

  test('writes as settled where nothing else is said', async () => {
    const { id } = await json<SavedKick>('save', '--seed', '1', '--name', 'K');
    await kicklab('settings', 'set', 'export-format', 'wav16');
    await kicklab('settings', 'set', 'export-rate', '48000');
    const written = async (...args: string[]) => {
      await kicklab('library', 'wav', id, '--out', out, ...args);
      const bytes = readFileSync(join(out, 'K.wav'));
      return [bytes.readUInt32LE(24), bytes.readUInt16LE(34)];
    };
    expect(await written()).toEqual([48_000, 16]);
    expect(await written('--rate', '44100', '--format', 'wav24')).toEqual([44_100, 24]);
  });

  test('takes files in, tells those that fail, and finds them by words and by sound', async () => {
    const sounds = join(fake.dir, 'sounds');
    mkdirSync(sounds);
    for (const [name, hz] of [['Deep one', 40], ['Deep two', 41], ['High', 120]] as const) writeTone(join(sounds, `${name}.wav`), hz);
    writeFileSync(join(sounds, 'text.wav'), 'text');
    const imported = await kicklab('library', 'import', sounds, '--json');
    expect([imported.code, imported.stderr]).toEqual([1, expect.stringMatching(/text\.wav: cannot be read as audio.*\n.*\n1 of 4 failed/)]);
    expect((JSON.parse(imported.stdout) as { items: object[] }).items).toHaveLength(4);
    const found = async (...args: string[]) => (await json<{ items: SavedKick[] }>(...args)).items.map(({ name }) => name);
    expect(await found('search', 'DEEP', 't')).toEqual(['Deep two']);
    const { items: [one] } = await json<{ items: SavedKick[] }>('search', 'one');
    expect(await found('similar', one.id)).toEqual(['Deep two', 'High']);
    expect(await found('similar', join(sounds, 'High.wav'), '--count', '1')).toEqual(['High']);
    expect(await kicklab('library', 'import', sounds)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('3 were there already') as string });
  });

  test('checks, mends, backs up, restores and moves', async () => {
    const { id } = await json<SavedKick>('save', '--seed', '1');
    expect(await json('check')).toEqual({ items: [], kicks: 1, missing: 0, setAside: null });
    const file = join(fake.dir, 'backup.zip');
    expect(await kicklab('library', 'backup', file)).toMatchObject({ code: 0, stdout: `1 kick in ${file}\n` });
    rmSync(join(fake.dir, 'library', 'kicks', `${id}.wav`));
    expect(await kicklab('library', 'check')).toMatchObject({ code: 1, stdout: '1 kick, 1 left to mend\n', stderr: expect.stringContaining('its file is gone') as string });
    expect(await kicklab('library', 'check', '--repair')).toMatchObject({ code: 0, stdout: '1 kick, nothing is wrong\n', stderr: expect.stringContaining('(mended)') as string });
    expect(await json('restore', file)).toEqual({ kicks: 1, imported: 0, missing: 0, before: join(fake.dir, 'library.before') });
    const to = join(fake.dir, 'moved');
    expect(await json('move', to)).toEqual({ dir: to, files: 2 });
    expect(existsSync(join(fake.dir, 'library'))).toBe(false);
    expect(await names()).toEqual(['Kick 1 F1']);
    expect(readdirSync(join(to, 'kicks'))).toEqual([`${id}.wav`]);
    expect((await fake.studio.settings.get({}, {})).libraryDir).toBe(to);
    expect(JSON.parse(readFileSync(join(fake.dir, 'settings.json'), 'utf8'))).toMatchObject({ library: to });
  });

  test('no library is made by a command that needs none', async () => {
    await kicklab('generate', '--out', out);
    expect(existsSync(join(fake.dir, 'library'))).toBe(false);
  });

  test('the folder and model asked for reach the root', async () => {
    expect(await kicklab('library', 'list', '--library', 'mine')).toMatchObject({ opened: { libraryDir: 'mine' } });
    expect(await kicklab('library', 'save', '--seed', '1', '--model', 'factory', '--provider', 'cpu')).toMatchObject({ opened: { model: 'factory', provider: 'cpu' } });
  });
});

describe('settings', () => {
  test('are told, changed one at a time, and put back', async () => {
    expect((await kicklab('settings', 'show')).stdout).toMatch(/^provider\s+auto\ntheme\s+dark\nexport-format\s+wav24\nexport-rate\s+44100\nlibrary\s+.*library\nkept in\s+.*settings\.json\n$/);
    await kicklab('settings', 'set', 'provider', 'cpu');
    const { stdout } = await kicklab('settings', 'set', 'export-rate', '96000', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ settings: { provider: 'cpu', theme: 'dark', exportFormat: 'wav24', exportRate: 96_000 } });
    expect((await kicklab('settings', 'reset')).stdout).toMatch(/^provider\s+auto\n/);
  });

  test.each([
    [['teme', 'light'], 'there is no setting teme\n  Did you mean theme?'],
    [['theme', 'pink'], 'settings set: theme'],
    [['export-rate', 'fast'], 'settings set: export-rate'],
    [['theme'], 'VALUE is missing'],
    [['theme', 'light', 'dark'], 'unexpected argument dark'],
  ])('%j is misuse, and named', async (args, told) => {
    expect(await kicklab('settings', 'set', ...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(told) as string });
    expect((await kicklab('settings', 'show')).stdout).toMatch(/^provider\s+auto\ntheme\s+dark\n/);
  });
});

test('a latent of the wrong length is misuse, an unknown model or an out folder in the way is a failure', async () => {
  expect(await kicklab('generate', '--latent', '1,2', '--out', out)).toMatchObject({ code: 2, stderr: expect.stringContaining('takes 32') as string });
  expect(await kicklab('generate', '--model', 'absent', '--out', out)).toMatchObject({ code: 1, stderr: expect.stringContaining('Factory') as string });
  writeFileSync(join(fake.dir, 'file'), '');
  expect(await kicklab('generate', '--out', join(fake.dir, 'file'))).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written') as string });
});

test('a full disk ends the batch with a code', async () => {
  rmSync(fake.dir, { recursive: true });
  open(createFakeEngine({ generate: () => { throw new KicklabError('DISK_FULL', { file: '0001.wav' }); } }));
  const { code, stdout } = await kicklab('generate', '--count', '9', '--out', out, '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'DISK_FULL' } }]);
  expect(fake.engine.calls.filter((c) => c.verb === 'generate').length).toBeLessThanOrEqual(2);
});

test('a fault of ours has a code, and a trace only with --debug', async () => {
  rmSync(fake.dir, { recursive: true });
  open(createFakeEngine({ load: () => { throw new TypeError('x is undefined'); } }));
  const plain = await kicklab('generate', '--out', out);
  expect(plain).toMatchObject({ code: 1, stdout: '' });
  expect(plain.stderr).not.toMatch(/\n\s+at /);
  expect((await kicklab('generate', '--out', out, '--debug')).stderr).toMatch(/\n\s+at /);
});

test('Ctrl-C ends a batch with 130 and leaves whole files only', async () => {
  const plain = createFakeEngine();
  rmSync(fake.dir, { recursive: true });
  open(createFakeEngine({
    generate: (args) => {
      if ('index' in args.base && args.base.index === 4) interrupt.abort();
      return plain.call('generate', args);
    },
  }));
  const { code } = await kicklab('generate', '--count', '500', '--out', out);
  expect(code).toBe(130);
  expect(readdirSync(out).every((name) => /^\d{4}\.wav$/.test(name))).toBe(true);
});

describe('train', () => {
  const kicks = (): string => {
    const dir = join(fake.dir, 'kicks');
    mkdirSync(dir);
    tone(join('kicks', 'a.wav'));
    return dir;
  };

  test('shows its settings and progress on stderr, the result on stdout', async () => {
    const progress = { phase: 'train', epochs: 2, step: 3, steps: 4, etaSeconds: 4210, losses: { total: 0.8123, kl: 12.34 } } as const;
    rmSync(fake.dir, { recursive: true });
    open(undefined, createFakeEngine({
      train: ({ out: dir }, { onProgress }) => {
        for (const epoch of [1, 1, 2]) onProgress?.({ ...progress, epoch });
        return { dir, bundleId: 'abc', bestEpoch: 2, stopped: 'done', used: 20, rejected: [{ file: 'b.wav', code: 'AUDIO_SILENT', message: 'b.wav: is silent' }] };
      },
    }));
    const { code, stdout, stderr } = await kicklab('train', kicks(), '--out', out, '--epochs', '2', '--json');
    expect(code).toBe(0);
    expect(trainResult.parse(JSON.parse(stdout))).toMatchObject({ bundleId: 'abc' });
    expect(stderr).toContain('beta 0.001 on the sum over 32 dimensions (0.032 on their mean)');
    expect(stderr.match(/train {2}epoch 1\/2/g)).toHaveLength(1);
    expect(stderr).toContain('b.wav: is silent');
    expect(progressLine({ ...progress, epoch: 2 })).toBe('train  epoch 2/2  step 3/4  total 0.812  kl 12.3  ETA 1 h 10 min');
  });

  test('Ctrl-C cancels it and says how to go on', async () => {
    rmSync(fake.dir, { recursive: true });
    open(undefined, createFakeEngine({
      train: ({ out: dir }, { signal }) => new Promise((resolve) => {
        signal?.addEventListener('abort', () => { resolve({ dir, bundleId: null, bestEpoch: 0, stopped: 'cancelled', used: 1, rejected: [] }); });
        interrupt.abort();
      }),
    }));
    expect(await kicklab('train', kicks(), '--out', out, '--epochs', '2')).toMatchObject({ code: 130, stderr: expect.stringContaining('--resume') as string });
  });
});

test('training lists the runs that are kept, goes on with one and forgets it', async () => {
  const dir = join(fake.dir, 'kicks');
  mkdirSync(dir);
  tone(join('kicks', 'a.wav'));
  const results = [{ bundleId: null, stopped: 'cancelled' }, { bundleId: 'fake', stopped: 'done' }] as const;
  let begun = 0;
  // A command closes the studio that it was given.
  const training = (...args: string[]) => {
    fake = createFakeStudio({ dir: fake.dir, trainer: createFakeEngine({ train: ({ out: folder }) => ({ dir: folder, bestEpoch: 1, used: 20, rejected: [], ...results[begun++] }) }) });
    return kicklab(...args);
  };
  expect(await training('train', dir, '--out', out, '--epochs', '2', '--name', 'Mine')).toMatchObject({ code: 130 });
  const { stdout } = await training('training', 'list');
  expect(stdout).toMatch(/^[0-9a-f]{8} {2}cancelled {4}Mine {2}2 epochs {2}0 s {2}/);
  const id = stdout.slice(0, 8);
  expect(await training('training', 'resume', id)).toMatchObject({ code: 0, stdout: expect.stringContaining('best epoch 1') as string });
  expect(contract.training.list.output.parse(JSON.parse((await training('training', 'list', '--json')).stdout)).runs).toMatchObject([{ state: 'done' }]);
  expect(await training('training', 'pause', id)).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be paused') as string });
  expect(await training('training', 'forget', id)).toMatchObject({ code: 0, stdout: 'forgotten\n' });
  expect(await training('training', 'resume', '0f8c12ab-0000-4000-8000-000000000000')).toMatchObject({ code: 1, stderr: expect.stringContaining('no training run') as string });
});

test('train --estimate tells how long it would take, and why', async () => {
  const dir = join(fake.dir, 'kicks');
  mkdirSync(dir);
  tone(join('kicks', 'a.wav'));
  expect(await kicklab('train', dir, '--preset', 'quick', '--estimate')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^about \d+ s \(\d+ s to \d+ s\): 1 sounds.* 400 ms/) as string });
});

test('cluster writes its analysis, tells each cluster on a line, and names the sounds that it could not read', async () => {
  const dir = join(fake.dir, 'bank');
  mkdirSync(dir);
  for (let hz = 40; hz < 80; hz += 5) writeTone(join(dir, `${String(hz)}.wav`), hz);
  const { code, stdout } = await kicklab('cluster', 'factory', dir, '--out', out);
  expect([code, stdout.split('\n')[0]]).toEqual([0, '8 sounds, 2 clusters along 1 directions (50 % of the spread), silhouette 0.50']);
  expect(stdout).toContain('BIC  1: 20  2: 10*');
  const { files, ...told } = contract.explore.clusters.output.parse(JSON.parse((await kicklab('cluster', 'factory', dir, '--out', out, '--json')).stdout));
  expect(JSON.parse(readFileSync(join(out, 'cluster_analysis.json'), 'utf8'))).toEqual(told);
  for (const file of files) expect(stdout).toContain(file);
  writeFileSync(join(dir, 'broken.wav'), 'no sound');
  expect(await kicklab('cluster', 'factory', dir, '--out', out)).toMatchObject({ code: 1, stderr: expect.stringContaining('broken.wav') as string });
});

test('serve prints its URL as one line and stops on Ctrl-C', async () => {
  const running = kicklab('serve', '--port', '0');
  setTimeout(() => { interrupt.abort(); }, 10);
  expect(await running).toMatchObject({ code: 0, stdout: 'http://127.0.0.1:0/\n' });
  expect(fake.engine.closed).toBe(true);
});

test('the port comes from the option, then from PORT, else from nobody', () => {
  expect(askedPort(8080, '9')).toBe(8080);
  expect(askedPort(undefined, '8081')).toBe(8081);
  expect(askedPort(undefined, '')).toBeUndefined();
  for (const bad of ['http', '-1', '65536', '80.5']) expect(() => askedPort(undefined, bad)).toThrow(expect.objectContaining({ code: 'OPTION_VALUE' }));
});

test('doctor tells everything it found and fails without a working model', async () => {
  const { code, stdout } = await kicklab('doctor', '--json');
  expect(code).toBe(0);
  expect(contract.system.doctor.output.parse(JSON.parse(stdout))).toMatchObject({ healthy: true, providers: [{ name: 'cpu', available: true }] });
  const without = await kicklab('doctor', '--model', 'absent');
  expect(without).toMatchObject({ code: 1, stdout: expect.stringContaining('no model absent') as string });
});
