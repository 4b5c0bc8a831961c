/** `kicklab inspect`: what WAV files say of how their sound was made. */

import { wordsOf } from '../../src-preload/contract/instrument-words.ts';
import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, needed, report } from './command.ts';
import { describeKick } from './readable.ts';

type Report = Extract<Output<'kicks', 'inspect'>['items'][number], { format: unknown }>;

export const inspect = command({
  summary: contract.kicks.inspect.summary,
  usage: 'FILE...',
  options: {},
  run: async ({ files }, cli) => {
    needed(files.at(0), 'FILE', 'inspect');
    const input = checked(contract.kicks.inspect.input, { files }, 'inspect');
    return report(cli, await cli.studio.kicks.inspect(input, batchContext(cli)), readable);
  },
});

/** A line for the file, then one for each thing that it says. */
function readable(item: Report): string {
  const { file, format: { sampleRate, channels, bits, float, seconds }, info, broadcast, rootNote } = item;
  const lines: [name: string, told: string][] = [
    ['sound', `${String(sampleRate)} Hz, ${String(bits)} bit ${float ? 'float' : 'integer'}, ${channels === 1 ? 'mono' : `${String(channels)} channels`}, ${(1000 * seconds).toFixed(0)} ms`],
    ...made(item),
    ...(info?.title === undefined ? [] : [['title', info.title] as [string, string]]),
    ...(rootNote === null ? [] : [['root note', `${rootNote.note} ${signed(rootNote.cents, 0)} ct`] as [string, string]]),
    ...(broadcast === null ? [] : [['level', `${figure(broadcast.loudnessLufs, 'LUFS')}, ${figure(broadcast.truePeakDb, 'dBTP')}`] as [string, string]]),
  ];
  return [file, ...lines.map(([name, told]) => `  ${name.padEnd(11)}${told}`)].join('\n');
}

function made({ provenance, reason, modelInstalled }: Report): [string, string][] {
  if (provenance === null) return [['made', reason ?? '']];
  const { model, program, madeAt, delivery } = provenance;
  const by: [string, string][] = [
    ['model', `${model.name} (${model.id})${modelInstalled === true ? '' : ', not installed here'}`],
    ['data set', model.datasetDigest ?? 'not known'],
    ...model.licences.map((licence): [string, string] => ['credits', licence]),
    ['made by', program === null ? 'an earlier Kicklab' : `Kicklab ${program.version}, ONNX Runtime ${program.runtime}, ${program.platform}`],
    ...(madeAt === null ? [] : [['made at', madeAt] as [string, string]]),
    ...(delivery.gainDb === 0 ? [] : [['gain', `${signed(delivery.gainDb, 2)} dB`] as [string, string]]),
  ];
  if (provenance.kind === 'resynthesis') return [['made', `a resynthesis of ${provenance.recording}`], ...by];
  const { seed, index, latent, set, note, components, pitchCurve, exchanged, effects, descriptors } = provenance.settings;
  const { one } = wordsOf(model.instrument);
  const from = provenance.recording ?? (seed === null ? 'a latent' : `seed ${String(seed)}${index === undefined ? '' : `, ${one} ${String(index)}`}`);
  const told = (name: string, values: readonly string[]): [string, string][] => (values.length === 0 ? [] : [[name, values.join(', ')]]);
  return [
    ['made', `a ${one} from ${from}: ${describeKick(descriptors)}`],
    ...told('sliders', Object.entries(set).map(([slider, value]) => `${slider} ${String(value)}`)),
    ...told('tuned to', note === null ? [] : [String(note)]),
    ...told('components', components.map(({ component, deviations }) => `${String(component)} at ${String(deviations)}`)),
    ...told('pitch', pitchCurve.map(({ ms, cents }) => `${signed(cents, 0)} ct at ${String(ms)} ms`)),
    ...told('parts', Object.entries(exchanged).map(([part, { amount }]) => `${part} of another ${one} (${String(amount)})`)),
    ...told('effects', effects.map(({ type, bypass }) => (bypass ? `${type} (bypassed)` : type))),
    ['latent', latent.join(',')],
    ...by,
  ];
}

function figure(value: number | null, unit: string): string {
  return value === null ? `no ${unit}` : `${value.toFixed(1)} ${unit}`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;
}
