/** `kicklab effects`: which effects there are, what one of them takes, and the presets. */

import { EFFECT_PRESETS, findPreset } from '../../src-preload/contract/effect-presets.ts';
import { EFFECT_TYPES, EFFECTS, type EffectDescription, type EffectParameter, type EffectType } from '../../src-preload/contract/effects.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { command, EXIT, noMore, text } from './command.ts';
import { nearest } from '../base/nearest.ts';

export const effects = command({
  summary: 'Tell the effects and their parameters, or print a preset as a file for --effects.',
  usage: '[EFFECT]',
  options: { preset: text('NAME', 'print the chain of this preset as JSON') },
  run: ({ options, files }, cli) => {
    noMore(files.slice(1), 'effects');
    const named = files.at(0);
    if (options.preset !== undefined) cli.stdout(JSON.stringify(presetOf(options.preset), null, 2) + '\n');
    else if (cli.json) cli.stdout(JSON.stringify(named === undefined ? { effects: EFFECTS, presets: EFFECT_PRESETS } : EFFECTS[typeOf(named)], null, 2) + '\n');
    else cli.stdout(named === undefined ? overview() : parametersOf(typeOf(named)));
    return Promise.resolve(EXIT.done);
  },
});

function overview(): string {
  return `${table(EFFECT_TYPES.map((type) => [type, EFFECTS[type].summary]))}\n`
    + `Presets:\n${table(EFFECT_PRESETS.map(({ name, doc }) => [name, doc]))}\n`
    + 'kicklab effects EFFECT tells the parameters of one; --effects takes a preset or a JSON file:\n'
    + '  [{"type": "saturation", "curve": "tube", "driveDb": 12}, {"type": "clipper", "driveDb": 3}]\n'
    + 'What is left out of an effect has its default; "bypass": true leaves it out of the sound.\n';
}

function parametersOf(type: EffectType): string {
  const { label, summary, parameters }: EffectDescription = EFFECTS[type];
  return `${type}: ${label}. ${summary}\n\n${table(Object.entries(parameters).map(([name, parameter]) => [name, `${rangeOf(parameter)}  ${parameter.doc}`]))}`;
}

function rangeOf(parameter: EffectParameter): string {
  if (parameter.kind === 'choice') return `${parameter.choices.map(({ value }) => value).join(' | ')} (${parameter.default})`;
  const { min, max, unit } = parameter;
  return `${String(min)} to ${String(max)} ${unit} (${String(parameter.default)})`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('');
}

/** @throws OPTION_VALUE */
function presetOf(name: string) {
  const preset = findPreset(name);
  if (preset === undefined) throw new KicklabError('OPTION_VALUE', { option: '--preset', reason: `takes one of ${EFFECT_PRESETS.map((known) => known.name).join(', ')}` });
  return preset.effects;
}

/** @throws EFFECT_UNKNOWN */
function typeOf(name: string): EffectType {
  const type = EFFECT_TYPES.find((known) => known.toLowerCase() === name.toLowerCase());
  if (type === undefined) throw new KicklabError('EFFECT_UNKNOWN', { effect: name, nearest: nearest(name, EFFECT_TYPES), known: EFFECT_TYPES });
  return type;
}
