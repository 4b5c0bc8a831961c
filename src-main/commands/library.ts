/** `kicklab library ...`: the saved kicks from the shell. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import { runBatch } from '../studio/batch.ts';
import { ensureFolder, freePath } from '../studio/output.ts';
import { readAmounts } from './amounts.ts';
import {
  batchContext, checked, command, flag, LIBRARY, MODEL, needed, noMore, NOTE, number, OUT, pick, report, single, SLIDERS, text, WITH_EFFECTS,
  type CommandGroup,
} from './command.ts';
import { readEffects } from './effects-file.ts';
import { backup, check, duplicates, importFiles, move, restore, search, similar } from './library-files.ts';
import { count, listAll, tell } from './library-shown.ts';

const verbs = contract.library;

const list = command({
  summary: verbs.list.summary,
  usage: '',
  options: {
    search: text('TEXT', 'as library search has it'),
    favourites: flag('only favourites'),
    ...LIBRARY,
  },
  run: async ({ options, files }, cli) => {
    noMore(files, 'library list');
    const items = await listAll(cli, pick(options, 'search', 'favourites'), 'library list');
    return tell(cli, { items }, items);
  },
});

const save = command({
  summary: 'Make the first sound of a seed and keep it.',
  usage: '',
  options: {
    seed: number('S', 'the same seed makes the same sound'),
    name: text('NAME', 'what it is called (default: a number and its note)'),
    ...SLIDERS,
    ...NOTE,
    ...WITH_EFFECTS,
    ...LIBRARY,
    ...MODEL,
  },
  run: async ({ options, files }, cli) => {
    noMore(files, 'library save');
    const seed = needed(options.seed, '--seed S', 'library save');
    const named = checked(verbs.save.input.omit({ id: true }), pick(options, 'name'), 'library save');
    const effects = await readEffects(options.effects);
    const input = checked(contract.kicks.audition.input, { base: { seed, index: 1 }, ...readAmounts(options), ...pick(options, 'note', 'model'), effects }, 'library save');
    const { id } = await cli.studio.kicks.audition(input, { signal: cli.signal });
    const saved = await cli.studio.library.save({ id, ...named }, {});
    return tell(cli, saved, [saved]);
  },
});

const rename = command({
  summary: verbs.rename.summary,
  usage: 'ID NAME',
  options: { ...LIBRARY },
  run: async ({ files }, cli) => {
    noMore(files.slice(2), 'library rename');
    const given = { id: needed(files.at(0), 'ID', 'library rename'), name: needed(files.at(1), 'NAME', 'library rename') };
    const saved = await cli.studio.library.rename(checked(verbs.rename.input, given, 'library rename'), {});
    return tell(cli, saved, [saved]);
  },
});

const favourite = command({
  summary: 'Mark a sound as a favourite, or no longer.',
  usage: 'ID',
  options: { off: flag('no longer a favourite'), ...LIBRARY },
  run: async ({ options, files }, cli) => {
    const given = { ids: [single(files, 'ID', 'library favourite')], favourite: options.off !== true };
    const result = await cli.studio.library.update(checked(verbs.update.input, given, 'library favourite'), {});
    return count(cli, result, result.updated, options.off === true ? 'no longer a favourite' : 'a favourite');
  },
});

const remove = command({
  summary: verbs.remove.summary.replace('library.putBack', 'library put-back'),
  usage: 'ID...',
  options: { ...LIBRARY },
  run: async ({ files: ids }, cli) => {
    needed(ids.at(0), 'ID', 'library remove');
    const result = await cli.studio.library.remove(checked(verbs.remove.input, { ids }, 'library remove'), {});
    return count(cli, result, result.removed, 'deleted');
  },
});

const putBack = command({
  summary: verbs.putBack.summary,
  usage: 'ID...',
  options: { ...LIBRARY },
  run: async ({ files: ids }, cli) => {
    needed(ids.at(0), 'ID', 'library put-back');
    const result = await cli.studio.library.putBack(checked(verbs.putBack.input, { ids }, 'library put-back'), {});
    return count(cli, result, result.putBack, 'back');
  },
});

const wav = command({
  summary: 'Write saved sounds as WAV files, each under its name.',
  usage: 'ID...',
  options: {
    ...OUT,
    format: text('FORMAT', 'wav16, wav24 or wav32f (default: as settled, see kicklab settings)'),
    rate: number('HZ', '44100, 48000, 88200 or 96000 (default: as settled)'),
    ...LIBRARY,
  },
  run: async ({ options, files: ids }, cli) => {
    needed(ids.at(0), 'ID', 'library wav');
    const out = needed(options.out, '--out DIR', 'library wav');
    const { settings: { exportFormat: format, exportRate: rate } } = await cli.studio.settings.get({}, {});
    const inputs = ids.map((id) => checked(verbs.wav.input, { format, rate, id, ...pick(options, 'format', 'rate') }, 'library wav'));
    await ensureFolder(out);
    const taken = new Set<string>();
    const items = await runBatch(inputs, ({ id }) => id, async (input) => {
      const { name, bytes } = await cli.studio.library.wav(input, {});
      const file = freePath(out, name, taken);
      await writeFileAtomic(file, bytes, { flush: false });
      return { file, id: input.id };
    }, batchContext(cli));
    return report(cli, { items }, ({ file }) => file);
  },
});

export const library: CommandGroup = {
  summary: 'Find, keep, import, mark, delete and export sounds, and look after the library.',
  commands: { list, search, similar, import: importFiles, save, rename, favourite, remove, 'put-back': putBack, wav, duplicates, check, backup, restore, move },
};
