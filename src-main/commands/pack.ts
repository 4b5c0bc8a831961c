/** `kicklab pack`: a pack of kicks in a folder or an archive, watched on stderr. */

import { CATEGORIES } from '../../src-preload/contract/categories.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { NAME_TOKENS } from '../../src-preload/contract/pack-names.ts';
import { PACK_THEMES, THEME_NAMES } from '../../src-preload/contract/pack-themes.ts';
import type { PackProgress, PackResult } from '../../src-preload/contract/packs.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { nearest } from '../base/nearest.ts';
import { checked, command, EXIT, flag, LIBRARY, MODEL, needed, noMore, number, OUT, pick, text, WITH_EFFECTS, type Cli } from './command.ts';
import { readEffects } from './effects-file.ts';
import { duration } from './readable.ts';
import { readKey } from './shape.ts';

export const pack = command({
  summary: contract.packs.start.summary,
  usage: '',
  options: {
    count: number('N', 'how many sounds (default 50)'),
    seed: number('S', 'the same seed and settings make the same pack (default 1)'),
    ...OUT,
    name: text('NAME', 'what the pack is called (default: Kicklab Sounds)'),
    theme: text('THEME', `one of ${PACK_THEMES.map(({ name }) => name).join(', ')} (default: Everything)`),
    selection: text('ID,..', 'saved sounds instead of a theme'),
    vary: number('0..1', 'new sounds around the selection: 0 are the sounds themselves, 1 any other (default 0)'),
    'category-mix': text('KIND:N,..', `parts of each kind, such as 808:2,hard:1; there are ${CATEGORIES.join(', ')} (default: those of the theme)`),
    key: text('KEY', 'tune every sound to a tone of a key, such as "F minor" or "C# dorian"'),
    ...WITH_EFFECTS,
    loudness: number('LUFS', 'loudness of each sound, as far as the ceiling lets it (default: its own)'),
    ceiling: number('dBTP', 'true peak that no file passes (default -1)'),
    format: text('FORMAT', 'wav16, wav24 or wav32f (default wav24)'),
    rate: number('HZ', '44100, 48000, 88200 or 96000 (default 44100)'),
    template: text('TEMPLATE', `names of the files, of ${Object.keys(NAME_TOKENS).map((token) => `{${token}}`).join(', ')}`),
    licence: text('LICENCE', 'Royalty-free, CC0-1.0, CC-BY-4.0 or "All rights reserved" (default: Royalty-free)'),
    holder: text('NAME', 'whose pack it is, for its licence'),
    zip: flag('one archive instead of the files'),
    ...LIBRARY,
    ...MODEL,
  },
  run: async ({ options, files }, cli) => {
    noMore(files, 'pack');
    const input = checked(
      contract.packs.start.input,
      {
        ...pick(options, 'count', 'seed', 'name', 'loudness', 'ceiling', 'format', 'rate', 'template', 'licence', 'holder', 'zip', 'model'),
        ...(options.theme === undefined ? {} : { theme: themeNamed(options.theme) }),
        ...(options.selection === undefined ? {} : { selection: { ids: options.selection.split(',').map((id) => id.trim()), ...pick(options, 'vary') } }),
        ...(options['category-mix'] === undefined ? {} : { mix: readMix(options['category-mix']) }),
        ...(options.key === undefined ? {} : { key: readKey(options.key) }),
        ...(options.effects === undefined ? {} : { effects: await readEffects(options.effects) }),
        out: needed(options.out, '--out DIR', 'pack'),
      },
      'pack',
    );
    const result = await cli.studio.buildPack(input, { signal: cli.signal, onProgress: progressPrinter(cli) });
    if (cli.interactive) cli.stderr('\n');
    tell(cli, result);
    return EXIT.done;
  },
});

/** The theme that is meant, whatever its case. @throws OPTION_VALUE naming the nearest */
function themeNamed(given: string): string {
  const found = THEME_NAMES.find((name) => name.toLowerCase() === given.trim().toLowerCase());
  if (found !== undefined) return found;
  const close = nearest(given, THEME_NAMES);
  throw new KicklabError('OPTION_VALUE', { option: '--theme', reason: `takes ${THEME_NAMES.join(', ')}, not ${given}${close === null ? '' : `; did you mean ${close}?`}` });
}

/** `808:2,hard:1` as parts of kinds; which kinds there are is checked by the contract. @throws OPTION_VALUE */
function readMix(given: string): Record<string, number> {
  return Object.fromEntries(given.split(',').map((part) => {
    const [kind, share = '1'] = part.split(':').map((word) => word.trim());
    const value = Number(share);
    if (kind === '' || share === '' || !Number.isFinite(value)) throw new KicklabError('OPTION_VALUE', { option: '--category-mix', reason: `takes kinds and their parts such as 808:2,hard:1, not ${part}` });
    return [kind, value];
  }));
}

const PHASES: Record<PackProgress['phase'], string> = { make: 'making sounds to choose among', write: 'writing', finish: 'sheet, mapping and archive' };

/** A line that is rewritten on a terminal; in a log, one line a phase. */
function progressPrinter(cli: Cli): (progress: PackProgress) => void {
  let [last, width] = ['', 0];
  return ({ phase, done, total, etaSeconds }) => {
    const line = `${PHASES[phase]}${phase === 'finish' ? '' : `  ${String(done)}/${String(total)}`}${etaSeconds === null ? '' : `  ${duration(etaSeconds)} left`}`;
    if (cli.interactive) {
      cli.stderr(`\r${line.padEnd(width)}`);
      width = line.length;
    } else if (phase !== last) {
      cli.stderr(`${line}\n`);
    }
    last = phase;
  };
}

function tell(cli: Cli, { kicks, ...result }: PackResult): void {
  const { asked } = result;
  if (cli.json) cli.stdout(JSON.stringify({ ...result, items: kicks }, null, 2) + '\n');
  else for (const { file, category, note, descriptor, loudnessLufs } of kicks) cli.stdout(`${file}  ${category}  ${note ?? '-'}  ${descriptor}  ${loudnessLufs === null ? '-' : `${loudnessLufs.toFixed(1)} LUFS`}\n`);
  const held = kicks.filter(({ limited }) => limited).length;
  if (held > 0) cli.stderr(`${String(held)} of ${String(kicks.length)} are below the loudness that was asked for: the ceiling holds them\n`);
  if (kicks.length < asked) cli.stderr(`${String(kicks.length)} of ${String(asked)} sounds: the model makes no more that fit and are unlike each other\n`);
  cli.stderr(`${result.archive ?? result.out}\n`);
}
